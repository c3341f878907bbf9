package render

import (
	"vetro/internal/plan"
	"vetro/internal/record"
)

// searchView is the page of the search: a plain index of the site, above which a script
// puts what it finds.
type searchView struct {
	Title string
	Words map[string]any // what the script says
	Index []indexGroup
}

// indexGroup is one part of the plain index.
type indexGroup struct {
	Title string
	Links []groupLink
}

// maxIndex is how many measures, bodies or sections the plain index names: of more it
// names none, and leads to their list.
const maxIndex = 60

func (s *pageBuilder) search() any {
	v := searchView{Title: s.title, Words: map[string]any{
		"cerco": s.t("cerca.cerco"), "trovati": s.t("cerca.trovati"), "nessuno": s.t("cerca.nessuno"),
		"errore": s.t("cerca.errore"), "altri": s.t("cerca.altri"), "stati": s.stateWords(),
	}}
	kinds := make(map[string]string)
	for _, kind := range plan.Results() {
		kinds[kind] = s.t("cerca.genere_" + kind)
	}
	v.Words["generi"] = kinds
	v.Index = append(v.Index, s.projectIndex(), s.groupIndex("misure", plan.MeasuresPath, s.tree.ByMeasure, s.measureTitle))
	if s.tree.Several() {
		v.Index = append(v.Index, s.groupIndex("enti", plan.BodiesPath, s.tree.ByBody, groupTitle))
	}
	v.Index = append(v.Index, s.sectionIndex(), s.pageIndex())
	return v
}

// stateWords gives the words for the states of projects.
func (r *Renderer) stateWords() map[string]string {
	words := make(map[string]string)
	for _, state := range record.States() {
		words[state] = r.t("stato." + slug(state))
	}
	return words
}

func (s *pageBuilder) projectIndex() indexGroup {
	g := s.indexOf("progetti", plan.ProjectsPath, len(s.tree.All.Projects))
	g.Links = append(g.Links, s.groupLinks(s.tree.ByState)...)
	for _, year := range s.tree.ByYear {
		g.Links = append(g.Links, groupLink{Title: s.t("cerca.anno", "anno", year.Key), Href: s.href(year.Path), Count: s.count(len(year.Projects))})
	}
	return g
}

// groupIndex names every group with its projects, or, where there are many, their list
// alone.
func (s *pageBuilder) groupIndex(key, list string, groups []*plan.Group, label func(*plan.Group) string) indexGroup {
	g := s.indexOf(key, list, len(groups))
	if len(groups) > maxIndex {
		return g
	}
	for _, one := range groups {
		g.Links = append(g.Links, groupLink{Title: label(one), Href: s.href(one.Path), Count: s.count(len(one.Projects))})
	}
	return g
}

func (s *pageBuilder) sectionIndex() indexGroup {
	g := indexGroup{Title: s.t("menu.amministrazione-trasparente"), Links: []groupLink{{Title: s.t("cerca.tutte_sezioni"), Href: s.href(plan.TransparencyPath)}}}
	for _, p := range s.tree.Pages {
		if p.Section != nil && (s.tree.Several() || len(p.Crumbs) == 2) { // below home and the index
			g.Links = append(g.Links, groupLink{Title: p.Title.In(s.t), Href: s.href(p.Path)})
		}
	}
	return g
}

// pageIndex lists the pages of no other index: the announcements and the free pages.
func (s *pageBuilder) pageIndex() indexGroup {
	g := indexGroup{Title: s.t("cerca.altre_pagine")}
	g.Links = append(g.Links, groupLink{Title: s.t("menu.notizie"), Href: s.href(plan.AnnouncementsPath), Count: s.count(len(s.tree.Announcements))})
	for _, p := range s.tree.Pages {
		if p.Kind.Traits().Index {
			g.Links = append(g.Links, groupLink{Title: p.Title.In(s.t), Href: s.href(p.Path)})
		}
	}
	return g
}

// indexOf begins a part of the index with the list that has everything.
func (s *pageBuilder) indexOf(key, list string, n int) indexGroup {
	return indexGroup{Title: s.t("menu." + key), Links: []groupLink{{Title: s.t("cerca.tutti_" + key), Href: s.href(list), Count: s.count(n)}}}
}
