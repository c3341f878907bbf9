package record

import (
	"regexp"
	"strings"
)

var (
	ipaForm     = regexp.MustCompile(`(?i)^[a-z0-9_-]+$`)
	ipaTown     = regexp.MustCompile(`(?i)^c_[a-z]\d{3}$`)
	ipaProvince = regexp.MustCompile(`(?i)^p_[a-z]{2}$`)
	ipaNew      = regexp.MustCompile(`(?i)^[a-z0-9]{8}$`)
)

// IPAFault tells what is unusual in a codice IPA, for a body of a kind (comune,
// provincia, …): "" when nothing is. Municipalities have c_ and the code of the land
// register, provinces p_ and their sign, unless they have one of the newer codes of
// eight letters and digits, which say nothing; the others are free.
//
// Source: 11,400 of 11,587 rows of municipalities and 131 of 131 of provinces in PA
// digitale 2026.
func IPAFault(code, kind string) string {
	switch {
	case !ipaForm.MatchString(code):
		return "ha caratteri che un codice IPA non ha"
	case ipaNew.MatchString(code):
		return ""
	case kind == "provincia" && !ipaProvince.MatchString(code):
		return "non è p_ e la sigla della provincia"
	case kind == "comune" && !ipaTown.MatchString(code):
		return "non è c_ e il codice catastale del comune"
	}
	return ""
}

// IsISTATTown reports whether a text has the form of the ISTAT code of a municipality:
// six digits, the first three of which are the province's.
//
// Source: 14,904 of 14,910 rows of the PNRR's subjects.
func IsISTATTown(s string) bool { return len(s) == 6 && digits(s) && s[:3] != "000" && s[3:] != "000" }

// MendISTAT gives the code that was probably meant: zeros at the front that a
// spreadsheet dropped, letters for the digits that they look like; or false.
func MendISTAT(s string) (string, bool) {
	b := []byte(strings.ToUpper(strings.TrimSpace(s)))
	mendDigits(b)
	mended := string(b)
	if len(mended) == 4 || len(mended) == 5 {
		mended = strings.Repeat("0", 6-len(mended)) + mended
	}
	return mended, IsISTATTown(mended)
}

// IsProvinceSign reports whether a text has the form of the sign of a province: two
// capital letters.
func IsProvinceSign(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}
