package record

import "strings"

// Site is everything that a content folder says, with what the State publishes for
// every site. Its slices are in the order of ids, and no stage changes them.
type Site struct {
	Config        Config
	Body          *Body // the body that publishes; nil on a site of several bodies
	Bodies        []*Body
	Projects      []*Project
	Announcements []*Announcement
	SectionTexts  map[string]*SectionText // by id
	Pages         []*Page
	Media         []Media
	Datasets      []*Dataset
	Missions      []Mission
	Components    []Component
	Measures      []*Measure // the register with the site's own, in its order
	Sections      []*Section // the roots of Amministrazione trasparente
	Remarks       []Remark   // of all files, for the rules
	Personal      []Personal // found in all files, media included
}

// Config is site.toml.
type Config struct {
	Origin
	Title      string
	BaseURL    string // ends in /; "" when it was not given
	Tagline    string
	BodyID     string
	Theme      string
	License    string
	PerPage    int
	Emblem     string // stemma: a file under content
	CIGURL     string // with {cig}
	Headers    []string
	Contacts   Contacts
	LegalPages LegalPages
	Elsewhere  Keyed // [sezioni]: id of a section → address
	Severities Keyed // [controlli]: id of a rule → errore, avviso, spento
	Data       DataOptions
	Media      MediaOptions
}

// BasePath gives the path of the site's address, from and to a slash: / or /pnrr/.
func (c *Config) BasePath() string {
	_, rest, _ := strings.Cut(c.BaseURL, "://")
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return "/"
}

// Keyed is a table whose keys the author chooses.
type Keyed struct {
	Origin
	Keys   []string // as written
	Values map[string]string
}

// Contacts is [contatti].
type Contacts struct {
	Origin
	Address string
	Phone   string
	Email   string
	PEC     string
	URP     string
	DPO     string // responsabile della protezione dei dati
	Reports string // where a citizen reports what does not work
}

// LegalPages is [pagine]: addresses that law wants in the footer.
type LegalPages struct {
	Origin
	Accessibility string
	Privacy       string
	LegalNotes    string
}

// DataOptions is [dati].
type DataOptions struct {
	Origin
	PerProject int // above so many projects, feeds and calendars are per body and measure only
}

// MediaOptions is [media].
type MediaOptions struct {
	Origin
	Always []string // files that are published though nothing here refers to them
	Types  []string // extensions that are published besides those that Vetro knows
}

// Body is content/enti/<id>.toml: a public body.
type Body struct {
	Origin
	ID           string
	Name         string
	Kind         string
	IPA          string
	TaxCode      string
	Site         string
	Transparency string // address of its own Amministrazione trasparente
	Region       string
	Province     string
	Town         string
	ISTAT        string
}

// KindOfBody tells the kind of a body by how its name begins; "" where that tells nothing.
func KindOfBody(name string) string {
	plain := strings.NewReplacer("à", "a", "a'", "a", "a’", "a")
	name = plain.Replace(strings.ToLower(name))
	for _, kind := range bodyKinds {
		if strings.HasPrefix(name, plain.Replace(kind)+" ") {
			return kind
		}
	}
	return ""
}

// Announcement is content/notizie/<id>.md.
type Announcement struct {
	Origin
	ID          string
	Title       string
	Date        Date // unknown when the author did not write it: never invented
	Summary     string
	Kind        string
	Categories  []string
	BodyID      string
	ProjectIDs  []string
	Draft       bool
	NotBefore   Date
	Image       string
	ImageAlt    string
	Attachments []string
	FormerIDs   []string
	Text        Text
	Claims      []Claim // of title, summary and text

	Body     *Body      // set by load
	Projects []*Project // set by load
}

// Page is content/pagine/<id>.md: a free page.
type Page struct {
	Origin
	ID      string
	Title   string
	Updated Date
	Text    Text
}

// Dataset is content/importati/<id>.toml: a table of somebody else from which projects were
// imported, as an importer keeps it.
type Dataset struct {
	Origin
	ID      string
	Title   string
	URL     string
	License string
	Day     Date // as of which the table is
}

// Media is a file under content/media, copied as it is.
type Media struct {
	Name string // from content, with /: media/stemma.svg
	Size int64
	Scan bool // a PDF of images alone, without words
}
