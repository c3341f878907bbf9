package record

// Config writes site.toml.
func (e *Encoder) Config(c *Config) { encodeRecord(e, tables().config, c) }

// Config reads site.toml.
func (d *Decoder) Config(c *Config) { decodeRecord(d, tables().config, c) }

// Measure writes a measure of a site's own.
func (e *Encoder) Measure(m *Measure) { encodeRecord(e, tables().measure, m) }

// Measure reads a measure of a site's own.
func (d *Decoder) Measure(m *Measure) { decodeRecord(d, tables().measure, m) }

// Body writes a body.
func (e *Encoder) Body(b *Body) {
	e.Str(b.ID)
	encodeRecord(e, tables().body, b)
}

// Body reads a body.
func (d *Decoder) Body(b *Body) {
	b.ID = d.Str()
	decodeRecord(d, tables().body, b)
}

// Project writes a project without its links.
func (e *Encoder) Project(p *Project) {
	e.Str(p.ID)
	encodeRecord(e, tables().project, p)
}

// Project reads a project, whose links are to be set.
func (d *Decoder) Project(p *Project) {
	p.ID = d.Str()
	decodeRecord(d, tables().project, p)
}

// Announcement writes an announcement without its links.
func (e *Encoder) Announcement(a *Announcement) {
	e.Str(a.ID)
	encodeRecord(e, tables().notice, a)
	e.Text(&a.Text)
	EncodeList(e, a.Claims, (*Encoder).claim)
}

// Announcement reads an announcement, whose links are to be set.
func (d *Decoder) Announcement(a *Announcement) {
	a.ID = d.Str()
	decodeRecord(d, tables().notice, a)
	d.Text(&a.Text)
	a.Claims = DecodeList(d, (*Decoder).claim)
}

// SectionText writes the text of a section.
func (e *Encoder) SectionText(s *SectionText) {
	e.Str(s.ID)
	encodeRecord(e, tables().section, s)
	e.Text(&s.Text)
}

// SectionText reads the text of a section.
func (d *Decoder) SectionText(s *SectionText) {
	s.ID = d.Str()
	decodeRecord(d, tables().section, s)
	d.Text(&s.Text)
}

// Page writes a free page.
func (e *Encoder) Page(p *Page) {
	e.Str(p.ID)
	encodeRecord(e, tables().page, p)
	e.Text(&p.Text)
}

// Page reads a free page.
func (d *Decoder) Page(p *Page) {
	p.ID = d.Str()
	decodeRecord(d, tables().page, p)
	d.Text(&p.Text)
}

// Media writes what is known of a file.
func (e *Encoder) Media(m *Media) {
	e.Str(m.Name)
	e.Int(m.Size)
	e.Bool(m.Scan)
}

// Media reads what is known of a file.
func (d *Decoder) Media(m *Media) { *m = Media{d.Str(), d.Int(), d.Bool()} }

func (e *Encoder) origin(o *Origin) {
	e.Str(o.File)
	e.Uint(uint64(o.Line))
	e.Uint(uint64(o.Col))
	e.Str(o.marks)
}

func (d *Decoder) origin(o *Origin) {
	o.File, o.Line, o.Col, o.marks = d.Str(), int(d.Uint()), int(d.Uint()), d.Str()
}

// Pos writes a place.
func (e *Encoder) Pos(p Pos) {
	e.Str(p.File)
	e.Uint(uint64(p.Line))
	e.Uint(uint64(p.Col))
}

// Pos reads a place.
func (d *Decoder) Pos() Pos { return Pos{d.Str(), int(d.Uint()), int(d.Uint())} }

// Problem writes a problem.
func (e *Encoder) Problem(p *Problem) {
	e.Pos(p.Pos)
	e.Uint(uint64(p.Severity))
	e.Str(p.Rule)
	e.Str(p.Text)
	e.Str(p.Mend)
}

// Problem reads a problem.
func (d *Decoder) Problem(p *Problem) {
	*p = Problem{d.Pos(), Severity(d.Uint()), d.Str(), d.Str(), d.Str()}
}

