package check

import (
	"strings"
	"unicode"

	"vetro/internal/record"
)

// What a directive can say, before the colon and the reason.
const (
	notOfThese  = "non di questi progetti" // of a figure in an announcement
	publishable = "pubblicabile"           // of personal data; in site.toml with «in media/elenco.csv»
)

// directives are the comments of authors that silence rules, by file.
type directives struct {
	all    []*directive
	byFile map[string][]*directive
}

// directive is a comment that silences a rule, parsed.
type directive struct {
	record.Remark
	what   string // notOfThese, publishable, or "" for something else
	file   string // of publishable in site.toml: media/elenco.csv
	reason string
	used   bool
}

func readDirectives(site *record.Site) directives {
	d := directives{byFile: make(map[string][]*directive)}
	for _, remark := range site.Remarks {
		s := &directive{Remark: remark}
		head, reason, _ := strings.Cut(remark.Text, ":")
		head = strings.Join(strings.Fields(head), " ")
		if file, is := strings.CutPrefix(head, publishable+" in "); is {
			s.what, s.file = publishable, strings.TrimPrefix(file, "content/")
		} else if lower := strings.ToLower(head); lower == notOfThese || lower == publishable {
			s.what = lower
		}
		if reason = strings.TrimSpace(reason); strings.ContainsFunc(reason, unicode.IsLetter) {
			s.reason = reason
		}
		d.all = append(d.all, s)
		d.byFile[remark.Pos.File] = append(d.byFile[remark.Pos.File], s)
	}
	return d
}

// silence gives the directive about something at a place, or nil: in TOML the one
// beside or above its value, in Markdown the one right after it, in its paragraph;
// next is the place of the next thing of its kind, the zero Pos if there is none.
func (d directives) silence(what string, at record.Pos, paragraph int, statement bool, next record.Pos) *directive {
	for _, s := range d.byFile[at.File] {
		if s.what != what || s.reason == "" || s.Statement != statement || s.Paragraph != paragraph {
			continue
		}
		if statement || at.Compare(s.Pos) < 0 && (next.Line == 0 || s.Pos.Compare(next) < 0) {
			return s
		}
	}
	return nil
}

// silenceMedia gives the directive in site.toml about an attachment, or nil.
func (d directives) silenceMedia(file string) *directive {
	for _, s := range d.byFile["site.toml"] {
		if s.what == publishable && s.reason != "" && s.file != "" && s.file == strings.TrimPrefix(file, "content/") {
			return s
		}
	}
	return nil
}

// howToSilence shows the form of a directive, for a file.
func howToSilence(what, file string) string {
	switch {
	case strings.HasPrefix(file, record.MediaFolder+"/"):
		return "scrivi in site.toml # vetro: " + what + " in " + strings.TrimPrefix(file, "content/") + ": il motivo"
	case strings.HasSuffix(file, ".toml"):
		return "scrivi in fondo alla riga # vetro: " + what + ": il motivo"
	}
	return "scrivi subito dopo <!-- vetro: " + what + ": il motivo -->"
}

func unknownDirective(i *inspection) {
	for _, s := range i.directives.all {
		if s.what == "" {
			i.report(s.Pos, "il commento vetro non si capisce: \""+s.Text+"\"", "scrivi vetro: "+notOfThese+": il motivo, per una cifra; o vetro: "+publishable+": il motivo, per un dato personale")
		}
	}
}

func directiveWithoutReason(i *inspection) {
	for _, s := range i.directives.all {
		if s.what != "" && s.reason == "" {
			example := "dotazione nazionale dell’avviso"
			if s.what == publishable {
				example = "numero della protezione civile"
			}
			i.report(s.Pos, "il commento vetro non dice il motivo, e non vale", "aggiungi il motivo, come vetro: "+s.what+": "+example)
		}
	}
}

func idleDirective(i *inspection) {
	for _, s := range i.directives.all {
		if s.what != "" && s.reason != "" && !s.used {
			i.report(s.Pos, "il commento vetro non riguarda nulla che vada taciuto", "mettilo subito dopo la cifra o il dato di cui parla, nello stesso capoverso, o toglilo")
		}
	}
}
