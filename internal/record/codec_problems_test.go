package record

import (
	"fmt"
	"slices"
	"testing"
)

func manyProblems() []Problem {
	var all []Problem
	for i := range 40 {
		all = append(all, Problem{
			Pos: Pos{File: fmt.Sprintf("content/progetti/p-%d.toml", i/3), Line: i, Col: i % 7}, Severity: Severity(i % 3),
			Rule: []string{"tappa-senza-esito", "progetto-senza-notizia", ""}[i%3], Text: []string{"una cosa", "un’altra", ""}[i%5%3], Mend: fmt.Sprint("scrivi ", i/2),
		})
	}
	return append(all, Problem{})
}

func TestProblemsCodec(t *testing.T) {
	for _, want := range [][]Problem{nil, {{}}, manyProblems()} {
		e := new(Encoder)
		e.Problems(want)
		d := NewDecoder(string(e.Bytes()))
		if got := d.Problems(); !slices.Equal(got, want) || d.Err() != nil {
			t.Errorf("got %v, %v, want %v", got, d.Err(), want)
		}
		for n := range e.Bytes() {
			d := NewDecoder(string(e.Bytes()[:n]))
			if d.Problems(); d.Err() == nil {
				t.Errorf("%d of %d bytes were taken for all", n, len(e.Bytes()))
			}
		}
	}
}

func FuzzProblemsCodec(f *testing.F) {
	e := new(Encoder)
	e.Problems(manyProblems())
	f.Add(string(e.Bytes()))
	f.Add("\x01\x00\x00\x00\x00\x05")
	f.Fuzz(func(t *testing.T, data string) {
		d := NewDecoder(data)
		problems := d.Problems()
		if d.Err() != nil {
			return
		}
		e := new(Encoder)
		e.Problems(problems)
		if again := NewDecoder(string(e.Bytes())).Problems(); !slices.Equal(again, problems) {
			t.Errorf("%v became %v", problems, again)
		}
	})
}
