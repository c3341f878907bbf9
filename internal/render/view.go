package render

import "vetro/internal/plan"

// views has a row for each kind of page: what its template is filled with, and what search
// engines read of it besides its way from home.
var views = map[plan.Kind]struct {
	view  func(*pageBuilder) any
	about func(s *pageBuilder, base string) []ld // nil for nothing
}{
	plan.Home:             {(*pageBuilder).home, (*pageBuilder).siteLD},
	plan.ProjectList:      {(*pageBuilder).projectList, nil},
	plan.Project:          {(*pageBuilder).project, (*pageBuilder).projectLD},
	plan.MeasureList:      {(*pageBuilder).measureList, nil},
	plan.Measure:          {(*pageBuilder).measure, nil},
	plan.BodyList:         {(*pageBuilder).bodyList, nil},
	plan.Body:             {(*pageBuilder).body, (*pageBuilder).pageBodyLD},
	plan.AnnouncementList: {(*pageBuilder).announcementList, nil},
	plan.Announcement:     {(*pageBuilder).announcement, (*pageBuilder).announcementLD},
	plan.Transparency:     {(*pageBuilder).transparency, nil},
	plan.Section:          {(*pageBuilder).section, nil},
	plan.PNRR:             {(*pageBuilder).pnrr, nil},
	plan.Annual:           {(*pageBuilder).annual, nil},
	plan.Calendar:         {(*pageBuilder).calendar, nil},
	plan.OpenData:         {(*pageBuilder).openData, (*pageBuilder).datasetLD},
	plan.Search:           {(*pageBuilder).search, nil},
	plan.Free:             {(*pageBuilder).free, nil},
	plan.Privacy:          {(*pageBuilder).legal, nil},
	plan.LegalNotes:       {(*pageBuilder).legal, nil},
	plan.Accessibility:    {(*pageBuilder).legal, nil},
	plan.Credits:          {(*pageBuilder).credits, nil},
	plan.NotFound:         {(*pageBuilder).notFound, nil},
	plan.Moved:            {(*pageBuilder).moved, nil},
}

// each gives the view of each item of a list.
func each[T, V any](list []T, view func(T) V) []V {
	var out []V
	for _, item := range list {
		out = append(out, view(item))
	}
	return out
}

// eachRow gives the view of each row of a table, which is not copied.
func eachRow[T, V any](rows []T, view func(*T) V) []V {
	var out []V
	for i := range rows {
		out = append(out, view(&rows[i]))
	}
	return out
}

// top gives the first items of a list, n at most.
func top[T any](list []T, n int) []T { return list[:min(len(list), n)] }
