package posts

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

var (
	wordPress  = regexp.MustCompile(`^\[(/?)(caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+)\b([^\[\]]*)\]`)
	definition = regexp.MustCompile(`^\[([^\]\n]+)\]:[ \t]*(\S+)`)
	title      = regexp.MustCompile(`^\s+(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*$`)
)

// link is [words](address "title") as it stands in a post.
type link struct {
	from, to      int // of its words
	dest, title   string
	destAt, bytes int
}

// linkAt reads the link whose [ is at an offset.
func (t *translator) linkAt(i, to int) (l link, ok bool) {
	depth, end, to, j := 0, -1, min(to, i+longSign), i
	defer func() { t.spend(8 * (j - i + 1)) }()
	for ; j < to && end < 0; j++ {
		if code := t.codeAt(j); code > j {
			j = code - 1
			continue
		}
		switch t.post.text[j] {
		case '\\':
			j++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				end = j
			}
		case '\n':
			if j+1 < to && t.post.text[j+1] == '\n' {
				return l, false
			}
		}
	}
	if end < 0 || end+1 >= to || t.post.text[end+1] != '(' {
		return l, false
	}
	l.from, l.to, l.destAt = i+1, end, end+2
	depth = 1
	for j = end + 2; j < to; j++ {
		s := t.post.text[j:to]
		switch {
		case strings.HasPrefix(s, "{{"), strings.HasPrefix(s, "{%"):
			if n := strings.IndexByte(s, '}'); n > 0 {
				for n+1 < len(s) && s[n+1] == '}' {
					n++
				}
				j += n
			}
		case s[0] == '\\':
			j++
		case s[0] == '\n' && len(s) > 1 && s[1] == '\n':
			return l, false
		case s[0] == '(':
			depth++
		case s[0] == ')':
			if depth--; depth == 0 {
				l.bytes = j + 1 - i
				l.dest = strings.TrimSpace(t.post.text[l.destAt:j])
				l.split()
				return l, true
			}
		}
	}
	return l, false
}

// split parts the title of a link from its address.
func (l *link) split() {
	at := strings.LastIndexAny(strings.TrimRight(l.dest, `"'`), `"'`)
	if at > 0 && strings.ContainsRune(" \t\n", rune(l.dest[at-1])) {
		m := title.FindStringSubmatch(l.dest[at-1:])
		if m != nil && strings.Count(l.dest[:at], "{") == strings.Count(l.dest[:at], "}") {
			l.title, l.dest = m[1]+m[2], strings.TrimSpace(l.dest[:at-1])
		}
	}
	l.dest = strings.TrimSuffix(strings.TrimPrefix(l.dest, "<"), ">")
}

// bracket translates what begins with [: a link, the definition of one, a shortcode of WordPress.
func (t *translator) bracket(w *words, i, to int) int {
	s := t.post.text[i:min(to, i+longSign/10)]
	if m := wordPress.FindStringSubmatch(s); m != nil {
		return t.wordPress(i, m)
	}
	if m := definition.FindStringSubmatch(s); m != nil && strings.TrimSpace(w.last()) == "" && !strings.HasPrefix(m[1], "^") {
		if to, ok := t.resolve(i, m[2], false); ok {
			w.put("[" + m[1] + "]: " + to)
			return len(m[0])
		}
		return 0
	}
	l, ok := t.linkAt(i, to)
	if !ok {
		return 0
	}
	inner := strings.TrimSpace(t.part(l.from, l.to))
	dest, ok := t.resolve(l.destAt, l.dest, false)
	if !ok {
		w.put(inner)
		return l.bytes
	}
	w.put("[" + inner + "](" + bracketed(dest) + titled(l.title) + ")")
	return l.bytes
}

func bracketed(dest string) string {
	if strings.ContainsAny(dest, " ()") {
		return "<" + dest + ">"
	}
	return dest
}

func titled(s string) string {
	if s = plain(s); s == "" {
		return ""
	}
	return ` "` + strings.ReplaceAll(s, `"`, "”") + `"`
}

func (t *translator) wordPress(i int, m []string) int {
	if m[1] == "" {
		text := "il comando " + quote(m[0]) + " di WordPress è tolto: resta ciò che contiene"
		if m[2] == "gallery" || m[2] == "playlist" {
			text = "il comando " + quote(m[0]) + " di WordPress è tolto con le sue immagini"
		}
		t.look(i, text, dropped)
	}
	return len(m[0])
}

// picture translates ![words](address "title").
func (t *translator) picture(w *words, i, to int) int {
	l, ok := t.linkAt(i+1, to)
	if !ok {
		return 0
	}
	t.image(w, i, l.dest, plain(t.post.text[l.from:l.to]), l.title, false)
	return l.bytes + 1
}

// image writes a picture: one of the other site comes along, one of a third becomes a link, of one
// that is nowhere the description stays. Alone is set for what is a block.
func (t *translator) image(w *words, at int, src, alt, caption string, alone bool) {
	alt = strings.NewReplacer("[", "(", "]", ")").Replace(plain(alt))
	dest, ok := t.resolve(at, src, true)
	switch {
	case !ok:
		w.put(alt)
		return
	case strings.Contains(dest, "://"):
		t.look(at, "l’immagine "+quote(dest)+" sta su un altro sito, e diventa un link", "se vi appartiene copiala in content/media e scrivi ![descrizione](../media/nome.jpg)")
		if alt == "" {
			alt = "Guarda l’immagine"
		}
		w.put("[" + alt + "](" + bracketed(dest) + ")")
		return
	case alt == "":
		t.look(at, "l’immagine "+quote(src)+" non ha una descrizione per chi non la vede", "descrivi che cosa mostra tra le parentesi quadre: ![descrizione]("+dest+")")
	}
	if caption = plain(caption); caption == alt {
		caption = ""
	}
	if alone && strings.TrimSpace(w.last()) == "" {
		w.apart()
		defer w.put("\n\n")
	}
	w.put("![" + alt + "](" + dest + titled(caption) + ")")
}

