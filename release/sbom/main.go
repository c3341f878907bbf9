// Command sbom writes what the binaries of a release are made of, as a CycloneDX bill of
// materials: the modules that the linker put into them, read from the binaries themselves.
//
//	go run ./release/sbom BINARY... > vetro.cdx.json
//
// The same binaries give the same bytes: there is no serial number and no time.
//
// Source: CycloneDX 1.6 (ECMA-424); package-url, type golang.
package main

import (
	"cmp"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	if err := write(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

type bill struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	PURL       string     `json:"purl"`
	Licenses   []license  `json:"licenses,omitempty"`
	Properties []property `json:"properties,omitempty"`
}

type license struct {
	Expression string `json:"expression"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// write reads the binaries and writes one bill for all of them.
func write(w io.Writer, binaries []string) error {
	if len(binaries) == 0 {
		return fmt.Errorf("no binaries were named")
	}
	b := bill{Format: "CycloneDX", Spec: "1.6", Version: 1}
	for _, name := range binaries {
		info, err := buildinfo.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read what %s is made of: %w", name, err)
		}
		main := module("application", info.Main.Path, info.Main.Version)
		main.Licenses = []license{{"EUPL-1.2"}}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				main.Properties = append(main.Properties, property{"vetro:commit", s.Value})
			}
		}
		if b.Metadata.Component.Ref != "" && b.Metadata.Component.Ref != main.Ref {
			return fmt.Errorf("%s is %s, and the others are %s", name, main.Ref, b.Metadata.Component.Ref)
		}
		b.Metadata.Component = main
		b.Components = append(b.Components, module("library", "stdlib", strings.TrimPrefix(info.GoVersion, "go")))
		for _, m := range info.Deps {
			if m.Replace != nil {
				m = m.Replace
			}
			b.Components = append(b.Components, module("library", m.Path, m.Version))
		}
	}
	slices.SortFunc(b.Components, func(x, y component) int { return cmp.Compare(x.Ref, y.Ref) })
	b.Components = slices.CompactFunc(b.Components, func(x, y component) bool { return x.Ref == y.Ref })
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(b)
}

func module(kind, path, version string) component {
	purl := "pkg:golang/" + path + "@" + strings.ReplaceAll(version, "+", "%2B")
	return component{Type: kind, Ref: purl, Name: path, Version: version, PURL: purl}
}
