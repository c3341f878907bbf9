package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"

	"vetro/internal/record"
)

// importForm is what the digest of a table begins with. Another one makes every table be brought in
// again: for when the same table gives other records.
const importForm = "1\n"

// digestOf gives what tells a table, and the list of calls that was read beside it, from any other.
func digestOf(table, calls string) (string, error) {
	h := sha256.New()
	_, _ = io.WriteString(h, importForm)
	f, err := openTold("il file "+table, table, mendOpen)
	if err == nil {
		_, err = io.Copy(h, f)
		err = errors.Join(err, f.Close())
	}
	if err != nil || calls == "" {
		return hex.EncodeToString(h.Sum(nil)), err
	}
	_, _ = h.Write([]byte{0})
	if f, err = openCalls(calls); err != nil {
		return "", err
	}
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, f.Close())
}

// openCalls opens the list of calls.
func openCalls(name string) (*os.File, error) {
	return openTold("l’elenco degli avvisi "+name, name, "controlla il nome del file dopo --avvisi")
}

// unchanged reports a table that was brought in before, to the byte and for the same bodies, with
// nothing left open: it would change no record. Of a newer day only that is written. It takes the
// account from the last import; --force, --accept and --rapporto bring the table in again.
func (im *padigitale) unchanged() (same bool, err error) {
	if im.digest, err = digestOf(im.File, im.Calls); err != nil {
		return false, err
	}
	name := importedDir + im.report.Source
	if _, err := im.site.root.Lstat(name + ".csv" + pending); !errors.Is(err, fs.ErrNotExist) || im.Force || im.Accept || im.Rows {
		return false, nil
	}
	last := &imported{}
	if err := im.site.readChoice(last, im.report.Source); err != nil || last.digest != im.digest || !im.sameChoice(last) {
		return false, err
	}
	if a := last.account; a == nil || a.Rows.Left+a.Rows.Differs > 0 {
		return false, nil
	}
	if day := firstKnown(im.Day, dayInName(im.File)); day.Compare(last.day) > 0 {
		last.day = day
		last.source = dataSource{sourceTitle, sourceURL, sourceLicense}
		if err := im.site.write(name+".toml", last.choice(im.report.File, last.account)); err != nil {
			return false, err
		}
		if err := im.site.commit(); err != nil {
			return false, err
		}
	}
	im.report.Unit, im.report.Day, im.report.Unchanged = "riga", last.day, true
	im.report.Account = last.account.again()
	return true, nil
}

// sameChoice reports whether the same bodies are asked for as the last time.
func (im *padigitale) sameChoice(last *imported) bool {
	if !im.All && im.Bodies == nil && im.Regions == nil {
		return true
	}
	return im.All == last.all && (im.All || slices.Equal(im.Bodies, last.bodies) && slices.Equal(im.Regions, last.regions))
}

// firstKnown gives the first day that is known.
func firstKnown(days ...record.Date) record.Date {
	for _, d := range days {
		if d.Known() {
			return d
		}
	}
	return record.Date{}
}
