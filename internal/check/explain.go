package check

import (
	"slices"

	"vetro/internal/record"
)

// Explained is a figure, date or code of an announcement, and what it was tied to.
type Explained struct {
	Pos  record.Pos
	Kind string // importo, termine, misura, CUP, CIG
	Text string // as written
	// Tie is the record that confirms it, in Italian, with its place; "" when none does.
	Tie string
	// Silenced is the author's reason why it is not of these projects; "" when there is none.
	Silenced string
	// Near is what the records hold instead; "" when nothing is near.
	Near string
}

// Explain gives what an announcement claims, in the order of its places, and what each
// claim was tied to. File is relative to the site folder, with /; ok reports whether an
// announcement is there.
func Explain(site *record.Site, today record.Date, file string) (out []Explained, ok bool) {
	ok = slices.ContainsFunc(site.Announcements, func(a *record.Announcement) bool { return a.File == file })
	if !ok {
		return nil, false
	}
	kinds := map[record.ClaimKind]string{
		record.AmountClaim: "importo", record.DeadlineClaim: "termine", record.MeasureClaim: "misura", record.CUPClaim: "CUP", record.CIGClaim: "CIG",
	}
	s := newState(site, today)
	for n := range s.judged {
		j := &s.judged[n]
		if j.announcement.File != file || j.idle && j.said == nil && len(j.announcement.Projects) > 0 {
			continue
		}
		e := Explained{Pos: j.Pos, Kind: kinds[j.Kind], Text: j.Text, Tie: j.tie, Near: j.near}
		if j.tie != "" && j.at.File != "" {
			e.Tie += ", " + j.at.String()
		}
		if j.said != nil {
			e.Silenced = j.said.reason
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b Explained) int { return a.Pos.Compare(b.Pos) })
	return out, true
}
