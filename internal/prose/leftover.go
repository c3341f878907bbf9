package prose

import (
	"regexp"
	"strings"

	"vetro/internal/record"
)

// leftover is what other generators and editors read in a text and Markdown does not, so that it
// is printed as it stands: shortcodes of Hugo and Zola, tags of Liquid, attributes of kramdown,
// shortcodes of WordPress; and asterisks that make nothing bold.
//
// Sources: Hugo, «Shortcodes»; Zola, «Shortcodes»; Liquid, «Introduction»; kramdown, «Inline
// Attribute Lists»; WordPress, «Shortcode API».
var leftover = regexp.MustCompile(`\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{:[^{}]*\}|\{[#.][A-Za-z][\w-]*(?: +[#.][A-Za-z][\w-]*)*\}|\[/?(?:caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+)\b[^\[\]]*\]|\*{2,}`)

// leftovers notes what other systems left in the words of a block. Code is as its author wants it.
func (w *writer) leftovers(f *flow, found *record.Found) {
	if !strings.ContainsAny(f.text, "{[*") {
		return
	}
	for _, m := range leftover.FindAllStringIndex(f.text, -1) {
		text, at := f.text[m[0]:m[1]], f.offset(m[0])
		if f.inCode(m[0]) || text[0] == '*' && (len(text) > 3 || !strings.HasPrefix(w.places.text[at:], "**")) { // a row of stars, or escaped
			continue
		}
		if len(found.Leftovers) < mostLeftovers {
			found.Leftovers = append(found.Leftovers, record.Leftover{Pos: w.places.at(at), Text: strings.TrimSpace(text)})
		}
	}
}

// mostLeftovers are told of one text: whoever mends ten of a kind knows the others.
const mostLeftovers = 100

func (f *flow) inCode(i int) bool {
	for _, c := range f.code {
		if c.start <= i && i < c.end {
			return true
		}
	}
	return false
}
