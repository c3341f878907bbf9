package load

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vetro/internal/record"
)

func oneFile(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }

// How a file holds its characters.
func TestEncodings(t *testing.T) {
	good := project("", "")
	const save = " ⏎ salva il file di nuovo come UTF-8 (nel Blocco note: Salva con nome, Codifica, UTF-8)"
	tests := []struct{ name, in, want string }{
		{"UTF-8", good, ""},
		{"a byte order mark", "\ufeff" + good, ""},
		{"line ends of Windows", strings.ReplaceAll(good, "\n", "\r\n"), ""},
		{"both", "\ufeff" + strings.ReplaceAll(good, "\n", "\r\n"), ""},
		{"line ends of old Macs", strings.ReplaceAll(good, "\n", "\r"), ""},
		{"no line end at the end", strings.TrimSpace(good), ""},
		{"a mark does not move the columns", "\ufefftitlo = 1\r\n" + good, `1:1: la chiave "titlo" non esiste [chiave-ignota] ⏎ scrivi titolo`},
		{"line ends of Windows do not move the lines", strings.ReplaceAll(project("titlo = 1", ""), "\n", "\r\n"), `4:1: la chiave "titlo" non esiste [chiave-ignota] ⏎ scrivi titolo`},
		{"they are no part of a text", strings.ReplaceAll(project("in_evidenza = \"\"\"\nno\"\"\"", ""), "\n", "\r\n"),
			"4:15: in_evidenza vuole true o false e qui c’è un testo [tipo-errato] ⏎ scrivi senza virgolette: in_evidenza = false"},
		{"Windows-1252, where it is as in Unicode", "# perch\xe9\n" + good, `1:8: il file non è in UTF-8: sembra Windows-1252, dove il byte E9 è «é» [codifica]` + save},
		{"Windows-1252, where it is not", "titolo = \"è\" \r\n# 5 \x80", `2:5: il file non è in UTF-8: sembra Windows-1252, dove il byte 80 è «€» [codifica]` + save},
		{"the apostrophe of Windows", "# l\x92ente", `1:4: il file non è in UTF-8: sembra Windows-1252, dove il byte 92 è «’» [codifica]` + save},
		{"UTF-16 with its mark", "\xff\xfet\x00i\x00", "1:1: il file è in UTF-16, non in UTF-8 [codifica]" + save},
		{"UTF-16, the other way round", "\xfe\xff\x00t\x00i", "1:1: il file è in UTF-16, non in UTF-8 [codifica]" + save},
		{"UTF-16 without its mark", "t\x00i\x00", "1:1: il file è in UTF-16, non in UTF-8 [codifica]" + save},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slips(t, tt.in); got != tt.want {
				t.Errorf("%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

// A drawing in another encoding could hide what it runs.
func TestWideDrawing(t *testing.T) {
	const svg = "content/media/a.svg"
	l := readFile(oneFile(svg, "<\x00s\x00c\x00r\x00i\x00p\x00t\x00>\x00"), svg, mediaFile)
	if got := report(l.problems); got != "content/media/a.svg:1:1: il file è in UTF-16, non in UTF-8 [codifica]\n\tsalvalo di nuovo come UTF-8\n" {
		t.Error(got)
	}
}

// The places in a text below front matter count from the start of the file.
func TestBodyPlaces(t *testing.T) {
	const name = "content/notizie/a.md"
	for _, end := range []string{"\n", "\r\n"} {
		text := strings.ReplaceAll("+++\ntitolo = \"Perché\"\ntippo = \"x\"\n+++\n\nUn [link](a.html).\n", "\n", end)
		l := readFile(oneFile(name, "\ufeff"+text), name, announcementID)
		if got := report(l.problems); got != name+":3:1: la chiave \"tippo\" non esiste [chiave-ignota]\n\tscrivi tipo\n" {
			t.Error(got)
		}
		a := l.record.(*record.Announcement)
		if got, want := a.Text.Links[0].Pos, (record.Pos{File: name, Line: 6, Col: 4}); got != want {
			t.Errorf("the link is at %s, want %s", got, want)
		}
		if got, want := a.At("titolo"), (record.Pos{File: name, Line: 2, Col: 10}); got != want {
			t.Errorf("the title is at %s, want %s", got, want)
		}
	}
}

// Where the Markdown of a record begins, by the quotes around it.
func TestMarkdownPlaces(t *testing.T) {
	tests := []struct {
		name, in  string
		line, col int
	}{
		{"on its line", `descrizione = "[a](b.html)"`, 4, 16},
		{"in single quotes", `descrizione = '[a](b.html)'`, 4, 16},
		{"behind three quotes", `descrizione = """[a](b.html)"""`, 4, 18},
		{"below three quotes", `descrizione = """⏎[a](b.html)"""`, 5, 1},
		{"below three single quotes", `descrizione = '''⏎è [a](b.html)'''`, 5, 3},
	}
	for _, tt := range tests {
		const name = "content/progetti/a.toml"
		l := readFile(oneFile(name, project(tt.in, "")), name, record.ProjectID)
		if got := l.record.(*record.Project).Text.Links[0].Pos; got.Line != tt.line || got.Col != tt.col {
			t.Errorf("%s: %s, want %d:%d", tt.name, got, tt.line, tt.col)
		}
	}
}

func TestHugeFiles(t *testing.T) {
	site := fstest.MapFS{
		"site.toml":                {Data: []byte("titolo = \"Prova\"\nente = \"p_xx\"\n")},
		"content/enti/p_xx.toml":   {Data: []byte("nome = \"Provincia di Prova\"\n")},
		"content/progetti/a.toml":  {Data: []byte(project("", "#"+strings.Repeat(" ", 5<<20)))},
		"content/media/grande.xml": {Data: []byte("<x>" + strings.Repeat(" ", 5<<20) + "</x>")},
		"content/media/grande.pdf": {Data: append([]byte("%PDF-"), bytes.Repeat([]byte(" "), 5<<20)...)},
	}
	_, problems := load(t, site)
	const want = `content/progetti/a.toml:1:1: il file è di 6 MB, il massimo è 4 [file-enorme]
	dividi il file, o pubblica i dati come CSV in content/media
`
	if got := report(problems); got != want {
		t.Errorf("%s\nwant:\n%s", got, want)
	}
}

// A folder with the name of a file of a list, and a file with the name of a folder.
func TestFoldersAndFiles(t *testing.T) {
	site := fstest.MapFS{
		"site.toml/x":                         {},
		"content/enti/p_xx.toml":              {Data: []byte("nome = \"x\"\n")},
		"content/enti/p_yy.toml/x":            {},
		"content/progetti/2026.toml/uno.toml": {Data: []byte("ente = \"p_xx\"\n" + project("", ""))},
		"content/notizie":                     {},
		"content/media":                       {},
	}
	_, problems := load(t, site)
	const want = `content/enti/p_yy.toml: avviso: qui Vetro non legge sottocartelle [file-estraneo]
	sposta i file in content/enti
content/media: qui ci vuole una cartella e c’è un file [file-illeggibile]
	rinomina il file, e crea la cartella content/media
content/notizie: qui ci vuole una cartella e c’è un file [file-illeggibile]
	rinomina il file, e crea la cartella content/notizie
site.toml:1:1: qui ci vuole un file e c’è una cartella [file-illeggibile]
	rinomina la cartella
`
	if got := report(problems); got != want {
		t.Errorf("%s\nwant:\n%s", got, want)
	}
	_, problems = load(t, fstest.MapFS{"site.toml": {Data: []byte("titolo = \"x\"")}, "content": {}})
	if got := report(problems); !strings.Contains(got, "content: qui ci vuole una cartella e c’è un file [file-illeggibile]\n\trinomina il file, e crea la cartella content\n") {
		t.Error(got)
	}
}

// What one file may bring has a bound, which is told with a place.
func TestBounds(t *testing.T) {
	const project, media = "content/progetti/a.toml", "content/media/a.docx"
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	_, _ = z.Create("[Content_Types].xml")
	w, _ := z.Create("word/document.xml")
	_, _ = w.Write(make([]byte, maxInflated+1))
	_ = z.Close()
	tests := []struct {
		name, file, text, want string
		problems               int
	}{
		{"keys", project, strings.Repeat("a = 1\n", 2*mostNames), "content/progetti/a.toml:1:1: il file ha più di 1000 problemi: gli altri non sono elencati [file-enorme]\n\tcorreggi prima quelli elencati", mostProblems + 1},
		{"tables of one header", project, strings.Repeat("[[tappa]]\n", 2*mostNames), "content/progetti/a.toml:20001:3: il file ha più di 20000 chiavi, tabelle e voci di elenchi [file-enorme]\n\tdividi il file, o pubblica i dati come CSV in content/media", 1},
		{"items", project, "servizi = [\n" + strings.Repeat("1,\n", 2*mostNames) + "]\n", "content/progetti/a.toml:20001:1: il file ha più di 20000 chiavi, tabelle e voci di elenchi [file-enorme]\n\tdividi il file, o pubblica i dati come CSV in content/media", 1},
		{"lists of a list", project, "servizi = [\n" + strings.Repeat("[],\n", 2*mostNames) + "]\n", "content/progetti/a.toml:20001:1: il file ha più di 20000 chiavi, tabelle e voci di elenchi [file-enorme]\n\tdividi il file, o pubblica i dati come CSV in content/media", 1},
		{"personal data", "content/media/a.csv", strings.Repeat("RSSMRA80A01H501U\n", 2000), "content/media/a.csv:1:1: il file ha più di 1000 dati che sembrano personali: gli altri non sono elencati [file-enorme]\n\ttogli i dati, o il file", 1},
		{"a document that unpacks without end", media, bomb.String(), "content/media/a.docx:1:1: il documento, una volta aperto, è di 64 MB, più di 100 volte il file [file-enorme]\n\tsalvalo di nuovo con il programma che l’ha scritto, o pubblicalo come PDF/A", 1},
	}
	for _, tt := range tests {
		kind := record.ProjectID
		if tt.file != project {
			kind = mediaFile
		}
		l := readFile(fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, tt.file, kind)
		if n := len(l.problems); n != tt.problems || l.problems[n-1].String() != tt.want {
			t.Errorf("%s: %d problems, %s\nwant %s", tt.name, n, l.problems[max(0, n-1)], tt.want)
		}
	}
}

// A document of many parts is looked through to its end, part by part.
func TestManyParts(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	_, _ = z.Create("[Content_Types].xml")
	for i := range 5 {
		w, _ := z.Create(fmt.Sprintf("word/header%d.xml", i))
		_, _ = fmt.Fprintf(w, "<w:p>%s m.rossi%d@libero.it &amp; &#99;&#x6f; &</w:p>", strings.Repeat("parola ", 1<<18), i)
	}
	_ = z.Close()
	l := readFile(fstest.MapFS{"content/media/a.docx": {Data: b.Bytes()}}, "content/media/a.docx", mediaFile)
	if len(l.personal) != 5 {
		t.Errorf("%d finds, want 5", len(l.personal))
	}
}
