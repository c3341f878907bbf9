package importer

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

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
	return append(out,
		tableKey{key: lotKey, meaning: "lotto di un’opera: righe di lotti diversi sono progetti diversi"},
		tableKey{key: missionKey, meaning: "missione della misura, dove la misura ha il solo numero"},
		tableKey{key: componentKey, meaning: "componente della misura, dove la misura ha il solo numero"})
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

// Keys of columns that are no keys of the records: the first tells the lots of a work apart,
// the others complete the number of a measure.
const (
	lotKey       = "lotto"
	missionKey   = "missione"
	componentKey = "componente"
)

// sideKey is a key of the funding from one source: finanziamento[Comune].importo.
var sideKey = regexp.MustCompile(`(?i)^finanziamento\[([^\]]+)\]\.([a-z_]+)$`)

// findKey gives the key of that name, also of the funding from one source, which is a key of
// its own.
func (t *Table) findKey(name string) *tableKey {
	if k := findKey(t.keys, name); k != nil {
		return k
	}
	m := sideKey.FindStringSubmatch(strings.TrimSpace(name))
	if m == nil {
		return nil
	}
	source := findKey(t.keys, "finanziamento.fonte")
	written, why, _ := oneOf(source, m[1])
	k := findKey(t.keys, "finanziamento."+strings.ToLower(m[2]))
	if why != "" || k == nil || k.key == "fonte" {
		return nil
	}
	side := *k
	side.block = "finanziamento[" + written + "]"
	if i := slices.IndexFunc(t.keys, func(k tableKey) bool { return k.name() == side.name() }); i >= 0 {
		return &t.keys[i]
	}
	side.meaning += ", dalla fonte " + written
	t.keys = append(t.keys, side)
	return &t.keys[len(t.keys)-1]
}

// isMoneyKey reports a key of an amount of a funding.
func isMoneyKey(name string) bool {
	return strings.HasPrefix(name, "finanziamento") && strings.HasSuffix(name, ".importo")
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
	"descrizione": "descrizione", "descrizione_progetto": "descrizione", "descrizione_intervento": "descrizione", "descrizione_opera": "descrizione",
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
	"stato_attuazione": "stato", "stato_di_attuazione": "stato", "stato_intervento": "stato", "stato_lavori": "stato", "stato_dei_lavori": "stato", "stato_opera": "stato", "fase_attuativa": "stato", "stato_attuativo": "stato",
	"titolo_opera": "titolo", "nome_intervento": "titolo", "denominazione_opera": "titolo", "oggetto_intervento": "titolo", "oggetto_progetto": "titolo", "denominazione": "titolo",
	"investimento_pnrr": "finanziamento.misura", "misura_investimento": "finanziamento.misura", "codice_misura_pnrr": "finanziamento.misura", "submisura": "finanziamento.misura", "sub_investimento": "finanziamento.misura", "missione_componente_misura": "finanziamento.misura", "linea_intervento_pnrr": "finanziamento.misura", "codice_investimento": "finanziamento.misura",
	"importo_pnrr": "finanziamento.importo", "contributo_pnrr": "finanziamento.importo", "quota_pnrr": "finanziamento.importo", "risorse_pnrr": "finanziamento.importo", "fondi_pnrr": "finanziamento.importo", "finanziamento_concesso": "finanziamento.importo", "importo_concesso": "finanziamento.importo", "finanziamento_assegnato": "finanziamento.importo", "contributo_assegnato": "finanziamento.importo", "risorse_assegnate": "finanziamento.importo", "importo_finanziamento_pnrr": "finanziamento.importo", "importo_contributo_pnrr": "finanziamento.importo", "importo_finanziato_pnrr": "finanziamento.importo", "importo_assegnato_pnrr": "finanziamento.importo",
	"stato_contributo": "finanziamento.stato", "stato_del_finanziamento": "finanziamento.stato", "esito_finanziamento": "finanziamento.stato", "data_stato_finanziamento": "finanziamento.data_stato",
	"missione": "missione", "missione_pnrr": "missione", "componente": "componente", "componente_pnrr": "componente", "missione_componente": "componente",
	"lotto": "lotto", "numero_lotto": "lotto", "fine_lavori_prevista": "completamento.prevista", "data_fine_lavori_prevista": "completamento.prevista", "termine_lavori": "completamento.prevista", "data_ultimazione": "completamento.effettiva", "data_inizio_lavori": "avvio.effettiva", "inizio_lavori": "avvio.effettiva", "inizio_lavori_previsto": "avvio.prevista",
	"impresa_aggiudicataria": "contratto.fornitore", "ditta_aggiudicataria": "contratto.fornitore", "soggetto_aggiudicatario": "contratto.fornitore", "affidatario": "contratto.fornitore", "appaltatore": "contratto.fornitore", "impresa_esecutrice": "contratto.fornitore", "impresa_appaltatrice": "contratto.fornitore",
	"ubicazione": "luogo.nome", "localita": "luogo.nome", "località": "luogo.nome",
}

