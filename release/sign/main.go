// Command sign signs the sums of a release, in minisign's form.
//
//	go run ./release/sign new FILE       makes a pair: the secret half in FILE, the public one in release/vetro.pub
//	go run ./release/sign check          tells whether the secret key is the one whose public half binaries embed
//	go run ./release/sign VERSION FILE   writes FILE.minisig
//
// The secret key is that of whoever runs it, and never in the repository: its text in
// VETRO_SECRET_KEY, or the file that holds it in VETRO_SECRET_KEY_FILE; its password, if it has
// one, in VETRO_SECRET_KEY_PASSWORD. Pairs that minisign -G makes serve as well.
//
// The same key, version and file give the same signature: it holds no time.
package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"aead.dev/minisign"

	"vetro/release"
)

// publicFile is what binaries embed, from the folder of the module.
const publicFile = "release/vetro.pub"

func main() {
	if err := run(os.Args[1:], os.Getenv); err != nil {
		fmt.Fprintln(os.Stderr, "release/sign:", err)
		os.Exit(1)
	}
}

func run(args []string, env func(string) string) error {
	switch {
	case len(args) == 2 && args[0] == "new":
		return makePair(args[1])
	case len(args) == 1 && args[0] == "check":
		_, err := secretKey(env)
		return err
	case len(args) == 2:
		key, err := secretKey(env)
		if err != nil {
			return err
		}
		return sign(key, args[0], args[1])
	}
	return errors.New("write new FILE, check, or VERSION FILE")
}

// makePair writes a new pair. Neither file may be there: a key that is lost cannot be replaced
// for those that trust it.
func makePair(secretFile string) error {
	if release.Key() != "" {
		return fmt.Errorf("%s holds a key already: those that have Vetro trust it", publicFile)
	}
	if here, err := filepath.Abs(secretFile); err != nil || within(here) {
		return errors.New("the secret key stays out of the repository: name a file elsewhere, with its whole path")
	}
	public, secret, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	text, err := secret.MarshalText()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(secretFile, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write the secret key: %w", err)
	}
	_, err = out.Write(append(text, '\n'))
	if err := errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("write the secret key: %w", err)
	}
	if text, err = public.MarshalText(); err != nil {
		return err
	}
	if err := os.WriteFile(publicFile, append(text, '\n'), 0o666); err != nil {
		return fmt.Errorf("write the public key: %w", err)
	}
	fmt.Printf("%s is secret: keep it, and a copy, away from the repository\n%s is to be committed\n", secretFile, publicFile)
	return nil
}

// within reports whether a file lies below the working folder.
func within(file string) bool {
	here, err := os.Getwd()
	if err != nil {
		return true
	}
	rel, err := filepath.Rel(here, file)
	return err == nil && filepath.IsLocal(rel)
}

// secretKey gives the key that the environment names, if it is the one that binaries trust.
func secretKey(env func(string) string) (key minisign.PrivateKey, err error) {
	const how = "see release/README.md"
	if release.Key() == "" {
		return key, fmt.Errorf("%s holds no key: nobody could check what is signed; %s", publicFile, how)
	}
	text := []byte(env("VETRO_SECRET_KEY"))
	if file := env("VETRO_SECRET_KEY_FILE"); len(text) == 0 && file != "" {
		if text, err = os.ReadFile(file); err != nil {
			return key, fmt.Errorf("read the secret key: %w", err)
		}
	}
	if len(text) == 0 {
		return key, fmt.Errorf("no secret key: set VETRO_SECRET_KEY or VETRO_SECRET_KEY_FILE; %s", how)
	}
	text = bytes.TrimSpace(text)
	if minisign.IsEncrypted(text) {
		key, err = minisign.DecryptKey(env("VETRO_SECRET_KEY_PASSWORD"), text)
	} else {
		err = key.UnmarshalText(text)
	}
	if err != nil {
		return key, fmt.Errorf("read the secret key: %w", err)
	}
	if public, is := key.Public().(minisign.PublicKey); !is || public.String() != release.Key() {
		return key, fmt.Errorf("the secret key is not of the public key in %s: those that check the release would refuse it", publicFile)
	}
	return key, nil
}

// sign writes the signature of a file beside it, and reads it as others will.
func sign(key minisign.PrivateKey, version, name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read what is to be signed: %w", err)
	}
	r := minisign.NewReader(bytes.NewReader(text))
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	signature := r.SignWithComments(key, "Vetro "+version, "verify with minisign -V -m "+filepath.Base(name)+" -P "+release.Key())
	if err := release.Verify(release.Key(), text, signature); err != nil {
		return err
	}
	return os.WriteFile(name+".minisig", signature, 0o666)
}
