package record

import (
	"regexp"
	"slices"
	"testing"
)

func TestFields(t *testing.T) {
	testFields(t, "site.toml", configFields)
	testFields(t, "[contatti]", contactFields)
	testFields(t, "[pagine]", legalPageFields)
	testFields(t, "[dati]", dataFields)
	testFields(t, "[media]", mediaFields)
	testFields(t, "enti", bodyFields)
	testFields(t, "progetti", projectFields)
	testFields(t, "[[finanziamento]]", fundingFields)
	testFields(t, "[[tappa]]", milestoneFields)
	testFields(t, "[[atto]]", actFields)
	testFields(t, "[[contratto]]", contractFields)
	testFields(t, "[[pagamento]]", paymentFields)
	testFields(t, "[[indicatore]]", indicatorFields)
	testFields(t, "[[luogo]]", placeFields)
	testFields(t, "[[provenienza]]", sourceFields)
	testFields(t, "notizie", announcementFields)
	testFields(t, "sezioni", sectionFields)
	testFields(t, "pagine", pageFields)
	testFields(t, "misure", measureFields)
}

// TestFieldTables holds that the type of every key has a row in the table of types, and
// that every table within a record is among the tables of fields, under its key.
func TestFieldTables(t *testing.T) {
	tables := make(map[string]bool)
	for _, table := range FieldTables() {
		if tables[table.Name] {
			t.Errorf("two tables have the name %s", table.Name)
		}
		tables[table.Name] = true
	}
	for _, table := range FieldTables() {
		for _, f := range table.Fields {
			if f.Type == nil {
				t.Errorf("%s: the type of %s has no row in the table of types", table.Name, f.Key)
			} else if (f.Type.Shape == TableShape || f.Type.Shape == TablesShape) && !tables[f.Key] {
				t.Errorf("%s: no table of fields has the name %s", table.Name, f.Key)
			}
		}
	}
}

var keyForm = regexp.MustCompile(`^[a-z]+(?:_[a-z]+)*$`)

// testFields holds a table to what its readers rely on: each key stands once and in its
// form, has a meaning, words where it is one of a few, and a place of its own in the record.
func testFields[T any](t *testing.T, name string, fields []field[T]) {
	t.Helper()
	var record T
	keys := make(map[string]bool)
	places := make(map[any]string)
	for _, f := range fields {
		if !keyForm.MatchString(f.Key) || keys[f.Key] {
			t.Errorf("%s: the key %q has another form, or stands twice", name, f.Key)
		}
		keys[f.Key] = true
		if f.Meaning == "" {
			t.Errorf("%s: %s has no meaning", name, f.Key)
		}
		if (f.Form == OneOf) != (len(f.Values) > 0) || slices.Contains(f.Values, "") {
			t.Errorf("%s: %s is one of %q", name, f.Key, f.Values)
		}
		at := f.At(&record)
		if other := places[at]; other != "" {
			t.Errorf("%s: %s is stored where %s is", name, f.Key, other)
		}
		places[at] = f.Key
	}
}
