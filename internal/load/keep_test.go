package load

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"vetro/internal/record"
)

// Kept parts that are damaged anywhere are refused, and so are those that go on, end
// early, or are of another program.
func TestDamagedParts(t *testing.T) {
	kept := keptSite(t)
	for i := range kept {
		bad := bytes.Clone(kept)
		bad[i] ^= 1 << (i % 8)
		if _, err := DecodeParts(bytes.NewReader(bad)); !errors.Is(err, ErrParts) {
			t.Fatalf("byte %d of %d damaged: %v", i, len(kept), err)
		}
	}
	for _, n := range []int{0, 1, 36, len(kept) / 2, len(kept) - 1} {
		if _, err := DecodeParts(bytes.NewReader(kept[:n])); !errors.Is(err, ErrParts) {
			t.Errorf("cut after %d bytes: %v", n, err)
		}
	}
	if _, err := DecodeParts(bytes.NewReader(append(kept, 0))); !errors.Is(err, ErrParts) {
		t.Errorf("one byte more: %v", err)
	}
}

// keptSite gives the parts of a small site as they are kept.
func keptSite(t testing.TB) []byte {
	e := newEditor(7)
	_, parts, _, err := Again(e.fsys, today, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := parts.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Whatever the bytes, decoding does not fall, and what is decoded can be used and encoded.
func FuzzDecodeParts(f *testing.F) {
	kept := keptSite(f)
	f.Add(kept)
	f.Add([]byte{})
	_, chunks, err := decodeHead(bytes.NewReader(kept))
	if err != nil {
		f.Fatal(err)
	}
	rest := kept
	for i := len(chunks) - 1; i >= 0; i-- {
		f.Add(rest[len(rest)-int(chunks[i].size):])
		rest = rest[:len(rest)-int(chunks[i].size)]
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := DecodeParts(bytes.NewReader(data)); err == nil {
			if err := p.Encode(new(bytes.Buffer)); err != nil {
				t.Error(err)
			}
		}
		parts, err := decodeChunk(string(data))
		if err != nil {
			return
		}
		e := new(record.Encoder)
		for i := range parts {
			encodePart(e, &parts[i])
			if p, is := parts[i].record.(*record.Project); is {
				p.At("titolo")
				p.AtItem("servizi", 1)
			}
		}
	})
}

// A site of the size of a test of speed: VETRO_SITE names its folder.
func BenchmarkKept(b *testing.B) {
	dir := os.Getenv("VETRO_SITE")
	if dir == "" {
		b.Skip("VETRO_SITE is not set")
	}
	_, parts, _, err := Again(os.DirFS(dir), today, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	var kept bytes.Buffer
	b.Run("encode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			kept.Reset()
			if err := parts.Encode(&kept); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(kept.Len())/float64(len(parts.byFile)), "B/file")
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(parts.byFile)), "ns/file")
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := DecodeParts(bytes.NewReader(kept.Bytes())); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(parts.byFile)), "ns/file")
	})
}
