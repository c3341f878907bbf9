package record

// Found is what was noticed in an author's words while they were read, each with its
// place. It states nothing: the rules judge it, once all records are known.
type Found struct {
	Claims   []Claim    // in order of appearance
	Remarks  []Remark   // in order of appearance
	Personal []Personal // in order of appearance
	Long     []Sentence // sentences that are too long, in order of appearance
	// Leftovers are signs of other generators and editors, in order of appearance.
	Leftovers []Leftover
}

// ClaimKind says what a claim is about.
type ClaimKind uint8

// The kinds of claims.
const (
	AmountClaim   ClaimKind = iota // 931.712 euro
	DeadlineClaim                  // entro il 31 marzo 2026
	MeasureClaim                   // Missione 1, Componente 1; M1C1; Investimento 1.2
	CUPClaim                       // a CUP, or what stands after that word
	CIGClaim                       // a CIG, or what stands after that word
)

// Claim is something that a text says of projects, and that their records can confirm
// or contradict.
type Claim struct {
	Kind      ClaimKind
	Text      string // as written, on one line
	Pos       Pos
	Key       string // whose value holds it: titolo, sommario; "" for the text below them
	Paragraph int    // claims and remarks of one paragraph of one file bear one number

	Amount   Amount // of an AmountClaim
	Deadline Date   // of a DeadlineClaim; a zero Year was not written
	Code     string // of the others, in the form of the records: M1C1, 1.2, M1C1I1.2, J29B25000050006
}

// Amount is an amount of money as a text writes it, with what its words allow.
type Amount struct {
	Value Euro // as written
	// Low and High are the least and the greatest true amount that the words allow, both
	// included; High is less than Low when the figure cannot be read.
	Low, High Euro
	Exact     bool // written to the euro or to the cent, and no word rounds it
}

// Allows reports whether a true amount may be told in these words.
func (a Amount) Allows(e Euro) bool { return a.Low <= e && e <= a.High }

// Remark is a word of the author's to the rules, with which a finding is silenced where
// it stands: <!-- vetro: … --> in Markdown, # vetro: … in TOML.
type Remark struct {
	Pos       Pos
	Text      string // what follows «vetro:»
	Paragraph int
	Statement bool // in TOML: it is about the whole value beside or below it
}

// Sentence is a sentence with the number of its words.
type Sentence struct {
	Pos   Pos
	Words int
	Text  string // its beginning
}

// Leftover is what another generator or editor understood, and a reader would see as it
// stands: {{< youtube >}}, {:target="_blank"}, [caption], a stray **.
type Leftover struct {
	Pos  Pos
	Text string
}

// MostWords is the longest sentence that goes without a warning: twice the twenty-five
// words that plain language asks for, and ten more for the names of the law.
const MostWords = 60

// PersonalKind says what of a person was found.
type PersonalKind uint8

// The kinds of personal data that are looked for.
const (
	PersonalTaxCode PersonalKind = iota // codice fiscale of a natural person
	PersonalIBAN                        // bank account
	PersonalMobile                      // mobile number
	PersonalEmail                       // mailbox at a provider for private people
)

// Personal is personal data that was found in a text.
type Personal struct {
	Kind      PersonalKind
	Likely    bool   // it may as well be something else
	Address   string // of a mailbox, in lower case: that of an office is none of a person
	Text      string // masked but for its ends: a report is read by others too
	Pos       Pos
	Paragraph int
	Statement bool // in a value of TOML
}
