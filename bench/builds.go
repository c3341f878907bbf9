package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// program is a binary to measure, and what it took, one measure a run.
type program struct {
	name, path         string
	cold, again, check []measure
	ready, save        []measure // of the preview
}

// programs gives the binary to measure, and the other if there is one.
func (o *options) programs() []*program {
	all := []*program{{name: "vetro", path: o.vetro}}
	if o.old != "" {
		all = append(all, &program{name: "old vetro", path: o.old})
	}
	return all
}

// buildRows measures the floor and the builds of each program, one run of each after the
// other, so that a slow minute of the machine falls on all of them.
func (o *options) buildRows(t *table, s *site, programs []*program) error {
	var least []measure
	for i := range o.runs {
		for k, p := range programs {
			// A tree of its own each time: deleting a large one slows a disk for minutes.
			public := filepath.Join(o.dir, fmt.Sprintf("public-%d-%d", k, i))
			if err := p.build(s, public); err != nil {
				return err
			}
			if k == 0 {
				m, files, bytes, err := floor(public, filepath.Join(o.dir, fmt.Sprintf("floor-%d", i)))
				if err != nil {
					return err
				}
				least, t.files, t.bytes = append(least, m), files, bytes
			}
			if o.site != "" { // large: there is no room for another
				if err := errors.Join(os.RemoveAll(public), os.RemoveAll(filepath.Join(o.dir, fmt.Sprintf("floor-%d", i)))); err != nil {
					return err
				}
			}
		}
	}
	t.floor, t.cold = median(least), median(programs[0].cold)
	t.row("floor: writing the same files", t.floor)
	for _, p := range programs {
		t.row(p.name+", cold", median(p.cold))
		t.row(p.name+", nothing changed", median(p.again))
		t.row(p.name+" check", median(p.check))
	}
	return nil
}

// build builds the site twice and checks it once.
func (p *program) build(s *site, public string) error {
	steps := []struct {
		measures *[]measure
		args     []string
	}{
		{&p.cold, []string{"build", "--no-cache", "--out", public, "--base-url", "https://www.example.it/"}},
		{&p.again, []string{"build", "--no-cache", "--out", public, "--base-url", "https://www.example.it/"}},
		{&p.check, []string{"check"}},
	}
	for _, step := range steps {
		m, err := run(p.path, append(step.args, "--site", s.dir, "--today", "2026-11-22")...)
		if err != nil {
			return err
		}
		*step.measures = append(*step.measures, m)
	}
	return nil
}
