package export

import (
	"fmt"
	"strings"
)

// turtle writes resources as Turtle.
//
// Source: W3C, RDF 1.1 Turtle.
func turtle(w *writer, all []resource) {
	for _, p := range prefixes {
		fmt.Fprintf(w, "@prefix %s: <%s> .\n", p[0], p[1])
	}
	for _, r := range all {
		fmt.Fprintf(w, "\n<%s>\n    a %s", iri(r.iri), strings.Join(r.types, " , "))
		for _, f := range r.facts {
			fmt.Fprintf(w, " ;\n    %s ", f.property)
			for i, v := range f.objects {
				if i > 0 {
					w.put(" , ")
				}
				w.put(turtleObject(v))
			}
		}
		w.put(" .\n")
	}
}

func turtleObject(v object) string {
	switch {
	case v.iri != "":
		return "<" + iri(v.iri) + ">"
	case v.lang != "":
		return turtleText(v.text) + "@" + v.lang
	case v.kind != "":
		return turtleText(v.text) + "^^" + v.kind
	}
	return turtleText(v.text)
}

// turtleText quotes a text. Turtle names its escapes as most languages do.
func turtleText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(printable(s)) + `"`
}

// printable drops control characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// iri escapes the characters that an address cannot have.
func iri(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|^`\\", r) {
			fmt.Fprintf(&b, "%%%02X", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// jsonLD writes resources as JSON-LD, with its words explained within.
//
// Source: W3C, JSON-LD 1.1.
func jsonLD(w *writer, all []resource) {
	words := make(map[string]string)
	for _, p := range prefixes {
		words[p[0]] = p[1]
	}
	graph := []map[string]any{}
	for _, r := range all {
		node := map[string]any{"@id": iri(r.iri), "@type": r.types}
		for _, f := range r.facts {
			var objects []map[string]string
			for _, v := range f.objects {
				objects = append(objects, jsonLDObject(v))
			}
			node[f.property] = objects
		}
		graph = append(graph, node)
	}
	w.indented(map[string]any{"@context": words, "@graph": graph})
}

func jsonLDObject(v object) map[string]string {
	out := map[string]string{"@value": printable(v.text)}
	switch {
	case v.iri != "":
		return map[string]string{"@id": iri(v.iri)}
	case v.lang != "":
		out["@language"] = v.lang
	case v.kind != "":
		out["@type"] = v.kind
	}
	return out
}
