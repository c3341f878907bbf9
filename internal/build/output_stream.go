package build

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
)

// Stream is a file of the site on its way into the staging, piece by piece, so that it need
// not be held in memory. While what comes is what the output's file of that name begins
// with, nothing is written anywhere, and nothing at all if it is so to the end.
type Stream struct {
	out    *Output
	name   string
	former *os.File // the output's file; nil when there is none
	size   int64    // of the former
	time   int64    // of the last change of the former, in nanoseconds
	was    [32]byte // SHA-256 of the former; known if it stands
	stands bool     // the former is as a build left it
	at     int64    // bytes so far
	staged *os.File // nil while they are those of the former
	sum    hash.Hash
	buffer []byte
}

// Stream adds a file that write makes. Several goroutines may call it, and Put, at once.
// It gives how the file is left.
func (o *Output) Stream(name string, kind Kind, write func(*Stream) error) (left file, err error) {
	err = o.add(name, kind, func(f *file) error {
		s := &Stream{out: o, name: name}
		if err := s.begin(); err != nil {
			return err
		}
		if err := write(s); err != nil {
			return errors.Join(err, s.close())
		}
		err := s.end(f)
		left = *f
		return err
	})
	return left, err
}

// begin opens the former file, if the output has one that could be it.
func (s *Stream) begin() error {
	if s.out.fresh {
		return s.part()
	}
	was, stands := s.out.standing(s.name)
	s.was, s.stands = was.sum, stands
	at, info, err := s.out.look(s.name)
	if err != nil {
		return err
	}
	if at != s.name || info == nil || !info.Mode().IsRegular() {
		return s.part()
	}
	if s.former, err = os.Open(s.out.out(s.name)); err != nil {
		return fmt.Errorf("open the former: %w", err)
	}
	s.size, s.time = info.Size(), info.ModTime().UnixNano()
	s.stands = s.stands && was.size == s.size && was.time == s.time
	return nil
}

// Stands reports whether Repeat may be asked for: the output's file is as a build left it.
func (s *Stream) Stands() bool { return s.stands }

// Write adds bytes.
func (s *Stream) Write(p []byte) (int, error) {
	if s.staged == nil {
		same, err := s.continues(p)
		if same || err != nil {
			return len(p), err
		}
		if err := s.part(); err != nil {
			return 0, err
		}
	}
	s.sum.Write(p)
	n, err := s.staged.Write(p)
	s.at += int64(n)
	return n, err
}

// Repeat adds n bytes of the output's file, from a place on.
func (s *Stream) Repeat(from, n int64) error {
	if s.staged == nil && from == s.at {
		s.at += n
		return nil
	}
	if s.staged == nil {
		if err := s.part(); err != nil {
			return err
		}
	}
	s.at += n
	return s.copy(from, n)
}

// continues reports whether bytes come next in the former file, too, and counts them if so.
func (s *Stream) continues(p []byte) (bool, error) {
	if s.at+int64(len(p)) > s.size {
		return false, nil
	}
	for rest := p; len(rest) > 0; {
		part := s.room()
		part = part[:min(len(part), len(rest))]
		if _, err := s.former.ReadAt(part, s.at+int64(len(p)-len(rest))); err != nil && !errors.Is(err, io.EOF) {
			return false, fmt.Errorf("read the former: %w", err)
		}
		if !bytes.Equal(part, rest[:len(part)]) {
			return false, nil
		}
		rest = rest[len(part):]
	}
	s.at += int64(len(p))
	return true, nil
}

// part leaves the former file: what was the same is copied.
func (s *Stream) part() (err error) {
	s.sum = sha256.New()
	if s.staged, err = s.out.create(s.out.site(s.name)); err != nil {
		return err
	}
	return s.copy(0, s.at)
}

// copy writes n bytes of the former file.
func (s *Stream) copy(from, n int64) error {
	for n > 0 {
		part := s.room()
		part = part[:min(int64(len(part)), n)]
		if _, err := s.former.ReadAt(part, from); err != nil {
			return fmt.Errorf("read the former: %w", err)
		}
		s.sum.Write(part)
		if _, err := s.staged.Write(part); err != nil {
			return err
		}
		from, n = from+int64(len(part)), n-int64(len(part))
	}
	return nil
}

func (s *Stream) room() []byte {
	if s.buffer == nil {
		s.buffer = make([]byte, 128<<10)
	}
	return s.buffer
}

// end says how the file was added.
func (s *Stream) end(f *file) (err error) {
	if s.staged == nil && s.at < s.size {
		if err := s.part(); err != nil {
			return errors.Join(err, s.close())
		}
	}
	f.size, f.time, f.staged = s.at, s.time, s.staged != nil
	switch {
	case f.staged:
		f.time, err = finish(s.staged, nil)
		f.sum, s.staged = [32]byte(s.sum.Sum(nil)), nil
	case s.stands:
		f.sum = s.was
	default:
		f.sum, err = sumFrom(s.former)
	}
	return errors.Join(err, s.close())
}

func (s *Stream) close() (err error) {
	for _, f := range []*os.File{s.former, s.staged} {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}