// emptyWords are words in the names of columns that tell nothing.
var emptyWords = map[string]bool{"di": true, "del": true, "dell": true, "della": true, "dei": true, "degli": true, "delle": true, "il": true, "la": true, "lo": true, "l": true, "i": true, "in": true, "e": true, "a": true, "al": true, "per": true, "da": true, "n": true, "nr": true, "num": true, "numero": true}

// shortWords are what offices write for longer words.
var shortWords = map[string]string{
	"tit": "titolo", "descr": "descrizione", "imp": "importo", "prog": "progetto", "fin": "finanziamento", "finanz": "finanziamento", "inv": "investimento", "comp": "componente", "miss": "missione", "mis": "misura",
	"cod": "codice", "contr": "contributo", "sogg": "soggetto", "dt": "data", "interv": "intervento", "progetti": "progetto", "interventi": "intervento", "amm": "amministrazione", "resp": "responsabile", "aggiorn": "aggiornamento", "prev": "prevista", "previsto": "prevista", "effettivo": "effettiva", "eff": "effettiva", "presunta": "prevista", "presunto": "prevista", "stimata": "prevista", "programmata": "prevista",
	"att": "attuazione", "affidamenti": "affidamento", "contratti": "contratto",
}

// nameWords gives the words of a name that tell something, sorted, abbreviations written out.
func nameWords(name string) []string {
	var words []string
	for _, w := range strings.Split(fold(name), "_") {
		if long := shortWords[w]; long != "" {
			w = long
		}
		if w != "" && !emptyWords[w] && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	return words
}

// wordSets are the names of columns by their words, in any order.
var wordSets = sync.OnceValue(func() map[string]string {
	sets := make(map[string]string)
	for _, name := range sortedNames() {
		set := strings.Join(nameWords(name), " ")
		if _, taken := sets[set]; !taken {
			sets[set] = columnWords[name]
		}
	}
	return sets
})

// wordKey gives the key that a name means, whatever it says of its unit, or "".
func wordKey(name string) string {
	folded := fold(name)
	if key := columnWords[folded]; key != "" || len(folded) > 80 {
		return key
	}
	plain := fold(withoutUnit(name))
	if key := columnWords[plain]; key != "" {
		return key
	}
	if plain == "" {
		return ""
	}
	return wordSets()[strings.Join(nameWords(plain), " ")]
}

// groups are the names of groups of columns, by what their words mean.
var groups = map[string]string{
	"finanziamento": "finanziamento", "finanziamenti": "finanziamento", "contributo": "finanziamento", "finanziamento_pnrr": "finanziamento", "fonti_di_finanziamento": "finanziamento", "fonti_finanziamento": "finanziamento", "dati_finanziari": "finanziamento", "dati_finanziamento": "finanziamento", "risorse": "finanziamento",
	"contratto": "contratto", "contratti": "contratto", "affidamento": "contratto", "aggiudicazione": "contratto", "appalto": "contratto", "gara": "contratto",
	"luogo": "luogo", "localizzazione": "luogo", "ubicazione": "luogo",
	"avvio": "avvio", "inizio": "avvio", "inizio_lavori": "avvio", "avvio_lavori": "avvio", "data_inizio": "avvio", "data_avvio": "avvio",
	"completamento": "completamento", "fine": "completamento", "fine_lavori": "completamento", "conclusione": "completamento", "ultimazione": "completamento", "data_fine": "completamento", "scadenza": "completamento",
}

// bareKey are the names that columns have under a group.
var bareKey = map[string]string{
	"importo": "importo", "stato": "stato", "data": "data", "decreto": "decreto", "data_decreto": "data", "n_decreto": "decreto", "misura": "misura", "investimento": "misura", "fonte": "fonte", "fondo": "fondo", "erogato": "erogato", "avviso": "avviso", "bando": "avviso",
	"cig": "cig", "fornitore": "fornitore", "aggiudicatario": "fornitore", "ditta": "fornitore", "impresa": "fornitore", "oggetto": "oggetto", "procedura": "procedura", "partita_iva": "codice_fiscale", "p_iva": "codice_fiscale", "codice_fiscale": "codice_fiscale",
	"comune": "nome", "nome": "nome", "istat": "istat", "codice_istat": "istat", "lat": "lat", "lon": "lon", "latitudine": "lat", "longitudine": "lon",
	"prevista": "prevista", "previsto": "prevista", "effettiva": "effettiva", "effettivo": "effettiva", "reale": "effettiva",
}

func groupBlock(folded string) string { return groups[folded] }

// groupKey gives the key of a name under a group: Importo under Finanziamento.
func groupKey(group, last string) string {
	block, key := groupBlock(fold(withoutUnit(group))), bareKey[fold(withoutUnit(last))]
	if block == "" || key == "" || findKey(plainKeys(), block+"."+key) == nil {
		return ""
	}
	return block + "." + key
}

// plainKeys are the keys that every sheet may fill.
var plainKeys = sync.OnceValue(tableKeys)

// sortedNames are the names of columns that are known, in their order.
var sortedNames = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(columnWords)) })
