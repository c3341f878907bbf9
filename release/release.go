// Package release holds what a binary of Vetro knows of its own release: the key of those that
// sign releases, and the licences of all that is in it.
package release

import (
	"bytes"
	_ "embed"
	"errors"
	"io"
	"strings"

	"aead.dev/minisign"
)

//go:embed vetro.pub
var publicKey string

//go:embed LICENZE.txt
var licences string

// Licences gives the licences of what is in the binary and of others: module or work, version,
// SPDX id, text.
func Licences() string { return licences }

// Key gives the public key by which releases are known, in minisign's form; "" in a binary that
// was built before there was one.
func Key() string { return keyIn(publicKey) }

// keyIn gives the key in the text of a file of minisign: its last line, after the comment.
func keyIn(text string) string {
	key := ""
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "untrusted comment:") {
			key = line
		}
	}
	return key
}

// ErrSignature says that a text is not signed by the key.
var ErrSignature = errors.New("the signature is not of this key")

// Verify holds a text to its signature in minisign's form, with BLAKE2b-512 before Ed25519: the
// form that the installer can check with nothing but OpenSSL.
func Verify(key string, text, signature []byte) error {
	var public minisign.PublicKey
	if err := public.UnmarshalText([]byte(key)); err != nil {
		return err
	}
	r := minisign.NewReader(bytes.NewReader(text))
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	if !r.Verify(public, signature) {
		return ErrSignature
	}
	return nil
}
