package record

import (
	"regexp"
	"slices"
	"testing"
)

func TestFields(t *testing.T) {
	testFields(t, "site.toml", ConfigFields())
	testFields(t, "[contatti]", ContactFields())
	testFields(t, "[pagine]", LegalPageFields())
	testFields(t, "[dati]", DataFields())
	testFields(t, "enti", BodyFields())
	testFields(t, "progetti", ProjectFields())
	testFields(t, "[[finanziamento]]", FundingFields())
	testFields(t, "[[tappa]]", MilestoneFields())
	testFields(t, "[[atto]]", ActFields())
	testFields(t, "[[contratto]]", ContractFields())
	testFields(t, "[[pagamento]]", PaymentFields())
	testFields(t, "[[indicatore]]", IndicatorFields())
	testFields(t, "[[luogo]]", PlaceFields())
	testFields(t, "[[provenienza]]", SourceFields())
	testFields(t, "notizie", AnnouncementFields())
	testFields(t, "sezioni", SectionFields())
	testFields(t, "pagine", PageFields())
	testFields(t, "misure", MeasureFields())
}

var keyForm = regexp.MustCompile(`^[a-z]+(?:_[a-z]+)*$`)

// testFields holds a table to what its readers rely on: each key stands once and in its
// form, has a meaning, words where it is one of a few, and a place of its own in the record.
func testFields[T any](t *testing.T, name string, fields []Field[T]) {
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
