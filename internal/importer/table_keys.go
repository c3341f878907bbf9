package importer

import (
	"slices"
	"strings"

	"vetro/internal/record"
)

// tableKey is a key of the records that a column of a sheet may fill.
type tableKey struct {
	block   string // finanziamento, or "" at the top
	key     string
	kind    kind
	form    record.Form
	values  []string
	meaning string
}

// name gives the key as --map and --valore have it.
func (k *tableKey) name() string {
	if k.block == "" {
		return k.key
	}
	return k.block + "." + k.key
}

// tableKeys gives the keys that a sheet may fill, from the tables of fields. Of the
// timeline a sheet tells the beginning and the end.
func tableKeys() []tableKey {
	out := keysOf("", "progetto")
	for _, block := range []string{"finanziamento", "contratto", "pagamento", "luogo"} {
		out = append(out, keysOf(block, block)...)
	}
	for _, phase := range []string{record.StartPhase, record.CompletionPhase} {
		for _, k := range keysOf(phase, "tappa") {
			if k.kind == date {
				k.meaning = phase + ": " + k.meaning
				out = append(out, k)
			}
		}
	}
	return out
}

// kinds are the kinds of the values that a cell may hold.
var kinds = map[record.Shape]kind{record.TextShape: text, record.MarkdownShape: text, record.AmountShape: euro, record.DateShape: date, record.NumberShape: plainNumber}

// keysOf gives the keys of a table of fields that hold one value.
func keysOf(block, table string) []tableKey {
	var out []tableKey
	for _, f := range record.FieldsOf(table) {
		if kind, single := kinds[f.Type.Shape]; single {
			out = append(out, tableKey{block, f.Key, kind, f.Form, f.Values, f.Meaning})
		}
	}
	return out
}

// findKey gives the key of that name; one of [[finanziamento]] may go without it.
func findKey(keys []tableKey, name string) *tableKey {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, try := range []string{name, "finanziamento." + name} {
		if i := slices.IndexFunc(keys, func(k tableKey) bool { return k.name() == try }); i >= 0 {
			return &keys[i]
		}
	}
	return nil
}

