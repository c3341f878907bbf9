package record

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// full gives a record in which every key has a value.
func full[T any](fields []Field[T]) T {
	var out T
	for i := range fields {
		fill(reflect.ValueOf(fields[i].At(&out)).Elem(), fields[i].Key)
	}
	return out
}

// fill sets a value, and what is within it, to something that is not zero.
func fill(v reflect.Value, key string) {
	switch to := v.Addr().Interface().(type) {
	case *Date:
		*to = Date{Year: 2026, Month: 3, Day: 31, By: true}
		return
	case *Origin:
		*to = Origin{File: "content/progetti/a.toml", Line: 3, Col: 1}
		to.Mark(key, 0, Pos{Line: 4, Col: 1}, Pos{Line: 4, Col: 9})
		to.Mark("sconosciuta", 2, Pos{Line: 5, Col: 1}, Pos{Line: 70000, Col: 300})
		return
	case *Keyed:
		*to = Keyed{Keys: []string{"b", "a"}, Values: map[string]string{"a": "1", "b": "2"}}
		fill(reflect.ValueOf(&to.Origin).Elem(), key)
		return
	case **Measure, **Body, *[]*Project: // links are not written
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), key+v.Type().Field(i).Name)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), key)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), key)
	case reflect.String:
		v.SetString(key + " " + strings.Repeat("x", len(key)*7))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(-70000)
		if v.Type() == reflect.TypeFor[int]() {
			v.SetInt(70000)
		}
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(-45.5)
	default:
		panic("a record has a " + v.Kind().String())
	}
}

// again encodes a record and decodes it, and sees that it is refused when it is cut
// anywhere, and when it goes on.
func again[T any](t *testing.T, what string, in T, encode func(*Encoder, *T), decode func(*Decoder, *T)) {
	t.Helper()
	e := new(Encoder)
	encode(e, &in)
	data := string(e.Bytes())
	var out T
	d := NewDecoder(data)
	decode(d, &out)
	if err := d.Err(); err != nil || !reflect.DeepEqual(in, out) {
		t.Errorf("%s: %v\n%+v\nwant:\n%+v", what, err, out, in)
	}
	for n := range len(data) {
		d := NewDecoder(data[:n])
		decode(d, new(T))
		if err := d.Err(); !errors.Is(err, ErrCodec) {
			t.Errorf("%s, cut after %d of %d bytes: %v", what, n, len(data), err)
		}
	}
	d = NewDecoder(data + "\x00")
	decode(d, new(T))
	if d.Err() == nil {
		t.Errorf("%s: a byte is left over, and nobody says so", what)
	}
}

func TestCodec(t *testing.T) {
	var text Text
	fill(reflect.ValueOf(&text).Elem(), "testo")
	text.Parts = []Part{{HTML: "<p>"}, {Slot: LinkSlot, Index: 1}, {HTML: "</p>"}}
	notice := full(AnnouncementFields())
	fill(reflect.ValueOf(&notice.Claims).Elem(), "affermazioni")
	notice.ID, notice.Text = "n", text
	section, page, body, project := full(SectionFields()), full(PageFields()), full(BodyFields()), full(ProjectFields())
	section.Text, page.Text, project.Text = text, text, text
	section.ID, page.ID, body.ID, project.ID = "s", "p", "b", "pr"
	again(t, "config", full(ConfigFields()), (*Encoder).Config, (*Decoder).Config)
	again(t, "measure", full(MeasureFields()), (*Encoder).Measure, (*Decoder).Measure)
	again(t, "body", body, (*Encoder).Body, (*Decoder).Body)
	again(t, "project", project, (*Encoder).Project, (*Decoder).Project)
	again(t, "announcement", notice, (*Encoder).Announcement, (*Decoder).Announcement)
	again(t, "section", section, (*Encoder).SectionText, (*Decoder).SectionText)
	again(t, "page", page, (*Encoder).Page, (*Decoder).Page)
	again(t, "media", Media{"media/a.pdf", 7, true}, (*Encoder).Media, (*Decoder).Media)
	again(t, "an empty project", Project{}, (*Encoder).Project, (*Decoder).Project)
	again(t, "a zero below zero", Place{Lat: negativeZero()}, func(e *Encoder, p *Place) { encodeRecord(e, tables().place, p) },
		func(d *Decoder, p *Place) { decodeRecord(d, tables().place, p) })
}

func negativeZero() float64 { zero := 0.0; return -zero }

// A text that comes again is written once.
func TestCodecShares(t *testing.T) {
	e := new(Encoder)
	for range 100 {
		e.Str("Dati PNRR PA digitale 2026")
	}
	if n := len(e.Bytes()); n > 130 {
		t.Errorf("a text of 26 bytes, a hundred times, takes %d", n)
	}
	if form := CodecForm(); !strings.Contains(form, "importo 0 *record.Euro\n") {
		t.Errorf("the form names the keys and their types: %s", form)
	}
}
