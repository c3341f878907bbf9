package record

// License is a licence of open data, as catalogues name it.
type License struct {
	ID         string // of SPDX, as site.toml has it
	Title      string
	Version    string
	Address    string // of the licence, for machines
	Deed       string // of its summary in Italian, for people
	Vocabulary string // its concept in the Italian controlled vocabulary of licences
	Type       string // its concept in the ADMS vocabulary of licence types
}

// LicenseOf gives what is known of a licence, or false.
//
// Source: the controlled vocabulary of licences of the Italian public administration;
// ADMS, licence types.
func LicenseOf(id string) (License, bool) {
	const (
		vocabulary = "https://w3id.org/italia/controlled-vocabulary/licences/"
		adms       = "http://purl.org/adms/licencetype/"
		commons    = "https://creativecommons.org/"
	)
	for _, l := range []License{
		{"CC-BY-4.0", "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)", "4.0", commons + "licenses/by/4.0/", commons + "licenses/by/4.0/deed.it", vocabulary + "A21_CCBY40", adms + "Attribution"},
		{"CC-BY-SA-4.0", "Creative Commons Attribuzione-Condividi allo stesso modo 4.0 Internazionale (CC BY-SA 4.0)", "4.0", commons + "licenses/by-sa/4.0/", commons + "licenses/by-sa/4.0/deed.it", vocabulary + "A31_CCBYSA40", adms + "ViralEffect-ShareAlike"},
		{"CC0-1.0", "Creative Commons CC0 1.0 Universale, dedica al pubblico dominio (CC0 1.0)", "1.0", commons + "publicdomain/zero/1.0/", commons + "publicdomain/zero/1.0/deed.it", vocabulary + "A11_CCO10", adms + "PublicDomain"},
		{"IODL-2.0", "Italian Open Data License 2.0 (IODL 2.0)", "2.0", "https://www.dati.gov.it/iodl/2.0/", "https://www.dati.gov.it/iodl/2.0/", vocabulary + "A29_IODL20", adms + "Attribution"},
	} {
		if l.ID == id {
			return l, true
		}
	}
	return License{ID: id, Title: id}, false
}
