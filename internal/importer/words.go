package importer

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
)

// stateWords are the words that offices have for the states of the records.
var stateWords = map[string]string{
	"concluso": record.Done, "conclusa": record.Done, "conclusi": record.Done, "completato": record.Done, "completata": record.Done, "terminato": record.Done, "terminata": record.Done, "chiuso": record.Done, "chiusa": record.Done, "ultimato": record.Done, "ultimata": record.Done, "realizzato": record.Done, "realizzata": record.Done, "finito": record.Done,
	"lavori conclusi": record.Done, "lavori ultimati": record.Done, "lavori terminati": record.Done, "lavori completati": record.Done, "opera conclusa": record.Done, "opera ultimata": record.Done, "collaudato": record.Done, "intervento concluso": record.Done, "progetto concluso": record.Done, "attivita concluse": record.Done, "100%": record.Done, "100 %": record.Done,
	"in corso": record.Running, "in esecuzione": record.Running, "avviato": record.Running, "avviata": record.Running, "in attuazione": record.Running, "in fase di esecuzione": record.Running, "in fase di attuazione": record.Running, "attivo": record.Running, "in realizzazione": record.Running, "in fase di realizzazione": record.Running,
	"lavori in corso": record.Running, "in corso di esecuzione": record.Running, "in corso di realizzazione": record.Running, "in corso di attuazione": record.Running, "lavori in esecuzione": record.Running, "esecuzione": record.Running, "esecuzione lavori": record.Running, "attivita in corso": record.Running, "lavori avviati": record.Running, "cantiere aperto": record.Running,
	"in collaudo": record.Running, "in fase di collaudo": record.Running, "collaudo in corso": record.Running, "progettazione": record.Running, "in progettazione": record.Running, "in fase di progettazione": record.Running, "progettazione in corso": record.Running, "in corso di progettazione": record.Running,
	"in programma": record.Planned, "programmato": record.Planned, "programmata": record.Planned, "da avviare": record.Planned, "non avviato": record.Planned, "non avviata": record.Planned, "non iniziato": record.Planned, "pianificato": record.Planned, "in programmazione": record.Planned,
	"sospeso": record.Suspended, "sospesa": record.Suspended, "lavori sospesi": record.Suspended, "rinunciato": record.GivenUp, "rinuncia": record.GivenUp, "rinunciata": record.GivenUp, "revocato": record.Revoked, "revocata": record.Revoked, "revoca": record.Revoked,
	"non comunicato": record.Unreported, "n/d": record.Unreported,
}

// fundingWords are the words that offices have for the states of a funding.
var fundingWords = map[string]string{
	"assegnato": record.Assigned, "assegnata": record.Assigned, "concesso": record.Assigned, "concessa": record.Assigned, "finanziato": record.Assigned, "finanziata": record.Assigned, "decretato": record.Assigned, "ammesso": record.Assigned,
	"erogato": record.Paid, "erogata": record.Paid, "liquidato": record.Paid, "pagato": record.Paid, "incassato": record.Paid, "riscosso": record.Paid, "saldato": record.Paid, "saldata": record.Paid,
	"rinunciato": record.GivenUp, "rinuncia": record.GivenUp, "revocato": record.Revoked, "revoca": record.Revoked,
}

// sourceWords are the words that offices have for the sources of money.
var sourceWords = map[string]string{
	"pnrr": "PNRR", "fondi pnrr": "PNRR", "next generation eu": "PNRR", "nextgenerationeu": "PNRR", "pnc": "PNC", "piano nazionale complementare": "PNC", "stato": "Stato", "statale": "Stato", "statali": "Stato", "fondi statali": "Stato", "ministero": "Stato",
	"ue": "UE", "unione europea": "UE", "fesr": "UE", "fondi europei": "UE", "regione": "Regione", "regionale": "Regione", "regionali": "Regione", "fondi regionali": "Regione", "provincia": "Provincia", "provinciale": "Provincia", "provinciali": "Provincia", "fondi provinciali": "Provincia",
	"comune": "Comune", "comunale": "Comune", "comunali": "Comune", "fondi comunali": "Comune", "privato": "privato", "privati": "privato", "fondi privati": "privato", "ente": record.OwnFunds, "fondi propri": record.OwnFunds, "risorse proprie": record.OwnFunds, "bilancio": record.OwnFunds, "fondi di bilancio": record.OwnFunds, "mezzi propri": record.OwnFunds,
}

