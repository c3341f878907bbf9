package inspect

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Whoever proposes a text for a site decides which addresses check --online asks for. It may
// run where addresses answer that no citizen reaches: an office's network, the service of a
// cloud that tells its machines their keys. So only addresses of the public internet are
// asked, and that is decided where the connection is made, on the address itself: a name
// may lead anywhere, another time elsewhere, and a page may send on to anything.

// refusedLink is the error for a link that is not followed. Its text goes on from «il link …».
type refusedLink struct{ text, mend string }

func (r *refusedLink) Error() string { return r.text }

const (
	linkHeader = 64 << 10        // the most that the head of an answer may hold; its body is never read
	linkDial   = 5 * time.Second // for each connection
	linkHops   = 10              // redirects of one link
)

// linkPorts are the ports that are asked: those of HTTP, and those on which sites are that
// share a machine. What listens elsewhere is mostly no site, and may take a request for orders.
var linkPorts = []string{"", "80", "443", "8080", "8443"}

// reach asks other sites, none of which is where only this machine or its network gets.
type reach struct {
	direct, proxied http.RoundTripper
	proxy           func(*http.Request) (*url.URL, error)
	lookup          func(ctx context.Context, network, host string) ([]netip.Addr, error)
	allow           func(netip.AddrPort) bool // of addresses and ports that are not asked else; may be nil
}

// newClient gives a client that follows links. Allow is for tests, whose servers are on this machine.
func newClient(allow func(netip.AddrPort) bool) *http.Client {
	r := &reach{proxy: http.ProxyFromEnvironment, lookup: net.DefaultResolver.LookupNetIP, allow: allow}
	guarded := net.Dialer{Timeout: linkDial, Control: r.control}
	r.direct = transport(guarded.DialContext, nil)
	r.proxied = transport((&net.Dialer{Timeout: linkDial}).DialContext, func(q *http.Request) (*url.URL, error) { return r.proxy(q) })
	return &http.Client{Transport: r, Timeout: linkTimeout, CheckRedirect: func(_ *http.Request, via []*http.Request) error {
		if len(via) >= linkHops {
			return &refusedLink{"rimanda troppe volte ad altri indirizzi", mendLink}
		}
		return nil
	}}
}

func transport(dial func(context.Context, string, string) (net.Conn, error), proxy func(*http.Request) (*url.URL, error)) *http.Transport {
	return &http.Transport{
		Proxy: proxy, DialContext: dial, ForceAttemptHTTP2: true, TLSHandshakeTimeout: linkTimeout,
		MaxResponseHeaderBytes: linkHeader, IdleConnTimeout: linkTimeout, MaxIdleConnsPerHost: 1,
	}
}

// RoundTrip asks for one address, one to which another sent on included.
//
// Whoever runs the command may have set a proxy (HTTPS_PROXY), often the only way out of an
// office; it mostly is at an address of the office's network, and it connects. So the name is
// looked up here first; what the proxy makes of it is up to the proxy.
func (r *reach) RoundTrip(q *http.Request) (*http.Response, error) {
	host, port := q.URL.Hostname(), q.URL.Port()
	at, err := netip.ParseAddr(host)
	literal := err == nil
	if !slices.Contains(linkPorts, port) && !(literal && r.allowed(at, port)) {
		return nil, &refusedLink{"usa la porta " + port + ", che Vetro non segue", "scrivi l’indirizzo senza porta, se la pagina risponde anche così"}
	}
	proxy, err := r.proxy(q)
	if err != nil || proxy == nil {
		return r.direct.RoundTrip(q)
	}
	found := []netip.Addr{at}
	if !literal {
		if insideName(host) {
			return nil, inside()
		}
		if found, err = r.lookup(q.Context(), "ip", host); err != nil && strings.Contains(strings.TrimSuffix(host, "."), ".") {
			return r.proxied.RoundTrip(q) // behind some proxies no name of the internet is known
		}
	}
	for _, at := range found {
		if !r.allowed(at, port) && !public(at) {
			return nil, inside()
		}
	}
	if len(found) == 0 {
		return nil, inside() // a name of this network
	}
	return r.proxied.RoundTrip(q)
}

// insideNames are the ends of names that no site of the internet has.
//
// Source: IANA, Special-Use Domain Names (RFC 6761, 6762, 8375); ICANN for .internal.
var insideNames = []string{".localhost", ".local", ".internal", ".home.arpa", ".test", ".invalid"}

// insideName reports whether a name is none of the internet, whoever looks it up: one of
// insideNames, or an address in figures as programs of old read them, such as 127.1, 0x7f.0.0.1
// or 10.0.0.7 with a point behind it.
//
// Source: the URL Standard (WHATWG), «ends in a number».
func insideName(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	last := strings.LastIndexByte(host, '.')
	if slices.ContainsFunc(insideNames, func(end string) bool { return strings.HasSuffix("."+host, end) }) {
		return true
	}
	label := host[last+1:]
	if digits, hex := strings.CutPrefix(label, "0x"); hex {
		return strings.Trim(digits, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}

// control looks at an address to which a connection is about to be made.
func (r *reach) control(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if public(at.Addr()) || r.allow != nil && r.allow(at) {
		return nil
	}
	return inside()
}

func (r *reach) allowed(at netip.Addr, port string) bool {
	if r.allow == nil {
		return false
	}
	to, err := netip.ParseAddrPort(net.JoinHostPort(at.String(), port))
	return err == nil && r.allow(to)
}

// inside tells of an address that no citizen reaches. It does not tell the address: the report
// of a CI may be public, and the names of an office's network are not.
func inside() error {
	return &refusedLink{"porta a questo computer o a una rete interna: Vetro non lo segue, e i cittadini non ci arrivano",
		"scrivi l’indirizzo che ha la pagina in internet, o togli il link"}
}

// public reports whether an address is one of the public internet.
//
// Source: the registries of special-purpose addresses of IANA (RFC 6890), as of 2025.
func public(at netip.Addr) bool {
	at = at.Unmap().WithZone("")
	if at.Is6() {
		if nat64 := netip.MustParsePrefix("64:ff9b::/96"); nat64.Contains(at) {
			b := at.As16()
			return public(netip.AddrFrom4([4]byte(b[12:])))
		}
		if !netip.MustParsePrefix("2000::/3").Contains(at) {
			return false
		}
	}
	for _, special := range specialAddresses {
		if netip.MustParsePrefix(special).Contains(at) {
			return false
		}
	}
	return at.IsValid()
}

// specialAddresses are those that lead to no public site; of IPv6 only those within 2000::/3.
var specialAddresses = []string{
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32", // where a cloud answers its machines
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
}
