package inspect

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vetro/internal/check"
	"vetro/internal/record"
)

func TestFollow(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/si", func(w http.ResponseWriter, r *http.Request) {})
	mux.HandleFunc("/solo-get", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusNotFound)
		}
	})
	mux.HandleFunc("/vietato", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.HandleFunc("/tolto", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/rotto", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	mux.HandleFunc("/lento", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	server := httptest.NewServer(mux)
	defer server.Close()
	client := newClient(here)
	client.Timeout = 300 * time.Millisecond

	tests := []struct{ name, path, want string }{
		{"a page", "/si", ""},
		{"a page that answers a reader alone", "/solo-get", ""},
		{"a page that refuses machines", "/vietato", ""},
		{"no page", "/niente", "porta a una pagina che non c’è (risposta 404)"},
		{"a page that was removed", "/tolto", "porta a una pagina che non c’è (risposta 410)"},
		{"a site that is down", "/rotto", "porta a un sito che non funziona (risposta 502)"},
		{"a site that is slow", "/lento", "non risponde entro 15 secondi"},
	}
	links := []check.ExternalLink{{URL: server.URL + "/si", Pos: record.Pos{File: "a.md", Line: 1, Col: 1}}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			problems := follow(t.Context(), client, append(links, check.ExternalLink{URL: server.URL + tt.path, Pos: record.Pos{File: "b.md", Line: 2, Col: 3}}))
			if tt.want == "" && len(problems) == 0 {
				return
			}
			if len(problems) != 1 || !strings.HasSuffix(problems[0].Text, tt.want) || tt.want == "" || problems[0].Pos.Line != 2 {
				t.Errorf("told %v, want %q", problems, tt.want)
			}
		})
	}
}

// Where nothing answers at all, the network lacks, and no link is blamed.
func TestFollowWithoutNetwork(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	problems := follow(t.Context(), newClient(here), []check.ExternalLink{{URL: server.URL + "/a"}, {URL: server.URL + "/b"}})
	if len(problems) != 1 || problems[0].Text != "nessun sito esterno risponde: i link non sono stati controllati" {
		t.Errorf("told %v", problems)
	}
	if problems := follow(t.Context(), newClient(here), nil); len(problems) > 0 {
		t.Errorf("no link, and told %v", problems)
	}
}
