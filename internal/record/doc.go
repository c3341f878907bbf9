// Package record is the model: what a public body writes down of the projects
// that it runs with public money, and the small values that this is made of
// (euro, dates, CUP, CIG, codes of measures) with their Italian forms.
//
// It reads no file and writes none. A value that is not zero was accepted by its
// parser, and no later stage asks again. Each record knows where every key of it
// was written (Origin), so that any rule can point at the place.
//
// The keys of the records are Italian, since authors write them; they stand once, in
// the tables of fields (field.go), from which the reader, the open data and the
// dictionary are made. What their values may be is a row of the table of types
// (type.go); an identifier has a file of its own besides, like cup.go.
package record
