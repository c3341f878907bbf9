package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	kilobyte = 1 << 10
	megabyte = 1 << 20
)

// budgets are the worst inputs that are known of each reader. Those that are rare are
// tried by BenchmarkBudget, and where VETRO_LONG=1 asks for all: they never were the worst
// of their reader, or cost what another one costs.
func budgets() []budget {
	var out []budget
	for _, family := range [][]budget{tomlBudgets(), themeBudgets(), proseBudgets(), attachmentBudgets(), officeBudgets(), pdfBudgets(), drawingBudgets(), csvBudgets(), sheetBudgets(), documentBudgets(), jsonBudgets(), outputBudgets()} {
		out = append(out, family...)
	}
	for i := range out {
		b := &out[i]
		if worst, listed := worstOf[b.reader]; listed {
			b.rare = !slices.ContainsFunc(worst, func(input string) bool { return strings.HasPrefix(b.input, input) })
		}
	}
	return out
}

// worstOf are the inputs that are tried each time, of the readers of which not all are.
var worstOf = map[string][]string{
	"attachment": {"codes of people", "not UTF-8", "line ends"},
	"office":     {"one tag", "entities", "codes of people", "headers", "empty parts"},
	"pdf":        {"streams of objects", "stored streams", "small streams", "streams that begin"},
	"svg":        {"elements", "namespaces"},
	"csv":        {"one line of columns", "rows of commas", "quotes never closed in each row", "different projects"},
	"padigitale": {"short rows", "quotes that are not doubled"},
	"xlsx":       {"sheets", "rows", "wide rows", "shared strings", "one shared string", "a long string shared", "elements in each other", "attributes"},
	"ods":        {"repeated rows", "wide rows", "merged ranges", "a text"},
	"json":       {"lists in each other", "objects of one key", "different keys of each object", "blanks"},
	"output":     {"manifest of files", "journal"},
}

// hostile is a way to make much of little.
type hostile struct {
	name string
	make func(int) []byte
}

// slips are texts of TOML, each a way to make much of little.
var slips = []hostile{
	{"inline tables in each other", nested("a = ", "{a=", "1", "}", "\n")},
	{"dotted key", repeated("", "a.", "a = 1\n")},
	{"different keys", numbered("", "k#=1\n", "")},
	{"the same table", repeated("", "[a]\n", "")},
	{"list of lists", repeated("a = [", "[],", "]\n")},
	{"list of inline tables", repeated("a = [", "{},", "]\n")},
	{"inline table of many keys", numbered("a = {", "k#=1,", "z=1}\n")},
	{"fundings", repeated("", "[[finanziamento]]\n", "")},
	{"comments to the rules", repeated("", "#vetro:x\n", "")},
	{"hidden escapes", numbered("", "k#=\"\\u202e\"\n", "")},
}

// rareSlips are others.
var rareSlips = []hostile{
	{"header of many parts", repeated("[", "a.", "a]\n")},
	{"lists in each other", nested("a = ", "[", "", "]", "\n")},
	{"the same key", repeated("", "a=1\n", "")},
	{"different tables", numbered("", "[t#]\n", "")},
	{"tables of a list", repeated("", "[[a]]\n", "")},
	{"headers of eight parts", numbered("", "[a.b.c.d.e.f.g.h#]\n", "")},
	{"list of numbers", repeated("a = [", "1,", "]\n")},
	{"known list of wrong items", repeated("progetti = [", "1,", "]\n")},
	{"places without a file", repeated("documenti = [", `"a",`, "]\n")},
	{"known key of wrong form", repeated("cup = \"", "x", "\"\n")},
	{"word that is not known", repeated("stato = \"", "x", "\"\n")},
	{"escapes", repeated("a = \"", `\u0041`, "\"\n")},
	{"values that are no TOML", numbered("", "k#=x\n", "")},
	{"lines of YAML", numbered("", "k#: x\n", "")},
	{"open text", repeated(`a = """`, "x\n", "")},
	{"line ends", repeated("", "\n", "")},
	{"hidden characters", repeated("", "#\u202e\n", "")},
	{"codes of people", repeated("descrizione = \"", "RSSMRA80A01H501U ", "\"\n")},
	{"text in quotes of many lines", repeated("descrizione = \"\"\"", "parola, ", "\"\"\"\n")},
}

