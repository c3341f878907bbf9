package plan

import (
	"regexp"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// The addresses of the published site, from its root. They are all here: a page, a link, a
// feed and a header ask for them, so that one can be changed in one place. The folders of
// the sources in content, though some have the same names, are another thing.

// The folders of the areas, and of what is beside them.
const (
	projectFolder      = "progetti/"
	measureFolder      = "misure/"
	bodyFolder         = "enti/"
	announcementFolder = "notizie/"
	transparencyFolder = "amministrazione-trasparente/"
	stateFolder        = "stati/"
	yearFolder         = "anni/"

	DataFolder   = "dati/"
	FigureFolder = DataFolder + "grafici/"
	SearchFolder = "cerca/" // of the index of the search
)

// OpenFolders gives the folders that hold open data, which the pages of others may read.
func OpenFolders() []string {
	return []string{DataFolder, projectFolder, measureFolder, bodyFolder, announcementFolder}
}

// Addresses of pages of which there is one, and of the first pages of lists.
const (
	HomePath          = "index.html"
	ProjectsPath      = projectFolder + indexPage
	MeasuresPath      = measureFolder + indexPage
	BodiesPath        = bodyFolder + indexPage
	AnnouncementsPath = announcementFolder + indexPage
	TransparencyPath  = transparencyFolder + indexPage
	DataPath          = DataFolder + indexPage
	DeadlinesPath     = "scadenze.html" // the calendar of all deadlines
	SearchPath        = "cerca.html"
	CreditsPath       = "crediti.html"
	NotFoundPath      = "404.html"

	// Of the pages that law wants in the footer.
	PrivacyPath       = "privacy.html"
	LegalNotesPath    = "note-legali.html"
	AccessibilityPath = "accessibilita.html"

	indexPage = "index.html"
)

// Addresses of files.
const (
	WholePath       = DataFolder + "tutto.json"
	DataIndexPath   = DataFolder + "indice.json"
	DataPackagePath = DataFolder + "datapackage.json"
	CatalogPath     = DataFolder + "catalogo" // without what it ends in
	TurtlePath      = CatalogPath + ".ttl"
	JSONLDPath      = CatalogPath + ".jsonld"
	ProjectListKey  = projectFolder + "elenco" // of the list that filters read
	ProjectListPath = ProjectListKey + ".js"

	AnnouncementFeed     = announcementFolder + "feed.xml"
	AnnouncementJSONFeed = announcementFolder + "feed.json"
	SiteCalendarPath     = "scadenze.ics"
	SitemapPath          = "sitemap.xml"
	ManifestPath         = "impronte.sha256"
)

// The forms of addresses with an id, as indice.json gives them to programs.
const (
	ProjectJSONForm    = projectFolder + "{id}.json"
	ProjectChangesForm = projectFolder + "{id}" + jsonFeedEnd
)

// ProjectPath gives the address of a project.
func ProjectPath(p *record.Project) string { return projectAt(p.ID) }

func projectAt(id string) string { return projectFolder + id + ".html" }

// ProjectJSON gives the address of the data of a project, beside its page.
func ProjectJSON(p *record.Project) string { return projectFolder + p.ID + ".json" }

// MeasurePath gives the address of a measure.
func MeasurePath(code string) string { return measureFolder + record.MeasureSlug(code) + ".html" }

// BodyPath gives the address of a body; it has a page on a site of several only.
func BodyPath(id string) string { return bodyFolder + id + ".html" }

// AnnouncementPath gives the address of an announcement.
func AnnouncementPath(a *record.Announcement) string { return announcementAt(a.ID) }

func announcementAt(id string) string { return announcementFolder + id + ".html" }

// SectionPath gives the address of a section of Amministrazione trasparente.
func SectionPath(id string) string { return transparencyFolder + id + ".html" }

// FreePath gives the address of a page that an author wrote.
func FreePath(p *record.Page) string { return p.ID + ".html" }

// StatePath gives the address of the list of projects in a state.
func StatePath(state string) string {
	return stateFolder + strings.ReplaceAll(state, " ", "-") + ".html"
}

// YearPath gives the address of the list of projects of a year.
func YearPath(year int) string { return yearFolder + strconv.Itoa(year) + ".html" }

// AnnualPath gives the address of the elenco annuale of a year.
func AnnualPath(year int) string {
	return SectionPath("elenco-annuale-progetti-" + strconv.Itoa(year))
}

// Address gives the full address of a page, where that of the site is known.
func (t *Tree) Address(p *Page) string {
	if p.Path == HomePath {
		return t.Site.Config.BaseURL
	}
	return t.Site.Config.BaseURL + p.Path
}

// pagePaths gives the addresses of a list of n pages. The later ones of a list that is the
// index of its folder have names of their own; those of others are beside the first.
func pagePaths(first string, n int) []string {
	paths := []string{first}
	stem := strings.TrimSuffix(first, ".html") + "-"
	if folder, is := strings.CutSuffix(first, "/"+indexPage); is {
		stem = folder + "/"
	}
	for i := 2; i <= n; i++ {
		paths = append(paths, stem+"pagina-"+strconv.Itoa(i)+".html")
	}
	return paths
}

// TablePath gives the address of a table of the open data in a form, csv or json.
func TablePath(table, form string) string { return DataFolder + table + "." + form }

// FigurePath gives the address of the files of a figure, without .svg and .csv.
func FigurePath(id string) string { return FigureFolder + id }

// SitemapPart gives the address of one of several sitemaps, counted from 1.
func SitemapPart(n int) string { return "sitemap-" + strconv.Itoa(n) + ".xml" }

// What the files beside a page end in, instead of .html. No id holds a point, so no other
// file has such a name.
const (
	feedEnd     = ".feed.xml"
	jsonFeedEnd = ".feed.json"
	calendarEnd = ".ics"
)

// ChangesFeed gives the address of the Atom feed of what changes on a page: of all
// projects, of those of a measure or a body, of one project.
func ChangesFeed(page string) string { return strings.TrimSuffix(page, ".html") + feedEnd }

// ChangesJSONFeed gives the address of the same feed as JSON Feed.
func ChangesJSONFeed(page string) string { return strings.TrimSuffix(page, ".html") + jsonFeedEnd }

// CalendarPath gives the address of the calendar of a project or of a body.
func CalendarPath(page string) string { return strings.TrimSuffix(page, ".html") + calendarEnd }

// RobotsPath is what search engines read first.
const RobotsPath = "robots.txt"

// digestInName matches the digest of its content in the name of a file.
var digestInName = regexp.MustCompile(`\.[0-9a-f]{10}\.js$`)

// HasDigest reports whether the name of a file has the digest of its content.
func HasDigest(name string) bool { return digestInName.MatchString(name) }
