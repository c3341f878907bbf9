package record

// told is what was last said by a rule: many problems of one rule say the same.
type told struct{ text, mend string }

// Problems writes problems. Those of one file, and those of one rule that say the same, are
// best beside each other: then they take little time and room, however many there are.
func (e *Encoder) Problems(problems []Problem) {
	e.Uint(uint64(len(problems)))
	file, rules, last := "", make(map[string]int), []told(nil)
	for i := range problems {
		p := &problems[i]
		e.since(&file, p.Pos.File)
		e.Uint(uint64(p.Pos.Line))
		e.Uint(uint64(p.Pos.Col))
		e.Uint(uint64(p.Severity))
		n, known := rules[p.Rule]
		if !known {
			n = len(rules)
			rules[p.Rule] = n
			last = append(last, told{})
		}
		e.Uint(uint64(n))
		if !known {
			e.plain(p.Rule)
		}
		e.since(&last[n].text, p.Text)
		e.since(&last[n].mend, p.Mend)
	}
}

// Problems reads what Problems wrote.
func (d *Decoder) Problems() []Problem {
	n := d.Len()
	if n == 0 {
		return nil
	}
	problems := make([]Problem, n)
	file, rules, last := "", []string(nil), []told(nil)
	for i := range problems {
		p := &problems[i]
		p.Pos = Pos{d.since(&file), int(d.Uint()), int(d.Uint())}
		p.Severity = Severity(d.Uint())
		rule := d.Uint()
		if rule == uint64(len(rules)) {
			rules, last = append(rules, d.plain()), append(last, told{})
		}
		if rule >= uint64(len(rules)) {
			d.fail()
			return nil
		}
		p.Rule = rules[rule]
		p.Text = d.since(&last[rule].text)
		p.Mend = d.since(&last[rule].mend)
	}
	return problems
}

// since writes a text, unless it is the former one.
func (e *Encoder) since(former *string, s string) {
	if *former == s {
		e.Uint(0)
		return
	}
	*former = s
	e.Uint(uint64(len(s)) + 1)
	e.buf = append(e.buf, s...)
}

func (d *Decoder) since(former *string) string {
	if n := d.Uint(); n > 0 {
		*former = d.part(n - 1)
	}
	return *former
}

// plain writes a text that does not come again.
func (e *Encoder) plain(s string) {
	e.Uint(uint64(len(s)))
	e.buf = append(e.buf, s...)
}

func (d *Decoder) plain() string { return d.part(d.Uint()) }

// part gives as many bytes as there should be.
func (d *Decoder) part(n uint64) string {
	if n > uint64(len(d.rest)) {
		d.fail()
		return ""
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}
