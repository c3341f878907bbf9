package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// crawler reads a built site into a ledger.
type crawler struct {
	dir     string
	money   *publicMoney
	ledger  *ledger
	figures map[string]*figureRows // met on pages, by their ids
}

// figureRows are the rows of a figure as a page has them: its files have the same.
type figureRows struct {
	scope  string // of the whole
	labels []string
	scopes []string
}

// crawlMoney reads every figure of a built site.
func crawlMoney(dir string) (*ledger, error) {
	c := &crawler{dir: dir, ledger: &ledger{told: make(map[string][]telling)}, figures: make(map[string]*figureRows)}
	if err := c.tables(); err != nil {
		return nil, err
	}
	c.money.reckon(c.ledger)
	if err := c.pages(); err != nil {
		return nil, err
	}
	for _, read := range []func() error{c.projectTable, c.totals, c.projectFiles, c.itemFiles, c.listScript, c.figureFiles, c.feeds} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return c.ledger, nil
}

func (c *crawler) read(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
}

func (c *crawler) names(pattern string) []string {
	found, _ := filepath.Glob(filepath.Join(c.dir, filepath.FromSlash(pattern)))
	for i, name := range found {
		rel, _ := filepath.Rel(c.dir, name)
		found[i] = filepath.ToSlash(rel)
	}
	return found
}

func (c *crawler) rows(name string) ([]row, error) {
	data, err := c.read(name)
	if err != nil {
		return nil, err
	}
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil || len(all) == 0 {
		return nil, err
	}
	out := make([]row, len(all)-1)
	for i, cells := range all[1:] {
		out[i] = make(row)
		for k, cell := range cells {
			out[i][all[0][k]] = cell
		}
	}
	return out, nil
}

// tables reads the tables of the open data that the test adds up.
func (c *crawler) tables() error {
	s := &publicMoney{byID: make(map[string]row), codes: make(map[string]string)}
	c.money = s
	byProject := func(rows []row) map[string][]row {
		out := make(map[string][]row)
		for _, r := range rows {
			out[r["progetto"]] = append(out[r["progetto"]], r)
		}
		return out
	}
	for name, put := range map[string]func([]row){
		"progetti":      func(rows []row) { s.projects = rows },
		"enti":          func(rows []row) { s.bodies = rows },
		"annunci":       func(rows []row) { s.announcements = rows },
		"finanziamenti": func(rows []row) { s.fundings = byProject(rows) },
		"contratti":     func(rows []row) { s.contracts = byProject(rows) },
		"pagamenti":     func(rows []row) { s.payments = byProject(rows) },
	} {
		rows, err := c.rows("dati/" + name + ".csv")
		if err != nil {
			return err
		}
		put(rows)
	}
	for _, b := range s.bodies {
		s.byID[b["id"]] = b
	}
	for _, fundings := range s.fundings {
		for _, f := range fundings {
			s.codes[strings.ReplaceAll(strings.ToLower(f["misura"]), ".", "-")] = f["misura"]
		}
	}
	return nil
}

// columns are the figures of a project, or of all, in files, by their columns and keys. A figure of
// which not all may be known is the least if one of its counts of what is not known is not zero.
var columns = map[string]struct {
	flow     string
	unknowns []string
}{
	"assegnato": {"assegnato", nil}, "assegnato_senza_decreto": {"assegnato senza decreto", nil}, "risorse_proprie": {"risorse proprie", nil},
	"da_reperire": {"da reperire", nil}, "costo": {"costo", nil}, "rinunciato_o_revocato": {"perduto", nil},
	"erogato":          {"erogato", []string{"erogato_ignoti"}},
	"affidato":         {"affidato", []string{"affidato_ignoti", "progetti_senza_contratti"}},
	"pagato_fornitori": {"pagato", []string{"progetti_senza_pagamenti"}},
	"progetti":         {"progetti", nil}, "progetti_con_assegnato": {"progetti con assegnato", nil},
}

// tellAll tells the figures of one thing in a file; get gives a value as the file writes it, ""
// for null, and whether the file has it at all.
func (c *crawler) tellAll(where, scope string, get func(key string) (string, bool)) {
	assigned, _ := get("assegnato")
	for key, column := range columns {
		text, has := get(key)
		if !has || column.flow == "erogato" && assigned == "0.00" && text == "" { // nothing to receive
			continue
		}
		w := csvWorth(text)
		if strings.HasPrefix(column.flow, "progetti") {
			w = worth{n: countOf(text)}
		} else if _, ok := decimalIn(text); !ok && text != "" {
			c.ledger.fault("%s: %s is %q, no amount", where, key, text)
		}
		for _, key := range column.unknowns {
			if n, has := get(key); has && n != "0" && w.bound != unknown {
				w.bound = least
			}
		}
		c.ledger.tell(where, column.flow, scope, w)
	}
}

// projectTable reads progetti.csv, project by project and in all.
func (c *crawler) projectTable() error {
	sums := make(map[string]int64)
	for _, p := range c.money.projects {
		c.tellAll("dati/progetti.csv", "progetto:"+p["id"], func(key string) (string, bool) { text, has := p[key]; return text, has })
		for key := range columns {
			if n, given := decimalIn(p[key]); given {
				sums[key] += n
			}
		}
	}
	for key, n := range sums {
		c.ledger.tell("dati/progetti.csv, sommato", columns[key].flow, "sito", worth{n: n, bound: untold})
	}
	return nil
}

type object map[string]any