func tomlBudgets() []budget {
	readers := []struct {
		name, file string
		size       int
		around     func(text func(int) []byte) func(int) []byte
	}{
		{"toml", "content/progetti/x.toml", 2 * megabyte, func(text func(int) []byte) func(int) []byte { return text }},
		{"matter", "content/notizie/x.md", 2 * megabyte, func(text func(int) []byte) func(int) []byte {
			return func(n int) []byte { return []byte("+++\n" + string(text(n-8)) + "+++\n") }
		}},
		{"measure", "content/misure/x.toml", 2 * megabyte, func(text func(int) []byte) func(int) []byte { return text }},
		{"embed", "content/notizie/x.md", 256 * kilobyte, func(text func(int) []byte) func(int) []byte {
			return func(n int) []byte {
				const most = 15 * kilobyte // of a line
				one := "```grafico\n" + string(text(min(most, n-80))) + "```\n\n"
				return []byte(announcementHead + strings.Repeat(one, max(1, n/len(one))))
			}
		}},
		{"site.toml", "site.toml", 2 * megabyte, func(text func(int) []byte) func(int) []byte { return text }},
		{"texts", "themes/italia/testi/it.toml", megabyte, func(text func(int) []byte) func(int) []byte { return text }},
	}
	var out []budget
	for i, r := range readers {
		for n, slip := range slices.Concat(slips, rareSlips) {
			rare := n >= len(slips) || i > 0 && n > 1
			out = append(out, budget{reader: r.name, input: slip.name, size: r.size, file: r.file, make: r.around(slip.make), rare: rare})
		}
	}
	return append(out,
		budget{reader: "site.toml", input: "keys of a table", size: 2 * megabyte, file: "site.toml", make: numbered("titolo = \"S\"\nbase_url = \"https://example.it/\"\n[controlli]\n", "k#=\"a\"\n", ""), rare: true},
		budget{reader: "matter", input: "no end", size: 2 * megabyte, file: "content/notizie/x.md", make: repeated("+++\n", "+\n", ""), rare: true},
	)
}

const announcementHead = "+++\ntitolo = \"T\"\ndata = 2026-05-01\n+++\n"

func themeBudgets() []budget {
	const page, most = "themes/italia/x.html", 4 * megabyte
	return []budget{
		{reader: "texts", input: "texts of a table", size: most, file: "themes/italia/testi/it.toml", make: numbered("[a]\n", "k#=\"\"\n", "")},
		{reader: "template", input: "actions", size: most, file: page, make: repeated("", "{{.}}", "")},
		{reader: "template", input: "ifs in each other", size: most, file: page, make: nested("", "{{if .}}", "", "{{end}}", ""), rare: true},
		{reader: "template", input: "brackets in each other", size: most, file: page, make: nested("{{", "(", ".", ")", "}}"), rare: true},
		{reader: "template", input: "definitions", size: most, file: page, make: numbered("", `{{define "#"}}{{end}}`, ""), rare: true},
		{reader: "asset", input: "style sheet", size: most, file: "themes/italia/assets/x.css", make: repeated("", "url(a)", ""), rare: true},
	}
}

// marks are Markdown that parsers are known to take long for.
var marks = []hostile{
	{"brackets", repeated("", "[", "")},
	{"brackets in each other", nested("", "[", "a", "](u)", "")},
	{"stars and underscores", repeated("", "*_", "")},
	{"less signs", repeated("", "<", "")},
	{"quotations", repeated("", ">", "a\n")},
	{"lists", func(n int) []byte {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i%49) + "* a\n")
		}
		return []byte(b.String())
	}},
	{"table", repeated("|a|b|\n|-|-|\n", "|\n", "")},
	{"tables", repeated("", "|a\n|-\n\n", "")},
	{"notes", numbered("", "[^#]\n\n[^#]: a\n\n", "")},
	{"links nowhere", repeated("", "[a](b.md)\n\n", "")},
	{"links to headings", numbered("", "[a](#b#)\n\n", "")},
}

