package build

import "sync"

// opening is the output on its way: where a former build is remembered, somebody goes
// through what it left while others read the site.
type opening struct {
	memory string  // name of the memory; "" when nothing is remembered
	left   *memory // what the former build left; nil when nobody knows, or there is nothing
	begun  bool
	open   func() (*Output, error) // once
}

// beginOutput begins to open the output, if there is a memory of it: a build that is going
// to find errors touches nothing where there was no site before.
func (s *stages) beginOutput(o Options) *opening {
	p := new(opening)
	p.open = sync.OnceValues(func() (*Output, error) {
		out, err := OpenOutput(o.Out, s.guards(o))
		if err != nil || out.fresh || p.memory == "" {
			return out, err
		}
		if m, err := decodeMemory(o.recallMarked(s.root, p.memory, memoryForm)); err == nil {
			p.left = m
			out.Remember(m)
			out.old.swept.Do(out.sweep)
		}
		return out, nil
	})
	name, err := memoryName(o.Out)
	if o.Program == "" || err != nil {
		return p
	}
	p.memory = name
	if _, err := s.root.Stat(name); err == nil {
		p.begun = true
		go p.open()
	}
	return p
}

// take gives the output, and waits for it.
func (p *opening) take() (*Output, error) {
	p.begun = true
	return p.open()
}

// letGo lets go of an output to which nothing was committed.
func (p *opening) letGo() error {
	if !p.begun {
		return nil
	}
	out, err := p.open()
	if err != nil {
		return nil // nobody asked for it, or knows
	}
	return out.Abort()
}
