package theme

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/BurntSushi/toml"

	"vetro/internal/record"
)

const textsFile = "testi/it.toml"

// Texts are the words that pages print, by key: progetto.assegnati.
type Texts map[string]string

// Voice is who speaks on the pages of a site.
type Voice int

// A site of several bodies tells what was and what was not made known to it. The site of one
// body is that body's own: it would tell of itself, in the third person, what it did not tell
// itself. Its texts are those with ownVoice behind their key, where there are such.
const (
	OfSeveral Voice = iota
	OfOne
)

const ownVoice = "_proprio"

// Get gives a text, its {name} replaced by the values that follow in pairs. A text of
// the form "one thing | {n} things" gives its first half when n is 1, its second
// otherwise.
func (t Texts) Get(key string, args ...any) (string, error) {
	text, found := t[key]
	if !found {
		return "", fmt.Errorf("no text %q in %s", key, textsFile)
	}
	if len(args) == 0 {
		return text, nil
	}
	if len(args)%2 != 0 {
		return "", fmt.Errorf("text %q: a name without its value", key)
	}
	one, many, counted := strings.Cut(text, " | ")
	for i := 0; i < len(args); i += 2 {
		name, is := args[i].(string)
		if !is {
			return "", fmt.Errorf("text %q: %v is not a name", key, args[i])
		}
		if counted && name == "n" {
			text = many
			if n, is := args[i+1].(int); is && n == 1 {
				text = one
			}
		}
	}
	return inserted(text, args), nil
}

// inserted puts values in the places of their names. What a value holds is never taken for
// a place.
func inserted(text string, args []any) string {
	var b strings.Builder
	b.Grow(2 * len(text)) // one allocation for most
	for {
		before, rest, opened := strings.Cut(text, "{")
		b.WriteString(before)
		if !opened {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		value, known := valueOf(name, args)
		if !closed || !known {
			b.WriteByte('{')
			text = rest
			continue
		}
		b.WriteString(value)
		text = after
	}
}

func valueOf(name string, args []any) (string, bool) {
	for i := 0; i < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		switch v := args[i+1].(type) {
		case string:
			return v, true
		case int:
			return record.Grouped(int64(v)), true
		default:
			return fmt.Sprint(v), true
		}
	}
	return "", false
}

// readTexts reads the texts of the built-in theme, and over them those of the site's
// own, which may be nil: a site may change a single text, whichever the voice.
func readTexts(builtin, own []byte, dir string, voice Voice) (Texts, []record.Problem) {
	texts := make(Texts)
	if err := texts.add(builtin, voice); err != nil {
		panic("theme: the built-in texts are not TOML: " + err.Error())
	}
	if err := texts.add(own, voice); err != nil {
		at := record.Pos{File: path.Join(dir, textsFile)}
		var pe toml.ParseError
		if errors.As(err, &pe) {
			at.Line, at.Col = pe.Position.Line, pe.Position.Col
		}
		return texts, []record.Problem{{
			Pos: at, Rule: "tema-testi", Text: "i testi del tema non si possono leggere: " + err.Error(),
			Mend: `scrivi ogni testo come chiave = "parole", sotto la sua [tabella]`,
		}}
	}
	return texts, nil
}

// add lays the texts of a file over those that there are, and over these, if the site is of
// one body, the ones in its own voice.
func (t Texts) add(data []byte, voice Voice) error {
	var tables map[string]map[string]string
	if err := toml.Unmarshal(data, &tables); err != nil {
		return err
	}
	for table, texts := range tables {
		for key, text := range texts {
			of, isOwn := strings.CutSuffix(key, ownVoice)
			if _, both := texts[key+ownVoice]; isOwn && voice == OfOne || !isOwn && !(both && voice == OfOne) {
				t[table+"."+of] = text
			}
		}
	}
	return nil
}
