package render

import "vetro/internal/plan"

// views has a row for each kind of page: what its template is filled with, and what search
// engines read of it besides its way from home.
var views = map[plan.Kind]struct {
	view  func(*sheet) any
	about func(s *sheet, l *ld, base string) // nil for nothing
}{
	plan.Home:             {(*sheet).home, (*sheet).siteLD},
	plan.ProjectList:      {(*sheet).projectList, nil},
	plan.Project:          {(*sheet).project, (*sheet).projectLD},
	plan.MeasureList:      {(*sheet).measureList, nil},
	plan.Measure:          {(*sheet).measure, nil},
	plan.BodyList:         {(*sheet).bodyList, nil},
	plan.Body:             {(*sheet).body, (*sheet).pageBodyLD},
	plan.AnnouncementList: {(*sheet).announcementList, nil},
	plan.Announcement:     {(*sheet).announcement, (*sheet).announcementLD},
	plan.Transparency:     {(*sheet).transparency, nil},
	plan.Section:          {(*sheet).section, nil},
	plan.PNRR:             {(*sheet).pnrr, nil},
	plan.Annual:           {(*sheet).annual, nil},
	plan.Calendar:         {(*sheet).calendar, nil},
	plan.OpenData:         {(*sheet).openData, (*sheet).datasetLD},
	plan.Search:           {(*sheet).search, nil},
	plan.Free:             {(*sheet).free, nil},
	plan.Privacy:          {(*sheet).legal, nil},
	plan.LegalNotes:       {(*sheet).legal, nil},
	plan.Accessibility:    {(*sheet).legal, nil},
	plan.Credits:          {(*sheet).credits, nil},
	plan.NotFound:         {(*sheet).notFound, nil},
	plan.Moved:            {(*sheet).moved, nil},
}
