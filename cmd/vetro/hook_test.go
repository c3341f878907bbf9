package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// hookServer is a bare repository with the hook, and the folder that it publishes.
func hookServer(t *testing.T) (work, bare, published string) {
	t.Helper()
	work, bare = siteRepository(t)
	published = filepath.Join(filepath.Dir(bare), "www", "pnrr")
	hook, err := os.ReadFile(filepath.Join(work, "pubblicazione/post-receive"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bare, "hooks/post-receive"), hook, 0o777); err != nil {
		t.Fatal(err)
	}
	must(t, bare, fmt.Sprintf("git config vetro.uscita %q", published))
	return work, bare, published
}

// watch asks for the home page again and again until the test is over, and reports any
// moment at which there was none, or half of one.
func watch(t *testing.T, published string) {
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
			}
			page, err := os.ReadFile(filepath.Join(published, "index.html"))
			if err != nil || !strings.Contains(string(page), "</html>") {
				t.Errorf("a visitor found no whole home page: %v", err)
				return
			}
		}
	}()
	t.Cleanup(func() { close(done); <-gone })
}

// TestHookPushes sends twenty pushes to a server: one broken, two at once. After each the
// published folder is what the last good state gives, and no visitor ever finds less.
func TestHookPushes(t *testing.T) {
	needs(t, "git", "flock")
	t.Parallel()
	work, bare, published := hookServer(t)
	record := filepath.Join(work, "content/progetti/esempio.toml")
	notice := filepath.Join(work, "content/notizie/esempio.md")
	amount := 10000
	change := func() {
		replaceIn(t, record, fmt.Sprintf("importo = %d\n", amount), fmt.Sprintf("importo = %d\n", amount+1))
		replaceIn(t, notice, fmt.Sprintf("10.%03d euro", amount-10000), fmt.Sprintf("10.%03d euro", amount-9999))
		amount++
	}
	right := func(push int) {
		t.Helper()
		want := filepath.Join(t.TempDir(), "attesa")
		must(t, work, "vetro build --out "+want+" 2>&1")
		if fingerprint(t, published) != fingerprint(t, want) {
			t.Errorf("push %d: the published folder is not what the commit gives", push)
		}
	}
	for push := 1; push <= 20; push++ {
		change()
		switch push {
		case 7:
			before := fingerprint(t, published)
			replaceIn(t, record, `stato       = "in corso"`, `stato       = "a buon punto"`)
			out := commit(t, work, "Rotto")
			for _, want := range []string{fmt.Sprintf("content/progetti/esempio.toml:%d:", lineOf(t, record, "stato")), "il sito pubblicato resta com’era; mancano le correzioni qui sopra al commit"} {
				if !strings.Contains(out, want) {
					t.Errorf("push %d: %q is not told:\n%s", push, want, out)
				}
			}
			if fingerprint(t, published) != before {
				t.Errorf("push %d: a broken commit changed the published folder", push)
			}
			replaceIn(t, record, `"a buon punto"`, `"in corso"`)
			continue
		case 13: // and 14, at once, while cron asks for the site, too
			must(t, work, "git add -A && git commit -q -m Insieme")
			change()
			must(t, work, "git add -A && git commit -q -m Insieme2")
			now := bare + "/hooks/post-receive adesso 2>&1"
			out := atOnce(t, work, []string{"git push -q origin HEAD~1:main 2>&1 || true", "until git push -q origin HEAD:main 2>&1; do sleep 0.1; done", now, now, now})
			// Git refuses the older commit when it comes last, and the newer one when the older
			// one came while it was sent: it is sent again, as people do. Those that came at
			// once waited for each other, and the last of them found the newer one.
			if n := strings.Count(out, "pubblicato il commit"); n < 4 || strings.Contains(out, "resta com’era") || strings.Contains(out, "fatal") {
				t.Errorf("%d of those that came at once published:\n%s", n, out)
			}
			push++
		default:
			if out := commit(t, work, fmt.Sprintf("Push %d", push)); !strings.Contains(out, "pubblicato il commit") {
				t.Errorf("push %d: %s", push, out)
			}
		}
		if push == 1 {
			watch(t, published)
		}
		right(push)
	}
}