var (
	liquid   = regexp.MustCompile(`\{\{[<%]?(.*?)[%>]?\}\}|\{%-?(.*?)-?%\}`)
	ownWords = regexp.MustCompile(`(?:site|config|page)\.\w+|relative_url|absolute_url|relURL|absURL|safe`)
	inQuotes = regexp.MustCompile(`"([^"]*)"|'([^']*)'`)
	postURL  = regexp.MustCompile(`^\s*(?:post_url|link|ref|relref)\s+"?([^"\s]+)"?\s*$`)
)

// plainAddress takes the signs of generators out of an address: {{ site.baseurl }}/a,
// {{ "/a" | relative_url }}, {% post_url a %}, {{< ref "a.md" >}}, @/a.md. It reports whether it
// knew them all.
func plainAddress(s string) (address string, known bool) {
	known = true
	address = liquid.ReplaceAllStringFunc(s, func(sign string) string {
		m := liquid.FindStringSubmatch(sign)
		inner := strings.TrimSpace(m[1] + m[2])
		if p := postURL.FindStringSubmatch(inner); p != nil {
			return "@/" + strings.TrimPrefix(p[1], "/")
		}
		if q := inQuotes.FindStringSubmatch(inner); q != nil {
			return q[1] + q[2]
		}
		if strings.TrimFunc(ownWords.ReplaceAllString(inner, ""), func(r rune) bool { return strings.ContainsRune(" |-/", r) }) != "" {
			known = false
		}
		return ""
	})
	if at := strings.Index(address, "@/"); at > 0 {
		address = address[at:]
	}
	return strings.TrimSpace(address), known
}

// resolve gives where an address of the other site leads on ours: to an announcement, to a file
// that comes along, to another site. What leads nowhere is told.
func (t *translator) resolve(at int, written string, image bool) (to string, ok bool) {
	dest, known := plainAddress(written)
	if !known || dest == "" {
		t.look(at, "l’indirizzo "+quote(written)+" non si capisce, e il link è tolto: resta il suo testo", "rimetti il link a mano")
		return "", false
	}
	if strings.HasPrefix(dest, "//") {
		dest = "https:" + dest
	}
	u, err := url.Parse(strings.ReplaceAll(dest, " ", "%20"))
	switch {
	case err != nil:
		t.look(at, "l’indirizzo "+quote(written)+" non si capisce, e il link è tolto: resta il suo testo", "rimetti il link a mano")
		return "", false
	case u.Scheme == "http" || u.Scheme == "https":
		if !slices.Contains(t.source.hosts, strings.ToLower(u.Host)) {
			return dest, true
		}
	case u.Scheme == "mailto" || u.Scheme == "tel":
		return dest, !image
	case u.Scheme != "":
		t.look(at, "l’indirizzo "+quote(written)+" non si pubblica, e il link è tolto: resta il suo testo", "")
		return "", false
	case u.Path == "":
		return dest, !image
	}
	if id := t.index.find(u.Path, t.post.file); id != "" && !image {
		return id + ".md", true
	}
	if file := t.source.find(u.Path, t.post.file); file != "" && path.Ext(file) != "" && !isPost(path.Ext(file)) {
		name, refusal := t.bring(file)
		if refusal == nil {
			t.used = append(t.used, name)
			return "../" + name, true
		}
		t.look(at, quote(file)+" resta fuori: "+refusal.Text, refusal.Mend)
		return "", false
	}
	if image {
		t.look(at, "l’immagine "+quote(written)+" non si trova nella cartella", "copiala in content/media e scrivi ![descrizione](../media/nome.jpg)")
		return "", false
	}
	if ext := path.Ext(u.Path); ext != "" && ext != ".html" && knownFile(ext) {
		t.look(at, "il file "+quote(written)+" non si trova nella cartella, e il link è tolto: resta il suo testo", "copialo in content/media e rimetti il link: [testo](../media/nome.pdf)")
		return "", false
	}
	t.look(at, "il link "+quote(written)+" porta a una pagina che non è tra le notizie importate, ed è tolto: resta il suo testo", "se la pagina c’è ancora rimetti il link, con l’indirizzo intero")
	return "", false
}

// plain gives the words of a text without marks and tags, on one line.
func plain(s string) string {
	s = liquid.ReplaceAllString(anyTag.ReplaceAllString(s, " "), "")
	s = markdownLink.ReplaceAllString(s, "$1")
	return strings.Join(strings.Fields(unescapeHTML(strings.NewReplacer("**", "", "__", "", "`", "").Replace(s))), " ")
}

var (
	anyTag       = regexp.MustCompile(`</?[A-Za-z][^<>]*>|<!--.*?-->`)
	markdownLink = regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()]*\)(?:\{:[^{}]*\})?`)
)