func (o object) get(key string) (string, bool) {
	v, has := o[key]
	switch v := v.(type) {
	case json.Number:
		return v.String(), true
	case string:
		return v, true
	}
	return "", has
}

func (c *crawler) object(name string) (object, error) {
	data, err := c.read(name)
	if err != nil {
		return nil, err
	}
	var out object
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return out, d.Decode(&out)
}

func (o object) list(key string) (out []object) {
	items, _ := o[key].([]any)
	for _, item := range items {
		if m, is := item.(map[string]any); is {
			out = append(out, m)
		}
	}
	return out
}

// totals reads the sums of all that JSON files have, and each project of theirs.
func (c *crawler) totals() error {
	for _, name := range []string{"dati/progetti.json", "dati/indice.json", "dati/tutto.json"} {
		o, err := c.object(name)
		if err != nil {
			return err
		}
		total, _ := o["totali"].(map[string]any)
		if total == nil {
			c.ledger.fault("%s has no totals", name)
		}
		c.tellAll(name, "sito", object(total).get)
		for _, p := range o.list("progetti") {
			c.project(name, p)
		}
	}
	return nil
}

// project reads a project of a JSON file, with the items that it holds there.
func (c *crawler) project(where string, p object) {
	id, _ := p.get("id")
	c.tellAll(where, "progetto:"+id, p.get)
	for key, kind := range itemKinds {
		for i, item := range p.list(key) {
			c.item(where, kind, id, strconv.Itoa(i+1), item)
		}
	}
}

var itemKinds = map[string]string{"finanziamenti": "finanziamento", "contratti": "contratto", "pagamenti": "pagamento"}

func (c *crawler) item(where, kind, project, n string, item object) {
	text, _ := item.get("importo")
	scope := kind + ":" + project + "#" + n
	c.ledger.tell(where, "importo", scope, csvWorth(text))
	if text, has := item.get("erogato"); has && kind == "finanziamento" && c.money.grantedAt(project, n) {
		c.ledger.tell(where, "erogato", scope, csvWorth(text))
	}
}

func (c *crawler) projectFiles() error {
	for _, p := range c.money.projects {
		name := "progetti/" + p["id"] + ".json"
		o, err := c.object(name)
		if os.IsNotExist(err) { // of many projects none has its own
			continue
		}
		if err != nil {
			return err
		}
		c.project(name, o)
	}
	return nil
}

func (c *crawler) itemFiles() error {
	for key, kind := range itemKinds {
		name := "dati/" + key + ".json"
		o, err := c.object(name)
		if err != nil {
			return err
		}
		for _, item := range o.list(key) {
			project, _ := item.get("progetto")
			n, _ := item.get("n")
			c.item(name, kind, project, n, item)
		}
	}
	return nil
}

var scriptText = regexp.MustCompile(`(?s)='(.*)'`)

// listScript reads what filters ask of each project; where its titles are in pieces, the order of
// the projects is not told.
func (c *crawler) listScript() error {
	data, err := c.read("progetti/elenco.js")
	if err != nil {
		return err
	}
	var list struct {
		Cents []int64 `json:"cents"`
		Rows  [][]any `json:"rows"`
	}
	m := scriptText.FindSubmatch(data)
	if m == nil {
		return fmt.Errorf("progetti/elenco.js: no text in it")
	}
	text := strings.NewReplacer(`\'`, `'`, `\\`, `\`).Replace(string(m[1]))
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return fmt.Errorf("progetti/elenco.js: %w", err)
	}
	var sum int64
	for i, cents := range list.Cents {
		sum += cents
		if i < len(list.Rows) {
			c.ledger.tell("progetti/elenco.js", "assegnato", fmt.Sprint("progetto:", list.Rows[i][1]), worth{n: cents})
		}
	}
	c.ledger.tell("progetti/elenco.js, sommato", "assegnato", "sito", worth{n: sum})
	return nil
}

var factAmount = regexp.MustCompile(`−?[\d.]+,\d\d €`)

// feeds holds each amount that a feed tells of a project to one of the project's.
func (c *crawler) feeds() error {
	for _, name := range append(c.names("*/*.feed.json"), c.names("*/index.feed.json")...) {
		o, err := c.object(name)
		if err != nil {
			return err
		}
		for _, item := range o.list("items") {
			url, _ := item.get("url")
			title, _ := item.get("title")
			_, id, is := strings.Cut(strings.TrimSuffix(url, ".html"), "/progetti/")
			if is {
				c.oneOf(name, id, plainText(title))
			}
		}
	}
	return nil
}

// oneOf holds the amounts of words to those of the fundings and payments of a project.
func (c *crawler) oneOf(where, project, words string) {
	if found := factAmount.FindString(words); found != "" {
		cents, _ := centsIn(found)
		for kind, rows := range map[string][]row{"finanziamento": c.money.fundings[project], "pagamento": c.money.payments[project]} {
			for _, r := range rows {
				if n, _ := decimalIn(r["importo"]); n == cents {
					c.ledger.tell(where, "importo", kind+":"+project+"#"+r["n"], worth{n: cents})
					return
				}
			}
		}
		c.ledger.fault("%s: %s of no funding and no payment of %s", where, found, project)
	}
}

// plainText gives a text with plain spaces.
func plainText(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\n", " ").Replace(s)
}

// table gives the cells of a CSV file.
func (c *crawler) table(name string) ([][]string, error) {
	data, err := c.read(name)
	if err != nil {
		return nil, err
	}
	return csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
}
