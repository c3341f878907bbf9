package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
)

// stage takes the bytes of one file as they come, so that the file need not be held in
// memory. While they are those that the output's file of that name begins with, nothing is
// written anywhere, and nothing at all if it is so to the end.
type stage struct {
	out      *Output
	name     string
	previous *os.File // the output's file; nil where there is none
	size     int64    // of the previous
	at       int64    // bytes so far
	staged   *os.File // nil while they are those of the previous
	sum      hash.Hash
	buffer   []byte // for reading the previous
}

// Put adds a file to the site, as write makes it. The name is relative to the output, with /.
// Several goroutines may call it at once. A file of which the output has the same bytes is
// not written anywhere. It gives the SHA-256 and the size of the file. The error is that of
// write, of the disk, or of a name that is not valid or taken.
func (o *Output) Put(name string, kind Kind, write func(io.Writer) error) (sum [32]byte, size int64, err error) {
	f := &file{name: name, kind: kind}
	if err := o.claim(f); err != nil {
		return sum, 0, err
	}
	s := &stage{out: o, name: name, sum: sha256.New()}
	err = s.begin()
	if err == nil {
		err = write(s)
	}
	if err == nil {
		err = s.end()
	}
	if err := errors.Join(err, s.close()); err != nil {
		return sum, 0, fmt.Errorf("stage %s: %w", name, err)
	}
	f.sum, f.size, f.staged = [32]byte(s.sum.Sum(nil)), s.at, s.staged != nil
	o.mu.Lock()
	defer o.mu.Unlock()
	o.files = append(o.files, f)
	return f.sum, f.size, nil
}

// begin opens the output's file of that name, if there is one.
func (s *stage) begin() error {
	if s.out.fresh {
		return nil
	}
	at, info, err := s.out.look(s.name)
	if err != nil || at != s.name || info == nil || !info.Mode().IsRegular() {
		return err
	}
	s.size = info.Size()
	if s.previous, err = s.out.was.Open(filepath.FromSlash(s.name)); err != nil {
		return fmt.Errorf("open the previous: %w", err)
	}
	return nil
}

// Write adds bytes.
func (s *stage) Write(p []byte) (int, error) {
	s.sum.Write(p)
	if s.staged == nil {
		same, err := s.continues(p)
		if err != nil {
			return 0, err
		}
		if same {
			s.at += int64(len(p))
			return len(p), nil
		}
		if err := s.diverge(); err != nil {
			return 0, err
		}
	}
	n, err := s.staged.Write(p)
	s.at += int64(n)
	return n, err
}

// continues reports whether bytes come next in the previous file, too.
func (s *stage) continues(p []byte) (bool, error) {
	if s.previous == nil || s.at+int64(len(p)) > s.size {
		return false, nil
	}
	for at := s.at; len(p) > 0; {
		part := s.room()[:min(len(s.room()), len(p))]
		n, err := s.previous.ReadAt(part, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, fmt.Errorf("read the previous: %w", err)
		}
		if !bytes.Equal(part[:n], p[:len(part)]) {
			return false, nil
		}
		p, at = p[len(part):], at+int64(len(part))
	}
	return true, nil
}

// diverge begins the staged file with what was the same in the previous.
func (s *stage) diverge() (err error) {
	if s.staged, err = s.out.create(s.out.site(s.name)); err != nil || s.at == 0 {
		return err
	}
	if _, err := io.CopyN(s.staged, io.NewSectionReader(s.previous, 0, s.at), s.at); err != nil {
		return fmt.Errorf("copy the previous: %w", err)
	}
	return nil
}

// room gives a buffer no larger than the previous file needs: most files are small.
func (s *stage) room() []byte {
	if s.buffer == nil {
		s.buffer = make([]byte, max(1, min(s.size, 128<<10)))
	}
	return s.buffer
}

// end stages a file that is the beginning of the previous one, or has no bytes, and flushes
// what was staged.
func (s *stage) end() error {
	if s.staged == nil && (s.previous == nil || s.at < s.size) {
		if err := s.diverge(); err != nil {
			return err
		}
	}
	if s.staged == nil {
		return nil
	}
	return s.out.flushNew(s.staged)
}

func (s *stage) close() (err error) {
	for _, f := range []*os.File{s.previous, s.staged} {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}
