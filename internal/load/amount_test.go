package load

import (
	"strings"
	"testing"
)

func TestAmountSlips(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a bare point: both readings", `931.712`, `7:11: l’importo 931.712 senza virgolette si legge 931,71 euro [importo-forma] ⏎ scrivi importo = 931712 se il punto divide le migliaia, o importo = "931.71" se divide i centesimi`},
		{"a bare point behind zero", `0.123`, `7:11: l’importo 0.123 senza virgolette si legge 0,12 euro [importo-forma] ⏎ scrivi importo = 123 se il punto divide le migliaia, o importo = "0.12" se divide i centesimi`},
		{"the Italian form", `"931.712,00"`, `7:11: l’importo "931.712,00" non è in una forma nota [importo-forma] ⏎ scrivi importo = 931712`},
		{"the Italian form with cents", `"931.712,5"`, `7:11: l’importo "931.712,5" non è in una forma nota [importo-forma] ⏎ scrivi importo = "931712.50"`},
		{"the point of thousands", `"931.712"`, `7:11: l’importo "931.712" non è in una forma nota [importo-forma] ⏎ scrivi importo = 931712 (il punto delle migliaia si confonde con quello dei centesimi)`},
		{"the Italian form, bare", `931.712,00`, `7:11: l’importo 931.712,00 non è in una forma nota [importo-forma] ⏎ scrivi importo = 931712`},
		{"points of millions, bare", `1.234.567`, `7:11: l’importo 1.234.567 non è in una forma nota [importo-forma] ⏎ scrivi importo = 1234567`},
		{"blanks of thousands", `"1 000"`, `7:11: l’importo "1 000" non è in una forma nota [importo-forma] ⏎ scrivi importo = 1000`},
		{"blanks of thousands, bare", `931 712`, `7:11: l’importo 931 712 non è in una forma nota [importo-forma] ⏎ scrivi importo = 931712`},
		{"Swiss thousands", `"1'000"`, `7:11: l’importo "1'000" non è in una forma nota [importo-forma] ⏎ scrivi importo = 1000`},
		{"American thousands", `"1,234.50"`, `7:11: l’importo "1,234.50" non è in una forma nota [importo-forma] ⏎ scrivi importo = "1234.50"`},
		{"the sign of the euro", `"€ 5,–"`, `7:11: l’importo "€ 5,–" non è in una forma nota [importo-forma] ⏎ scrivi importo = 5`},
		{"the word euro, bare", `931712 euro`, `7:11: l’importo 931712 euro non è in una forma nota [importo-forma] ⏎ scrivi importo = 931712`},
		{"zeros before it, bare", `007`, `7:11: l’importo 007 non è in una forma nota [importo-forma] ⏎ scrivi importo = 7`},
		{"nothing but zeros, bare", `00`, `7:11: l’importo 00 non è in una forma nota [importo-forma] ⏎ scrivi importo = 0`},
		{"decimals, bare", `931712.5`, `7:11: l’importo 931712.5 senza virgolette non è esatto al centesimo [importo-forma] ⏎ scrivi tra virgolette: importo = "931712.50"`},
		{"an exponent, bare", `1e3`, `7:11: l’importo 1e3 senza virgolette non è esatto al centesimo [importo-forma] ⏎ scrivi tra virgolette: importo = "1000.00"`},
		{"three decimals of millions", `"931.712.505"`, `7:11: l’importo "931.712.505" non è in una forma nota [importo-forma] ⏎ scrivi importo = 931712505`},
		{"two kinds of points", `931.712.50`, `7:11: l’importo 931.712.50 non è in una forma nota [importo-forma] ⏎ scrivi euro interi, importo = 931712, o con i centesimi, importo = "931712.50"`},
		{"below zero", `-5`, `7:11: l’importo -5 non è possibile [importo-fuori-misura] ⏎ scrivi un importo da zero a 999 miliardi; un recupero si scrive con lo stato revocato o rinunciato`},
		{"below zero, in quotes", `"-5"`, `7:11: l’importo "-5" non è possibile [importo-fuori-misura] ⏎ scrivi un importo da zero a 999 miliardi; un recupero si scrive con lo stato revocato o rinunciato`},
		{"below zero, with decimals", `-1.5`, `7:11: l’importo -1.5 non è possibile [importo-fuori-misura] ⏎ scrivi un importo da zero a 999 miliardi; un recupero si scrive con lo stato revocato o rinunciato`},
		{"not a number", `nan`, `7:11: l’importo nan non è possibile [importo-fuori-misura] ⏎ scrivi un importo da zero a 999 miliardi; un recupero si scrive con lo stato revocato o rinunciato`},
		{"16 digits", `1234567890123456`, `7:11: l’importo 1234567890123456 non è possibile [importo-fuori-misura] ⏎ scrivi un importo da zero a 999 miliardi; un recupero si scrive con lo stato revocato o rinunciato`},
		{"16 digits, in quotes", `"1234567890123456"`, `7:11: l’importo "1234567890123456" non è possibile [importo-fuori-misura] ⏎ scrivi un importo da zero a 999 miliardi; un recupero si scrive con lo stato revocato o rinunciato`},
		{"16 digits in the Italian form", `"1.234.567.890.123.456,00"`, `7:11: l’importo "1.234.567.890.123.456,00" non è possibile [importo-fuori-misura] ⏎ scrivi un importo da zero a 999 miliardi; un recupero si scrive con lo stato revocato o rinunciato`},
		{"more than a number holds", `99999999999999999999`, `7:11: l’importo 99999999999999999999 non è possibile [importo-fuori-misura] ⏎ scrivi un importo da zero a 999 miliardi; un recupero si scrive con lo stato revocato o rinunciato`},
		{"words", `"tanti"`, `7:11: l’importo "tanti" non è in una forma nota [importo-forma] ⏎ scrivi euro interi, importo = 931712, o con i centesimi, importo = "931712.50"`},
		{"words, bare", `tanti`, `7:11: l’importo tanti non è in una forma nota [importo-forma] ⏎ scrivi euro interi, importo = 931712, o con i centesimi, importo = "931712.50"`},
		{"yes or no", `true`, `7:11: importo vuole un numero di euro e qui c’è un sì o no [tipo-errato] ⏎ scrivi euro interi, importo = 931712, o con i centesimi, importo = "931712.50"`},
		{"a date", `2026-01-01`, `7:11: importo vuole un numero di euro e qui c’è una data [tipo-errato] ⏎ scrivi euro interi, importo = 931712, o con i centesimi, importo = "931712.50"`},
		{"a list", `[1]`, `7:11: importo vuole un numero di euro e qui c’è un elenco [tipo-errato] ⏎ scrivi euro interi, importo = 931712, o con i centesimi, importo = "931712.50"`},
		{"nothing", `""`, `7:11: la chiave "importo" è vuota e serve [vuoto] ⏎ scrivi importo = 931712`},
		{"not even quotes", "", `7:11: dopo importo = manca il valore [toml-sintassi] ⏎ scrivi importo = 931712`},
		{"quotes of a word processor", `“931712”`, `7:11: le virgolette del valore sono tipografiche [toml-sintassi] ⏎ scrivi con quelle dritte: importo = "931712"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(project("", ""), "importo = 1000", "importo = "+tt.in, 1)
			if got := slips(t, text); got != tt.want {
				t.Errorf("%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}
