package inspect

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vetro/internal/check"
	"vetro/internal/record"
)

// here allows what no other address does: servers of tests.
func here(at netip.AddrPort) bool { return at.Addr().IsLoopback() }

func TestPublic(t *testing.T) {
	inside := []string{
		"127.0.0.1", "127.8.9.10", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
		"169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.7", "198.18.0.1",
		"198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
		"64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1",
		"fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
	}
	outside := []string{"1.1.1.1", "9.9.9.9", "100.63.0.1", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1", "193.204.1.1",
		"2001:4860:4860::8888", "2a00:1450:4002::1", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"}
	for want, addresses := range map[bool][]string{false: inside, true: outside} {
		for _, a := range addresses {
			if got := public(netip.MustParseAddr(a)); got != want {
				t.Errorf("%s is public: %t", a, got)
			}
		}
	}
}

// followed gives what is said of one link.
func followed(t *testing.T, client *http.Client, address string) string {
	t.Helper()
	return ask(t.Context(), client, address).text
}

const toInside = "porta a questo computer o a una rete interna: Vetro non lo segue, e i cittadini non ci arrivano"

// No address of this machine or of its network is asked, however it is written, whoever leads
// there, and whatever a name said a moment ago.
func TestNothingInsideIsAsked(t *testing.T) {
	var asked atomic.Int64
	secret := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer secret.Close()
	at := netip.MustParseAddrPort(secret.Listener.Addr().String())
	open := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Query().Get("a"), http.StatusFound)
	}))
	defer open.Close()
	only := func(a netip.AddrPort) bool { return a.String() == open.Listener.Addr().String() }
	client := newClient(only)
	port := fmt.Sprint(at.Port())
	for _, address := range []string{
		"http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
		"http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "https://192.168.0.1/", "http://[fd00:ec2::254]/",
	} {
		if got := followed(t, client, address); got != toInside {
			t.Errorf("%s: %q", address, got)
		}
		if got := followed(t, client, open.URL+"/?a="+url.QueryEscape(address)); got != toInside {
			t.Errorf("sent on to %s: %q", address, got)
		}
	}
	if got := followed(t, client, secret.URL); got != "usa la porta "+port+", che Vetro non segue" {
		t.Errorf("another port: %q", got)
	}
	// The port is allowed here, so that what stops the request is the address.
	client.Transport.(*reach).allow = func(a netip.AddrPort) bool { return only(a) }
	conn, err := client.Transport.(*reach).direct.(*http.Transport).DialContext(t.Context(), "tcp", secret.Listener.Addr().String())
	if err == nil || !strings.Contains(err.Error(), toInside) {
		t.Errorf("a connection was made: %v %v", conn, err)
	}
	if asked.Load() > 0 {
		t.Errorf("the inside was asked %d times", asked.Load())
	}
}

// A proxy that whoever runs the command has set may be inside; what it is asked for may not.
func TestProxy(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked = append(asked, r.URL.Host) }))
	defer proxy.Close()
	client := newClient(nil)
	r := client.Transport.(*reach)
	r.proxy = func(*http.Request) (*url.URL, error) { return url.Parse(proxy.URL) }
	r.lookup = func(_ context.Context, _, host string) ([]netip.Addr, error) {
		switch host {
		case "fuori.example.it":
			return []netip.Addr{netip.MustParseAddr("193.204.1.1")}, nil
		case "dentro.example.it":
			return []netip.Addr{netip.MustParseAddr("193.204.1.1"), netip.MustParseAddr("10.0.0.7")}, nil
		}
		return nil, &net.DNSError{Name: host, IsNotFound: true}
	}
	for address, want := range map[string]string{
		"http://fuori.example.it/": "", "http://ignoto.example.it/": "", "http://193.204.1.1/": "",
		"http://dentro.example.it/": toInside, "http://intranet/": toInside, "http://10.0.0.7/": toInside, "http://169.254.169.254/": toInside,
		// What the proxy, and not this machine, would read as an address inside.
		"http://127.1/": toInside, "http://0x7f.0.0.1/": toInside, "http://169.254.43518/": toInside, "http://0251.0376.0251.0376/": toInside, "http://10.0.0.7./": toInside, "http://0xa9.0xfe.0xa9fe./": toInside,
		"http://localhost./": toInside, "http://x.localhost/": toInside, "http://metadata.google.internal/": toInside, "http://intranet.ente.local/": toInside, "http://router.home.arpa./": toInside, "http://intranet./": toInside,
	} {
		if got := followed(t, client, address); got != want {
			t.Errorf("%s: %q", address, got)
		}
	}
	if len(asked) != 3 {
		t.Errorf("the proxy was asked for %v", asked)
	}
}

// What other sites answer is bounded: hops, the head of an answer, waits, the time of all.
func TestBounds(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/gira", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/gira", http.StatusFound) })
	mux.HandleFunc("/testa", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Lungo", strings.Repeat("x", 2*linkHeader))
	})
	mux.HandleFunc("/fiume", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		for block := make([]byte, 1<<20); r.Context().Err() == nil; {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
	var waiting atomic.Int64
	mux.HandleFunc("/lento/", func(_ http.ResponseWriter, r *http.Request) { waiting.Add(1); <-r.Context().Done() })
	server := httptest.NewServer(mux)
	defer server.Close()
	client := newClient(here)
	client.Timeout = 2 * time.Second
	for path, want := range map[string]string{"/gira": "rimanda troppe volte ad altri indirizzi", "/testa": "non si può seguire (", "/fiume": ""} {
		if got := followed(t, client, server.URL+path); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q", path, got)
		}
	}
	client.Timeout = 50 * time.Millisecond
	var links []check.ExternalLink
	for n := range 40 {
		links = append(links, check.ExternalLink{URL: fmt.Sprint(server.URL, "/lento/", n), Pos: record.Pos{File: "a.md", Line: n + 1, Col: 1}})
	}
	problems := follow(t.Context(), client, links)
	if waiting.Load() > linkWaits || len(problems) != len(links) {
		t.Errorf("waited %d times, and told %d", waiting.Load(), len(problems))
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	problems = follow(over, client, links)
	if len(problems) != 1 || !strings.Contains(problems[0].Text, "ne restano 40") {
		t.Errorf("without time: %v", problems)
	}
}
