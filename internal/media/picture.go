package media

import (
	"bytes"
	"slices"
)

// rasters are the types of pictures that may be part of a drawing: dots, which cannot run.
var rasters = []string{"png", "jpeg", "jpg", "gif", "webp"}

// embedded gives the address of a picture that is part of the file, without blanks, and whether
// it is one.
func embedded(address []byte) ([]byte, bool) {
	const head = "data:image/"
	address = bytes.Trim(address, " \t\r\n\f")
	if len(address) < len(head) || !bytes.EqualFold(address[:len(head)], []byte(head)) {
		return nil, false
	}
	name, data, found := bytes.Cut(address[len(head):], []byte(";"))
	if !found || len(data) < 7 || !bytes.EqualFold(data[:7], []byte("base64,")) || !slices.Contains(rasters, string(bytes.ToLower(name))) {
		return nil, false
	}
	blank := false
	for _, c := range data[7:] {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '+', c == '/', c == '=':
		case isCSSBlank(c):
			blank = true
		default:
			return nil, false
		}
	}
	if !blank {
		return address, true
	}
	clean := make([]byte, 0, len(address))
	for _, c := range address {
		if !isCSSBlank(c) {
			clean = append(clean, c)
		}
	}
	return clean, true
}
