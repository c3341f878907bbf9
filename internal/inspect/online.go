package inspect

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"vetro/internal/check"
	"vetro/internal/record"
)

// How hard other sites are asked: each address once, one at a time on one host, and one that
// lets wait no more than a few times.
const (
	hostsAtOnce = 8
	linkTimeout = 15 * time.Second
	linkWaits   = 3                // after so many on one host, the rest of its addresses is not asked
	linksTime   = 10 * time.Minute // for all of them
)

// Online follows the links of a site that lead to other sites, and reports those that lead
// nowhere. Addresses of this machine and of networks that are not public are not asked, but
// those that allow lets pass: tests have their servers there, and no one else gives it.
func Online(ctx context.Context, site *record.Site, allow func(netip.AddrPort) bool) []record.Problem {
	severity := check.Severity(site, check.ExternalRule)
	if severity == record.Off {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, linksTime)
	defer cancel()
	problems := follow(ctx, newClient(allow), check.External(site))
	for i := range problems {
		problems[i].Rule, problems[i].Severity = check.ExternalRule, severity
	}
	return problems
}

// fault is what is wrong with a link, in words that go on from «il link …», and its mend. The
// zero fault is none.
type fault struct{ text, mend string }

// The faults that are more than words.
const (
	unreachable = "non porta a nessun sito"
	unasked     = "" // with a mend: the time was over
)

const (
	mendLink    = "apri il link nel browser: correggilo, o togli il link se la pagina non c’è più"
	mendUnasked = "rifai vetro check --online più tardi"
)

// follow asks for every address, and reports which do not answer as they should. When none
// answers at all it is the network that lacks.
func follow(ctx context.Context, client *http.Client, links []check.ExternalLink) []record.Problem {
	byHost := make(map[string][]string)
	for _, l := range links {
		u, err := url.Parse(l.URL)
		if err == nil && !slices.Contains(byHost[u.Host], l.URL) {
			byHost[u.Host] = append(byHost[u.Host], l.URL)
		}
	}
	faults := askAll(ctx, client, byHost)
	unreached := 0
	for _, f := range faults {
		if f.text == unreachable {
			unreached++
		}
	}
	if len(links) > 0 && unreached == len(faults) {
		return []record.Problem{{Pos: links[0].Pos, Text: "nessun sito esterno risponde: i link non sono stati controllati", Mend: "controlla la rete e rifai vetro check --online"}}
	}
	var problems []record.Problem
	var left []check.ExternalLink
	for _, l := range links {
		switch f := faults[l.URL]; {
		case f.text != "":
			problems = append(problems, record.Problem{Pos: l.Pos, Text: "il link " + l.URL + " " + f.text, Mend: f.mend})
		case f.mend == mendUnasked:
			left = append(left, l)
		}
	}
	if len(left) > 0 {
		problems = append(problems, record.Problem{Pos: left[0].Pos, Text: fmt.Sprintf("i siti esterni rispondono piano: non tutti i link sono stati controllati (ne restano %d, da questo in poi)", len(left)), Mend: mendUnasked})
	}
	record.SortProblems(problems)
	return problems
}

// askAll gives the fault of each address.
func askAll(ctx context.Context, client *http.Client, byHost map[string][]string) map[string]fault {
	faults := make(map[string]fault)
	var mu sync.Mutex
	var wg sync.WaitGroup
	slots := make(chan struct{}, hostsAtOnce)
	for _, addresses := range byHost {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			waits := 0
			for _, address := range addresses {
				f := fault{noAnswer(), mendLink}
				if waits < linkWaits {
					f = ask(ctx, client, address)
				}
				if f.text == noAnswer() {
					waits++
				}
				mu.Lock()
				faults[address] = f
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return faults
}

// ask gives what is wrong with an address; nothing when nothing is or nothing can be said: a
// site may refuse machines and serve people.
func ask(ctx context.Context, client *http.Client, address string) fault {
	status := 0
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		if ctx.Err() != nil {
			return fault{unasked, mendUnasked}
		}
		request, err := http.NewRequestWithContext(ctx, method, address, nil)
		if err != nil {
			return fault{"non è un indirizzo", mendLink}
		}
		request.Header.Set("User-Agent", "Vetro (controllo dei link)")
		response, err := client.Do(request)
		if err != nil && ctx.Err() != nil {
			return fault{unasked, mendUnasked}
		}
		if err != nil {
			return faultOfNet(err)
		}
		response.Body.Close() // nothing of it is read
		if status = response.StatusCode; status < 400 {
			return fault{}
		}
	}
	switch status {
	case http.StatusNotFound, http.StatusGone:
		return fault{fmt.Sprintf("porta a una pagina che non c’è (risposta %d)", status), mendLink}
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return fault{fmt.Sprintf("porta a un sito che non funziona (risposta %d)", status), mendLink}
	}
	return fault{}
}

func noAnswer() string { return fmt.Sprintf("non risponde entro %d secondi", linkTimeout/time.Second) }

// faultOfNet puts what the network refuses into Italian.
func faultOfNet(err error) fault {
	var timeout net.Error
	var refused *refusedLink
	switch {
	case errors.As(err, &refused):
		return fault{refused.text, refused.mend}
	case errors.As(err, new(*net.DNSError)):
		return fault{unreachable, mendLink}
	case errors.As(err, &timeout) && timeout.Timeout():
		return fault{noAnswer(), mendLink}
	case strings.Contains(err.Error(), "x509") || strings.Contains(err.Error(), "tls:"):
		return fault{"porta a un sito con un certificato non valido", mendLink}
	case errors.As(err, new(*net.OpError)):
		return fault{unreachable, mendLink}
	}
	return fault{"non si può seguire (" + err.Error() + ")", mendLink}
}
