// Package sheet reads spreadsheets and tables as text as a person sees them: what Excel
// would show in each cell, with merged ranges spread, and the rows as they are numbered there.
//
// Files come from outside and are read within bounds, whatever they claim to hold: .xlsx and
// .ods by a streaming reader of XML, because the libraries there are hold a whole workbook, or
// its tree, in memory (excelize needed 9.8 GB for a file of some megabytes; it checks our rows
// in tests). Tables as text are not read by encoding/csv, which loses rows of the national
// table of PA digitale 2026 whose quotes are not doubled, and those that it takes along
// (TestWhyNotLibrary).
//
// A cell is what its number format says, as far as that changes what it is: a day, a code with
// its zeros, a percentage. Money is the number that is kept, with the fifteen digits that Excel
// shows, and not rounded to the decimals of its format.
package sheet

// Book is a file of sheets; a table as text has one.
type Book struct {
	Name      string // of the file, for messages
	Sheets    []Sheet
	Separator byte   // of a table as text; 0 for a workbook
	Encoding  string // of a table as text, as people call it: UTF-8, Windows-1252, Mac OS Roman, CP850
}

// Sheet is one sheet of a book.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   []Row // without those that are empty
	Veiled []int // the columns that are hidden, from 0
	Unread error // why its rows cannot be read, as a *Refusal; nil for a good one
}

// Row is a row of a sheet; cells may be fewer than the columns.
type Row struct {
	Line   int // its number, from 1; in a table as text a row with line breaks within is one
	Hidden bool
	Cells  []Cell
	Bad    string // why it cannot be read, in Italian; "" for a good one
}

// Kind is what a cell holds.
type Kind uint8

// The kinds of cells. All that a table as text has is Text.
const (
	Empty      Kind = iota
	Text            // as it is written, or shown: 85%, 08:30, 00802760835, 12,5 mln
	Number          // Text is a decimal without exponent or thousands: 12500000, 0.3
	Date            // Text is a day: 2026-03-31; or what is shown of it: 2026-03, 2026
	Boolean         // Text is VERO or FALSO
	Fault           // an error of a formula: Text is #RIF!
	Uncomputed      // a formula whose value was not saved: Text is ""
)

// Cell is a cell of a row.
type Cell struct {
	Text   string
	Kind   Kind
	Spread bool // it has the value of a merged range and is not its first cell: the value counts once
}
