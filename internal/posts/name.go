package posts

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"vetro/internal/record"
)

var (
	notInID = regexp.MustCompile(`[^a-z0-9_]+`)
	copied  = regexp.MustCompile(`(?i)[ _-]+(?:copy|copia)(?:[ _-]*\d+)?$|\s*\(\d+\)$`)
)

// maxID is what load takes of an id, less some room for a number behind it.
const maxID = 140

// idFrom makes an address of a name: accents go, what is neither letter nor digit becomes a
// hyphen. It gives "" for a name that has nothing to make one of.
func idFrom(name string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.ToLower(record.Legible(name))))
	s = strings.Trim(notInID.ReplaceAllString(s, "-"), "-_")
	if len(s) > maxID {
		s = s[:maxID]
		if at := strings.LastIndexByte(s, '-'); at > maxID/2 {
			s = s[:at]
		}
	}
	if s == "" || !record.ValidID(s) {
		return ""
	}
	if record.ReservedID(s) {
		s += "-1"
	}
	return s
}

// stemOf gives what the name of a post says: that of its file, or of its folder where the post is
// index.md in a folder of its own.
func stemOf(file string) string {
	base := path.Base(file)
	stem := base
	if ext := path.Ext(base); isPost(ext) {
		stem = strings.TrimSuffix(base, ext)
	}
	if language := path.Ext(stem); strings.EqualFold(language, ".it") {
		stem = strings.TrimSuffix(stem, language)
	}
	if stem == "index" && path.Dir(file) != "." {
		stem = path.Base(path.Dir(file))
	}
	return stem
}

func isPost(ext string) bool {
	switch strings.ToLower(ext) {
	case ".md", ".markdown", ".mdown", ".mkd":
		return true
	}
	return false
}

// slugOf gives the part of a stem that the addresses of Jekyll and Zola have: without the day.
func slugOf(stem string) string {
	if m := dayInName.FindString(stem); m != "" && len(m) < len(stem) {
		return stem[len(m):]
	}
	return stem
}

// free gives an id that nobody has yet.
func free(id string, day record.Date, taken func(string) bool) string {
	if !taken(id) {
		return id
	}
	if dated := day.ISO() + "-" + id; day.Full() && !strings.HasPrefix(id, day.ISO()) && !taken(dated) {
		return dated
	}
	for n := 2; ; n++ {
		if next := id + "-" + strconv.Itoa(n); !taken(next) {
			return next
		}
	}
}
