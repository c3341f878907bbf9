package inspect

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"vetro/internal/check"
	"vetro/internal/record"
)

// How hard other sites are asked: each address once, one at a time on one host.
const (
	hostsAtOnce = 8
	linkTimeout = 15 * time.Second
)

// Online follows the links of a site that lead to other sites, and reports those that lead
// nowhere.
func Online(ctx context.Context, site *record.Site) []record.Problem {
	severity := check.Severity(site, check.ExternalRule)
	if severity == record.Off {
		return nil
	}
	client := &http.Client{Timeout: linkTimeout}
	problems := follow(ctx, client, check.External(site))
	for i := range problems {
		problems[i].Rule, problems[i].Severity = check.ExternalRule, severity
	}
	return problems
}

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
	for _, fault := range faults {
		if fault == unreachable {
			unreached++
		}
	}
	if len(links) > 0 && unreached == len(faults) {
		return []record.Problem{{Pos: links[0].Pos, Text: "nessun sito esterno risponde: i link non sono stati controllati", Mend: "controlla la rete e rifai vetro check --online"}}
	}
	var problems []record.Problem
	for _, l := range links {
		if fault := faults[l.URL]; fault != "" {
			problems = append(problems, record.Problem{Pos: l.Pos, Text: "il link " + l.URL + " " + fault, Mend: "apri il link nel browser: correggilo, o togli il link se la pagina non c’è più"})
		}
	}
	record.SortProblems(problems)
	return problems
}

// askAll gives the fault of each address, "" for those that answer.
func askAll(ctx context.Context, client *http.Client, byHost map[string][]string) map[string]string {
	faults := make(map[string]string)
	var mu sync.Mutex
	var wg sync.WaitGroup
	slots := make(chan struct{}, hostsAtOnce)
	for _, addresses := range byHost {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			for _, address := range addresses {
				fault := ask(ctx, client, address)
				mu.Lock()
				faults[address] = fault
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return faults
}

const unreachable = "non porta a nessun sito"

// ask gives what is wrong with an address, "" when nothing is or nothing can be said: a
// site may refuse machines and serve people.
func ask(ctx context.Context, client *http.Client, address string) string {
	status := 0
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		request, err := http.NewRequestWithContext(ctx, method, address, nil)
		if err != nil {
			return "non è un indirizzo"
		}
		request.Header.Set("User-Agent", "Vetro (controllo dei link)")
		response, err := client.Do(request)
		if err != nil {
			return faultOfNet(err)
		}
		response.Body.Close()
		if status = response.StatusCode; status < 400 {
			return ""
		}
	}
	switch status {
	case http.StatusNotFound, http.StatusGone:
		return fmt.Sprintf("porta a una pagina che non c’è (risposta %d)", status)
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return fmt.Sprintf("porta a un sito che non funziona (risposta %d)", status)
	}
	return ""
}

// faultOfNet puts what the network refuses into Italian.
func faultOfNet(err error) string {
	var timeout net.Error
	var dns *net.DNSError
	switch {
	case errors.Is(err, context.Canceled):
		return ""
	case errors.As(err, &dns):
		return unreachable
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Sprintf("non risponde entro %d secondi", linkTimeout/time.Second)
	case strings.Contains(err.Error(), "x509") || strings.Contains(err.Error(), "tls:"):
		return "porta a un sito con un certificato non valido"
	case errors.As(err, new(*net.OpError)):
		return unreachable
	}
	return "non si può seguire (" + err.Error() + ")"
}
