package posts

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"
)

// front is what stands before the text of a post: keys in lower case, those of nested tables with
// the name of the table and a point before them.
type front struct {
	keys   []string // as they were read
	values map[string]value
}

// value is a list of texts; a single value is a list of one.
type value struct {
	line int // in the file
	list []string
}

// one gives a single value, or "".
func (v value) one() string {
	if len(v.list) == 0 {
		return ""
	}
	return v.list[0]
}

// slip is what keeps a front matter from being read.
type slip struct {
	line       int
	text, mend string
}

// maxFront is many times what a front matter needs: what is larger is no front matter.
const maxFront = 64 << 10

// cut parts a file into its front matter and the offset at which its text begins. Form is the
// first character of the line that opens it, or 0 where there is none.
func cut(text string) (head string, body int, form byte, s *slip) {
	start := len(text) - len(strings.TrimLeft(text, " \t\n"))
	rest := text[start:]
	switch {
	case strings.HasPrefix(rest, "---"), strings.HasPrefix(rest, "+++"):
		fence := rest[:3]
		first, _, _ := strings.Cut(rest, "\n")
		if strings.TrimRight(first, " \t") != fence {
			return "", 0, 0, nil
		}
		from := min(start+len(first)+1, len(text))
		for at := from; at < len(text); {
			line, _, _ := strings.Cut(text[at:], "\n")
			if l := strings.TrimRight(line, " \t"); l == fence || fence == "---" && l == "..." {
				return text[from:at], min(at+len(line)+1, len(text)), fence[0], tooLong(text[from:at])
			}
			at += len(line) + 1
		}
		return "", 0, fence[0], &slip{1, "l’intestazione comincia con " + fence + " e non finisce", "chiudila con una riga " + fence}
	case strings.HasPrefix(rest, "{\n"), strings.HasPrefix(rest, "{ "), strings.HasPrefix(rest, `{"`):
		d := json.NewDecoder(strings.NewReader(rest))
		var any json.RawMessage
		if err := d.Decode(&any); err != nil {
			return "", 0, '{', &slip{1, "l’intestazione in JSON non si legge", "controlla parentesi e virgolette"}
		}
		end := start + int(d.InputOffset())
		return text[start:end], end, '{', tooLong(text[start:end])
	}
	return "", 0, 0, nil
}

func tooLong(head string) *slip {
	if len(head) <= maxFront {
		return nil
	}
	return &slip{1, fmt.Sprintf("l’intestazione ha più di %d KB", maxFront>>10), "sposta il testo sotto l’intestazione"}
}

// readFront reads a front matter that begins at a line of its file.
func readFront(head string, form byte, line int) (*front, *slip) {
	f := &front{values: make(map[string]value)}
	switch form {
	case '-':
		return f, f.yaml(head, line)
	case '+':
		return f, f.toml(head, line)
	}
	return f, f.json(head, line)
}

// set keeps the first of two values of one key; an empty one says nothing.
func (f *front) set(key string, line int, list ...string) {
	key = strings.ToLower(key)
	list = slices.DeleteFunc(list, func(s string) bool { return strings.TrimSpace(s) == "" })
	if _, twice := f.values[key]; twice || len(list) == 0 {
		return
	}
	f.keys = append(f.keys, key)
	f.values[key] = value{line, list}
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// yaml reads YAML as a tree of nodes, in which an alias stays the name of what it repeats: nothing
// is expanded, so that ten lines cannot fill the memory. A front matter has no need of aliases,
// and one that has them is refused.
func (f *front) yaml(head string, line int) *slip {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(head), &doc); err != nil {
		at := line
		if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
			n, _ := strconv.Atoi(m[1])
			at += max(n-1, 0)
		}
		return &slip{at, "l’intestazione in YAML non si legge", "controlla questa riga e quella prima: rientri, virgolette, due punti dentro un testo senza virgolette"}
	}
	if len(doc.Content) == 0 {
		return nil
	}
	if root := doc.Content[0]; root.Kind != yaml.MappingNode {
		return &slip{line, "l’intestazione in YAML non ha chiavi", "scrivi una chiave per riga, come title: Titolo"}
	} else {
		return f.yamlKeys("", root, line-1, 0)
	}
}

// maxDepth is deeper than tables in a front matter are nested.
const maxDepth = 20

