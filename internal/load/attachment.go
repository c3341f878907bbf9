package load

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"vetro/internal/media"
	"vetro/internal/personal"
	"vetro/internal/record"
)

// maxLooked is the largest attachment that is looked through: beyond it the time that
// it takes is felt at each build.
const maxLooked = 16 << 20

// looksThrough reports whether an attachment is read for the rules.
func looksThrough(name string, size int64) bool {
	ext := media.Ext(name)
	return size <= maxLooked && (media.Words(name) || ext == "pdf" || zippedTypes[ext] != nil)
}

// lookThrough reads an attachment for the rules: personal data in those that are text,
// and whether a PDF has no words.
func (l *loader) lookThrough(text []byte) (scan bool) {
	ext := media.Ext(l.file)
	if parts := zippedTypes[ext]; parts != nil {
		l.office(text, parts)
		return false
	}
	if ext == "pdf" {
		return scannedPDF(text)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) {
		text = latin(text) // old exports: letters with accents are lost, and no find needs them
	}
	words := string(text)
	hits := personal.Find(words, true)
	if len(hits) == 0 {
		return false
	}
	src := newSource(l.file, text, 1)
	for _, h := range hits[:min(len(hits), mostPersonal+1)] { // bound tells of the rest
		l.personal = append(l.personal, h.Personal(words, src.pos(h.Start)))
	}
	return false
}

// lookInto notes personal data in the words of a document that has no lines.
func (l *loader) lookInto(words string) {
	for _, h := range personal.Find(words, true) {
		l.personal = append(l.personal, h.Personal(words, record.Pos{File: l.file}))
	}
}

// latin gives a text with a question mark for each byte that is not ASCII, so that
// every column stays where it was.
func latin(text []byte) []byte {
	out := slices.Clone(text)
	for i, c := range out {
		if c >= utf8.RuneSelf {
			out[i] = '?'
		}
	}
	return out
}
