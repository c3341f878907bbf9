package load

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"unicode/utf8"

	"vetro/internal/prose"
	"vetro/internal/record"
	"vetro/internal/regular"
)

// maxFile is the most that a record or an announcement may hold: far more than any
// office writes, and little enough to keep a wrong file from filling the memory.
const maxFile = 4 << 20

// bytes reads the file, or reports why it cannot be read.
func (l *loader) bytes() ([]byte, bool) {
	at := top(l.file)
	f, err := l.fsys.Open(l.file)
	if err != nil {
		l.unreadable(at, err)
		return nil, false
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		l.unreadable(at, err)
		return nil, false
	case info.IsDir():
		l.problem(at, "file-illeggibile", "qui ci vuole un file e c’è una cartella", "rinomina la cartella")
		return nil, false
	case info.Size() > maxFile:
		l.problem(at, "file-enorme", fmt.Sprintf("il file è di %d MB, il massimo è %d", (info.Size()+1<<20-1)>>20, maxFile>>20), "dividi il file, o pubblica i dati come CSV in content/media")
		return nil, false
	}
	var b bytes.Buffer
	b.Grow(int(info.Size()) + bytes.MinRead) // one that grows meanwhile is read to its end, too
	if _, err := b.ReadFrom(f); err != nil {
		l.unreadable(at, err)
		return nil, false
	}
	l.sum, l.known = sha256.Sum256(b.Bytes()), true
	return b.Bytes(), true
}

// text gives what a file holds as UTF-8 with plain line ends, or reports why that cannot
// be done.
func (l *loader) text(data []byte) ([]byte, bool) {
	text := bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		l.encoding(l.file, text)
		return nil, false
	}
	return text, true
}

func (f *faults) unreadable(at record.Pos, err error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.problem(at, "file-illeggibile", "il collegamento non porta a nessun file", "rifai il collegamento, o copia il file al suo posto")
	case errors.Is(err, fs.ErrPermission):
		f.problem(at, "file-illeggibile", "manca il permesso di leggere il file", "dai il permesso di lettura a chi costruisce il sito")
	case errors.Is(err, syscall.ELOOP):
		f.problem(at, "file-illeggibile", "il collegamento gira in tondo", "rifai il collegamento, o copia il file al suo posto")
	case errors.Is(err, regular.ErrOther):
		f.problem(at, "file-illeggibile", "qui ci vuole un file, e c’è altro", "toglilo da qui")
	case regular.Outside(err):
		f.problem(at, "file-fuori", "il collegamento porta fuori dalla cartella del sito", "copia il file dentro la cartella del sito")
	default:
		f.problem(at, "file-illeggibile", "il file non si può leggere ("+err.Error()+")", "controlla il disco, o ripristina il file da una copia")
	}
}

// windows1252 holds what the bytes 0x80 to 0x9F stand for there; the rest of the upper
// half is as in Unicode.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

// encoding reports a file that is not UTF-8, and names the encoding that it most
// likely has.
func (l *loader) encoding(name string, text []byte) {
	const mend = "salva il file di nuovo come UTF-8 (nel Blocco note: Salva con nome, Codifica, UTF-8)"
	if wide(text) {
		l.problem(top(name), "codifica", "il file è in UTF-16, non in UTF-8", mend)
		return
	}
	at := 0
	for at < len(text) {
		r, n := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	meant := rune(text[at])
	if meant < 0xa0 {
		meant = []rune(windows1252)[meant-0x80]
	}
	l.problem(newSource(name, text, 1).pos(at), "codifica",
		fmt.Sprintf("il file non è in UTF-8: sembra Windows-1252, dove il byte %02X è «%c»", text[at], meant), mend)
}

// wide reports text in UTF-16, with its mark or, since no text has the character zero,
// without.
func wide(text []byte) bool {
	return bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) || bytes.IndexByte(text, 0) >= 0
}

const fence = "+++"

// matter takes a Markdown file apart: its front matter as a table and its body.
func (l *loader) matter(text []byte) (r *reader, t *table, body prose.Source, ok bool) {
	name := l.file
	at := top(name)
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	if !isFence(first) {
		mend := "comincia il file con una riga +++, le chiavi (titolo = \"…\"), e un’altra riga +++"
		if bytes.HasPrefix(first, []byte("---")) {
			mend = "scrivi +++ al posto di ---, e le chiavi come titolo = \"…\" (TOML, non YAML)"
		}
		l.problem(at, "intestazione", "manca l’intestazione tra due righe +++", mend)
		return nil, nil, body, false
	}
	line := 2
	for from := 0; from < len(rest); line++ {
		end := from + len(rest[from:])
		next := end
		if i := bytes.IndexByte(rest[from:], '\n'); i >= 0 {
			end, next = from+i, from+i+1
		}
		if isFence(rest[from:end]) {
			body = prose.Source{Text: string(rest[next:]), Pos: record.Pos{File: name, Line: line + 1, Col: 1}, Top: 2}
			r, t, ok = l.document(rest[:from], 2)
			if ok {
				t.start = at
			}
			return r, t, body, ok
		}
		from = next
	}
	l.problem(at, "intestazione", "l’intestazione non è chiusa", "metti una riga +++ dopo l’ultima chiave, prima del testo")
	return nil, nil, body, false
}

func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == fence }

// body turns the Markdown of a file into a Text, and reports one that has none.
func (l *loader) body(src prose.Source, needed string) record.Text {
	src.Extract = true
	text, problems := prose.Parse(src)
	l.problems = append(l.problems, problems...)
	l.embeds(&text)
	if needed != "" && text.Empty() && len(problems) == 0 {
		l.problem(src.Pos, "testo-manca", needed+" non ha testo", "scrivi il testo sotto la seconda riga +++")
	}
	return text
}
