package load

import (
	"testing"

	"vetro/internal/record"
)

// TestValueReaders holds that there is a reader for every key of the tables of fields.
func TestValueReaders(t *testing.T) {
	for _, table := range record.FieldTables() {
		for _, f := range allFields().of(table.Name) {
			if f.read == nil {
				t.Errorf("%s.%s has no reader", table.Name, f.Key)
			}
		}
	}
}
