package record

import (
	"fmt"
	"math"
	"slices"
	"sync"
)

// encodeFields writes the keys of a record that have a value, after a bit for each key
// that tells which these are.
func encodeFields[T any](e *Encoder, fields []Field[T], of *T) {
	var set uint64
	for i := range fields {
		if !empty(fields[i].At(of)) {
			set |= 1 << i
		}
	}
	e.Uint(set)
	for i := range fields {
		if set&(1<<i) != 0 {
			e.value(fields[i].At(of))
		}
	}
}

func decodeFields[T any](d *Decoder, fields []Field[T], to *T) {
	set := d.Uint()
	if set>>len(fields) != 0 {
		d.fail()
		return
	}
	for i := range fields {
		if set&(1<<i) != 0 {
			d.value(fields[i].At(to))
		}
	}
}

// empty reports whether a key has the value of a record that is new.
func empty(at any) bool {
	switch v := at.(type) {
	case *string:
		return *v == ""
	case *Date:
		return *v == Date{}
	case *[]string:
		return *v == nil
	case *Euro:
		return *v == 0
	case *bool:
		return !*v
	case *int:
		return *v == 0
	case *float64:
		return math.Float64bits(*v) == 0
	case *CUP:
		return *v == ""
	case *[]CUP:
		return *v == nil
	case *CIG:
		return *v == ""
	case *Text:
		return v.Words == 0 && v.Plain == "" && v.Found == nil && len(v.Parts)+len(v.Links)+len(v.Embeds)+len(v.Headings) == 0
	case *Keyed:
		return v.Values == nil && v.Keys == nil && v.Origin == Origin{}
	}
	return emptyTable(at)
}

func emptyTable(at any) bool {
	switch v := at.(type) {
	case *[]Funding:
		return *v == nil
	case *[]Milestone:
		return *v == nil
	case *[]Act:
		return *v == nil
	case *[]Contract:
		return *v == nil
	case *[]Payment:
		return *v == nil
	case *[]Indicator:
		return *v == nil
	case *[]Place:
		return *v == nil
	case *[]Source:
		return *v == nil
	case *Contacts:
		return *v == Contacts{}
	case *LegalPages:
		return *v == LegalPages{}
	case *DataOptions:
		return *v == DataOptions{}
	}
	panic(fmt.Sprintf("record: a field of type %T has no code", at))
}

func (e *Encoder) value(at any) {
	switch v := at.(type) {
	case *string:
		e.Str(*v)
	case *Date:
		e.date(*v)
	case *[]string:
		EncodeList(e, *v, (*Encoder).text)
	case *Euro:
		e.Int(int64(*v))
	case *bool:
		e.Bool(*v)
	case *int:
		e.Int(int64(*v))
	case *float64:
		e.float(*v)
	case *CUP:
		e.Str(string(*v))
	case *[]CUP:
		EncodeList(e, *v, func(e *Encoder, c *CUP) { e.Str(string(*c)) })
	case *CIG:
		e.Str(string(*v))
	case *Text:
		e.Text(v)
	case *Keyed:
		e.keyed(v)
	default:
		e.table(at)
	}
}

func (d *Decoder) value(at any) {
	switch v := at.(type) {
	case *string:
		*v = d.Str()
	case *Date:
		*v = d.date()
	case *[]string:
		*v = DecodeList(d, (*Decoder).text)
	case *Euro:
		*v = Euro(d.Int())
	case *bool:
		*v = d.Bool()
	case *int:
		*v = int(d.Int())
	case *float64:
		*v = d.float()
	case *CUP:
		*v = CUP(d.Str())
	case *[]CUP:
		*v = DecodeList(d, func(d *Decoder, c *CUP) { *c = CUP(d.Str()) })
	case *CIG:
		*v = CIG(d.Str())
	case *Text:
		d.Text(v)
	case *Keyed:
		d.keyed(v)
	default:
		d.table(at)
	}
}

func (e *Encoder) text(s *string) { e.Str(*s) }
func (d *Decoder) text(s *string) { *s = d.Str() }

// placed is a pointer to a record that has an Origin.
type placed[T any] interface {
	*T
	Place() *Origin
}

// encodeRows writes the tables of a key.
func encodeRows[T any, P placed[T]](e *Encoder, fields []Field[T], rows []T) {
	e.Uint(uint64(len(rows)))
	for i := range rows {
		encodeRecord[T, P](e, fields, &rows[i])
	}
}