// rareMarks are others.
var rareMarks = []hostile{
	{"closed brackets", repeated("", "[a](", "")},
	{"pictures", repeated("", "![[]()", "")},
	{"tags without end", repeated("", "<a ", "")},
	{"comments without end", repeated("", "<!--a", "")},
	{"instructions without end", repeated("", "<?a", "")},
	{"stars", repeated("", "*a **a ", "")},
	{"stars that close", repeated("", "a**b", "c* ")},
	{"strikes", repeated("", "~~a ", "")},
	{"backticks", func(n int) []byte {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString("e" + strings.Repeat("`", i%900+1))
		}
		return []byte(b.String()[:n])
	}},
	{"quotations of lines", repeated("", "> > > > > > a\n", "")},
	{"lists on a line", repeated("", "* * * * * * * * a\n", "")},
	{"wide table", repeated("", "|", "\n"+strings.Repeat("|-", 8000)+"|\n")},
	{"notes of a note", repeated("[^a]: b\n\n", "[^a] ", "\n")},
	{"notes on lines", repeated("[^a]: b\n\n", "[^a]\n\n", "\n")},
	{"definitions", numbered("", "[#]: /u\n\n", "")},
	{"one definition used", repeated("[a]: /"+strings.Repeat("u", 8000)+"\n\n", "[a]\n\n", "")},
	{"headings", repeated("", "# a\n", "")},
	{"line breaks", repeated("", "a\\\n\n", "")},
	{"addresses", repeated("", "http://a.it/ ", "")},
	{"addresses with brackets", repeated("", "http://a.it/)))((( \n\n", "")},
	{"mailboxes", repeated("", "a@b.it ", "\n\n")},
	{"entities", repeated("", "&amp;", "")},
	{"fences", repeated("", "```\n\n", "")},
	{"paragraphs", repeated("", "a\n\n", "")},
	{"codes of people", repeated("", "RSSMRA80A01H501U\n\n", "")},
	{"amounts", repeated("", "1.000 euro\n\n", "")},
	{"amounts in words", repeated("", "un milione di euro per il progetto\n\n", "")},
	{"dates", repeated("", "entro il 31 marzo 2026 ", "\n\n")},
	{"hidden characters", repeated("", "a\u202eb\n\n", "")},
	{"remarks", repeated("", "<!-- vetro: a -->\n\n", "")},
	{"raw tags", repeated("", "<b>a</b>\n\n", "")},
	{"figures", repeated("", "```grafico\nente=\"a\"\n```\n\n", "")},
}

func proseBudgets() (out []budget) {
	for i, m := range slices.Concat(marks, rareMarks) {
		out = append(out,
			budget{reader: "markdown", input: m.name, size: 256 * kilobyte, file: "content/notizie/x.md", make: func(n int) []byte {
				return append([]byte(announcementHead), m.make(n-len(announcementHead)-100)...)
			}, rare: i >= len(marks)},
			// The same within what one paragraph may be, many times over.
			budget{reader: "markdown", input: m.name + ", in paragraphs", size: 256 * kilobyte, file: "content/notizie/x.md", make: func(n int) []byte {
				one := append(m.make(15*kilobyte), "\n\n"...)
				return append([]byte(announcementHead), bytes.Repeat(one, max(1, n/len(one)))...)
			}, rare: i >= 4},
		)
	}
	return out
}

func attachmentBudgets() []budget {
	media := func(input, ext string, make func(int) []byte) budget {
		return budget{reader: "attachment", input: input + " (" + ext + ")", size: 4 * megabyte, file: "content/media/x" + ext, make: make}
	}
	return []budget{
		media("codes of people", ".csv", repeated("", "RSSMRA80A01H501U\n", "")),
		media("codes on a line", ".txt", repeated("", "RSSMRA80A01H501U ", "")),
		media("letters", ".txt", repeated("", "a", "")),
		media("digits", ".txt", repeated("", "3", "")),
		media("mailboxes", ".json", repeated("\"", "a@gmail.com ", "\"")),
		media("at signs", ".txt", repeated("", "a@", "")),
		media("dots of a mailbox", ".txt", repeated("a@", "a.", "")),
		media("mobile numbers", ".txt", repeated("", "+39 3331234567,", "")),
		media("IBANs", ".txt", repeated("", "IT60X0542811101000000123456 ", "")),
		media("not UTF-8", ".csv", repeated("\xe8", "RSSMRA80A01H501U\xe8", "")),
		media("line ends", ".ics", repeated("BEGIN:VCALENDAR\n", "\n", "RSSMRA80A01H501U")),
		media("elements", ".kml", repeated(`<?xml version="1.0"?><kml>`, "<a/>", "</kml>")),
		media("noise", ".gz", func(n int) []byte { return append([]byte("\x1f\x8b"), noise(n-2)...) }),
		{reader: "picture", input: "100,000 × 100,000 points", size: 4 * megabyte, file: "content/media/x.png", make: wholePicture},
	}
}