// Text writes a text.
func (e *Encoder) Text(t *Text) {
	EncodeList(e, t.Parts, func(e *Encoder, p *Part) {
		e.Uint(uint64(p.Slot))
		if p.Slot == NoSlot {
			e.Str(p.HTML)
		} else {
			e.Uint(uint64(p.Index))
		}
	})
	EncodeList(e, t.Links, func(e *Encoder, l *Link) {
		e.Str(l.Dest)
		e.Str(l.Words)
		e.Bool(l.Image)
		e.Pos(l.Pos)
		e.Str(l.To)
	})
	EncodeList(e, t.Embeds, func(e *Encoder, m *Embed) {
		e.Str(m.Kind)
		e.Str(m.Body)
		e.Pos(m.Pos)
		e.Str(m.Of)
		e.Str(m.ID)
	})
	EncodeList(e, t.Headings, func(e *Encoder, h *Heading) {
		e.Uint(uint64(h.Level))
		e.Str(h.ID)
		e.Str(h.Text)
		e.Pos(h.Pos)
	})
	e.Uint(uint64(t.Words))
	e.Str(t.Plain)
	e.Bool(t.Found != nil)
	if t.Found != nil {
		e.found(t.Found)
	}
}

// Text reads a text.
func (d *Decoder) Text(t *Text) {
	t.Parts = DecodeList(d, func(d *Decoder, p *Part) {
		if p.Slot = Slot(d.Uint()); p.Slot == NoSlot {
			p.HTML = d.Str()
		} else {
			p.Index = int(d.Uint())
		}
	})
	t.Links = DecodeList(d, func(d *Decoder, l *Link) { *l = Link{d.Str(), d.Str(), d.Bool(), d.Pos(), d.Str()} })
	t.Embeds = DecodeList(d, func(d *Decoder, m *Embed) { *m = Embed{d.Str(), d.Str(), d.Pos(), d.Str(), d.Str()} })
	t.Headings = DecodeList(d, func(d *Decoder, h *Heading) { *h = Heading{int(d.Uint()), d.Str(), d.Str(), d.Pos()} })
	t.Words, t.Plain = int(d.Uint()), d.Str()
	if d.Bool() {
		t.Found = new(Found)
		d.found(t.Found)
	}
}

func (e *Encoder) found(f *Found) {
	EncodeList(e, f.Claims, (*Encoder).claim)
	EncodeList(e, f.Remarks, (*Encoder).Remark)
	EncodeList(e, f.Personal, (*Encoder).Personal)
	EncodeList(e, f.Long, func(e *Encoder, s *Sentence) {
		e.Pos(s.Pos)
		e.Uint(uint64(s.Words))
		e.Str(s.Text)
	})
}

func (d *Decoder) found(f *Found) {
	f.Claims = DecodeList(d, (*Decoder).claim)
	f.Remarks = DecodeList(d, (*Decoder).Remark)
	f.Personal = DecodeList(d, (*Decoder).Personal)
	f.Long = DecodeList(d, func(d *Decoder, s *Sentence) { *s = Sentence{d.Pos(), int(d.Uint()), d.Str()} })
}

func (e *Encoder) claim(c *Claim) {
	e.Uint(uint64(c.Kind))
	e.Str(c.Text)
	e.Pos(c.Pos)
	e.Str(c.Key)
	e.Uint(uint64(c.Paragraph))
	e.Int(int64(c.Amount.Value))
	e.Int(int64(c.Amount.Low))
	e.Int(int64(c.Amount.High))
	e.Bool(c.Amount.Exact)
	e.date(c.Deadline)
	e.Str(c.Code)
}

func (d *Decoder) claim(c *Claim) {
	*c = Claim{
		Kind: ClaimKind(d.Uint()), Text: d.Str(), Pos: d.Pos(), Key: d.Str(), Paragraph: int(d.Uint()),
		Amount:   Amount{Value: Euro(d.Int()), Low: Euro(d.Int()), High: Euro(d.Int()), Exact: d.Bool()},
		Deadline: d.date(), Code: d.Str(),
	}
}

// Remark writes a word to the rules.
func (e *Encoder) Remark(r *Remark) {
	e.Pos(r.Pos)
	e.Str(r.Text)
	e.Uint(uint64(r.Paragraph))
	e.Bool(r.Statement)
}

// Remark reads a word to the rules.
func (d *Decoder) Remark(r *Remark) { *r = Remark{d.Pos(), d.Str(), int(d.Uint()), d.Bool()} }

// Personal writes personal data that were found.
func (e *Encoder) Personal(p *Personal) {
	e.Uint(uint64(p.Kind))
	e.Str(p.Text)
	e.Pos(p.Pos)
	e.Uint(uint64(p.Paragraph))
	e.Bool(p.Statement)
}

// Personal reads personal data that were found.
func (d *Decoder) Personal(p *Personal) {
	*p = Personal{PersonalKind(d.Uint()), d.Str(), d.Pos(), int(d.Uint()), d.Bool()}
}
