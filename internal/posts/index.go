package posts

import (
	"cmp"
	"fmt"
	"path"
	"strings"
)

// index knows under which addresses the posts stood, so that links between them stay.
type index struct {
	base  string
	ids   map[string]string // address without slashes at its ends, .html and .md, in lower case → id
	tails map[string]string // last parts of addresses, from the day on → id
	names map[string]string // name of a file alone → id
}

func newIndex(posts []*post, base string) *index {
	x := &index{base: base, ids: make(map[string]string), tails: make(map[string]string), names: make(map[string]string)}
	for _, p := range posts {
		for _, key := range []string{"url", "permalink", "aliases", "alias", "redirect_from", "path"} {
			v, _ := p.front.get(key)
			for _, address := range v.list {
				x.add(address, p.id)
			}
		}
		x.files(p)
	}
	return x
}

// files adds the addresses that generators make of the name of a file.
func (x *index) files(p *post) {
	file := strings.TrimSuffix(p.file, path.Ext(p.file))
	if !isPost(path.Ext(p.file)) {
		file = p.file
	}
	dir := path.Dir(p.file)
	if path.Base(file) == "index" {
		file, dir = dir, path.Dir(dir)
	}
	rel := strings.TrimPrefix(dir+"/", "content/")
	x.add(file, p.id)
	x.add(strings.TrimPrefix(file, "content/"), p.id)
	v, _ := p.front.get("slug")
	for _, slug := range []string{slugOf(p.stem), v.one()} {
		if slug == "" {
			continue
		}
		x.add(path.Join(rel, slug), p.id)
		x.add(path.Join(rel, idFrom(slug)), p.id)
		if p.day.Full() {
			for _, tail := range []string{fmt.Sprintf("%04d/%02d/%02d/%s", p.day.Year, p.day.Month, p.day.Day, slug), fmt.Sprintf("%04d/%02d/%s", p.day.Year, p.day.Month, slug)} {
				x.tails[key(tail)] = p.id
			}
		}
	}
	if name := key(path.Base(file)); x.names[name] == "" {
		x.names[name] = p.id
	}
}

func (x *index) add(address, id string) {
	if k := key(address); k != "" && x.ids[k] == "" {
		x.ids[k] = id
	}
}

// key gives the form in which addresses are compared.
func key(address string) string {
	address = strings.ToLower(strings.TrimSuffix(strings.Trim(address, "/"), "index.html"))
	for _, ext := range []string{".html", ".md", ".markdown"} {
		address = strings.TrimSuffix(address, ext)
	}
	return strings.Trim(strings.TrimSuffix(address, "/index"), "/")
}

// find gives the id of the announcement at an address of the other site, as a post writes it.
func (x *index) find(address, from string) string {
	if rest, is := strings.CutPrefix(address, "@/"); is {
		return cmp.Or(x.ids[key(rest)], x.ids[key(path.Join(path.Dir(from), rest))], x.names[key(rest)])
	}
	rooted := strings.HasPrefix(address, "/")
	if rest, is := strings.CutPrefix(address, x.base+"/"); is && rooted && x.base != "" {
		address = "/" + rest
	}
	if !rooted {
		for _, dir := range []string{path.Dir(from), path.Dir(path.Dir(from))} {
			if id := x.ids[key(path.Join(dir, address))]; id != "" {
				return id
			}
		}
	}
	k := key(address)
	if id := x.ids[k]; id != "" {
		return id
	}
	parts := strings.Split(k, "/")
	for i := range parts {
		if id := x.tails[strings.Join(parts[i:], "/")]; id != "" {
			return id
		}
	}
	return ""
}
