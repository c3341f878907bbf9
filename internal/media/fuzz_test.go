package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// FuzzDrawing holds what is published to its promises, as other readers see it: nothing in it
// runs or leads out of the file, neither as XML nor as part of a page, and it is published as it
// is another time.
func FuzzDrawing(f *testing.F) {
	for _, tt := range evasions {
		f.Add([]byte(strings.Replace(tt.svg, "§", "", 1)))
	}
	for _, tt := range harmlessDrawings {
		f.Add([]byte(tt.svg))
	}
	f.Fuzz(func(t *testing.T, svg []byte) {
		clean, faults := Drawing(svg)
		if len(faults) > 0 {
			if clean != nil {
				t.Fatal("what has faults is published")
			}
			return
		}
		if again, faults := Drawing(clean); !bytes.Equal(again, clean) {
			t.Fatalf("%s\nanother time %+v:\n%s", clean, faults, again)
		}
		wantStillXML(t, clean)
		wantStillHTML(t, clean)
		wantSameTokens(t, svg)
	})
}

// asDeclared reads letters of ASCII under the other names that it has.
func asDeclared(_ string, text io.Reader) (io.Reader, error) { return text, nil }

// wantStillXML fails for what encoding/xml finds active.
func wantStillXML(t *testing.T, svg []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v: %s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Space != svgSpace || elements[token.Name.Local] == 0 {
				t.Fatalf("<%v> is published: %s", token.Name, svg)
			}
			for _, a := range token.Attr {
				wantStill(t, token.Name.Local, a.Name.Local, a.Value)
			}
		case xml.Comment, xml.ProcInst, xml.Directive:
			t.Fatalf("%T is published: %s", token, svg)
		}
	}
}

// wantStillHTML fails for what a browser would find active if the drawing were part of a page.
func wantStillHTML(t *testing.T, svg []byte) {
	t.Helper()
	page, err := html.Parse(bytes.NewReader(append([]byte("<!doctype html><body>"), svg...)))
	if err != nil {
		t.Fatal(err)
	}
	for n := range page.Descendants() {
		if n.Type == html.CommentNode {
			t.Fatalf("a comment appears: %s", svg)
		}
		if n.Type != html.ElementNode || slices.Contains([]string{"html", "head", "body"}, n.Data) {
			continue
		}
		if n.Namespace != "svg" || elements[n.Data] == 0 {
			t.Fatalf("<%s> of %q appears in a page: %s", n.Data, n.Namespace, svg)
		}
		for _, a := range n.Attr {
			wantStill(t, n.Data, a.Key, a.Val)
		}
	}
}

// wantStill fails for an attribute that runs or leads out of the file.
func wantStill(t *testing.T, element, name, value string) {
	t.Helper()
	name = strings.ToLower(name[strings.LastIndexByte(name, ':')+1:])
	lower := strings.ToLower(value)
	switch {
	case strings.HasPrefix(name, "on"), name == "src", name == "base":
		t.Fatalf("%s=%q is published", name, value)
	case name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(lower, "data:image/"), strings.HasPrefix(lower, "data:image/svg"):
		t.Fatalf("<%s %s=%q> is published", element, name, value)
	case name == "style" || name == "fill" || name == "filter":
		for _, out := range []string{"url(h", "url(/", "url(d", "expression(", "@import", "image-set("} {
			if out == "url(d" && strings.Contains(lower, "url(data:image/") {
				continue
			}
			if strings.Contains(lower, out) && !strings.ContainsAny(value, `"'`) {
				t.Fatalf("%s=%q is published", name, value)
			}
		}
	}
}

// wantSameTokens holds our reader to encoding/xml: what ours takes, the other takes, and both see
// the same elements, attributes and text.
func wantSameTokens(t *testing.T, text []byte) {
	t.Helper()
	var ours, theirs bytes.Buffer
	s := newScanner(text)
	for s.next() {
		switch s.kind {
		case startTag:
			ours.WriteString("\n<" + s.space + " " + s.local)
			for i := range s.attrs {
				ours.WriteString("\n" + s.attrs[i].space + " " + string(s.attrs[i].name) + "=" + string(s.attrs[i].value))
			}
			ours.WriteString("\n")
		case endTag:
			ours.WriteString("\n>\n")
		case characters:
			if len(s.open) > 0 {
				ours.Write(s.data)
			}
		}
	}
	if s.broken != nil {
		return
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	d.CharsetReader = asDeclared
	d.Strict = true
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if strings.Contains(err.Error(), "invalid XML name") || strings.Contains(err.Error(), "expected element name") ||
				strings.Contains(err.Error(), "expected attribute name") {
				return // it knows the names of the fourth edition alone
			}
			t.Fatalf("encoding/xml: %v: %q", err, text)
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			theirs.WriteString("\n<" + token.Name.Space + " " + token.Name.Local)
			for _, a := range token.Attr {
				if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
					continue
				}
				// A line end in a value is a blank in XML, which encoding/xml leaves as it is.
				theirs.WriteString("\n" + a.Name.Space + " " + a.Name.Local + "=" + a.Value)
			}
			theirs.WriteString("\n")
		case xml.EndElement:
			depth--
			theirs.WriteString("\n>\n")
		case xml.CharData:
			if depth > 0 {
				theirs.Write(token)
			}
		}
	}
	blank := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	if o, w := blank.Replace(ours.String()), blank.Replace(theirs.String()); o != w {
		t.Fatalf("%q\nours:   %q\ntheirs: %q", text, o, w)
	}
}

func FuzzDocument(f *testing.F) {
	f.Add([]byte(`<a xmlns:b="http://www.w3.org/1999/xhtml"><b:script/></a>`))
	f.Add([]byte("<?xml version='1.0'?><!DOCTYPE a SYSTEM 'b'><a><![CDATA[<]]>&#65;</a>"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(Document(text)) > 0 {
			return
		}
		wantSameTokens(t, text)
		d := xml.NewDecoder(bytes.NewReader(text))
		d.CharsetReader = asDeclared
		for {
			token, err := d.Token()
			if err != nil {
				return // wantSameTokens has looked
			}
			if e, is := token.(xml.StartElement); is && (e.Name.Space == xhtmlSpace || e.Name.Space == svgSpace) {
				t.Fatalf("<%v> is published: %q", e.Name, text)
			}
		}
	})
}
