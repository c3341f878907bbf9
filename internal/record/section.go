package record

// Section is a node of the tree of Amministrazione trasparente.
//
// Source: d.lgs. 33/2013, allegato A; delibera ANAC 1310/2016, allegato 1.
type Section struct {
	ID       string
	Name     string // as the law writes it; checkers look for these very words
	Level    int    // 1, 2 or 3; deeper where a site's own list stands under it
	Article  string // art. 12, c. 1 e 2; a bare "art." is of d.lgs. 33/2013
	Update   string // annuale, semestrale, trimestrale, tempestivo; "" when not fixed
	Parent   *Section
	Children []*Section
}

// AllSections gives the sections of a tree, in its order.
func AllSections(roots []*Section) []*Section {
	var all []*Section
	for _, s := range roots {
		all = append(append(all, s), AllSections(s.Children)...)
	}
	return all
}

// SectionText is what a body publishes under a section: content/sezioni/<id>.md.
type SectionText struct {
	Origin
	ID      string
	Title   string // only to say it otherwise than the law; usually empty
	Updated Date
	Reason  string // motivo: why the section is empty
	Text    Text
}

// Ids of the sections that the site fills by itself.
const (
	PNRRSection   = "attuazione-misure-pnrr"
	AnnualSection = "elenco-annuale-progetti"
)

// SectionStatus says what stands under a section of the site of one body.
type SectionStatus int

// The states of a section, the first that holds.
const (
	SectionFilled    SectionStatus = iota // it has text, or the site fills it
	SectionElsewhere                      // published on the body's own site
	SectionReasoned                       // empty, and the author said why
	SectionParts                          // only the way to its children
	SectionBare                           // empty, and nobody said why
)

// SectionStatus tells how a section stands. A section within one that is published
// elsewhere, or whose emptiness has its reason, follows that one: address and reason
// are then those of that section.
func (s *Site) SectionStatus(section *Section) (status SectionStatus, address, reason string) {
	text := s.SectionTexts[section.ID]
	if section.ID == PNRRSection || section.ID == AnnualSection || text != nil && !text.Text.Empty() {
		return SectionFilled, "", ""
	}
	for up := section; up != nil; up = up.Parent {
		if address := s.Config.Elsewhere.Values[up.ID]; address != "" {
			return SectionElsewhere, address, ""
		}
		if text := s.SectionTexts[up.ID]; text != nil && text.Reason != "" {
			return SectionReasoned, "", text.Reason
		}
	}
	if len(section.Children) > 0 {
		return SectionParts, "", ""
	}
	return SectionBare, "", ""
}
