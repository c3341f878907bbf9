package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"vetro/internal/export"
	"vetro/internal/media"
	"vetro/internal/output"
	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/regular"
	"vetro/internal/render"
)

// files gives all files of the site, each of which knows how to write itself, the largest
// data files first. Listed gives the descriptions of the files of the open data; files that
// are Late call it.
func (s *stages) files(draw *render.Renderer, listed func() []plan.DataFile) []plan.File {
	files := export.Files(s.tree, listed)
	for _, f := range draw.FigureFiles() {
		files = append(files,
			plan.File{Name: f.Name + ".svg", Write: func(w io.Writer) error { return writeBytes(w, f.SVG()) }},
			plan.File{Name: f.Name + ".csv", Write: func(w io.Writer) error { return writeBytes(w, export.Numbers(f.Numbers())) }})
	}
	for _, a := range s.theme.Assets() {
		files = append(files, plan.File{Name: a.Path, Write: func(w io.Writer) error { return writeBytes(w, a.Data) }})
	}
	for _, m := range s.tree.Media {
		files = append(files, plan.File{Name: m.Name, Write: func(w io.Writer) error { return s.copyMedia(w, m) }})
	}
	for _, p := range s.tree.Pages {
		files = append(files, s.pageFile(draw, p))
	}
	return files
}

func writeBytes(w io.Writer, data []byte) error {
	_, err := w.Write(data)
	return err
}

func (s *stages) copyMedia(w io.Writer, m *record.Media) error {
	f, err := s.openMedia(m.Name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// openMedia opens a file that an author put into content/media, with the bytes that are
// published: a drawing is written anew, and one that has changed since it was checked is not
// given as it is.
func (s *stages) openMedia(name string) (io.ReadSeekCloser, error) {
	root, err := os.OpenRoot(s.folder)
	if err != nil {
		return nil, fmt.Errorf("open the site folder: %w", err)
	}
	f, err := regular.In(root, "content/"+name)
	if err := errors.Join(err, root.Close()); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if _, drawing := media.Markup(name); !drawing {
		return f, nil
	}
	defer f.Close()
	svg, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	clean, faults := media.Drawing(svg)
	if len(faults) > 0 {
		return nil, fmt.Errorf("publish %s, which has changed: %s", name, faults[0].Text)
	}
	return inMemory{bytes.NewReader(clean)}, nil
}

func (s *stages) pageFile(draw *render.Renderer, p *plan.Page) plan.File {
	return plan.File{Name: p.Path, Page: p, Late: p.Kind.Traits().Late, Write: func(w io.Writer) error {
		buffer := s.buffer()
		defer s.buffers.Put(buffer)
		if err := draw.Draw(buffer, p); err != nil {
			return err
		}
		return writeBytes(w, bytes.TrimSpace(buffer.Bytes()))
	}}
}

// buffer gives an empty buffer, to be put back into s.buffers.
func (s *stages) buffer() *bytes.Buffer {
	b, _ := s.buffers.Get().(*bytes.Buffer)
	if b == nil {
		return new(bytes.Buffer)
	}
	b.Reset()
	return b
}

// kindOf tells when a file is moved into the output: what pages need before them, and what
// leads to them after them.
func kindOf(f *plan.File) output.Kind {
	if f.Page != nil {
		if f.Page.Kind.Traits().List {
			return output.List
		}
		return output.Page
	}
	if strings.HasPrefix(f.Name, "assets/") || strings.HasPrefix(f.Name, "media/") {
		return output.Asset
	}
	return output.List
}

// listing has the files of a site, of which the open data page and the catalogues describe
// some, in their order.
type listing struct{ files []plan.File }

// written gives the descriptions of the files that were written so far.
func (l *listing) written() []plan.DataFile {
	var all []plan.DataFile
	for i := range l.files {
		if about := l.files[i].About; about != nil && about.SHA256 != "" {
			all = append(all, *about)
		}
	}
	return all
}

// measure writes the files that have a description to nowhere, those that are Late last, so
// that their sizes and digests are known.
func (l *listing) measure() error {
	for _, late := range []bool{false, true} {
		for i := range l.files {
			f := &l.files[i]
			if f.About == nil || f.Late != late {
				continue
			}
			size, sum, err := measured(f)
			if err != nil {
				return fmt.Errorf("make %s: %w", f.Name, err)
			}
			f.About.Size, f.About.SHA256 = size, hex.EncodeToString(sum[:])
		}
	}
	return nil
}

// measured gives the size and the SHA-256 of a file, without keeping its bytes.
func measured(f *plan.File) (size int64, sum [32]byte, err error) {
	h := sha256.New()
	m := counter{h, 0}
	if err := f.Write(&m); err != nil {
		return 0, sum, err
	}
	return m.size, [32]byte(h.Sum(nil)), nil
}

// counter counts the bytes that it hands on.
type counter struct {
	io.Writer
	size int64
}

func (c *counter) Write(p []byte) (int, error) {
	c.size += int64(len(p))
	return c.Writer.Write(p)
}
