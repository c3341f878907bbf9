package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/pprof"

	"vetro/internal/build"
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
	_, problems, err := build.Site(build.Options{
		Site: site, Out: public, Today: record.Day(2026, 11, 22), BaseURL: "https://www.example.it/", Theme: themes.Italia(), Program: "bench",
	})
	pprof.StopCPUProfile()
	if record.Stops(problems) {
		err = errors.Join(err, fmt.Errorf("the site has errors, the first is %s", problems[0]))
	}
	return errors.Join(err, f.Close())
}
