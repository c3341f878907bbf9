package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// browserSites builds and serves the sites that the browser looks at: ours, the
// example, and two that no office would write.
func browserSites(t *testing.T) []*builtSite {
	t.Helper()
	return []*builtSite{
		serve(t, "ours", built(t, "../.."), "/"),
		serve(t, "provincia", built(t, "../../examples/provincia"), "/pnrr/"),
		serve(t, "hostile", built(t, hostileSite(t, 60)), "/"),
		serve(t, "empty", built(t, hostileSite(t, 0)), "/"),
	}
}

// hostileTitles break what was made for short Italian words.
var hostileTitles = []string{
	strings.Repeat("Interventi di riqualificazione energetica e di messa in sicurezza ", 5)[:300],
	"Pneumo" + strings.Repeat("ultramicroscopicosilicovulcano", 9) + "conioticissimamente",
	"مشروع ترقيم خدمات المقاطعة وتبسيط الإجراءات (PNRR) 2026",
	"otsevor ilA e דוגמה con testo 🏛️👩🏽‍💻🇮🇹💶",
	`</script><b>x" onload="alert(1) & 'q' <!-- --> {{.Title}}`,
	"Scuola",
	"https://www.example.it/" + strings.Repeat("percorso-lunghissimo/", 10) + "?a=1&b=2",
}

// hostileSite writes the site of testdata/browser/hostile.txtar with n projects, and
// gives its folder.
func hostileSite(t *testing.T, n int) string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/browser/hostile.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, file := range archive.Files {
		if !strings.Contains(file.Name, "$N") {
			put(t, dir, file.Name, file.Data)
			continue
		}
		for i := range n {
			fill := strings.NewReplacer(
				"$N", strconv.Itoa(i),
				"$TITLE", strconv.Quote(pick(hostileTitles, i)),
				"$OTHER", strconv.Quote(pick(hostileTitles, i+1)),
				"$BODY", pick([]string{"p_aa", "p_bb"}, i),
				"$STATE", pick([]string{"in corso", "concluso", "in corso", "non comunicato", "sospeso"}, i),
				"$CUP", fmt.Sprintf("J29B25%09d", i),
				"$MEASURE", pick([]string{"M1C1I1.2", "M1C1I1.2", "M4C1I3.3"}, i),
				"$YEAR", pick([]string{"2022", "2025", "2025"}, i),
			)
			put(t, dir, fill.Replace(file.Name), []byte(fill.Replace(string(file.Data))))
		}
	}
	var photo bytes.Buffer
	if err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 2400, 300))); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "content/media/foto.png", photo.Bytes())
	put(t, dir, "content/media/atto.pdf", []byte("%PDF-1.4\n"))
	return dir
}

// pick gives the texts in turn.
func pick(texts []string, i int) string { return texts[i%len(texts)] }

func put(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}
