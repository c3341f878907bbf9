package prose_test

import (
	"cmp"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/tools/txtar"

	"vetro/internal/prose"
	"vetro/internal/record"
)

// Whatever the author writes, what comes out is made of these elements and
// attributes, well nested, with one id each and no address but the permitted ones.
func FuzzParse(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".md") {
				f.Add(string(file.Data))
			}
		}
	}
	announcement, err := os.ReadFile("testdata/announcement.md")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(announcement))
	f.Fuzz(func(t *testing.T, in string) {
		src := prose.Source{Text: in, Pos: record.Pos{File: "a.md", Line: 5, Col: 3}}
		text, problems := prose.Parse(src)
		again, problemsAgain := prose.Parse(src)
		if !reflect.DeepEqual(text, again) || !reflect.DeepEqual(problems, problemsAgain) {
			t.Error("one text, two outcomes")
		}
		checkProblems(t, in, problems)
		checkText(t, text)
		checkPlain(t, text)
		checkHTML(t, fill(t, text))
	})
}

var (
	anyTag   = regexp.MustCompile(`<[^>"]*(?:"[^"]*"[^>"]*)*>`)
	wordsTag = regexp.MustCompile(`</?(?:a|code|del|em|strong|sup)\b[^>"]*(?:"[^"]*"[^>"]*)*>`)
)

// checkPlain holds the words of a text to those of its HTML without tags.
func checkPlain(t *testing.T, text record.Text) {
	t.Helper()
	var markup string
	for _, p := range text.Parts {
		markup += p.HTML
	}
	words := anyTag.ReplaceAllString(wordsTag.ReplaceAllString(markup, ""), " ")
	want := strings.Join(strings.Fields(html.UnescapeString(words)), " ")
	if got := text.AllPlain(); got != want {
		t.Errorf("AllPlain of %q is %q, want %q", markup, got, want)
	}
}

var allowed = map[string][]string{
	"p": nil, "br": nil, "hr": nil, "em": nil, "strong": nil, "del": nil, "code": nil, "pre": nil,
	"ul": nil, "blockquote": nil, "figure": nil, "figcaption": nil,
	"table": nil, "thead": nil, "tbody": nil, "tr": nil,
	"ol":      {"start"},
	"li":      {"id"},
	"sup":     {"id"},
	"th":      {"scope", "class"},
	"td":      {"class"},
	"div":     {"class", "role", "tabindex", "aria-label"},
	"section": {"class", "aria-label"},
	"a":       {"href", "title", "rel", "class", "id", "aria-label"},
	"img":     {"src", "alt", "title", "loading", "decoding"},
	"h2":      {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
}

var (
	asBrowsersRead = strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/")
	hasScheme      = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)
	goodScheme     = regexp.MustCompile(`^(?i:https?://[^/?#]|mailto:|tel:)`)
)

// checkAddress reads an address as a browser does.
func checkAddress(t *testing.T, address string, image bool) {
	s := asBrowsersRead.Replace(strings.TrimFunc(address, func(r rune) bool { return r <= ' ' }))
	if strings.HasPrefix(s, "//") || hasScheme.MatchString(s) && (image || !goodScheme.MatchString(s)) {
		t.Errorf("address %q (image: %v)", address, image)
	}
}

// fill prints a text as a page would, and holds the slots to their lists.
func fill(t *testing.T, text record.Text) string {
	var b strings.Builder
	var links, embeds int
	for _, p := range text.Parts {
		switch p.Slot {
		case record.NoSlot:
			b.WriteString(p.HTML)
		case record.LinkSlot:
			if p.Index != links {
				t.Errorf("the slot of link %d stands where that of %d was awaited", p.Index, links)
			}
			links++
			l := text.Links[p.Index]
			b.WriteString(html.EscapeString(cmp.Or(l.To, strings.ReplaceAll(l.Dest, "#testo-", "#"))))
		case record.EmbedSlot:
			if p.Index != embeds {
				t.Errorf("the slot of embed %d stands where that of %d was awaited", p.Index, embeds)
			}
			embeds++
			b.WriteString("<figure></figure>\n")
		}
	}
	if links != len(text.Links) || embeds != len(text.Embeds) {
		t.Errorf("%d slots for %d links, %d for %d embeds", links, len(text.Links), embeds, len(text.Embeds))
	}
	return b.String()
}

