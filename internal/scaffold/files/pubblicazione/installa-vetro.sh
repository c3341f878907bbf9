#!/bin/sh
# Scarica Vetro in una cartella, e lo tiene solo se è quello di chi lo pubblica: la somma SHA-256 è una di
# quelle scritte qui sotto, oppure sta in un file SHA256SUMS con la firma di quella chiave.
#
#	sh pubblicazione/installa-vetro.sh CARTELLA
#
# Per passare a un’altra versione cambia la riga «versione»: le somme qui sotto non parlano di quella, e decide
# la firma. La controlla OpenSSL, dalla versione 3, o minisign. Con VETRO_SOMME, la somma del file SHA256SUMS
# della versione, vale solo quel file.
set -eu

versione=${VETRO_VERSIONE:-@VERSIONE@}
rilasci=${VETRO_RILASCI:-@RILASCI@}
chiave=${VETRO_CHIAVE:-@CHIAVE@}
somme=${VETRO_SOMME:-}

# Le somme della versione con cui questo file è nato, se allora si poteva chiederle: la firma era giusta.
note() {
	cat <<'FINE'
@SOMME@
FINE
}

no() {
	printf 'vetro: %s\n\t%s\n' "$1" "$2" >&2
	exit 1
}

somma() {
	if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

scarica() {
	curl --proto '=https' --proto-redir '=https' --tlsv1.2 --fail --silent --show-error --location --retry 3 --output "$2" "$1" ||
		no "non si scarica $1" "controlla la rete, e che la versione $versione esista"
}

# attesa legge righe come quelle di SHA256SUMS, e dice la somma del programma che serve qui.
attesa() {
	awk -v f="$file" '$2 == f || $2 == "*" f { print $1; exit }'
}

# firmato controlla $prova/SHA256SUMS con la sua firma, nella forma di minisign: Ed25519, su BLAKE2b-512 del file.
firmato() {
	if command -v minisign >/dev/null; then
		minisign -V -q -P "$chiave" -m "$prova/SHA256SUMS"
		return
	fi
	case $(openssl version 2>/dev/null) in
	"OpenSSL "[3-9]*) ;;
	*) no "qui non si può controllare la firma di Vetro: serve OpenSSL 3 o minisign" "installane uno, o scrivi in VETRO_SOMME la somma SHA-256 di SHA256SUMS, avuta da chi pubblica Vetro" ;;
	esac
	# Della chiave e della firma gli ultimi byte sono di Ed25519; OpenSSL vuole la chiave in DER (RFC 8410).
	{
		printf '\060\052\060\005\006\003\053\145\160\003\041\000'
		printf '%s\n' "$chiave" | openssl base64 -d -A | tail -c 32
	} >"$prova/chiave"
	sed -n 2p "$prova/SHA256SUMS.minisig" | openssl base64 -d -A | tail -c 64 >"$prova/firma"
	openssl dgst -blake2b512 -binary -out "$prova/impronta" "$prova/SHA256SUMS" &&
		openssl pkeyutl -verify -pubin -keyform DER -inkey "$prova/chiave" -rawin -in "$prova/impronta" -sigfile "$prova/firma" >/dev/null
}

cartella=${1:-}
[ -n "$cartella" ] || no "manca la cartella in cui installare" "scrivi: sh pubblicazione/installa-vetro.sh CARTELLA"
case $rilasci in
https://*) ;;
*) no "l’indirizzo dei rilasci non comincia con https:// ($rilasci)" "scrivilo nella riga «rilasci», o in VETRO_RILASCI" ;;
esac
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
giusta=
[ -n "$somme" ] || giusta=$(note | attesa)
if [ -z "$giusta" ]; then
	scarica "$rilasci/$versione/SHA256SUMS" "$prova/SHA256SUMS"
	if [ -n "$somme" ]; then
		[ "$(somma "$prova/SHA256SUMS")" = "$somme" ] ||
			no "il file SHA256SUMS non è quello atteso" "non usare questo Vetro: avvisa chi ha scritto VETRO_SOMME"
	else
		scarica "$rilasci/$versione/SHA256SUMS.minisig" "$prova/SHA256SUMS.minisig"
		firmato ||
			no "la firma di SHA256SUMS non è di chi pubblica Vetro" "non usare questo Vetro: chiedi a chi lo pubblica l’indirizzo e la chiave giusti"
	fi
	giusta=$(attesa <"$prova/SHA256SUMS")
fi
[ -n "$giusta" ] || no "SHA256SUMS non parla di $file" "controlla la versione $versione in $rilasci"
if [ -f "$cartella/vetro" ] && [ "$(somma "$cartella/vetro")" = "$giusta" ]; then
	"$cartella/vetro" version # c’è già, ed è quello
	exit
fi
scarica "$rilasci/$versione/$file" "$prova/vetro"
[ "$(somma "$prova/vetro")" = "$giusta" ] ||
	no "il binario scaricato non è quello pubblicato: la somma è un’altra" "riprova; se succede ancora, non usarlo e avvisa chi pubblica Vetro"

mkdir -p "$cartella"
chmod 755 "$prova/vetro"
mv -f "$prova/vetro" "$cartella/vetro"
"$cartella/vetro" version
