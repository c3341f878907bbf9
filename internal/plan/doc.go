// Package plan decides which pages and files the site has, at which address, what
// each shows and how they are linked. After it nothing is decided, only drawn.
//
// It reads nothing and writes nothing. Its problems are links that lead nowhere and
// pages that want the same address. Addresses are from the root of the site, with /.
package plan