// wholePicture is a PNG that says of itself that it has ten thousand million points.
func wholePicture(size int) []byte {
	head := "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x06\x00\x00\x00\x5c\x8d\x2f\x1e"
	return append([]byte(head), make([]byte, max(0, size-len(head)))...)
}

// zipPart is a file of an archive.
type zipPart struct {
	name  string
	write func(io.Writer)
}

func text(s string) func(io.Writer) {
	return func(w io.Writer) { _, _ = io.WriteString(w, s) }
}

// manyTimes writes a text until it is of a size.
func manyTimes(start, text, end string, size int) func(io.Writer) {
	return func(w io.Writer) {
		_, _ = io.WriteString(w, start)
		block := strings.Repeat(text, max(1, 1<<16/len(text)))
		for n := 0; n < size; n += len(block) {
			_, _ = io.WriteString(w, block)
		}
		_, _ = io.WriteString(w, end)
	}
}

// archive packs parts, with noise beside them: the whole unpacks to some eighty times its size,
// which office programs come near to, and not to a thousand times.
func archive(parts ...zipPart) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	total := 0
	parts = append(parts, zipPart{"noise.bin", func(w io.Writer) { _, _ = w.Write(noise(total / 80)) }})
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			panic(err)
		}
		p.write(writerFunc(func(piece []byte) (int, error) {
			total += len(piece)
			return w.Write(piece)
		}))
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// inflates is how many times its size a text that repeats itself is, packed as here.
const inflates = 200

// officeParts are what the type of an office document is known by, besides its folder.
var officeParts = map[string]zipPart{
	".odt": {"mimetype", text("application/vnd.oasis.opendocument.text")}, ".docx": {"[Content_Types].xml", text("<Types/>")},
	".pptx": {"[Content_Types].xml", text("<Types/>")}, ".xlsx": {"[Content_Types].xml", text("<Types/>")},
}

func officeBudgets() []budget {
	document := func(input, ext string, parts func(int) []zipPart) budget {
		return budget{reader: "office", input: input + " (" + ext + ")", size: 320 * kilobyte, file: "content/media/x" + ext, make: func(n int) []byte {
			return archive(append([]zipPart{officeParts[ext]}, parts(n)...)...)
		}}
	}
	one := func(name, start, text, end string) func(int) []zipPart {
		return func(n int) []zipPart { return []zipPart{{name, manyTimes(start, text, end, n*inflates)}} }
	}
	many := func(form, text string) func(int) []zipPart {
		return func(n int) (parts []zipPart) {
			for i := 0; i*15*megabyte < n*inflates; i++ {
				parts = append(parts, zipPart{fmt.Sprintf(form, i+1), manyTimes("", text, "", min(15*megabyte, n*inflates-i*15*megabyte))})
			}
			return parts
		}
	}
	large := document("large", ".docx", func(n int) []zipPart {
		return []zipPart{{"word/document.xml", func(w io.Writer) { _, _ = w.Write(noise(n - 400)) }}}
	})
	large.size = 16 * megabyte
	return []budget{
		document("words", ".docx", one("word/document.xml", "<w:p>", "parola ", "</w:p>")),
		document("no tag closed", ".docx", one("word/document.xml", "", "<", "")),
		document("one tag", ".docx", one("word/document.xml", "<", "a", "")),
		document("tags", ".docx", one("word/document.xml", "", "<a/>", "")),
		document("ends of paragraphs", ".docx", one("word/document.xml", "", "</w:p>", "")),
		document("entities", ".odt", one("content.xml", "", "&amp;", "")),
		document("codes of people", ".odt", one("content.xml", "", "RSSMRA80A01H501U ", "")),
		document("headers", ".docx", many("word/header%d.xml", "parola ")),
		document("slides", ".pptx", many("ppt/slides/slide%d.xml", "<a:t>parola</a:t>")),
		document("sheets", ".xlsx", many("xl/worksheets/sheet%d.xml", "<c><v>1</v></c>")),
		document("the same part", ".odt", many("content.xml%.0d", "parola ")),
		document("empty parts", ".docx", func(n int) (parts []zipPart) {
			for i := 0; i*130 < n; i++ {
				parts = append(parts, zipPart{fmt.Sprintf("word/header%d.xml", i), text("")})
			}
			return parts
		}),
		large,
		{reader: "zip", input: "an archive in an archive", size: 640 * kilobyte, file: "content/media/x.zip", make: func(n int) []byte { return archive(one("a.zip", "", "a", "")(n)...) }},
	}
}

