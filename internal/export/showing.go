package export

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
)

// showing digests what a block or a piece shows.
type showing struct {
	hash hash.Hash // nil when nobody remembers it
	line []byte
}

func newShowing(former Former) *showing {
	if !former.Remembers {
		return &showing{}
	}
	return &showing{hash: sha256.New()}
}

// record adds a record by its file, and the sum of that.
func (d *showing) record(file string, sum *[32]byte) {
	d.line = append(append(append(d.line[:0], 'r'), file...), 0)
	d.line = append(d.line, sum[:]...)
	d.write()
}

func (d *showing) text(text string) {
	d.line = append(append(append(d.line[:0], 't'), text...), 0)
	d.write()
}

func (d *showing) number(n int) {
	d.line = binary.LittleEndian.AppendUint32(append(d.line[:0], 'n'), uint32(n))
	d.write()
}

func (d *showing) write() {
	if d.hash != nil {
		d.hash.Write(d.line)
	}
}

// sum gives the digest, zero when nobody remembers it.
func (d *showing) sum() [16]byte {
	if d.hash == nil {
		return [16]byte{}
	}
	return [16]byte(d.hash.Sum(d.line[:0]))
}
