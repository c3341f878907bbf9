package load

import (
	"strings"
	"testing"
)

func TestCodeSlips(t *testing.T) {
	testSlips(t, []slipTest{
		{"a short CUP", `cup = "J31B2100"`, "", `4:7: il CUP "J31B2100" ha 8 caratteri, ne servono 15 [cup-forma] ⏎ copia il CUP dal decreto di finanziamento: 15 tra lettere e cifre, come J31B21004560006`},
		{"a CUP of one character", `cup = "J"`, "", `4:7: il CUP "J" ha un carattere, ne servono 15 [cup-forma] ⏎ copia il CUP dal decreto di finanziamento: 15 tra lettere e cifre, come J31B21004560006`},
		{"the letter O in a CUP", `cup = "J31B210O4560006"`, "", `4:7: il CUP "J31B210O4560006" non ha la forma di un CUP [cup-forma] ⏎ scrivi J31B21004560006 se è così nel decreto: una lettera sta al posto di una cifra (O per 0, I per 1, S per 5, B per 8)`},
		{"another letter in a CUP", `cup = "J31B210X4560006"`, "", `4:7: il CUP "J31B210X4560006" non ha la forma di un CUP [cup-forma] ⏎ copia il CUP dal decreto di finanziamento: 15 tra lettere e cifre, come J31B21004560006`},
		{"a number for a CUP", `cup = 12345`, "", `4:7: cup vuole un testo e qui c’è un numero [tipo-errato] ⏎ scrivi tra virgolette: cup = "12345"`},
		{"a CUP without quotes", `cup = J31B21004560006`, "", `4:7: il valore "J31B21004560006" è senza virgolette [toml-sintassi] ⏎ scrivi cup = "J31B21004560006"`},
		{"a short CUP in a list", "", `[[atto]]⏎tipo = "x"⏎cup = ["J31B21004560006", "J31B2100"]`, `11:27: il CUP "J31B2100" ha 8 caratteri, ne servono 15 [cup-forma] ⏎ copia il CUP dal decreto di finanziamento: 15 tra lettere e cifre, come J31B21004560006`},
		{"a CIG whose check is wrong", "", `[[contratto]]⏎oggetto = "x"⏎cig = "95156957ED"`, `11:7: il CIG "95156957ED" non torna: le cifre di controllo non corrispondono [cig-forma] ⏎ copia il CIG dagli atti di gara: 10 tra lettere e cifre, come B1A5544327`},
		{"a short CIG", "", `[[contratto]]⏎oggetto = "x"⏎cig = "9515"`, `11:7: il CIG "9515" ha 4 caratteri, ne servono 10 [cig-forma] ⏎ copia il CIG dagli atti di gara: 10 tra lettere e cifre, come B1A5544327`},
	})
}

func TestMeasureSlips(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a number alone", `1.2`, `6:10: la misura "1.2" da sola è il numero di 22 misure [misura-ambigua] ⏎ scrivi il codice intero: M1C1I1.2 «Abilitazione al cloud per le PA locali», M1C1R1.2 «Supporto alla trasformazione», M1C2R1.2 «Leggi annuali sulla concorrenza», M1C3I1.2 «Rimozione delle barriere fisiche e cognitive in musei, biblioteche e archivi per consentire un più ampio accesso e partecipazione alla cultura», M2C1I1.2 «Progetti “faro” di economia circolare», M2C1R1.2 «Programma nazionale per la gestione dei rifiuti», M2C2I1.2 «Promozione rinnovabili per le comunità energetiche e l’autoconsumo», M2C2R1.2 «Nuova normativa per promuovere la produzione e il consumo di gas rinnovabile», M2C3I1.2 «Costruzione di edifici, riqualificazione e rafforzamento dei beni immobili dell’amministrazione della giustizia», M3C1I1.2 «Linee ad alta velocità nel Nord che collegano all’Europa», M3C1R1.2 «Accelerazione dell’iter di approvazione dei progetti ferroviari», M3C2R1.2 «Aggiudicazione competitiva delle concessioni nelle aree portuali», M4C1I1.2 «Piano di estensione del tempo pieno», M4C1R1.2 «Riforma del sistema ITS», M4C2I1.2 «Finanziamento di progetti presentati da giovani ricercatori», M5C1I1.2 «Creazione di imprese femminili», M5C1R1.2 «Lavoro sommerso», M5C2I1.2 «Percorsi di autonomia per persone con disabilità», M5C2R1.2 «Riforma relativa alle persone anziane non autosufficienti», M5C3I1.2 «Valorizzazione dei beni confiscati alle mafie», M6C1I1.2 «Casa come primo luogo di cura e telemedicina», M6C2I1.2 «Verso un ospedale sicuro e sostenibile»`},
		{"a number that one measure has", `1.4.6`, `6:10: alla misura "1.4.6" mancano missione e componente [misura-ambigua] ⏎ scrivi il codice intero: M1C1I1.4.6 «Mobilità come servizio per l’Italia»`},
		{"a number that none has", `9.9`, `6:10: la misura "9.9" non esiste [misura-ignota] ⏎ scrivi il codice intero, come M1C1I1.2`},
		{"no form of a code", `cloud`, `6:10: la misura "cloud" non ha la forma di un codice [misura-forma] ⏎ scrivi missione, componente e numero, come M1C1I1.2`},
		{"a milestone", `M1C1-147`, `6:10: la misura "M1C1-147" non ha la forma di un codice [misura-forma] ⏎ scrivi missione, componente e numero, come M1C1I1.2`},
		{"no such mission", `M9C1I1.1`, `6:10: la misura "M9C1I1.1" non ha la forma di un codice [misura-forma] ⏎ scrivi missione, componente e numero, come M1C1I1.2`},
		{"no such measure", `M1C1I9.9`, `6:10: la misura "M1C1I9.9" non esiste [misura-ignota] ⏎ scrivi il codice giusto, se è tra questi: M1C1I1.9 «Fornire assistenza tecnica e rafforzare la capacità per l’attuazione del PNRR», M1C1R1.9 «Riforma della Pubblica Amministrazione»; altrimenti aggiungi la misura in content/misure/m1c1i9-9.toml`},
		{"no such measure, without its letter", `M2C3 7.7`, `6:10: la misura "M2C3 7.7" non esiste [misura-ignota] ⏎ controlla il codice, o aggiungi la misura in content/misure/m2c3i7-7.toml`},
		{"a code of the annex", `M1C1I1.8`, `6:10: la misura "M1C1I1.8" non esiste [misura-ignota] ⏎ scrivi il codice nazionale: M1C1I1.8 è europeo (CID) e vale per M1C1I3.1 «Investimento in capitale umano per rafforzare l’Ufficio del Processo e superare le disparità tra tribunali», M1C1I3.2 «Rafforzamento dell’Ufficio del processo per la Giustizia amministrativa»`},
		{"mission 7, which the register lacks", `M7C1I1.1`, `6:10: la misura "M7C1I1.1" non esiste [misura-ignota] ⏎ controlla il codice, o aggiungi la misura in content/misure/m7c1i1-1.toml`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(project("", ""), "M1C1I1.2", tt.in, 1)
			if got := slips(t, text); got != tt.want {
				t.Errorf("%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}
