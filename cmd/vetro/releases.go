package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"vetro/internal/scaffold"
	"vetro/release"
)

// firstRelease is what a Vetro that is itself no release has a site installed with.
// publiccode.yml and action.yml say the same.
const firstRelease = "v0.1.0"

var (
	released     = regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+$`)
	plainAddress = regexp.MustCompile(`^https://[\w.~:/%-]+$`) // it comes to stand in a shell script
	sumLine      = regexp.MustCompile(`^[0-9a-f]{64} [ *](\S+)$`)
)

// releasesAt gives what is known of the releases at an address: the key that this binary was
// built with, and the sums of the version to install, if they can be had. Where nobody answers,
// there is the key alone, and away says so.
func releasesAt(address, key string) (r scaffold.Releases, away bool, err error) {
	u, err := url.Parse(address)
	if !plainAddress.MatchString(address) || err != nil || u.Hostname() == "" {
		return r, false, misuse{fmt.Sprintf("--rilasci vuole un indirizzo https intero, come https://rilasci.example/vetro, non %q", address)}
	}
	if key == "" {
		return r, false, refusal{"questo Vetro non ha la chiave di chi pubblica i rilasci: non può dire di quale Vetro fidarsi",
			"prendi Vetro da un rilascio firmato; chi lo pubblica mette la sua chiave in release/vetro.pub e lo costruisce di nuovo (release/README.md)"}
	}
	r = scaffold.Releases{Address: strings.TrimRight(address, "/"), Version: firstRelease, Key: key}
	if version, _ := versionAndCommit(); released.MatchString(version) {
		r.Version = version
	}
	if r.Sums, err = signedSums(r); errors.Is(err, errAway) {
		return r, true, nil
	}
	return r, false, err
}

// errAway says that no server answered.
var errAway = errors.New("nobody answers")

// signedSums fetches the sums of a version, and gives those of the programs that the installer
// may download, if they are signed.
func signedSums(r scaffold.Releases) (string, error) {
	at := r.Address + "/" + r.Version + "/SHA256SUMS"
	sums, err := download(at)
	if err != nil {
		return "", err
	}
	signature, err := download(at + ".minisig")
	if err != nil {
		return "", err
	}
	if err := release.Verify(r.Key, sums, signature); err != nil {
		return "", refusal{"la firma di " + at + " non è di chi pubblica Vetro", "non prendere Vetro da lì: chiedi a chi lo pubblica l’indirizzo giusto"}
	}
	var b strings.Builder
	for line := range strings.Lines(string(sums)) {
		m := sumLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		for _, system := range []string{"linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"} {
			if m != nil && m[1] == "vetro_"+r.Version+"_"+system {
				b.WriteString(m[0] + "\n")
			}
		}
	}
	if b.Len() == 0 {
		return "", refusal{at + " non parla dei programmi della versione " + r.Version, "chiedi a chi pubblica Vetro l’indirizzo giusto"}
	}
	return b.String(), nil
}

// maxSums is more than the sums of any release, or their signature, have.
const maxSums = 64 << 10

const mendReleases = "controlla l’indirizzo dopo --rilasci, o chiedilo a chi pubblica Vetro"

// download gives a small file of a server, over https all the way.
func download(address string) ([]byte, error) {
	client := &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(to *http.Request, via []*http.Request) error {
		switch {
		case to.URL.Scheme != "https" || to.URL.User != nil:
			return refusal{fmt.Sprintf("%s rimanda a %s: Vetro si scarica solo in https", address, to.URL.Redacted()), mendReleases}
		case len(via) > 5:
			return refusal{address + " rimanda troppe volte ad altri indirizzi", mendReleases}
		}
		return nil
	}}
	answer, err := client.Get(address)
	if err != nil {
		return nil, notReached(address, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, refusal{fmt.Sprintf("%s non c’è: il server risponde %d", address, answer.StatusCode), mendReleases}
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxSums+1))
	switch {
	case err != nil:
		return nil, refusal{fmt.Sprintf("%s non si scarica: %v", address, err), mendReleases}
	case len(text) > maxSums:
		return nil, refusal{address + " è troppo grande per essere un elenco di somme", mendReleases}
	}
	return text, nil
}

// notReached says why an address gave no answer: errAway where no server could be asked.
func notReached(address string, err error) error {
	var refused refusal
	var dial *net.OpError
	var late net.Error
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.As(err, &dial) && dial.Op == "dial", errors.As(err, &late) && late.Timeout():
		return errAway
	case errors.As(err, &certificate):
		return refusal{address + " non si scarica: nessuno garantisce per il certificato del server, o non è il suo", mendReleases}
	}
	return refusal{fmt.Sprintf("%s non si scarica: %v", address, err), mendReleases}
}
