//go:build !linux

package build

import "os"

// writeNew makes a file that must not be there yet, and gives the time of its last change.
func writeNew(name string, data []byte) (time int64, err error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	_, err = f.Write(data)
	return finish(f, err)
}
