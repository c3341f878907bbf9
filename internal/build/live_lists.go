package build

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"vetro/internal/export"
	"vetro/internal/output"
	"vetro/internal/plan"
)

// lists makes what machines read of a Live: a file, and no more than it takes.
type lists struct {
	live    *Live
	told    func() []plan.DataFile // what the open data page lists
	sums    func() ([]byte, error) // impronte.sha256
	pieces  func() []piece         // of the export
	figures func() map[string][]byte
}

// piece is a piece of the export, and the scripts that it makes: a page loads several of
// them, so they are kept.
type piece struct {
	export.Piece
	scripts func() map[string][]byte
}

func newLists(l *Live) *lists {
	m := &lists{live: l}
	tree := l.stages.tree
	m.told = sync.OnceValue(func() []plan.DataFile { return export.Told(tree) })
	m.sums = sync.OnceValues(m.makeSums)
	m.figures = sync.OnceValue(func() map[string][]byte { return maps.Collect(m.eachFigure()) })
	m.pieces = sync.OnceValue(func() []piece {
		var all []piece
		for _, p := range export.Pieces(tree, export.Former{}) {
			all = append(all, piece{p, sync.OnceValue(func() map[string][]byte {
				files := make(map[string][]byte)
				for f := range p.Make {
					files[f.Name] = bytes.Clone(f.Data)
				}
				return files
			})})
		}
		return all
	})
	return m
}

// open makes a file, if there is one of that name.
func (m *lists) open(name string) (data []byte, found bool) {
	if strings.HasPrefix(name, plan.FigureFolder) {
		data, found = m.figures()[name]
		return data, found
	}
	for _, p := range m.pieces() {
		switch {
		case !p.Has(name):
		case path.Ext(name) == ".js":
			data, found = p.scripts()[name]
			return data, found
		default:
			return p.Open(name)
		}
	}
	if slices.Contains([]string{plan.DataPackagePath, plan.DataIndexPath, plan.TurtlePath, plan.JSONLDPath}, name) {
		for f := range export.Catalogue(m.live.stages.tree, m.told()) {
			if f.Name == name {
				return f.Data, true
			}
		}
	}
	return nil, false
}

// all makes all files, one after the other. The data of one are good until the next.
func (m *lists) all() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for f := range export.All(m.live.stages.tree) {
			if !yield(f.Name, f.Data) {
				return
			}
		}
		m.eachFigure()(yield)
	}
}

func (m *lists) eachFigure() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, f := range m.live.drawer.FigureFiles() {
			if !yield(f.Name+".svg", f.SVG) || !yield(f.Name+".csv", export.Numbers(f.Numbers)) {
				return
			}
		}
	}
}

// makeSums goes through every file of the site.
func (m *lists) makeSums() ([]byte, error) {
	l, files := m.live, []output.Entry(nil)
	names := slices.Concat(slices.Collect(maps.Keys(l.assets)), slices.Collect(maps.Keys(l.media)))
	for _, p := range l.stages.tree.Pages {
		names = append(names, p.Path)
	}
	for _, name := range names {
		f, err := l.Open(name)
		if err != nil {
			return nil, err
		}
		sum := sha256.New()
		_, err = io.Copy(sum, f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		files = append(files, output.Entry{Name: name, Sum: [32]byte(sum.Sum(nil))})
	}
	for name, data := range m.all() {
		files = append(files, output.Entry{Name: name, Sum: sha256.Sum256(data)})
	}
	slices.SortFunc(files, func(a, b output.Entry) int { return strings.Compare(a.Name, b.Name) })
	return output.FormatManifest(files), nil
}