func deflated(write func(io.Writer)) []byte {
	var b bytes.Buffer
	z, _ := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	write(z)
	_ = z.Close()
	return b.Bytes()
}

func pdfBudgets() []budget {
	pdf := func(input string, size int, make func(int) []byte) budget {
		return budget{reader: "pdf", input: input, size: size, file: "content/media/x.pdf", make: make}
	}
	return []budget{
		pdf("streams of objects", 2*megabyte, func(n int) []byte {
			one := deflated(manyTimes("", "a", "", 15*megabyte))
			return repeated("%PDF-1.5\n", "1 0 obj\n<</Type/ObjStm>>\nstream\n"+string(one)+"\nendstream\n", "%%EOF")(n)
		}),
		pdf("one stream of objects", 4*megabyte, func(n int) []byte {
			return []byte("%PDF-1.5\n1 0 obj\n<</Type/ObjStm>>\nstream\n" + string(deflated(manyTimes("", "a", "", (n-100)*inflates))) + "\nendstream\n%%EOF")
		}),
		pdf("small streams of objects", 2*megabyte, func(n int) []byte {
			return repeated("%PDF-1.5\n", "1 0 obj/ObjStm stream\n"+string(deflated(text("a")))+"\n", "%%EOF")(n)
		}),
		pdf("streams that begin", 4*megabyte, repeated("%PDF-1.5\n", "stream\n", "%%EOF")),
		pdf("streams that share their bytes", 2*megabyte, func(n int) []byte {
			head := strings.Repeat(" obj/ObjStm stream\n", n/40)
			return []byte("%PDF-1.5\n" + head + string(deflated(manyTimes("", "a", "", (n/2)*inflates))))
		}),
		pdf("stored streams that share their bytes", 2*megabyte, func(n int) []byte {
			// Each stream is stored: what comes next, the next stream with it, is its content.
			var b bytes.Buffer
			b.WriteString("%PDF-1.5\n")
			for b.Len() < n-70000 {
				b.WriteString(" obj/ObjStm stream\n\x78\x01\x00\xff\xff\x00\x00")
			}
			b.Write(make([]byte, 70000))
			return b.Bytes()
		}),
		pdf("names of pictures", 4*megabyte, repeated("%PDF-1.5\n", "/Subtype ", "%%EOF")),
		pdf("blanks of a name", 4*megabyte, repeated("%PDF-1.5\n/Subtype", " ", "%%EOF")),
	}
}

func drawingBudgets() []budget {
	drawing := func(input string, size int, make func(int) []byte) budget {
		return budget{reader: "svg", input: input, size: size, file: "content/media/x.svg", make: make}
	}
	const head, end = `<svg xmlns="http://www.w3.org/2000/svg">`, `</svg>`
	return []budget{
		drawing("elements", 16*megabyte, repeated(head, "<g/>", end)),
		drawing("elements in each other", 16*megabyte, nested(head, "<g>", "", "</g>", end)),
		drawing("attributes", 16*megabyte, numbered(head+"<g ", `a#="" `, "/>"+end)),
		drawing("one attribute", 16*megabyte, repeated(head+`<path d="`, "M0 0", `"/>`+end)),
		drawing("entities", 16*megabyte, repeated(head, "&#65;", end)),
		drawing("words", 16*megabyte, repeated(head+"<text>", "a ", "</text>"+end)),
		drawing("a comment", 16*megabyte, repeated(head+"<!--", "a ", "-->"+end)),
		drawing("less signs", 16*megabyte, repeated(head, "<", end)),
		drawing("namespaces", 16*megabyte, numbered(head, `<g xmlns:a#="u">`, "")),
	}
}

func gzipped(write func(io.Writer)) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	write(z)
	_ = z.Close()
	return b.Bytes()
}

