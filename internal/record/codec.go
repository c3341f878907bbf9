package record

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
)

// Encoder writes records in a compact form that a Decoder of the same program reads
// again: what load found in a file is kept between runs of the command. A text that comes
// again is written once. The keys come from the tables of fields; what authors do not
// write (places, finished HTML) is written field by field in codec_text.go. The zero
// Encoder is ready for use.
type Encoder struct {
	buf  []byte
	seen map[string]int
}

// Decoder reads what an Encoder wrote. Its first error stays, and from then on it gives
// zeros. The texts of the records are parts of its data.
type Decoder struct {
	rest string
	seen []string
	err  error
}

// NewDecoder gives a Decoder of what Encoder.Bytes gave.
func NewDecoder(data string) *Decoder { return &Decoder{rest: data} }

// ErrCodec is returned for data that no Encoder wrote.
var ErrCodec = errors.New("not records as they were encoded")

// Bytes gives what was written.
func (e *Encoder) Bytes() []byte { return e.buf }

// Err gives the first error, or ErrCodec where data are left over.
func (d *Decoder) Err() error {
	if d.err == nil && d.rest != "" {
		return ErrCodec
	}
	return d.err
}

func (d *Decoder) fail() {
	d.err, d.rest = ErrCodec, ""
}

// CodecForm gives the form of what an Encoder writes: data of another form cannot be decoded.
func CodecForm() string {
	var b strings.Builder
	describe := func(key string, form Form, at any) { fmt.Fprintf(&b, "%s %d %T\n", key, form, at) }
	t := tables()
	describeFields(describe, t.config)
	describeFields(describe, t.contacts)
	describeFields(describe, t.legal)
	describeFields(describe, t.data)
	describeFields(describe, t.project)
	describeFields(describe, t.funding)
	describeFields(describe, t.milestone)
	describeFields(describe, t.act)
	describeFields(describe, t.contract)
	describeFields(describe, t.payment)
	describeFields(describe, t.indicator)
	describeFields(describe, t.place)
	describeFields(describe, t.source)
	describeFields(describe, t.body)
	describeFields(describe, t.notice)
	describeFields(describe, t.section)
	describeFields(describe, t.page)
	describeFields(describe, t.measure)
	return b.String()
}

func describeFields[T any](describe func(key string, form Form, at any), fields []Field[T]) {
	var zero T
	for i := range fields {
		describe(fields[i].Key, fields[i].Form, fields[i].At(&zero))
	}
}

// mostShared is the longest text that is written once.
const mostShared = 128

// Str writes a text.
func (e *Encoder) Str(s string) {
	if s == "" {
		e.Uint(0)
		return
	}
	if len(s) <= mostShared {
		if n, found := e.seen[s]; found {
			e.Uint(uint64(n)<<1 | 1)
			return
		}
		if e.seen == nil {
			e.seen = make(map[string]int)
		}
		e.seen[s] = len(e.seen)
	}
	e.Uint(uint64(len(s)) << 1)
	e.buf = append(e.buf, s...)
}

// Str reads a text.
func (d *Decoder) Str() string {
	n := d.Uint()
	switch {
	case n == 0:
		return ""
	case n&1 == 1 && n>>1 < uint64(len(d.seen)):
		return d.seen[n>>1]
	case n&1 == 1 || n>>1 > uint64(len(d.rest)):
		d.fail()
		return ""
	}
	s := d.rest[:n>>1]
	d.rest = d.rest[n>>1:]
	if len(s) <= mostShared {
		d.seen = append(d.seen, s)
	}
	return s
}

// Raw writes bytes whose number is known to the reader.
func (e *Encoder) Raw(b []byte) { e.buf = append(e.buf, b...) }

// Raw reads as many bytes as there is room for.
func (d *Decoder) Raw(to []byte) {
	if len(d.rest) < len(to) {
		d.fail()
		return
	}
	copy(to, d.rest)
	d.rest = d.rest[len(to):]
}

// Uint writes a number; small ones are short.
func (e *Encoder) Uint(n uint64) { e.buf = binary.AppendUvarint(e.buf, n) }

// Uint reads a number.
func (d *Decoder) Uint() uint64 {
	if len(d.rest) > 0 && d.rest[0] < 0x80 {
		n := d.rest[0]
		d.rest = d.rest[1:]
		return uint64(n)
	}
	var n uint64
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(d.rest[i]&0x7f) << (7 * i)
		if d.rest[i] < 0x80 {
			d.rest = d.rest[i+1:]
			return n
		}
	}
	d.fail()
	return 0
}

// Int writes a number that may be below zero.
func (e *Encoder) Int(n int64) { e.buf = binary.AppendVarint(e.buf, n) }

// Int reads a number that may be below zero.
func (d *Decoder) Int() int64 {
	n := d.Uint()
	return int64(n>>1) ^ -int64(n&1)
}

// Bool writes a truth.
func (e *Encoder) Bool(b bool) {
	if b {
		e.buf = append(e.buf, 1)
	} else {
		e.buf = append(e.buf, 0)
	}
}

// Bool reads a truth.
func (d *Decoder) Bool() bool { return d.Uint() != 0 }

// Len reads the length of a list, whose items are a byte or more each.
func (d *Decoder) Len() int {
	n := d.Uint()
	if n > uint64(len(d.rest)) {
		d.fail()
		return 0
	}
	return int(n)
}

// EncodeList writes a list.
func EncodeList[T any](e *Encoder, items []T, item func(*Encoder, *T)) {
	e.Uint(uint64(len(items)))
	for i := range items {
		item(e, &items[i])
	}
}

// DecodeList reads a list; one without items is nil.
func DecodeList[T any](d *Decoder, item func(*Decoder, *T)) []T {
	n := d.Len()
	if n == 0 {
		return nil
	}
	items := make([]T, n)
	for i := range items {
		item(d, &items[i])
	}
	return items
}

func (e *Encoder) date(x Date) {
	if x == (Date{}) {
		e.Uint(0)
		return
	}
	by := uint64(0)
	if x.By {
		by = 1
	}
	e.Uint(uint64(uint16(x.Year))<<17 | uint64(uint8(x.Month))<<9 | uint64(uint8(x.Day))<<1 | by)
}

func (d *Decoder) date() Date {
	n := d.Uint()
	return Date{Year: int16(n >> 17), Month: int8(n >> 9), Day: int8(n >> 1), By: n&1 == 1}
}

func (e *Encoder) float(f float64) {
	e.buf = binary.LittleEndian.AppendUint64(e.buf, math.Float64bits(f))
}

func (d *Decoder) float() float64 {
	var b [8]byte
	d.Raw(b[:])
	return math.Float64frombits(binary.LittleEndian.Uint64(b[:]))
}
