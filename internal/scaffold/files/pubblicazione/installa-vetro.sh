#!/bin/sh
# Scarica Vetro in una cartella, e lo tiene solo se la somma SHA-256 è quella pubblicata.
#
#	sh pubblicazione/installa-vetro.sh CARTELLA
#
# Per passare a un’altra versione cambia la riga «versione». Con VETRO_SOMME, la somma del file
# SHA256SUMS di quella versione, nemmeno chi tiene il deposito può cambiare Vetro senza che si veda.
set -eu

versione=${VETRO_VERSIONE:-@VERSIONE@}
rilasci=${VETRO_RILASCI:-@RILASCI@}
somme=${VETRO_SOMME:-}

no() {
	printf 'vetro: %s\n\t%s\n' "$1" "$2" >&2
	exit 1
}

somma() {
	if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

scarica() {
	curl --fail --silent --show-error --location --retry 3 --output "$2" "$1" ||
		no "non si scarica $1" "controlla la rete, e che la versione $versione esista"
}

cartella=${1:-}
[ -n "$cartella" ] || no "manca la cartella in cui installare" "scrivi: sh pubblicazione/installa-vetro.sh CARTELLA"
case $(uname -s) in
Linux) sistema=linux ;;
Darwin) sistema=darwin ;;
*) no "per $(uname -s) qui non c’è un binario" "scarica quello giusto da $rilasci/$versione/" ;;
esac
case $(uname -m) in
x86_64 | amd64) macchina=amd64 ;;
aarch64 | arm64) macchina=arm64 ;;
*) no "per $(uname -m) non c’è un binario" "costruisci Vetro dal suo codice" ;;
esac

file=vetro_${versione}_${sistema}_${macchina}
prova=$(mktemp -d)
trap 'rm -rf "$prova"' EXIT
scarica "$rilasci/$versione/SHA256SUMS" "$prova/SHA256SUMS"
if [ -n "$somme" ] && [ "$(somma "$prova/SHA256SUMS")" != "$somme" ]; then
	no "il file SHA256SUMS non è quello atteso" "non usare questo Vetro: avvisa chi ha scritto VETRO_SOMME"
fi
attesa=$(awk -v f="$file" '$2 == f || $2 == "*" f { print $1 }' "$prova/SHA256SUMS")
[ -n "$attesa" ] || no "SHA256SUMS non parla di $file" "controlla la versione $versione in $rilasci"
if [ -f "$cartella/vetro" ] && [ "$(somma "$cartella/vetro")" = "$attesa" ]; then
	"$cartella/vetro" version # c’è già, ed è quello
	exit
fi
scarica "$rilasci/$versione/$file" "$prova/vetro"
[ "$(somma "$prova/vetro")" = "$attesa" ] ||
	no "il binario scaricato non è quello pubblicato: la somma è un’altra" "riprova; se succede ancora, non usarlo e avvisa chi pubblica Vetro"

mkdir -p "$cartella"
chmod 755 "$prova/vetro"
mv -f "$prova/vetro" "$cartella/vetro"
"$cartella/vetro" version