// atOnce runs scripts at the same time, and gives all that they said.
func atOnce(t *testing.T, work string, scripts []string) string {
	var all sync.WaitGroup
	said := make([]string, len(scripts))
	for i, script := range scripts {
		cmd := exec.Command("sh", "-e", "-c", script)
		cmd.Dir, cmd.Env = work, append(os.Environ(), quietGit...)
		all.Go(func() {
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Errorf("%s: %v\n%s", script, err, out)
			}
			said[i] = string(out)
		})
	}
	all.Wait()
	return strings.Join(said, "")
}

// TestHookRefusals holds what the hook says when it cannot publish.
func TestHookRefusals(t *testing.T) {
	needs(t, "git")
	t.Parallel()
	work, bare, published := hookServer(t)
	hook := bare + "/hooks/post-receive"
	tests := []struct {
		name, before, want string
		ok                 bool
	}{
		{"another branch", "git checkout -q -b prova && git push -q origin prova 2>&1; git checkout -q main", "", true},
		{"nobody said where", "git -C " + bare + " config --unset vetro.uscita; " + hook + " adesso", "vetro: non so dove pubblicare\nvetro: scrivi sul server: git -C " + bare + " config vetro.uscita CARTELLA", false},
		{"the whole disk", "git -C " + bare + " config vetro.uscita //; " + hook + " adesso", "vetro: non so dove pubblicare\n", false},
		{"a folder stands there", "git -C " + bare + " config vetro.uscita " + published + "; mkdir -p " + published + "; " + hook + " adesso", "vetro: " + published + " non è un collegamento: spostala, e al prossimo push sarà Vetro a crearlo", false},
		{"no such branch", "git -C " + bare + " config vetro.ramo altro; " + hook + " adesso", "vetro: il ramo altro non c’è ancora: niente da pubblicare", true},
		{"the branch was deleted", "git -C " + bare + " config vetro.ramo prova; git push -q origin :prova 2>&1", "il ramo prova non c’è più: il sito pubblicato resta com’era", true},
		{"no flock", "git -C " + bare + " config vetro.ramo main; rmdir " + published + "; PATH=" + withoutFlock(t) + " " + hook + " adesso", "pubblicato il commit", true},
	}
	for _, tt := range tests {
		out, ok := shell(t, work, quietGit, []string{"sh"}, tt.before)
		if ok != tt.ok || !strings.Contains(out, tt.want) {
			t.Errorf("%s: done %t, said %q", tt.name, ok, out)
		}
		if _, err := os.Stat(filepath.Join(published, "index.html")); err == nil && tt.name != "no flock" {
			t.Errorf("%s: published", tt.name)
		}
	}
	if _, err := os.Stat(filepath.Join(published, "index.html")); err != nil {
		t.Error(err)
	}
}

// TestHookFolder publishes to one folder twice, in whatever form the configuration names it.
func TestHookFolder(t *testing.T) {
	needs(t, "git")
	t.Parallel()
	for _, ending := range []string{"", "/", "//"} {
		work, bare, published := hookServer(t)
		must(t, bare, fmt.Sprintf("git config vetro.uscita %q", published+ending))
		for _, want := range []string{published + ".a", published + ".b"} {
			out := must(t, work, bare+"/hooks/post-receive adesso 2>&1")
			if !strings.Contains(out, "pubblicato il commit") || !strings.HasSuffix(strings.TrimSpace(out), " in "+published) {
				t.Errorf("vetro.uscita ends in %q: %s", ending, out)
			}
			if to, err := filepath.EvalSymlinks(published); err != nil || to != want {
				t.Errorf("vetro.uscita ends in %q: the folder leads to %s, %v; want %s", ending, to, err, want)
			}
		}
	}
}

// withoutFlock gives a path with all that the hook needs and no flock.
func withoutFlock(t *testing.T) string {
	return pathOf(t, "sh", "git", "vetro", "dirname", "basename", "mkdir", "rmdir", "rm", "ln", "mv", "readlink", "sleep")
}

// pathOf gives a folder with some programs of this machine, and no others.
func pathOf(t *testing.T, programs ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, p := range programs {
		from, err := exec.LookPath(p)
		if err != nil {
			t.Skipf("%s is not on this machine", p)
		}
		if err := os.Symlink(from, filepath.Join(dir, p)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