// unpackedMost is what is read of a gzipped table that unpacks to far more than its size: of
// a table the budget counts what is in it.
func unpackedMost(int) int { return 4 * megabyte }

func csvBudgets() (out []budget) {
	const applications = "codice_ipa,codice_cup,avviso,importo_finanziamento,stato_candidatura,denominazione_ente,data_finanziamento,data_invio_candidatura\n"
	rows := []hostile{
		{"one line", repeated("", "a", "")},
		{"one line of columns", repeated("", "a,", "")},
		{"quotes never closed", repeated("CUP,Titolo\n\"", "a\n", "")},
		{"quotes never closed in each row", repeated("CUP,Titolo\n", "\"a,b\n", "")},
		{"doubled quotes", repeated("CUP,Titolo\n\"", `""`, "\"\n")},
		{"quotes that are not doubled", repeated("CUP,Titolo\n", "\"a\"b\n", "")},
		{"short rows", repeated("CUP,Titolo\n", "a\n", "")},
		{"rows of commas", repeated("CUP,Titolo\n", strings.Repeat(",", 900)+"a\n", "")},
		{"rows of nothing", repeated("CUP,Titolo\n", "\n", "")},
		{"different projects", numbered("CUP,Titolo,Importo,Misura\n", ",P#,1,M1C1I1.2\n", "")},
		{"the same project", repeated("CUP,Titolo,Importo,Misura\n", ",P,1,M1C1I1.2\n", "")},
		{"fundings of a project", numbered("CUP,Titolo,Importo,Misura,Fornitore\n", ",P,1,M1C1I1.2,A#\n", "")},
	}
	for _, r := range rows {
		out = append(out, budget{reader: "csv", input: r.name, size: 4 * megabyte, file: "x.csv", args: []string{"import", "tabella", "--si", "--valore", "finanziamento.stato=assegnato", "--ente", "p_xx", "--dry-run"}, make: r.make})
	}
	for _, r := range rows[:9] {
		out = append(out, budget{reader: "padigitale", input: r.name, size: 4 * megabyte, file: "x.csv", args: []string{"import", "padigitale", "--all", "--dry-run"}, make: func(n int) []byte {
			return []byte(strings.Replace(string(r.make(n)), "CUP,Titolo\n", applications, 1))
		}})
	}
	return append(out,
		budget{reader: "italiadomani", input: "short rows", size: 4 * megabyte, file: "x.csv", args: []string{"import", "italiadomani", "--dry-run"}, make: repeated("CUP,Titolo Progetto\n", "a\n", "")},
		budget{reader: "gzip", input: "rows", size: 640 * kilobyte, file: "x.csv.gz", args: []string{"import", "padigitale", "--all", "--dry-run"}, make: func(n int) []byte {
			return gzipped(manyTimes(applications, "a,b,c,d,e,f,g,h\n", "", n*inflates))
		}, counts: unpackedMost},
		budget{reader: "gzip", input: "short rows", size: 640 * kilobyte, file: "x.csv.gz", args: []string{"import", "padigitale", "--all", "--dry-run"}, make: func(n int) []byte {
			return gzipped(manyTimes(applications, "a\n", "", n*inflates))
		}, counts: unpackedMost},
		budget{reader: "utf-16", input: "rows", size: 4 * megabyte, file: "x.csv", args: []string{"import", "tabella", "--si", "--dry-run"}, make: repeated("\xff\xfeC\x00U\x00P\x00\n\x00", "a\x00\n\x00", "")},
	)
}

