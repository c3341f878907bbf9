package record

import "strings"

// WithoutUser gives an address of the web without the name, and the password, of a user that may
// stand before its host, and the host that it leads to. It reports whether one stands there: who
// reads «https://www.governo.it@example.it/» takes the name for the host. (RFC 3986, 3.2.1 and
// 7.6)
func WithoutUser(address string) (clean, host string, found bool) {
	scheme, rest, _ := strings.Cut(address, "//")
	host = rest
	if end := strings.IndexAny(rest, `/?#\`); end >= 0 {
		host = rest[:end]
	}
	at := strings.LastIndexByte(host, '@')
	return scheme + "//" + rest[at+1:], host[at+1:], at >= 0
}
