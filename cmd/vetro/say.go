package main

import (
	"fmt"
	"io"

	"vetro/internal/record"
)

// sayf prints a sentence of ours, with what others named in it: names of files, texts of
// records, errors of the system. All that is not a number is escaped (record.Visible), so that
// only the format commands the terminal.
func sayf(w io.Writer, format string, args ...any) error {
	for i, a := range args {
		switch a.(type) {
		case int, int64:
		default:
			args[i] = record.Visible(fmt.Sprint(a))
		}
	}
	_, err := fmt.Fprintf(w, format, args...)
	return err
}
