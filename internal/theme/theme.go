// Package theme is the look: templates, the words that pages print, and assets with
// the hash of their content in their names. The built-in theme lies under the site's
// own, which replaces it file by file; there is no other look-up rule.
//
// It knows nothing of projects and pages: what a template is given, render decides.
package theme

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/htmltmpl"
	"vetro/internal/record"
	"vetro/internal/regular"
)

// Theme is a loaded theme, safe for concurrent use.
type Theme struct {
	Templates *htmltmpl.Set // to be filled with Fill; tests hold them to html/template

	texts  Texts
	assets map[string]Asset // by their name in the theme
	dir    string           // of the site's own theme, for places
}

// Asset is a file that pages refer to.
type Asset struct {
	Path string // assets/vetro.0f3a….css
	Data []byte
}

// Load reads the built-in theme and the site's own at dir over it; own may be nil. The
// voice chooses among texts. What the author of a theme must mend comes as problems.
func Load(builtin, own fs.FS, dir string, voice Voice) (*Theme, []record.Problem, error) {
	files, ours, problems, err := overlaid(builtin, own, dir)
	if err != nil {
		return nil, nil, err
	}
	t := &Theme{assets: make(map[string]Asset), dir: dir}
	var wrong []record.Problem
	t.texts, wrong = readTexts(ours, files[textsFile], dir, voice)
	problems = append(problems, wrong...)
	problems = append(problems, t.ownAssets(files, own)...)
	t.hashAssets(files)
	problems = append(problems, t.parse(files)...)
	return t, problems, nil
}

// folders are what a theme is made of, besides its templates.
var folders = []string{"parts", "assets", "testi"}

// overlaid gives the content of every file of the theme by its path, and the built-in texts,
// over which those of the site lie. A file of the site's own that is too large is left out
// with a problem.
func overlaid(builtin, own fs.FS, dir string) (files map[string][]byte, texts []byte, problems []record.Problem, err error) {
	files = make(map[string][]byte)
	for i, layer := range []fs.FS{builtin, own} {
		if layer == nil {
			continue
		}
		err := fs.WalkDir(layer, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				if !strings.Contains(name, "/") && name != "." && !slices.Contains(folders, name) {
					return fs.SkipDir // what the theme is made with, not what it is made of
				}
				return nil
			}
			if strings.HasPrefix(d.Name(), ".") {
				return nil
			}
			data, err := fs.ReadFile(layer, name)
			switch p := excess(dir, name, data); {
			case i == 1 && err != nil:
				problems, err = append(problems, unreadable(path.Join(dir, name), err)), nil
			case i == 1 && p != nil:
				problems = append(problems, *p)
			default:
				files[name] = data
			}
			return err
		})
		if err != nil && !(i == 1 && errors.Is(err, fs.ErrNotExist)) {
			return nil, nil, nil, fmt.Errorf("read theme: %w", err)
		}
		if i == 0 {
			texts = files[textsFile]
			delete(files, textsFile)
		}
	}
	return files, texts, problems, nil
}

// unreadable tells why a file of the site's own theme cannot be read.
func unreadable(name string, err error) record.Problem {
	p := record.Problem{Pos: record.Pos{File: name}, Rule: "file-illeggibile", Mend: "toglilo da qui, o copia un file al suo posto"}
	switch {
	case errors.Is(err, regular.ErrOther):
		p.Text = "qui ci vuole un file, e c’è altro"
	case regular.Outside(err):
		p.Rule, p.Text, p.Mend = "file-fuori", "il collegamento porta fuori dalla cartella del sito", "copia il file dentro la cartella del sito"
	default:
		p.Text = "il file non si può leggere (" + err.Error() + ")"
	}
	return p
}

// parse reads the templates: those of the pages, and their parts.
func (t *Theme) parse(files map[string][]byte) []record.Problem {
	var problems []record.Problem
	t.Templates = htmltmpl.New(map[string]any{"t": t.texts.Get, "asset": t.assetPath})
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !isTemplate(name) {
			continue
		}
		if err := t.Templates.Parse(name, tidy(files[name])); err != nil {
			problems = append(problems, t.Problem(err))
		}
	}
	return problems
}

// tidy drops the indentation of templates, which would weigh on every page, and their
// last line end, which would stand before a comma.
func tidy(text []byte) string {
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimLeft(line, " \t")
	}
	return strings.Join(lines, "\n")
}

// Fill appends a template, filled with a view, to w.
func (t *Theme) Fill(w *bytes.Buffer, name string, view any) error {
	return t.Templates.Execute(w, name, view)
}

var templateError = regexp.MustCompile(`^(?:html/)?template: ?"?([^:"]+)"?:(\d+):(?:(\d+):)? ?(.*)$`)

// Problem gives the place and the mend for an error of Fill or of the templates'
// syntax.
func (t *Theme) Problem(err error) record.Problem {
	p := record.Problem{
		Pos:  record.Pos{File: t.dir},
		Rule: "tema-modello",
		Text: "il modello non si può usare: " + err.Error(),
		Mend: "correggi il modello, o cancellalo: vale allora quello del tema di Vetro",
	}
	if m := templateError.FindStringSubmatch(err.Error()); m != nil {
		p.Pos.File = path.Join(t.dir, m[1])
		p.Pos.Line, _ = strconv.Atoi(m[2])
		p.Pos.Col, _ = strconv.Atoi(m[3])
		if m[3] != "" {
			p.Pos.Col++ // the engine counts columns from 0
		}
		p.Text = "il modello non si può usare: " + m[4]
	}
	return p
}

// Text gives a text of the theme, as templates do with t.
func (t *Theme) Text(key string, args ...any) (string, error) { return t.texts.Get(key, args...) }

// Words gives what Text does to whoever asks for texts that there are. A key that is not there is a bug
// of ours: a site's own texts lie over the built-in ones, and take none away.
func (t *Theme) Words(key string, args ...any) string {
	text, err := t.Text(key, args...)
	if err != nil {
		panic("theme: there must be every text that the program asks for: " + err.Error())
	}
	return text
}

// Assets gives every asset, in the order of their paths.
func (t *Theme) Assets() []Asset {
	return slices.SortedFunc(maps.Values(t.assets), func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
}