// columnWords are the names that offices give to columns, folded, with the key that each
// means. A name that may mean two things is not here: --map says which.
var columnWords = map[string]string{
	"cup": "cup", "codice_cup": "cup", "codice_unico_progetto": "cup", "codice_unico_di_progetto": "cup", "c_u_p": "cup",
	"titolo": "titolo", "titolo_progetto": "titolo", "titolo_del_progetto": "titolo", "progetto": "titolo", "nome_progetto": "titolo",
	"denominazione_progetto": "titolo", "intervento": "titolo", "denominazione_intervento": "titolo", "titolo_intervento": "titolo",
	"ente": "ente", "soggetto_attuatore": "ente", "codice_ipa": "ente", "ente_attuatore": "ente",
	"stato": "stato", "stato_progetto": "stato", "stato_di_avanzamento": "stato", "stato_avanzamento": "stato", "avanzamento": "stato",
	"sommario": "sommario", "sintesi": "sommario", "sintesi_progetto": "sommario", "descrizione_breve": "sommario",
	"descrizione": "descrizione", "descrizione_progetto": "descrizione", "descrizione_intervento": "descrizione",
	"ufficio": "ufficio", "servizio": "ufficio", "settore": "ufficio", "ufficio_responsabile": "ufficio",
	"titolare": "titolare", "amministrazione_titolare": "titolare", "piattaforma": "piattaforma", "dnsh": "dnsh",
	"aggiornato": "aggiornato", "data_aggiornamento": "aggiornato", "aggiornamento": "aggiornato", "pubblicato": "pubblicato", "data_pubblicazione": "pubblicato",
	"misura": "finanziamento.misura", "codice_misura": "finanziamento.misura", "investimento": "finanziamento.misura", "missione_componente_investimento": "finanziamento.misura", "linea_di_investimento": "finanziamento.misura", "misura_pnrr": "finanziamento.misura",
	"fonte": "finanziamento.fonte", "fonte_finanziamento": "finanziamento.fonte", "fonte_di_finanziamento": "finanziamento.fonte",
	"importo": "finanziamento.importo", "importo_finanziato": "finanziamento.importo", "importo_finanziamento": "finanziamento.importo", "finanziamento": "finanziamento.importo", "contributo": "finanziamento.importo", "importo_contributo": "finanziamento.importo", "importo_euro": "finanziamento.importo", "finanziamento_pnrr": "finanziamento.importo", "importo_assegnato": "finanziamento.importo", "contributo_concesso": "finanziamento.importo",
	"stato_finanziamento": "finanziamento.stato", "data_decreto": "finanziamento.data", "data_finanziamento": "finanziamento.data",
	"decreto": "finanziamento.decreto", "numero_decreto": "finanziamento.decreto", "decreto_di_finanziamento": "finanziamento.decreto", "decreto_finanziamento": "finanziamento.decreto",
	"fondo": "finanziamento.fondo", "erogato": "finanziamento.erogato", "erogato_al": "finanziamento.erogato_al",
	"avviso": "finanziamento.avviso", "bando": "finanziamento.avviso", "titolo_avviso": "finanziamento.avviso",
	"cig": "contratto.cig", "codice_cig": "contratto.cig", "fornitore": "contratto.fornitore", "aggiudicatario": "contratto.fornitore", "ditta": "contratto.fornitore", "operatore_economico": "contratto.fornitore", "impresa": "contratto.fornitore",
	"oggetto_contratto": "contratto.oggetto", "oggetto_gara": "contratto.oggetto", "oggetto_affidamento": "contratto.oggetto", "importo_contratto": "contratto.importo", "importo_aggiudicato": "contratto.importo", "importo_aggiudicazione": "contratto.importo", "importo_affidamento": "contratto.importo",
	"data_contratto": "contratto.data", "procedura": "contratto.procedura", "tipo_procedura": "contratto.procedura", "partita_iva": "contratto.codice_fiscale", "p_iva": "contratto.codice_fiscale", "codice_fiscale_fornitore": "contratto.codice_fiscale",
	"comune": "luogo.nome", "luogo": "luogo.nome", "localizzazione": "luogo.nome", "codice_istat": "luogo.istat", "istat": "luogo.istat",
	"data_inizio_prevista": "avvio.prevista", "inizio_previsto": "avvio.prevista", "data_inizio_effettiva": "avvio.effettiva", "inizio_effettivo": "avvio.effettiva", "data_avvio": "avvio.effettiva",
	"data_fine_prevista": "completamento.prevista", "fine_prevista": "completamento.prevista", "scadenza": "completamento.prevista", "termine": "completamento.prevista", "data_conclusione_prevista": "completamento.prevista",
	"data_fine_effettiva": "completamento.effettiva", "fine_effettiva": "completamento.effettiva", "data_conclusione": "completamento.effettiva", "data_completamento": "completamento.effettiva", "data_fine_lavori": "completamento.effettiva",
}

// stateWords are the words that offices have for the states of the records.
var stateWords = map[string]string{
	"concluso": record.Done, "conclusa": record.Done, "completato": record.Done, "terminato": record.Done, "chiuso": record.Done, "ultimato": record.Done, "realizzato": record.Done, "finito": record.Done,
	"in corso": record.Running, "in esecuzione": record.Running, "avviato": record.Running, "in attuazione": record.Running, "in fase di esecuzione": record.Running, "attivo": record.Running, "in realizzazione": record.Running,
	"in programma": record.Planned, "programmato": record.Planned, "da avviare": record.Planned, "non avviato": record.Planned, "pianificato": record.Planned,
	"sospeso": record.Suspended, "rinunciato": record.GivenUp, "rinuncia": record.GivenUp, "revocato": record.Revoked, "revoca": record.Revoked,
	"non comunicato": record.Unreported, "n/d": record.Unreported,
}

// fundingWords are the words that offices have for the states of a funding.
var fundingWords = map[string]string{
	"assegnato": record.Assigned, "concesso": record.Assigned, "finanziato": record.Assigned, "decretato": record.Assigned, "ammesso": record.Assigned,
	"erogato": record.Paid, "liquidato": record.Paid, "pagato": record.Paid, "incassato": record.Paid, "riscosso": record.Paid,
	"rinunciato": record.GivenUp, "rinuncia": record.GivenUp, "revocato": record.Revoked, "revoca": record.Revoked,
}
