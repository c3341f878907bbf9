package importer

import "vetro/internal/record"

// oddNothing is about a row that has nothing for what was received: a sheet has a zero where
// nobody knows, too.
const oddNothing oddity = "erogato zero: non scritto, perché un foglio ha zero anche quando l’erogazione non è nota; se è certo, scrivilo nel file con erogato_al"

// unsaid leaves out what a row says of the money received so far where it is zero, which is
// odd, or where the state of the funding says that all was received.
func unsaid(values map[string]string) (odd []oddity) {
	received := values["finanziamento.erogato"]
	switch {
	case received == record.Euro(0).Decimal():
		odd = []oddity{oddNothing}
	case values["finanziamento.stato"] != record.Paid || received != values["finanziamento.importo"]:
		return nil
	}
	set(values, "finanziamento.erogato", "")
	set(values, "finanziamento.erogato_al", "")
	return odd
}

// dayless says what is missing of the money received so far: an amount so far has a day.
func dayless(values map[string]string) (why string) {
	if values["finanziamento.erogato"] != "" && values["finanziamento.erogato_al"] == "" {
		return "di erogato manca il giorno: indicalo con --map o --valore finanziamento.erogato_al"
	}
	return ""
}
