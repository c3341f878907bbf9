package main

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// parseYAML reads the part of YAML that the workflows are written in: mappings and
// sequences by indentation, plain and quoted scalars, literal blocks, flow sequences of
// scalars, comments. Anything else is an error: the workflows stay this simple.
//
// A library would read all of it; this one also holds that there is nothing to puzzle over
// in files that an office may have to change.
func parseYAML(text string) (any, error) {
	y := &yamlReader{lines: strings.Split(text, "\n")}
	v, err := y.block(0)
	if err == nil && y.skip() {
		err = fmt.Errorf("line %d: %q is not awaited here", y.at+1, y.lines[y.at])
	}
	return v, err
}

type yamlReader struct {
	lines []string
	at    int
}

// skip goes to the next line that says something, and reports whether there is one.
func (y *yamlReader) skip() bool {
	for ; y.at < len(y.lines); y.at++ {
		if s := strings.TrimSpace(y.lines[y.at]); s != "" && s[0] != '#' {
			return true
		}
	}
	return false
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// block reads the mapping or sequence that stands at an indentation, or nothing.
func (y *yamlReader) block(indent int) (any, error) {
	if !y.skip() || indentOf(y.lines[y.at]) < indent {
		return nil, nil
	}
	indent = indentOf(y.lines[y.at])
	if strings.HasPrefix(y.lines[y.at][indent:], "- ") {
		return y.sequence(indent)
	}
	return y.mapping(indent)
}

func (y *yamlReader) sequence(indent int) (any, error) {
	var list []any
	for y.skip() && indentOf(y.lines[y.at]) == indent && strings.HasPrefix(y.lines[y.at][indent:], "- ") {
		item := y.lines[y.at][indent+2:]
		if _, _, is := yamlKey(item); !is {
			v, err := y.scalar(item, indent)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
			continue
		}
		y.lines[y.at] = strings.Repeat(" ", indent+2) + item
		v, err := y.mapping(indent + 2)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

func (y *yamlReader) mapping(indent int) (any, error) {
	m := make(map[string]any)
	for y.skip() && indentOf(y.lines[y.at]) == indent {
		line := y.lines[y.at][indent:]
		key, rest, is := yamlKey(line)
		if _, twice := m[key]; !is || twice {
			return nil, fmt.Errorf("line %d: %q is no key, or one twice", y.at+1, line)
		}
		var err error
		if m[key], err = y.value(rest, indent); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// value reads what stands after a key: a scalar on its line, or a block below.
func (y *yamlReader) value(rest string, indent int) (any, error) {
	if rest != "" && rest[0] != '#' {
		return y.scalar(rest, indent)
	}
	y.at++
	if y.skip() && indentOf(y.lines[y.at]) == indent && strings.HasPrefix(y.lines[y.at][indent:], "- ") {
		return y.sequence(indent)
	}
	return y.block(indent + 1)
}

// yamlKey splits a line at the colon after its key.
func yamlKey(line string) (key, rest string, is bool) {
	key, rest, found := strings.Cut(line, ":")
	if !found || rest != "" && rest[0] != ' ' || strings.ContainsAny(key, " '\"[{&*!|>#") {
		return "", "", false
	}
	return key, strings.TrimSpace(rest), true
}

// scalar reads a value, and goes past it.
func (y *yamlReader) scalar(s string, indent int) (any, error) {
	y.at++
	switch {
	case s == "|":
		return y.literal(indent), nil
	case s[0] == '"' || s[0] == '\'':
		end := strings.LastIndexByte(s, s[0])
		if tail := strings.TrimSpace(s[end+1:]); end == 0 || tail != "" && tail[0] != '#' {
			return nil, fmt.Errorf("line %d: %s is quoted in a way that is not read here", y.at, s)
		}
		if s[0] == '\'' {
			return strings.ReplaceAll(s[1:end], "''", "'"), nil
		}
		return strconv.Unquote(s[:end+1])
	}
	s, _, _ = strings.Cut(s, " #")
	s = strings.TrimSpace(s)
	switch {
	case strings.HasPrefix(s, "["):
		var list []any
		for _, item := range strings.Split(strings.Trim(s, "[]"), ",") {
			list = append(list, plain(strings.TrimSpace(item)))
		}
		return list, nil
	case strings.ContainsAny(s[:1], "&*!>{}%@`"), strings.Contains(s, ": "):
		return nil, fmt.Errorf("line %d: %s is not read here", y.at, s)
	}
	return plain(s), nil
}

// literal reads the lines of a block after |.
func (y *yamlReader) literal(indent int) string {
	var b strings.Builder
	deep := -1
	for ; y.at < len(y.lines); y.at++ {
		line := y.lines[y.at]
		if strings.TrimSpace(line) == "" {
			b.WriteByte('\n')
			continue
		}
		if deep < 0 {
			deep = indentOf(line)
		}
		if indentOf(line) <= indent {
			break
		}
		b.WriteString(line[deep:] + "\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func plain(s string) any {
	switch s {
	case "true":
		return true
	case "false":
		return false
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return n
	}
	return s
}

// TestParseYAML holds the reader to what it is for, and to refuse the rest.
func TestParseYAML(t *testing.T) {
	tests := []struct {
		name, in string
		want     any
	}{
		{"a mapping", "a: 1 # uno\nb:\n  c: \"x: #\"\n", map[string]any{"a": 1.0, "b": map[string]any{"c": "x: #"}}},
		{"a sequence of mappings", "s:\n  - a: x\n    b: true\n  - c\n", map[string]any{"s": []any{map[string]any{"a": "x", "b": true}, "c"}}},
		{"a sequence under its key", "s:\n- a\n", map[string]any{"s": []any{"a"}}},
		{"a literal", "run: |\n  uno\n    due\n\nb: [x, y]\n", map[string]any{"run": "uno\n  due\n", "b": []any{"x", "y"}}},
		{"an empty value", "pull_request:\npush:\n  a: b\n", map[string]any{"pull_request": nil, "push": map[string]any{"a": "b"}}},
		{"an anchor", "a: &b c\n", nil},
		{"a folded block", "a: >\n  b\n", nil},
		{"a key twice", "a: b\na: c\n", nil},
	}
	for _, tt := range tests {
		got, err := parseYAML(tt.in)
		if tt.want == nil && err == nil {
			t.Errorf("%s: read as %v", tt.name, got)
		}
		if tt.want != nil && (err != nil || !reflect.DeepEqual(got, tt.want)) {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
	}
}
