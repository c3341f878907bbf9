package posts

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vetro/internal/record"
	"vetro/internal/regular"
)

// source is the folder of another site. It is opened at the root of that site, from where
// pictures and addresses are counted, and read below the folder that was asked for.
type source struct {
	root  *os.Root
	below string // "." or a folder in the root
	hosts []string
	base  string // path that addresses of the site begin with, as /comune
}

// post is one file of the other site.
type post struct {
	file   string // in the root
	text   string // with \n at the ends of lines
	body   int    // offset of the text below the front matter
	front  *front
	stem   string
	id     string // the announcement's
	day    record.Date
	hidden string // why it was not public; "" for one that was
	drop   bool   // it is told already, and does not come over
	early  []Note // from before it was translated
	title  string // of the announcement
	words  string // its text
}

const (
	maxPost  = 256 << 10
	maxPosts = 20_000
)

// rootSigns are files and folders that only the root of a site of Hugo, Zola, Jekyll or Decap has.
var rootSigns = []string{"_config.yml", "_config.yaml", "_config.toml", "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json", "zola.toml", "static", "_posts"}

// openSource finds the root of the site that a folder is part of.
func openSource(dir string) (*source, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find the folder %s: %w", dir, err)
	}
	if info, err := os.Stat(full); err != nil || !info.IsDir() {
		return nil, &Refusal{dir + ": qui non c’è una cartella", "indica la cartella in cui stanno le notizie dell’altro sito, come ../vecchio-sito/content/notizie"}
	}
	top, below := full, "."
	for up, rest, n := full, ".", 0; n < 5; n++ {
		if hasSign(up) {
			top, below = up, rest
			break
		}
		rest = path.Join(filepath.Base(up), rest)
		up = filepath.Dir(up)
	}
	root, err := os.OpenRoot(top)
	if err != nil {
		return nil, fmt.Errorf("open the folder of the posts: %w", err)
	}
	s := &source{root: root, below: below}
	s.address()
	return s, nil
}

func hasSign(dir string) bool {
	return slices.ContainsFunc(rootSigns, func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	})
}

var configKey = regexp.MustCompile(`(?im)^\s*"?(baseurl|base_url|url)"?\s*[:=]\s*["']?([^"'\s,#]+)`)

// address notes under which address the other site was: links to it are links within it.
func (s *source) address() {
	for _, name := range rootSigns {
		text, err := regular.ReadIn(s.root, name)
		if err != nil {
			continue
		}
		for _, m := range configKey.FindAllStringSubmatch(string(text), -1) {
			if host, rest, found := strings.Cut(m[2], "://"); found && strings.HasPrefix(host, "http") {
				name, base, _ := strings.Cut(rest, "/")
				s.hosts = append(s.hosts, strings.ToLower(name))
				s.base = strings.TrimRight("/"+base, "/")
			} else if strings.HasPrefix(m[2], "/") && s.base == "" {
				s.base = strings.TrimRight(m[2], "/")
			}
		}
	}
}

// notPosts are folders of generators that hold no posts.
var notPosts = []string{"_includes", "_layouts", "_sass", "_site", "_data", "node_modules", "themes", "public", "vendor", "layouts", "archetypes", "data", "i18n", "resources", "templates", "static", "assets", "admin"}

// names gives the files that may be posts, in order, as names in the root.
func (s *source) names() (names []string, err error) {
	start := s.below
	if start == "." {
		for _, dir := range []string{"content", "_posts"} {
			if info, err := s.root.Stat(dir); err == nil && info.IsDir() {
				start = dir
			}
		}
	}
	roots := []string{start}
	if s.below == "." && start == "_posts" {
		roots = []string{"_drafts", "_posts"}
	}
	for _, dir := range roots {
		err = fs.WalkDir(s.root.FS(), dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && name == dir:
				return nil
			case err != nil:
				return fmt.Errorf("read %s: %w", name, err)
			case d.IsDir() && name != dir && (strings.HasPrefix(d.Name(), ".") || slices.Contains(notPosts, d.Name())):
				return fs.SkipDir
			case d.IsDir() || strings.HasPrefix(d.Name(), "."):
				return nil
			}
			if ext := path.Ext(name); isPost(ext) || !knownFile(ext) || strings.EqualFold(ext, ".html") {
				names = append(names, name)
			}
			if len(names) > maxPosts {
				return &Refusal{fmt.Sprintf("la cartella ha più di %d file", maxPosts), "importa una sottocartella per volta"}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(names)
	return names, nil
}

// knownFile reports an extension that tells what a file is: one of a few letters. What Jekyll was
// given without .md may still have a point in its title.
func knownFile(ext string) bool {
	return len(ext) > 1 && len(ext) <= 6 && !strings.ContainsAny(ext, " -_")
}

// read gives a file as text, with \n at the ends of its lines.
func (s *source) read(name string) (text, fault, mend string) {
	data, err := regular.ReadIn(s.root, name)
	switch {
	case regular.Outside(err):
		return "", "un collegamento porta fuori dalla cartella", "copia il file al posto del collegamento"
	case err != nil:
		return "", "il file non si legge", "controlla che ci sia e che si possa leggere"
	case len(data) > maxPost:
		return "", fmt.Sprintf("il file ha più di %d KB", maxPost>>10), "una notizia è un testo: dividilo"
	case !utf8.Valid(data):
		return "", "il file non è in UTF-8", "salvalo di nuovo come UTF-8"
	}
	text = strings.TrimPrefix(string(data), "\ufeff")
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "", ""
}

// find gives the file that an address of the other site shows, or "": beside the post, or where
// generators look for it.
func (s *source) find(address, from string) string {
	address = strings.TrimPrefix(address, s.base+"/")
	rooted := strings.HasPrefix(address, "/")
	address = strings.TrimPrefix(address, "/")
	var tries []string
	if !rooted {
		tries = append(tries, path.Join(path.Dir(from), address))
	}
	for _, dir := range []string{"static", "assets", "", "content", "public", "images", "assets/images", "assets/img", "static/images", "static/img"} {
		tries = append(tries, path.Join(dir, address))
	}
	for _, name := range tries {
		if !fs.ValidPath(name) {
			continue
		}
		if info, err := s.root.Stat(name); err == nil && info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// place gives the place of an offset in the text of a post.
func (p *post) place(offset int) record.Pos {
	line := strings.Count(p.text[:offset], "\n") + 1
	start := strings.LastIndexByte(p.text[:offset], '\n') + 1
	return record.Pos{File: p.file, Line: line, Col: utf8.RuneCountInString(p.text[start:offset]) + 1}
}

func (p *post) line(n int) record.Pos { return record.Pos{File: p.file, Line: max(n, 1), Col: 1} }
