// Package schema tells editors what a record may hold: one JSON Schema for each kind of
// file, made from the tables of fields by which the records are read.
//
// It knows forms and words, and nothing of what several records must agree on: that is
// for check. Where a reader forgives a way of writing (blanks in a CUP, an empty word), a
// schema may ask for the plain one.
//
// The schemas are of draft 7: Taplo, which Even Better TOML is made with, follows that
// draft best. It gives TOML dates as texts, and so do the schemas.
//
// Sources: JSON Schema, draft-07; the documentation of Taplo, «Using Schemas».
package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"strings"

	"vetro/internal/check"
	"vetro/internal/record"
	"vetro/internal/register"
)

// File is one schema, ready to be written.
type File struct {
	Name string   // progetto.json
	For  []string // the files that it is for, from the site folder, with * and **
	Data []byte
}

const draft7 = "http://json-schema.org/draft-07/schema#"

// Files gives all schemas, always in the same order and with the same bytes.
func Files() []File {
	state := register.State()
	m := maker{measures: state.Measures.All(), sections: record.AllSections(state.Sections), rules: check.Rules()}
	return []File{
		file("site", "site.toml: il sito", m.site(), "site.toml"),
		file("ente", "Un ente pubblico", m.table("ente"), record.BodyFolder+"/*.toml"),
		file("progetto", "Un progetto", m.project(), record.ProjectFolder+"/**/*.toml"),
		file("misura", "Una misura del PNRR aggiunta o corretta", m.table("misura"), record.MeasureFolder+"/*.toml"),
		file("notizia", "Le chiavi di una notizia, tra le due righe +++", m.table("notizia"), record.AnnouncementFolder+"/*.md"),
		file("sezione", "Le chiavi di una sezione di Amministrazione trasparente, tra le due righe +++", m.table("sezione"), record.SectionFolder+"/*.md"),
		file("pagina", "Le chiavi di una pagina, tra le due righe +++", m.table("pagina"), record.FreePageFolder+"/*.md"),
	}
}

// Taplo gives a .taplo.toml that ties the records of the sites under some folders to the
// schemas in dir. Folders are "" or end in /, and may hold *; all is relative to the file.
func Taplo(dir string, folders ...string) []byte {
	var b bytes.Buffer
	b.WriteString("# Per VS Code con Even Better TOML, e per taplo: quali chiavi ha ogni file.\n# Gli schemi li scrive «vetro schema».\n")
	for _, f := range Files() {
		var include []string
		for _, folder := range folders {
			for _, pattern := range f.For {
				if strings.HasSuffix(pattern, ".toml") {
					include = append(include, strconv.Quote(folder+pattern))
				}
			}
		}
		if len(include) > 0 {
			fmt.Fprintf(&b, "\n[[rule]]\ninclude = [%s]\n[rule.schema]\npath = %q\n", strings.Join(include, ", "), path.Join(dir, f.Name))
		}
	}
	return b.Bytes()
}

func file(name, title string, n *node, of ...string) File {
	n.Schema, n.Title = draft7, title
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(n); err != nil {
		panic(fmt.Sprintf("schema: the schema %s cannot be written: %v", name, err))
	}
	return File{Name: name + ".json", For: of, Data: b.Bytes()}
}

// node is a schema, or a part of one.
type node struct {
	Schema      string     `json:"$schema,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        any        `json:"type,omitempty"` // a name, or several
	Format      string     `json:"format,omitempty"`
	Pattern     string     `json:"pattern,omitempty"`
	Const       string     `json:"const,omitempty"`
	Enum        []string   `json:"enum,omitempty"`
	Minimum     *int64     `json:"minimum,omitempty"`
	Maximum     *int64     `json:"maximum,omitempty"`
	MinItems    int        `json:"minItems,omitempty"`
	Items       *node      `json:"items,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	Closed      *bool      `json:"additionalProperties,omitempty"` // false: no other keys
	Required    []string   `json:"required,omitempty"`
	AnyOf       []*node    `json:"anyOf,omitempty"`
	Not         *node      `json:"not,omitempty"`
	If          *node      `json:"if,omitempty"`
	Then        *node      `json:"then,omitempty"`
	Taplo       *taplo     `json:"x-taplo,omitempty"`
}

// taplo is what Taplo alone reads: words about each of the values of an enum.
type taplo struct {
	Docs struct {
		EnumValues []string `json:"enumValues"`
	} `json:"docs"`
}

// property is a key with its schema. Editors offer keys in the order of the schema, which
// is the one of the table of fields; a map would lose it.
type property struct {
	key  string
	node *node
}

type properties []property

// MarshalJSON writes the properties as an object.
func (ps properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for i, p := range ps {
		b.WriteByte("{,"[min(i, 1)])
		if err := e.Encode(p.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(p.node); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// in gives the schema of a key.
func (n *node) in(key string) *node {
	for _, p := range n.Properties {
		if p.key == key {
			return p.node
		}
	}
	panic("schema: no table has the key " + key + " any more")
}
