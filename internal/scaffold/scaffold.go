// Package scaffold gives new records and new sites. Of a record it writes the first text:
// what is known, as keys with their values; what must be written, as keys without;
// everything else that the record may hold, as comments that say what it is. It invents
// nothing: a key whose value is not known stays empty, and the record is refused until an
// author writes it.
//
// Of a new site it gives all files: site.toml, the folders of content, an
// example that says it is one, and what publishes the site from GitHub, GitLab or a git
// server of the body's own.
//
// It writes nothing to the disk, and its files build as they are. The day and the
// version of Vetro are inputs.
package scaffold

import (
	"embed"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"vetro/internal/record"
	"vetro/internal/register"
	"vetro/internal/schema"
)

//go:embed all:files
var files embed.FS

// Options say what a new site is.
type Options struct {
	Title    string // of the site
	BodyID   string // the body that publishes; "" on a site of several bodies
	Body     Known
	Example  bool // with the example; the body is then written, too
	Day      record.Date
	Releases Releases
}

// Releases say which Vetro publishes a site, and where that is. Without an address nobody
// knows, and a site has nothing that publishes it.
type Releases struct {
	Address string // under which releases are, without a last /
	Version string // as it is released: v0.1.0
	Key     string // by which their signatures are known, in minisign's form
	Sums    string // lines of SHA256SUMS of that version; "" where nobody could ask
}

// File is one file of a new site.
type File struct {
	Path string // from the site folder, with /
	Data []byte
	Runs bool // a program
}

// Mode gives the permissions that the file is made with.
func (f File) Mode() fs.FileMode {
	if f.Runs {
		return 0o777
	}
	return 0o666
}

// SchemaFolder is where the schemas for editors are, from the site folder.
const SchemaFolder = "schemi"

// Publishing gives the files by which a site is published: none without an address from which
// to take Vetro.
func Publishing(r Releases) []File {
	if r.Address == "" {
		return nil
	}
	o := Options{Releases: r}
	return []File{
		{Path: ".github/workflows/sito.yml", Data: o.fill("github/sito.yml")},
		{Path: ".gitlab-ci.yml", Data: o.fill("gitlab-ci.yml")},
		{Path: Installer, Data: o.fill("pubblicazione/installa-vetro.sh"), Runs: true},
		{Path: "pubblicazione/post-receive", Data: o.fill("pubblicazione/post-receive"), Runs: true},
	}
}

// Installer is the program that downloads Vetro where a site is published.
const Installer = "pubblicazione/installa-vetro.sh"

// Files gives all files of a new site, always in the same order.
func Files(o Options) []File {
	list := []File{
		{Path: "site.toml", Data: []byte(site(o))},
		{Path: "README.md", Data: o.fill("README.md")},
		{Path: ".gitignore", Data: o.fill("gitignore")},
		{Path: ".gitattributes", Data: o.fill("gitattributes")},
		{Path: ".taplo.toml", Data: schema.Taplo(SchemaFolder, "")},
	}
	list = append(list, Publishing(o.Releases)...)
	for _, f := range schema.Files() {
		list = append(list, File{Path: path.Join(SchemaFolder, f.Name), Data: f.Data})
	}
	for _, folder := range record.SourceFolders() {
		list = append(list, File{Path: folder + "/.gitkeep"}) // git keeps no empty folder
	}
	if o.Example {
		list = append(list,
			File{Path: record.BodyFolder + "/" + o.BodyID + ".toml", Data: []byte(Body(o.Body))},
			File{Path: record.ProjectFolder + "/esempio.toml", Data: o.fill("esempio.toml")},
			File{Path: record.AnnouncementFolder + "/esempio.md", Data: o.fill("esempio.md")})
	}
	return list
}

// site gives site.toml. What has a value of its own when left out stays a comment.
func site(o Options) string {
	known := Known{"titolo": Text(o.Title), "licenza": Text("CC-BY-4.0")}
	if o.BodyID != "" {
		known["ente"] = Text(o.BodyID)
	}
	var top []*record.Section
	for _, s := range register.State().Sections {
		if s.ID != record.PNRRSection { // the site itself fills it
			top = append(top, s)
		}
	}
	return siteText(known, Known{
		"base_url":          Text("https://www.provincia.example.it/pnrr/"),
		"tema":              Text("italia"),
		"per_pagina":        "25",
		"stemma":            Text("media/stemma.svg"),
		"intestazioni":      List([]string{".htaccess"}),
		"dati.per_progetto": "2000",
		"media.sempre":      List([]string{"media/modulo.pdf"}),
		"media.tipi":        List([]string{"skp"}),
	}, top)
}

// fill gives one of the embedded files with what is known put into its gaps.
func (o Options) fill(name string) []byte {
	data, err := files.ReadFile("files/" + name)
	if err != nil {
		panic("scaffold: a file is not embedded: " + name)
	}
	return []byte(strings.NewReplacer(
		"@TITOLO@", o.Title, "@ENTE@", o.BodyID, "@OGGI@", o.Day.ISO(), "@ANNO@", strconv.Itoa(int(o.Day.Year)+1),
		"@VERSIONE@", o.Releases.Version, "@RILASCI@", o.Releases.Address, "@CHIAVE@", o.Releases.Key, "@SOMME@", strings.TrimRight(o.Releases.Sums, "\n"),
	).Replace(string(data)))
}