func checkHTML(t *testing.T, out string) {
	if !utf8.ValidString(out) || strings.ContainsFunc(out, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t'
	}) {
		t.Errorf("characters that HTML does not allow: %q", out)
	}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(out), body)
	if err != nil {
		t.Fatal(err)
	}
	var again strings.Builder
	ids, fragments := map[string]bool{}, []string{}
	for _, n := range nodes {
		for n := range preorder(n) {
			checkNode(t, n, ids, &fragments)
		}
		if err := html.Render(&again, n); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range fragments {
		if !ids[f] {
			t.Errorf("#%s leads nowhere in %s", f, out)
		}
	}
	// A browser mends what is badly nested, and then the tags are others.
	if got, want := tags(out), tags(again.String()); !slices.Equal(got, want) {
		t.Errorf("badly nested: %s\nmended: %s", got, want)
	}
}

func preorder(n *html.Node) func(func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		if !yield(n) {
			return
		}
		for d := range n.Descendants() {
			if !yield(d) {
				return
			}
		}
	}
}

func checkNode(t *testing.T, n *html.Node, ids map[string]bool, fragments *[]string) {
	switch n.Type {
	case html.TextNode:
		return
	case html.ElementNode:
	default:
		t.Errorf("neither text nor element: %q", n.Data)
		return
	}
	attrs, ok := allowed[n.Data]
	if !ok {
		t.Errorf("element <%s>", n.Data)
	}
	for _, a := range n.Attr {
		if !slices.Contains(attrs, a.Key) {
			t.Errorf("attribute %s=%q of <%s>", a.Key, a.Val, n.Data)
		}
		switch a.Key {
		case "id":
			if ids[a.Val] || strings.ContainsAny(a.Val, " \t\n") || !strings.HasPrefix(a.Val, "testo-") {
				t.Errorf("id %q, twice or malformed", a.Val)
			}
			ids[a.Val] = true
		case "href", "src":
			checkAddress(t, a.Val, a.Key == "src")
			if strings.HasPrefix(a.Val, "#testo-") {
				*fragments = append(*fragments, a.Val[1:])
			}
		}
	}
}

func tags(s string) []string {
	var out []string
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			out = append(out, string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			out = append(out, "/"+string(name))
		case html.CommentToken:
			out = append(out, "comment")
		}
	}
}

func checkText(t *testing.T, text record.Text) {
	for _, l := range text.Links {
		if l.Dest == "" || l.Pos.Line < 5 || l.Pos.Col < 1 {
			t.Errorf("link %+v", l)
		}
		checkAddress(t, l.Dest, l.Image)
	}
	for _, h := range text.Headings {
		if h.Level < 2 || h.Level > 6 || h.Text == "" {
			t.Errorf("heading %+v", h)
		}
	}
	if text.Words < 0 || text.Plain != strings.Join(strings.Fields(text.Plain), " ") {
		t.Errorf("words %d, plain %q", text.Words, text.Plain)
	}
}

func checkProblems(t *testing.T, in string, problems []record.Problem) {
	last := 5 + strings.Count(in, "\n") + strings.Count(in, "\r")
	for _, p := range problems {
		if p.Pos.Line < 5 || p.Pos.Line > last || p.Pos.Col < 1 || p.Rule == "" || p.Mend == "" {
			t.Errorf("problem %+v", p)
		}
		if r, _ := utf8.DecodeRuneInString(p.Text); !unicode.IsLower(r) || strings.HasSuffix(p.Text, ".") || strings.Contains(p.Text, "\n") {
			t.Errorf("text of a problem: %q", p.Text)
		}
	}
}
