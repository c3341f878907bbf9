package personal

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vetro/internal/record"
)

// privateMail are the providers where private people have their mailbox. An address
// under the domain of an office, or a PEC, is not private by its form.
var privateMail = []string{
	"gmail.com", "googlemail.com", "libero.it", "inwind.it", "iol.it", "blu.it", "giallo.it", "virgilio.it", "alice.it", "tin.it",
	"tim.it", "tiscali.it", "tiscalinet.it", "fastwebnet.it", "hotmail.com", "hotmail.it", "live.it", "live.com", "outlook.com",
	"outlook.it", "msn.com", "yahoo.it", "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com", "email.it", "katamail.com",
	"supereva.it", "teletu.it", "vodafone.it", "aruba.it", "proton.me", "protonmail.com", "gmx.com", "gmx.net", "gmx.it", "aol.com", "mail.com",
}

// officeNames are the beginnings of the mailboxes that offices have at such providers.
var officeNames = strings.Fields("comune provincia regione unione urp info protocollo ufficio uffici segreteria amministrazione servizi servizio sportello anagrafe tributi " +
	"ragioneria tecnico biblioteca museo scuola istituto asl proloco polizia vigili protezionecivile centralino sindaco redazione staff contatti " +
	"associazione polisportiva circolo comitato consorzio cooperativa parrocchia asilo farmacia centroanziani centrosociale centrodiurno teatro auser")

// hasAtSign reports whether a text has what parts the name of a mailbox from its provider.
func hasAtSign(text string) bool {
	start, _ := nextAtSign(text, 0)
	return start >= 0
}

// nextAtSign gives the next sign that parts a mailbox from its provider, with its brackets and the
// blanks around it: @, %40, (at), [at], « at », chiocciola. It gives -1 for none.
func nextAtSign(text string, from int) (start, end int) {
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '@':
			return widened(text, i, i+1)
		case '%':
			if strings.HasPrefix(text[i:], "%40") {
				return i, i + len("%40")
			}
		case 't', 'T':
			if i > 0 && text[i-1]|0x20 == 'a' && alone(text, i-1, i+1) {
				if start, end := widened(text, i-1, i+1); start < i-1 && end > i+1 {
					return start, end
				}
			}
		case 'h', 'H':
			const word = "chiocciola"
			if i > 0 && i-1+len(word) <= len(text) && strings.EqualFold(text[i-1:i-1+len(word)], word) && alone(text, i-1, i-1+len(word)) {
				return widened(text, i-1, i-1+len(word))
			}
		}
	}
	return -1, -1
}

// widened takes brackets, and blanks within and around them, to what they stand around.
func widened(text string, start, end int) (from, to int) {
	from, to = start, end
	for range 2 {
		for from > 0 && isBlank(text[from-1]) {
			from--
		}
		for to < len(text) && isBlank(text[to]) {
			to++
		}
		if from == 0 || to == len(text) || strings.IndexByte("([{<", text[from-1]) < 0 || strings.IndexByte(")]}>", text[to]) < 0 {
			break
		}
		from, to = from-1, to+1
	}
	return from, to
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// appendEmails looks for mailboxes at private providers, also such as a person writes for
// another: «mario.rossi (at) gmail.com», «mario chiocciola libero punto it».
func appendEmails(hits []Hit, text string, _ bool) []Hit {
	for from := 0; ; {
		at, after := nextAtSign(text, from)
		if at < 0 {
			return hits
		}
		from = after
		start := mailboxBefore(text, at)
		provider, end := providerAt(text, after)
		if start == at || provider == "" {
			continue
		}
		name := strings.ToLower(strings.Join(strings.Fields(text[start:at]), ""))
		sign := strings.ToLower(strings.TrimSpace(text[at:after]))
		hits = append(hits, Hit{
			Kind: record.PersonalEmail, Start: start, End: end, Address: name + "@" + provider,
			Likely: isOffice(name) || sign == "at" && !strings.ContainsAny(name, "._0123456789"), // «Log in at gmail.com»
		})
	}
}

// mailboxBefore gives where the name of a mailbox begins that ends at an offset. «mario . rossi» is
// one name.
func mailboxBefore(text string, end int) int {
	const most = 128 // twice what RFC 5321 allows
	start := end
	for start > max(0, end-most) {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._%+-", r) {
			start -= size
			continue
		}
		rest := strings.TrimRight(text[:start], " ")
		if text[start] == '.' && len(rest) < start && rest != "" && alphanumeric(rest[len(rest)-1]) { // mario .rossi, mario . rossi
			start = len(rest)
			continue
		}
		if strings.HasSuffix(rest, " .") && len(rest) < start && start < end && alphanumeric(text[start]) {
			start = len(rest) - 1
			continue
		}
		break
	}
	for start < end && strings.IndexByte("._%+- ", text[start]) >= 0 {
		start++
	}
	return start
}

// isOffice reports whether the name of a mailbox begins like an office.
func isOffice(name string) bool {
	return slices.ContainsFunc(officeNames, func(office string) bool { return strings.HasPrefix(name, office) })
}

// providerAt reads the name of a provider for private people, its points written as such, as a
// word, or with blanks around them.
func providerAt(text string, i int) (provider string, end int) {
	name := ""
	for range 3 {
		from := i
		for i < len(text) && (alphanumeric(text[i]) || text[i] == '-') {
			i++
		}
		if i == from {
			break
		}
		name += strings.ToLower(text[from:i])
		point := pointAt(text, i)
		glued := point == i+1 && point < len(text) && alphanumeric(text[point])
		if slices.Contains(privateMail, strings.TrimRight(name, "-")) && !glued {
			provider, end = strings.TrimRight(name, "-"), i
		}
		if point < 0 {
			break
		}
		name, i = name+".", point
	}
	return provider, end
}

// pointAt gives the end of a point in the name of a provider: «.», « . », «(punto)», « dot »;
// -1 for none.
func pointAt(text string, i int) int {
	rest := strings.TrimLeft(text[i:], " ")
	blanks := len(text) - i - len(rest)
	for _, point := range []string{".", "(punto)", "[punto]", "(dot)", "[dot]", "(.)", "[.]", "punto ", "dot "} {
		if len(rest) < len(point) || !strings.EqualFold(rest[:len(point)], point) || alphanumeric(point[0]) && blanks == 0 {
			continue
		}
		end := i + blanks + len(point)
		for end < len(text) && text[end] == ' ' {
			end++
		}
		return end
	}
	return -1
}