func decodeRows[T any, P placed[T]](d *Decoder, fields []Field[T]) []T {
	return DecodeList(d, func(d *Decoder, row *T) { decodeRecord[T, P](d, fields, row) })
}

func encodeRecord[T any, P placed[T]](e *Encoder, fields []Field[T], of *T) {
	e.origin(P(of).Place())
	encodeFields(e, fields, of)
}

func decodeRecord[T any, P placed[T]](d *Decoder, fields []Field[T], to *T) {
	d.origin(P(to).Place())
	decodeFields(d, fields, to)
}

func (e *Encoder) table(at any) {
	t := tables()
	switch v := at.(type) {
	case *[]Funding:
		encodeRows(e, t.funding, *v)
	case *[]Milestone:
		encodeRows(e, t.milestone, *v)
	case *[]Act:
		encodeRows(e, t.act, *v)
	case *[]Contract:
		encodeRows(e, t.contract, *v)
	case *[]Payment:
		encodeRows(e, t.payment, *v)
	case *[]Indicator:
		encodeRows(e, t.indicator, *v)
	case *[]Place:
		encodeRows(e, t.place, *v)
	case *[]Source:
		encodeRows(e, t.source, *v)
	case *Contacts:
		encodeRecord(e, t.contacts, v)
	case *LegalPages:
		encodeRecord(e, t.legal, v)
	case *DataOptions:
		encodeRecord(e, t.data, v)
	default:
		panic(fmt.Sprintf("record: a field of type %T has no code", at))
	}
}

func (d *Decoder) table(at any) {
	t := tables()
	switch v := at.(type) {
	case *[]Funding:
		*v = decodeRows(d, t.funding)
	case *[]Milestone:
		*v = decodeRows(d, t.milestone)
	case *[]Act:
		*v = decodeRows(d, t.act)
	case *[]Contract:
		*v = decodeRows(d, t.contract)
	case *[]Payment:
		*v = decodeRows(d, t.payment)
	case *[]Indicator:
		*v = decodeRows(d, t.indicator)
	case *[]Place:
		*v = decodeRows(d, t.place)
	case *[]Source:
		*v = decodeRows(d, t.source)
	case *Contacts:
		decodeRecord(d, t.contacts, v)
	case *LegalPages:
		decodeRecord(d, t.legal, v)
	case *DataOptions:
		decodeRecord(d, t.data, v)
	default:
		panic(fmt.Sprintf("record: a field of type %T has no code", at))
	}
}

// keyed writes a table in the order of its keys as written, and its values that no key
// names, if there ever are any, not at all.
func (e *Encoder) keyed(k *Keyed) {
	e.origin(&k.Origin)
	EncodeList(e, k.Keys, (*Encoder).text)
	for _, key := range k.Keys {
		e.Str(k.Values[key])
	}
}

func (d *Decoder) keyed(k *Keyed) {
	d.origin(&k.Origin)
	k.Keys = slices.Clip(DecodeList(d, (*Decoder).text))
	k.Values = make(map[string]string, len(k.Keys))
	for _, key := range k.Keys {
		k.Values[key] = d.Str()
	}
}

// fieldTables are the tables of fields, made once.
type fieldTables struct {
	config    []Field[Config]
	contacts  []Field[Contacts]
	legal     []Field[LegalPages]
	data      []Field[DataOptions]
	project   []Field[Project]
	funding   []Field[Funding]
	milestone []Field[Milestone]
	act       []Field[Act]
	contract  []Field[Contract]
	payment   []Field[Payment]
	indicator []Field[Indicator]
	place     []Field[Place]
	source    []Field[Source]
	body      []Field[Body]
	notice    []Field[Announcement]
	section   []Field[SectionText]
	page      []Field[Page]
	measure   []Field[Measure]
}

var tables = sync.OnceValue(func() *fieldTables {
	return &fieldTables{
		config: ConfigFields(), contacts: ContactFields(), legal: LegalPageFields(), data: DataFields(),
		project: ProjectFields(), funding: FundingFields(), milestone: MilestoneFields(), act: ActFields(), contract: ContractFields(),
		payment: PaymentFields(), indicator: IndicatorFields(), place: PlaceFields(), source: SourceFields(),
		body: BodyFields(), notice: AnnouncementFields(), section: SectionFields(), page: PageFields(), measure: MeasureFields(),
	}
})