// nothingWords are the words that plainly say that a cell has nothing.
var nothingWords = map[string]bool{
	"n.d.": true, "n.d": true, "n. d.": true, "n.p.": true, "n.p": true, "n.r.": true, "n.a.": true, "n.c.": true, "np": true, "na": true, "nn": true, "n.n.": true, "tbd": true, "vuoto": true, "(vuoto)": true,
	"non disponibile": true, "non definito": true, "non definita": true, "non noto": true, "non nota": true, "non pervenuto": true, "non presente": true, "non previsto": true, "non prevista": true, "non applicabile": true, "nessuno": true, "nessuna": true, "assente": true, "mancante": true,
	"da definire": true, "da definirsi": true, "in corso di definizione": true, "in fase di definizione": true, "in definizione": true, "da assegnare": true, "da acquisire": true, "in corso di acquisizione": true, "da richiedere": true, "in attesa": true, "da individuare": true, "da stabilire": true, "da determinare": true, "da comunicare": true, "da inserire": true, "da completare": true,
}

// strokes are signs that stand in a cell for nothing.
var strokes = regexp.MustCompile(`^(?:[-–—_/\\.…=]|\. )+$`)

// nothing reports a value that stands for nothing. Where a town is awaited, None is one.
func nothing(k *tableKey, s string) bool {
	if s == "" || strokes.MatchString(s) {
		return true
	}
	if k != nil && k.name() == "luogo.nome" && (s == "None" || s == "NONE") {
		return false
	}
	return known(s) == "" || nothingWords[strings.Trim(foldCall(s), "*")]
}

// taughtWord is what the office says that a word of its sheet stands for: --parola.
type taughtWord struct {
	column  string // folded, "" for all
	written string // as foldCall gives it
	whole   string // column and word, for a word that has a colon of its own
	means   string
	shown   string // as it was given
	used    bool
}

// taught gives what the office says that a value of a column stands for.
func (t *Table) taught(col *TableColumn, s string) (means string, found bool) {
	folded := foldCall(s)
	for i := range t.words {
		w := &t.words[i]
		inColumn := w.written == folded && (w.column == "" || slices.Contains(col.names, w.column))
		if !inColumn && w.whole != folded {
			continue
		}
		w.used = true
		if w.column != "" || slices.Contains(col.target.values, w.means) || col.target.form == record.MeasureID && isMeasure(w.means) {
			return w.means, true
		}
	}
	return "", false
}

func isMeasure(s string) bool {
	_, why, _ := measureCode(s)
	return why == ""
}

// percentDone is how much of a project is done.
var percentDone = regexp.MustCompile(`^([1-9]\d?)(?:[.,]\d+)? ?%$`)

// oneOf gives the word of the records that an office's word stands for.
func oneOf(k *tableKey, s string) (value, why, mend string) {
	folded := strings.TrimRight(strings.ReplaceAll(foldCall(s), "à", "a"), ".*; ")
	words := map[string]string{}
	switch {
	case k.name() == "stato":
		words = stateWords
		if percentDone.MatchString(folded) {
			return record.Running, "", ""
		}
	case k.key == "stato":
		words = fundingWords
	case k.key == "fonte":
		words = sourceWords
	}
	if w := words[folded]; w != "" {
		return w, "", ""
	}
	for _, v := range k.values {
		if foldCall(v) == folded {
			return v, "", ""
		}
	}
	mend = "dillo una volta con --parola \"" + s + "=…\", con uno di quei valori dopo il segno ="
	if v := likelyValue(k, words, folded); v != "" {
		mend = "dillo una volta con --parola \"" + s + "=" + v + "\""
	}
	return "", "il valore «" + s + "» non è tra quelli di " + k.name() + ": " + strings.Join(k.values, ", "), mend
}

// likelyWords are words that, within others, tell that a project has begun.
var likelyWords = map[string]string{
	"gara": record.Running, "appalto": record.Running, "affidato": record.Running, "affidata": record.Running, "affidamento": record.Running, "aggiudicato": record.Running, "aggiudicata": record.Running, "aggiudicazione": record.Running, "contrattualizzato": record.Running, "sal": record.Running, "cantiere": record.Running, "consegnato": record.Running,
}

// likelyValue gives the value that a word most likely stands for, as an example to copy; "" where
// it is like none.
func likelyValue(k *tableKey, words map[string]string, folded string) string {
	best, length := "", 0
	if k.name() == "stato" {
		words = maps.Clone(words)
		maps.Copy(words, likelyWords)
	}
	for w, v := range words {
		if (len(w) > length || len(w) == length && v < best) && strings.Contains(" "+folded+" ", " "+w+" ") {
			best, length = v, len(w)
		}
	}
	return best
}
