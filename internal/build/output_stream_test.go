package build

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A stream gives what Put gives of the same bytes: the file, its sum, its size, and whether it
// was changed; whatever the former was, and in whatever pieces it comes.
func TestStream(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 6))
	for round := range 60 {
		former := []byte(strings.Repeat("0123456789abcdef", random.IntN(20_000)))
		now := bytes.Clone(former)
		switch round % 5 {
		case 1:
			now = append(now, "fine"...)
		case 2:
			now = now[:random.IntN(len(now)+1)]
		case 3:
			now = append(now[:random.IntN(len(now)+1)], "altro, e molto altro ancora"...)
		case 4:
			former = nil
		}
		left, dir := []remembered(nil), filepath.Join(t.TempDir(), "public")
		if former != nil {
			o := opened(t, dir, nil)
			if err := o.Put("lista.json", former, List); err != nil {
				t.Fatal(err)
			}
			commit(t, o)
			left = o.left()
		}
		if random.IntN(2) == 0 {
			left = nil // nobody remembers
		}
		o := opened(t, dir, left)
		stamp, err := o.Stream("lista.json", List, func(s *Stream) error {
			return inPieces(s, former, now, random)
		})
		if err != nil {
			t.Fatal(err)
		}
		w := commit(t, o)
		got, err := os.ReadFile(filepath.Join(dir, "lista.json"))
		if err != nil || !bytes.Equal(got, now) {
			t.Fatalf("round %d: %d bytes of %d are there, or others: %v", round, len(got), len(now), err)
		}
		if want, err := sumFile(filepath.Join(dir, "lista.json")); err != nil || stamp.sum != want || stamp.size != int64(len(now)) {
			t.Errorf("round %d: the file is %+v, the sum %x %v", round, stamp, want, err)
		}
		if changed := former == nil || !bytes.Equal(former, now); w.Changed != int(yes(changed)) {
			t.Errorf("round %d: %d files are said to have changed", round, w.Changed)
		}
	}
}

// inPieces writes bytes, and repeats some of the former file where it may.
func inPieces(s *Stream, former, now []byte, random *rand.Rand) error {
	for at := 0; at < len(now); {
		n := min(1+random.IntN(200_000), len(now)-at)
		piece := now[at : at+n]
		if from := bytes.Index(former, piece); s.Stands() && from >= 0 && random.IntN(3) > 0 {
			if bytes.HasPrefix(former[min(at, len(former)):], piece) {
				from = at
			}
			if err := s.Repeat(int64(from), int64(n)); err != nil {
				return err
			}
		} else if _, err := s.Write(piece); err != nil {
			return err
		}
		at += n
	}
	return nil
}

// What somebody changed in the output by hand is not repeated, and not taken for the same.
func TestStreamOverTouched(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	o := opened(t, dir, nil)
	if err := o.Put("lista.json", []byte("com’era"), List); err != nil {
		t.Fatal(err)
	}
	commit(t, o)
	left, name := o.left(), filepath.Join(dir, "lista.json")
	if err := os.WriteFile(name, []byte("come fu"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	o = opened(t, dir, left)
	if _, err := o.Stream("lista.json", List, func(s *Stream) error {
		if s.Stands() {
			t.Error("it is said to stand")
		}
		_, err := s.Write([]byte("com’era"))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	commit(t, o)
	if got, err := os.ReadFile(name); err != nil || string(got) != "com’era" {
		t.Errorf("got %q, %v", got, err)
	}
}

func opened(t *testing.T, dir string, left []remembered) *Output {
	t.Helper()
	o, err := OpenOutput(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := decodeMemory(encodeMemory([32]byte{}, left))
	if err != nil {
		t.Fatal(err)
	}
	o.Remember(m)
	return o
}

func commit(t *testing.T, o *Output) Written {
	t.Helper()
	w, _, err := o.Commit()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func yes(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
