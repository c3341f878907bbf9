package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/pprof"

	builder "vetro/internal/build"
	"vetro/internal/record"
	"vetro/themes"
)

// profile builds a site in this process and writes down where the time goes.
func profile(name, site, public string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	err = build(site, public)
	pprof.StopCPUProfile()
	return errors.Join(err, f.Close())
}

// build builds a site in this process.
func build(site, public string) error {
	_, problems, err := builder.Site(builder.Options{
		Site: site, Out: public, Today: record.Day(2026, 11, 22), BaseURL: "https://www.example.it/", Theme: themes.Italia(),
	})
	if record.Stops(problems) {
		err = errors.Join(err, fmt.Errorf("the site has errors, the first is %s", problems[0]))
	}
	return err
}