func (f *front) yamlKeys(prefix string, table *yaml.Node, above, depth int) *slip {
	seen := make(map[string]bool)
	for i := 0; i+1 < len(table.Content); i += 2 {
		key, v := table.Content[i], table.Content[i+1]
		name := prefix + key.Value
		if seen[name] {
			return &slip{above + key.Line, "l’intestazione ha due volte la chiave " + quote(key.Value), "togli quella sbagliata"}
		}
		seen[name] = true
		switch {
		case v.Kind == yaml.AliasNode || key.Kind == yaml.AliasNode:
			return aliasSlip(above + key.Line)
		case depth > maxDepth:
			return &slip{above + key.Line, "l’intestazione ha troppe tabelle una dentro l’altra", "semplifica l’intestazione"}
		case v.Kind == yaml.MappingNode:
			if s := f.yamlKeys(name+".", v, above, depth+1); s != nil {
				return s
			}
		case v.Kind == yaml.SequenceNode:
			var list []string
			for _, item := range v.Content {
				switch item.Kind {
				case yaml.AliasNode:
					return aliasSlip(above + item.Line)
				case yaml.ScalarNode:
					list = append(list, scalar(item))
				}
			}
			if f.set(name, above+key.Line, list...); list == nil && len(v.Content) > 0 {
				f.keys = append(f.keys, strings.ToLower(name)) // a list of tables: nothing of ours, and told
			}
		default:
			f.set(name, above+key.Line, scalar(v))
		}
	}
	return nil
}

func aliasSlip(line int) *slip {
	return &slip{line, "l’intestazione usa un richiamo di YAML (*nome)", "scrivi il valore per intero al posto del richiamo"}
}

func scalar(n *yaml.Node) string {
	if n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

func (f *front) toml(head string, line int) *slip {
	var table map[string]any
	if _, err := toml.Decode(head, &table); err != nil {
		at := line
		if p, is := errors.AsType[toml.ParseError](err); is {
			at += p.Position.Line - 1
		}
		return &slip{at, "l’intestazione in TOML non si legge", "controlla questa riga: virgolette, parentesi, una chiave scritta due volte"}
	}
	f.table("", table, newLines(head, line))
	return nil
}

func (f *front) json(head string, line int) *slip {
	d := json.NewDecoder(bytes.NewReader([]byte(head)))
	d.UseNumber()
	var table map[string]any
	if err := d.Decode(&table); err != nil && !errors.Is(err, io.EOF) {
		return &slip{line, "l’intestazione in JSON non si legge", "controlla parentesi e virgolette"}
	}
	f.table("", table, newLines(head, line))
	return nil
}

// table takes over what a decoder gives, in the order of the keys' names.
func (f *front) table(prefix string, table map[string]any, lines lines) {
	for _, key := range slices.Sorted(maps.Keys(table)) {
		name, line := prefix+key, lines.of(key)
		switch v := table[key].(type) {
		case nil:
		case map[string]any:
			f.table(name+".", v, lines)
		case []map[string]any:
			f.keys = append(f.keys, strings.ToLower(name))
		case []any:
			var list []string
			for _, item := range v {
				if s, is := written(item); is {
					list = append(list, s)
				}
			}
			f.set(name, line, list...)
		default:
			s, _ := written(v)
			f.set(name, line, s)
		}
	}
}

// written gives a single value as a front matter could have it in text.
func written(v any) (string, bool) {
	switch v := v.(type) {
	case map[string]any, []any, []map[string]any, nil:
		return "", false
	case time.Time:
		switch v.Location().String() {
		case "date-local":
			return v.Format(time.DateOnly), true
		case "datetime-local":
			return v.Format("2006-01-02T15:04:05"), true
		}
		return v.Format(time.RFC3339), true
	default:
		return fmt.Sprint(v), true
	}
}

// lines finds the lines of keys, which decoders do not tell.
type lines struct {
	head  string
	first int
}

func newLines(head string, first int) lines { return lines{head, first} }

func (l lines) of(key string) int {
	n := l.first
	for line := range strings.Lines(l.head) {
		if t := strings.TrimLeft(line, " \t\"'"); strings.HasPrefix(t, key) && strings.HasPrefix(strings.TrimLeft(t[len(key):], " \t\"'"), "=") ||
			strings.HasPrefix(t, key+`"`) {
			return n
		}
		n++
	}
	return l.first
}