// workbook is an XLSX with one sheet, and what else is in it.
func workbookOf(sheet, shared func(io.Writer), more ...zipPart) []byte {
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	return archive(append([]zipPart{
		{"[Content_Types].xml", text(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`)},
		{"xl/workbook.xml", text(`<workbook ` + ns + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`)},
		{"_rels/.rels", text(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`)},
		{"xl/_rels/workbook.xml.rels", text(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)},
		{"xl/worksheets/sheet1.xml", func(w io.Writer) {
			_, _ = io.WriteString(w, `<worksheet `+ns+`><sheetData><row r="1"><c t="inlineStr"><is><t>CUP</t></is></c><c t="inlineStr"><is><t>Titolo</t></is></c></row>`)
			sheet(w)
			_, _ = io.WriteString(w, `</sheetData></worksheet>`)
		}},
		{"xl/sharedStrings.xml", func(w io.Writer) {
			_, _ = io.WriteString(w, `<sst `+ns+`>`)
			shared(w)
			_, _ = io.WriteString(w, `</sst>`)
		}},
	}, more...)...)
}

func sheetBudgets() []budget {
	sheet := func(input string, size int, make func(int) []byte) budget {
		return budget{reader: "xlsx", input: input, size: size, file: "x.xlsx", args: []string{"import", "tabella", "--si", "--dry-run"}, make: make}
	}
	none := text("")
	rows := func(start, one, end string) func(int) []byte {
		return func(n int) []byte { return workbookOf(manyTimes(start, one, end, n*inflates), none) }
	}
	return []budget{
		sheet("sheets", 2*megabyte, func(n int) []byte {
			var more []zipPart
			for i := 2; i*1100 < n && i < 2000; i++ {
				more = append(more, zipPart{fmt.Sprintf("xl/worksheets/sheet%d.xml", i), manyTimes("", "<row/>", "", 130*kilobyte)})
			}
			return workbookOf(none, none, more...)
		}),
		sheet("rows", 640*kilobyte, rows("", `<row><c><v>1</v></c></row>`, "")),
		sheet("empty rows", 640*kilobyte, rows("", `<row/>`, "")),
		sheet("wide rows", 640*kilobyte, rows("", `<row><c r="ALL2"><v>1</v></c></row>`, "")),
		sheet("the last cell", 64*kilobyte, rows("", `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`, "")),
		sheet("cells of a row", 640*kilobyte, rows("<row>", `<c><v>1</v></c>`, "</row>")),
		sheet("one value", 640*kilobyte, rows("<row><c t=\"str\"><v>", `a`, "</v></c></row>")),
		sheet("elements in each other", 640*kilobyte, rows("<row><c>", `<a>`, "")),
		sheet("runs of a text", 640*kilobyte, rows("<row><c t=\"inlineStr\"><is>", `<r><t>a</t></r>`, "</is></c></row>")),
		sheet("attributes", 640*kilobyte, rows("<row ", `a="" `, "/>")),
		sheet("merged ranges", 640*kilobyte, rows(`</sheetData><mergeCells>`, `<mergeCell ref="A1:XFD1048576"/>`, "</mergeCells><sheetData>")),
		sheet("shared strings", 640*kilobyte, func(n int) []byte {
			return workbookOf(text(`<row><c t="s"><v>0</v></c></row>`), manyTimes("", "<si><t>a</t></si>", "", n*inflates))
		}),
		sheet("one shared string", 640*kilobyte, func(n int) []byte {
			return workbookOf(text(`<row><c t="s"><v>0</v></c></row>`), manyTimes("<si><t>", "a", "</t></si>", n*inflates))
		}),
		sheet("a long string shared", 640*kilobyte, func(n int) []byte {
			return workbookOf(manyTimes("", `<row><c t="s"><v>0</v></c></row>`, "", n*inflates/2), manyTimes("<si><t>", "a&#10; ", "</t></si>", 30*kilobyte))
		}),
		sheet("styles", 640*kilobyte, func(n int) []byte {
			return workbookOf(none, none, zipPart{"xl/styles.xml", manyTimes(`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>`, `<xf numFmtId="1"/>`, `</cellXfs></styleSheet>`, n*inflates)})
		}),
		sheet("relations", 640*kilobyte, func(n int) []byte {
			return workbookOf(none, none, zipPart{"xl/calcChain.xml", manyTimes(`<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, `<c r="A1" i="1"/>`, `</calcChain>`, n*inflates)})
		}),
		sheet("empty parts", 2*megabyte, func(n int) []byte {
			var more []zipPart
			for i := 0; i*110 < n; i++ {
				more = append(more, zipPart{fmt.Sprintf("xl/a%d.xml", i), none})
			}
			return workbookOf(none, none, more...)
		}),
	}
}

