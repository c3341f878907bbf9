//go:build unix

package regular

import (
	"errors"
	"syscall"
)

// atOnce opens a pipe without waiting for the other end. To a file it does nothing.
const atOnce = syscall.O_NONBLOCK

// socket reports what the system says of a socket, or a device that is not there.
func socket(err error) bool { return errors.Is(err, syscall.ENXIO) || errors.Is(err, syscall.ENODEV) }
