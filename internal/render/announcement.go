package render

import (
	"html/template"
	"net/url"
	"path"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// announcementCard is an announcement in a list.
type announcementCard struct {
	Title, Href string
	Date        dateView
	Body        string
	Kind        string
	Summary     string
}

func (s *pageBuilder) announcementCard(a *record.Announcement) announcementCard {
	return announcementCard{
		Title: a.Title, Href: s.href(plan.AnnouncementPath(a)), Date: s.dated(a.Date),
		Kind: s.t("notizia.tipo_" + a.Kind), Summary: summaryOf(a), Body: s.bodyName(a.Body),
	}
}

func (s *pageBuilder) announcementCards(all []*record.Announcement) []announcementCard {
	return each(all, s.announcementCard)
}

// summaryOf gives an announcement in short: its summary, else how its text begins.
func summaryOf(a *record.Announcement) string {
	if a.Summary != "" {
		return a.Summary
	}
	return cut(a.Text.Plain, 200)
}

type announcementListView struct {
	Title   string
	Notices []announcementCard
	Pager   *pagerView
	Feed    string
}

func (s *pageBuilder) announcementList() any {
	v := announcementListView{Title: s.title, Notices: s.announcementCards(s.page.Announcements), Pager: s.pager()}
	if s.tree.Site.Config.BaseURL != "" {
		v.Feed = s.href(plan.AnnouncementFeed)
	}
	return v
}

// announcementView is an announcement with the live figures of its projects.
type announcementView struct {
	Title       string
	Date        dateView
	Kind        string
	Body        *linkView
	Summary     string
	Minutes     string
	Image       string
	ImageAlt    string
	Text        template.HTML
	Cards       []cardView
	Sum         *sumView
	Attachments []attachmentView
	Categories  []string
	Prev, Next  *linkView // the announcement before and after in time
	Share       []linkView
}

// sumView adds up the projects of an announcement, the addition in sight.
type sumView struct {
	Sentence template.HTML
	Rows     []sumRow
	Total    string
}

// sumRow is a project with what it was assigned.
type sumRow struct {
	Title, Href string
	Assigned    template.HTML
}

type attachmentView struct{ Name, Href, Kind, Size string }

func (s *pageBuilder) announcement() any {
	a := s.page.Announcement
	v := announcementView{
		Title: a.Title, Date: s.dated(a.Date), Kind: s.t("notizia.tipo_" + a.Kind), Summary: a.Summary,
		Minutes: s.t("notizia.lettura", "n", max(1, (a.Text.Words+150)/200)), Text: s.prose(&a.Text),
		Cards: s.cards(a.Projects), Categories: a.Categories, Body: s.bodyLink(a.Body),
	}
	if a.Image != "" {
		v.Image, v.ImageAlt = s.href(a.Image), a.ImageAlt
	}
	if len(a.Projects) > 1 {
		v.Sum = s.sum(a.Projects)
	}
	v.Prev, v.Next = s.announcementLink(s.page.Older), s.announcementLink(s.page.Newer)
	v.Share = s.shareLinks(a)
	v.Attachments = each(a.Attachments, s.attachment)
	return v
}

// announcementLink leads to an announcement; nil for none.
func (s *pageBuilder) announcementLink(a *record.Announcement) *linkView {
	if a == nil {
		return nil
	}
	return &linkView{a.Title, s.href(plan.AnnouncementPath(a))}
}

// shareLinks gives plain addresses with which a reader passes an announcement on. No script
// of anybody else is loaded for it.
func (s *pageBuilder) shareLinks(a *record.Announcement) []linkView {
	base := s.tree.Site.Config.BaseURL
	if base == "" {
		return nil
	}
	address, title := url.QueryEscape(base+plan.AnnouncementPath(a)), url.QueryEscape(a.Title)
	return []linkView{
		{s.t("notizia.condividi_email"), "mailto:?subject=" + url.PathEscape(a.Title) + "&body=" + url.PathEscape(base+plan.AnnouncementPath(a))},
		{"WhatsApp", "https://wa.me/?text=" + title + "%20" + address},
		{"Telegram", "https://t.me/share/url?url=" + address + "&text=" + title},
		{"Facebook", "https://www.facebook.com/sharer/sharer.php?u=" + address},
		{"LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url=" + address},
	}
}

// sum adds up what the projects were assigned; nil where fewer than two were. What others have
// instead stands beside.
func (s *pageBuilder) sum(projects []*record.Project) *sumView {
	all := record.MoneyOf(projects)
	if all.Projects < 2 {
		return nil
	}
	v := &sumView{Total: s.amount(all.Assigned)}
	var addends []string
	for _, p := range projects {
		m := p.Money()
		v.Rows = append(v.Rows, sumRow{Title: p.Title, Href: s.href(plan.ProjectPath(p)), Assigned: s.worthCell(&m)})
		if m.Assigned > 0 {
			addends = append(addends, euro(assignedFlow, m.Assigned))
		}
	}
	total := euro(assignedFlow, all.Assigned)
	v.Sentence = s.say("notizia.somma", "importo", total, "addizione", strings.Join(addends, " + ")+" = "+total).html()
	return v
}

// worthCell gives what a project was assigned, to the cent, or what there is instead.
func (s *pageBuilder) worthCell(m *record.Money) template.HTML {
	if m.Assigned > 0 {
		return template.HTML(s.amount(m.Assigned))
	}
	return s.worth(m)
}

func (s *pageBuilder) attachment(name string) attachmentView {
	v := attachmentView{Name: path.Base(name), Href: s.href(name), Kind: strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))}
	for _, m := range s.tree.Site.Media {
		if m.Name == name {
			v.Size = s.size(m.Size)
		}
	}
	return v
}
