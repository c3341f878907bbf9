package prose

import (
	"slices"
	"strings"

	"vetro/internal/record"
)

// claim is a claim, and its place in its text, in bytes.
type claim struct {
	from       int // of the word that rounds it, or its start
	start, end int
	record.Claim
}

// claimsIn gives what a text says that records can confirm or contradict: amounts of
// money, deadlines, codes of measures, CUPs and CIGs, in the order of the text.
func claimsIn(text string) []claim {
	clean := record.Clean(text)
	out := claimsBy(clean.Text, outline(clean.Text))
	for i := range out {
		c := &out[i]
		c.from, c.start, c.end = clean.Start(c.from), clean.Start(c.start), clean.End(c.end)
		c.Text = strings.Clone(collapse(text[c.from:c.end]))
	}
	return out
}

// Words of which a text has one, in its outline, if it claims anything, has amounts of money
// or deadlines: those with which amounts and deadlines begin to find something. A digit is 0.
var (
	claimWords    = []string{"0", "€", "eur", "mln", "mld", "mrd", "primo"}
	moneyWords    = []string{"€", "eur", "mln", "mld", "mrd"}
	deadlineWords = []string{"entro", "oltre", "scad", "term"}
)

// claimsBy gives the claims of a clean text with that outline; an empty one hides nothing.
func claimsBy(text, outline string) []claim {
	if !has(outline, claimWords...) {
		return nil
	}
	out := codesIn(text, outline)
	if !has(outline, moneyWords...) && !has(outline, deadlineWords...) {
		return ordered(out)
	}
	ts := tokens(text)
	span := func(first, last int) (start, end int) { return ts[first].start, ts[last].end }
	for _, f := range amounts(ts) {
		start, end := span(f.first, f.last)
		if !within(out, start, end) {
			out = append(out, claim{ts[f.from].start, start, end, record.Claim{Kind: record.AmountClaim, Amount: f.amount}})
		}
	}
	for _, d := range deadlines(ts) {
		start, end := span(d.first, d.last)
		out = append(out, claim{start, start, end, record.Claim{Kind: record.DeadlineClaim, Deadline: d.date}})
	}
	return ordered(out)
}

// ordered puts claims in the order of the text.
func ordered(out []claim) []claim {
	slices.SortStableFunc(out, func(a, b claim) int { return a.start - b.start })
	return out
}

// within reports whether a part of the text belongs to a claim that is there already:
// the digits of a code are no amount.
func within(claims []claim, start, end int) bool {
	return slices.ContainsFunc(claims, func(c claim) bool { return c.start < end && start < c.end })
}

// Claims gives what a single text says, such as a title, that records can confirm or
// contradict. Place gives the place of a byte of it.
func Claims(text string, place func(offset int) record.Pos) []record.Claim {
	var out []record.Claim
	for _, c := range claimsIn(text) {
		c.Pos = place(c.start)
		out = append(out, c.Claim)
	}
	return out
}
