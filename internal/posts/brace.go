package posts

import (
	"regexp"
	"strings"
)

var (
	kramdown = regexp.MustCompile(`^\{:[^{}\n]*\}|^\{[#.][A-Za-z][\w-]*(?: +[^{}\n]*)?\}`)
	pairs    = regexp.MustCompile(`([A-Za-z_][\w-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s,"')]+)|("[^"]*"|'[^']*'|[^\s,"'()]+)`)
)

// ends are the tags of Liquid and Tera that end others.
var ends = regexp.MustCompile(`^end(?:if|for|comment|raw|highlight|unless|case|capture|tablerow|block|macro|filter|set)?$`)

// tag is a shortcode, or a tag of Liquid or Tera.
type tag struct {
	name string
	keys map[string]string
	args []string // values without a key
	end  bool     // it closes another
}

// readTag reads what stands between the signs of a shortcode.
func readTag(s string) tag {
	s = strings.Trim(strings.TrimSpace(s), "-/ \t\n")
	t := tag{keys: make(map[string]string)}
	at := strings.IndexFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\n(|", r) })
	if at < 0 {
		at = len(s)
	}
	t.name = strings.ToLower(s[:at])
	t.end = ends.MatchString(t.name)
	for _, m := range pairs.FindAllStringSubmatch(s[at:], -1) {
		if m[1] != "" {
			t.keys[strings.ToLower(m[1])] = strings.Trim(m[2], `"'`)
		} else {
			t.args = append(t.args, strings.Trim(m[3], `"'`))
		}
	}
	return t
}

// first gives the first value that is there, by its keys.
func (t tag) first(keys ...string) string {
	for _, key := range keys {
		if v := t.keys[key]; v != "" {
			return v
		}
	}
	return ""
}

// brace translates what begins with a brace: a shortcode, a tag or a value of Liquid or Tera, an
// attribute of kramdown.
func (t *translator) brace(w *words, i int, s string) int {
	all, s := s, s[:min(len(s), longSign)]
	for _, sign := range []struct{ open, end string }{{"{{<", ">}}"}, {"{{%", "%}}"}, {"{{", "}}"}, {"{%", "%}"}} {
		if !strings.HasPrefix(s, sign.open) {
			continue
		}
		n := strings.Index(s[len(sign.open):], sign.end)
		if n < 0 {
			continue
		}
		n += len(sign.open) + len(sign.end)
		inner := s[len(sign.open) : n-len(sign.end)]
		if sign.open != "{{" && strings.HasPrefix(strings.TrimSpace(inner), "/*") {
			w.put("`" + strings.NewReplacer("/*", "", "*/", "").Replace(s[:n]) + "`") // shown, not used
			return n
		}
		closing := sign.open != "{{" && strings.HasPrefix(strings.TrimLeft(inner, "- "), "/")
		tg := readTag(inner)
		tg.end = tg.end || closing
		return n + t.tag(w, i, s[:n], all[n:], tg)
	}
	if n := strings.Index(s, "#}"); strings.HasPrefix(s, "{# ") && n > 0 {
		return n + 2 // a comment of Tera
	}
	if m := kramdown.FindString(s[:min(len(s), longTag)]); m != "" {
		if t.told++; t.told <= mostTold {
			t.note(Harmless, t.post.place(i), "l’attributo "+quote(m)+" è tolto", "")
		}
		return len(m)
	}
	return 0
}

// silent are tags whose loss nobody sees: ends, branches, and the address of the site, with which
// links began.
var silent = regexp.MustCompile(`^(?:else|elsif|elif|when|raw|site\.baseurl|site\.url|page\.url|config\.base_url|break|continue|assign|set|set_global|import|extends|more)$`)

// tag translates one tag, and gives how much of what follows belongs to it.
func (t *translator) tag(w *words, i int, whole, rest string, tg tag) int {
	if tg.end || silent.MatchString(tg.name) {
		if tg.name == "endhighlight" || tg.name == "highlight" {
			if w.trim(); w.last() != "" {
				w.put("\n")
			}
			w.put("```")
		}
		return 0
	}
	src := tg.first("src", "url", "image", "path", "file", "image_path", "link", "href")
	if src == "" && len(tg.args) > 0 {
		src = tg.args[len(tg.args)-1]
		if strings.HasPrefix(tg.name, "fig") || strings.HasPrefix(tg.name, "im") {
			src = tg.args[0]
		}
	}
	switch {
	case tg.name == "comment":
		if n := strings.Index(rest, "endcomment"); n >= 0 {
			if end := strings.Index(rest[n:], "}"); end >= 0 {
				return n + end + 1
			}
		}
		t.look(i, "il commento "+quote(whole)+" non finisce, ed è tolto con il testo che segue", dropped)
		return len(rest)
	case tg.name == "highlight":
		language := ""
		if len(tg.args) > 0 {
			language = tg.args[0]
		}
		w.apart()
		w.put("```" + language)
	case tg.name == "page.title":
		w.put(t.post.front.values["title"].one())
	case video(tg, src) != "":
		t.look(i, "il video di "+quote(whole)+" diventa un link", "")
		w.put("[Guarda il video](" + video(tg, src) + ")")
	case pictureFile.MatchString(src):
		t.image(w, i, src, tg.first("alt", "caption", "title"), tg.first("caption", "title"), true)
	default:
		t.look(i, "il comando "+quote(whole)+" è di un altro sistema ed è tolto", dropped)
	}
	return 0
}

var pictureFile = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|svg|webp|avif)(?:[?#].*)?$`)

var videoID = regexp.MustCompile(`^[\w-]{3,}$`)

// video gives the address of the video that a tag shows, or "".
func video(tg tag, src string) string {
	words := tg.name + " " + strings.ToLower(strings.Join(tg.args, " "))
	id := tg.first("id", "video", "videoid", "code")
	for _, arg := range tg.args {
		if id == "" && videoID.MatchString(arg) && !strings.Contains(arg, "youtube") && !strings.Contains(arg, "vimeo") {
			id = arg
		}
	}
	https := strings.HasPrefix(src, "https://")
	switch {
	case strings.Contains(words, "youtube") && https, strings.Contains(words, "vimeo") && https:
		return src
	case strings.Contains(words, "youtube") && videoID.MatchString(id):
		return "https://www.youtube.com/watch?v=" + id
	case strings.Contains(words, "vimeo") && videoID.MatchString(id):
		return "https://vimeo.com/" + id
	}
	return ""
}
