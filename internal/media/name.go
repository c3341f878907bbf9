package media

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vetro/internal/record"
)

// served are the extensions that servers run, or send as pages, wherever they stand in a name:
// Apache takes n.php.jpg for PHP where AddHandler names .php, o.html.it for HTML, and v.var.pdf
// for a list of other files.
var served = regexp.MustCompile(`^(?:ph(?:p.*|t|tml?|ar|ps)|.{0,2}htm.*|xht|shtm?|stm|f?cgi|f?pl|py[cw]?|rb|lua|tcl|k?sh|bash|asp.*|as[hmc]x|asa|cdx|axd|jsp.*|js[wv]|cfml?|cfc|var|asis|svgz|mht|hta|htc|xslt?|wasm|swf|imap)$`)

// opened are those that browsers run as a part of a page, and those that a reader’s computer
// runs, or obeys, when the file is opened, or servers of Windows run.
var opened = set(`
	js mjs cjs jse xsd dtd manifest webmanifest appcache
	exe com dll scr pif msi msp msix appx bat cmd ps1 psm1 vb vbs vbe ws wsf wsh wsc sct jar jnlp class war apk app dmg pkg deb rpm run
	lnk url scf inf reg cpl msc chm hlp desktop library-ms iso img vhd vhdx one rdp application gadget
	docm dotm xlsm xltm xlam xla xll pptm potm ppam ppsm ppa sldm
	config htaccess htpasswd ini conf cnf env
	slk iqy dqy oqy rqy xlw xlm mde accde mda ade adp odb wiz xbap pyz pyzw csh zsh fish ps1xml ps2 psc1 psd1 scpt scptd command terminal tool workflow
	webloc fileloc inetloc website mobileconfig diagcab theme themepack appimage flatpakref crx xpi cab ocx sys drv shs shb xnk mst msu vsto so dylib`)

// runs reports whether files of an extension are never published.
func runs(ext string) bool { return served.MatchString(ext) || opened[ext] }

// hostFiles are names that hosts take for their settings in any folder; those without an extension,
// or with a dot before them, are not published for that.
//
// Source: Microsoft, «Configure Azure Static Web Apps».
var hostFiles = set("staticwebapp.config.json")

// compressed are extensions that Apache may take for a way of sending what stands before them.
var compressed = set("gz tgz z br bz2 xz zst")

// activeName refuses a name that a server would run or send as a page, by any of its extensions;
// folders have names, too.
func activeName(name string) *Refusal {
	ext := Ext(name)
	if runs(ext) {
		return &Refusal{RuleActive, "un file ." + ext + " non si pubblica tra i media: potrebbe eseguire codice", readOnly}
	}
	if base := path.Base(name); hostFiles[strings.ToLower(base)] {
		return &Refusal{RuleActive, `il nome "` + base + `" è quello delle impostazioni di un server`, "rinomina il file"}
	}
	packed := compressed[ext]
	for part := range inner(name) {
		packed = packed || compressed[part]
	}
	for part := range inner(name) {
		f := formatOf(part)
		if served.MatchString(part) || (compressed[ext] || packed && formatOf(ext) == nil) && f != nil && f.markup {
			return &Refusal{RuleActive, "il nome contiene ." + part + ": alcuni server eseguirebbero il file, o lo mostrerebbero come una pagina", "togli ." + part + " dal nome"}
		}
	}
	return nil
}

// executed are those of served that make servers run a file, or obey it, and not only send it as a
// page.
var executed = regexp.MustCompile(`^(?:ph(?:p.*|t|tml?|ar|ps)|shtm.*|stm|f?cgi|f?pl|py[cw]?|rb|lua|tcl|k?sh|bash|asp.*|as[hmc]x|asa|cdx|jsp.*|js[wv]|cfml?|cfc|var|asis|imap|config)$`)

// Executed refuses a name that a server would run by any of its extensions. It is for the files of
// a theme, which may be pages and scripts for browsers, and nothing that runs on the host.
func Executed(name string) *Refusal {
	parts := func(yield func(part string) bool) {
		for part := range inner(name) {
			if !yield(part) {
				return
			}
		}
		yield(Ext(name))
	}
	for part := range parts {
		if executed.MatchString(part) {
			return &Refusal{RuleActive, "il nome contiene ." + part + ": alcuni server eseguirebbero il file", "togli il file dal tema, o ." + part + " dal nome"}
		}
	}
	return nil
}

// inner gives all extensions of a path but the last, in lower case. A semicolon ends a name, too,
// for old servers of Windows, which take blanks off its end; a blank before it makes it another one.
func inner(name string) func(yield func(part string) bool) {
	return func(yield func(part string) bool) {
		base := path.Base(name)
		name = strings.TrimSuffix(name, path.Ext(base))
		for segment := range strings.SplitSeq(strings.ToLower(name), "/") {
			parts := strings.FieldsFunc(segment, func(r rune) bool { return r == '.' || r == ';' })
			for i, part := range parts {
				if i > 0 && !yield(strings.TrimRight(part, " ")) {
					return
				}
			}
		}
	}
}

// maxName is what most file systems hold of one name, in bytes.
const maxName = 255

// Name refuses a path that some file system or address cannot hold; it is that of a file under
// content/media.
//
// Source: Microsoft, «Naming Files, Paths, and Namespaces».
func Name(name string) *Refusal {
	odd := func(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune(`<>:"|?*\%#`, r) }
	if strings.ContainsFunc(name, odd) || !utf8.ValidString(name) {
		return &Refusal{RuleName, "il nome del file ha caratteri che gli indirizzi non hanno", "rinomina il file con lettere, cifre, spazi, . - e _"}
	}
	if at, r := record.FindHidden(name, 0); at >= 0 {
		return &Refusal{RuleName, "il nome del file ha un carattere " + record.HiddenEffect(r), "rinomina il file con lettere, cifre, spazi, . - e _"}
	}
	for segment := range strings.SplitSeq(name, "/") {
		stem, _, _ := strings.Cut(segment, ".")
		stem = strings.TrimRight(stem, " ")
		switch quoted := `"` + segment + `"`; {
		case strings.HasSuffix(segment, " "), strings.HasSuffix(segment, "."):
			return &Refusal{RuleName, "il nome " + quoted + " finisce con un punto o uno spazio, che Windows toglie", `rinominalo "` + strings.TrimRight(segment, " .") + `"`}
		case record.DeviceName(stem):
			return &Refusal{RuleName, "il nome " + quoted + " è riservato a Windows", `rinominalo, per esempio "` + stem + "-1" + segment[len(stem):] + `"`}
		case len(segment) > maxName:
			return &Refusal{RuleName, "un nome di " + strconv.Itoa(len(segment)) + " byte non sta su ogni disco: il massimo è " + strconv.Itoa(maxName), "rinomina il file con un nome più corto"}
		}
	}
	return nil
}

// Fold gives names that are one name on the disks of Windows or macOS the same form.
//
// Source: Unicode Standard Annex 15; Apple, «File system details».
func Fold(name string) string {
	return norm.NFC.String(strings.ToLower(norm.NFC.String(name)))
}

// Alike says in what two names differ that Fold makes one, and where they are one.
func Alike(a, b string) string {
	if norm.NFC.String(a) == norm.NFC.String(b) {
		return "per come sono scritti gli accenti, e su macOS sono lo stesso"
	}
	return "per le maiuscole, e su Windows e macOS sono lo stesso"
}