// documentBudgets are sheets of OpenDocument.
func documentBudgets() (out []budget) {
	const cell = `<table:table-cell office:value-type="float" office:value="1"`
	for _, r := range []struct{ input, start, one, end string }{
		{"repeated rows", ``, `<table:table-row table:number-rows-repeated="9">` + cell + `/></table:table-row>`, ``},
		{"wide rows", ``, `<table:table-row>` + cell + ` table:number-columns-repeated="1000"/></table:table-row>`, ``},
		{"repeated empty rows", ``, `<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`, ``},
		{"merged ranges", ``, `<table:table-row>` + cell + ` table:number-columns-spanned="1000" table:number-rows-spanned="1048576"/></table:table-row>`, ``},
		{"a text", `<table:table-row><table:table-cell office:value-type="string"><text:p>`, `a`, `</text:p></table:table-cell></table:table-row>`},
		{"paragraphs", `<table:table-row><table:table-cell office:value-type="string">`, `<text:p/>`, `</table:table-cell></table:table-row>`},
		{"elements in each other", `<table:table-row><table:table-cell>`, `<a>`, ``},
		{"columns", ``, `<table:table-column table:visibility="collapse" table:number-columns-repeated="1000"/>`, ``},
		{"sheets", ``, `</table:table><table:table table:name="a">`, ``},
	} {
		out = append(out, budget{reader: "ods", input: r.input, size: 640 * kilobyte, file: "x.ods", args: []string{"import", "tabella", "--si", "--dry-run"}, make: func(n int) []byte {
			const header = `<table:table table:name="A"><table:table-row><table:table-cell office:value-type="string"><text:p>CUP</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Titolo</text:p></table:table-cell></table:table-row>`
			return archive(zipPart{"mimetype", text("application/vnd.oasis.opendocument.spreadsheet")},
				zipPart{"content.xml", manyTimes(`<office:document-content><office:body><office:spreadsheet>`+header+r.start, r.one, r.end+`</table:table></office:spreadsheet></office:body></office:document-content>`, n*inflates)})
		}})
	}
	return out
}

func jsonBudgets() (out []budget) {
	for _, r := range []hostile{
		{"lists in each other", nested(`[{"a": `, "[", "", "]", "}]")},
		{"objects in each other", nested(`[{"a": `, `{"a":`, "1", "}", "}]")},
		{"objects", repeated(`[{}`, ",{}", "]")},
		{"objects of one key", repeated(`[{"a":1}`, `,{"a":1}`, "]")},
		{"different keys", numbered(`[{"a":1`, `,"k#":1`, "}]")},
		{"different keys of each object", numbered(`[{"a":1}`, `,{"k#":1}`, "]")},
		{"the same key", repeated(`[{"a":1`, `,"a":1`, "}]")},
		{"a list in an object", repeated(`[{"a":[1`, `,1`, "]}]")},
		{"keys before the list", numbered(`{"a":1`, `,"k#":1`, `,"z":[{}]}`)},
		{"one text", repeated(`[{"a":"`, `a`, `"}]`)},
		{"one number", repeated(`[{"a":1`, `0`, `}]`)},
		{"escapes", repeated(`[{"a":"`, `\u0041`, `"}]`)},
		{"blanks", repeated(`[`, ` `, `]`)},
		{"an object a line", repeated(`{"a":1}`+"\n", `{"a":1}`+"\n", "")},
	} {
		out = append(out, budget{reader: "json", input: r.name, size: 8 * megabyte, file: "x.json", args: []string{"import", "padigitale", "--all", "--dry-run"}, make: r.make})
	}
	return out
}

func outputBudgets() []budget {
	sum := strings.Repeat("0", 64)
	build := func(input, file string, make func(int) []byte) budget {
		return budget{reader: "output", input: input, size: 8 * megabyte, file: file, args: []string{"build", "--today", testDay}, make: make}
	}
	return []budget{
		build("manifest of files", "public/impronte.sha256", numbered("", sum+"  #\n", "")),
		build("manifest of one file", "public/impronte.sha256", repeated("", sum+"  a\n", "")),
		build("manifest of one line", "public/impronte.sha256", repeated("", "a", "")),
		build("manifest of line ends", "public/impronte.sha256", repeated("", "\n", "")),
		build("manifest of folders", "public/impronte.sha256", numbered("", sum+"  "+strings.Repeat("a/", 60)+"#\n", "")),
		build("journal", ".public.vetro/moves", repeated("", "+ "+sum+" a\n", "")),
		build("journal of one line", ".public.vetro/moves", repeated("", "a", "")),
	}
}
