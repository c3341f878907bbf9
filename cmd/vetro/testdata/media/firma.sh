#!/bin/sh
# How the signed files and the recordings of this folder were made: a key for one day, a document
# of a line, and openssl's CMS and time stamps, in the forms that Italian offices publish.
# The key is not kept. Pictures and recordings: ffmpeg, of plain colours and one tone.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj '/C=IT/O=Comune di Prova/CN=Il dirigente' \
	-addext extendedKeyUsage=critical,timeStamping -keyout "$work/key" -out "$work/cert" 2>/dev/null
printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n' >"$work/delibera.pdf"
printf '<?xml version="1.0" encoding="UTF-8"?>\n<p:FatturaElettronica xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2" versione="FPA12"/>\n' >"$work/fattura.xml"
sign() { openssl cms -sign -binary -nosmimecap -signer "$work/cert" -inkey "$work/key" -md sha256 "$@"; }
sign -in "$work/delibera.pdf" -nodetach -outform DER -out delibera.pdf.p7m
sign -in "$work/fattura.xml" -nodetach -outform DER -out IT01234567890_00001.xml.p7m
sign -in delibera.pdf.p7m -nodetach -outform DER -out delibera.pdf.p7m.p7m
sign -in "$work/delibera.pdf" -outform DER -out delibera.p7s
sign -in "$work/delibera.pdf" -nodetach -outform DER -out "$work/der"
openssl base64 -in "$work/der" -out base64.pdf.p7m
sign -in "$work/delibera.pdf" -nodetach -outform PEM -out pem.pdf.p7m
cat >"$work/tsa.cnf" <<END
[tsa]
default_tsa = t
[t]
serial = $work/serial
signer_cert = $work/cert
signer_key = $work/key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
END
openssl ts -query -data delibera.pdf.p7m -sha256 -cert -out "$work/tsq" 2>/dev/null
openssl ts -reply -config "$work/tsa.cnf" -section t -queryfile "$work/tsq" -out delibera.tsr 2>/dev/null
rm -r "$work"
if command -v ffmpeg >/dev/null; then
	make() { ffmpeg -y -loglevel error -bitexact -f lavfi -i "$@"; }
	make testsrc=size=32x24:duration=0.1:rate=10 -frames:v 1 foto.webp
	make testsrc=size=32x24:duration=0.1:rate=10 -frames:v 1 -c:v libaom-av1 -still-picture 1 foto.avif
	make color=blue:s=32x24:d=0.4:r=5 -c:v libx264 -pix_fmt yuv420p seduta.mp4
	make color=blue:s=32x24:d=0.4:r=5 -c:v libvpx-vp9 seduta.webm
	make sine=440:d=0.2 -c:a libmp3lame -b:a 32k seduta.mp3
	make sine=440:d=0.2 -c:a libvorbis -ac 2 seduta.ogg
	make sine=440:d=0.05:r=8000 seduta.wav
fi
