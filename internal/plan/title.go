package plan

import (
	"slices"
	"strconv"
	"strings"
)

// Title is what a page is called: by its record, or in words of the theme. Those plan does
// not know; it names them, with their arguments.
type Title struct {
	Text string // of the record; "" where the theme has the words
	Key  string // of the words
	Args []any  // names with their values; a value may be a title itself
	Page int    // of a list that spans several, from the second on
}

// Words gives the words of the theme for a key; names and their values follow in pairs.
type Words func(key string, args ...any) string

// ofRecord is the title that a record has.
func ofRecord(text string) Title { return Title{Text: text} }

// words is a title of the theme.
func words(key string, args ...any) Title { return Title{Key: key, Args: args} }

// title gives what the theme calls the pages of a kind.
func (k Kind) title() Title { return words(k.Traits().Title) }

// stateTitle says of projects that they are in a state: «conclusi».
func stateTitle(state string) Title {
	return words("elenco.stato_" + strings.ReplaceAll(state, " ", "-"))
}

// Text gives words of the theme to who makes files of the site.
func (t *Tree) Text(key string, args ...any) string { return words(key, args...).In(t.Words) }

// In puts a title into words; without any it gives the key.
func (t Title) In(words Words) string {
	if words == nil {
		words = func(key string, _ ...any) string { return key }
	}
	text := t.Text
	if t.Key != "" {
		args := slices.Clone(t.Args)
		for i, arg := range args {
			if inner, is := arg.(Title); is {
				args[i] = inner.In(words)
			}
		}
		text = words(t.Key, args...)
	}
	if t.Page > 0 {
		text = words("elenco.titolo_pagina", "titolo", text, "numero", strconv.Itoa(t.Page))
	}
	return text
}
