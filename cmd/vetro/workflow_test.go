package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const scaffoldFiles = "../../internal/scaffold/files/"

// workflowFiles are those that GitHub runs: for a body, for Vetro itself.
func workflowFiles(t *testing.T) []string {
	t.Helper()
	own, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	return append(own, scaffoldFiles+"github/sito.yml")
}

// TestWorkflowLint runs actionlint, pinned, over all workflows.
func TestWorkflowLint(t *testing.T) {
	needs(t, "go")
	args := append([]string{"run", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.7"}, workflowFiles(t)...)
	out, err := exec.Command("go", args...).CombinedOutput()
	if regexp.MustCompile(`dial tcp|no such host|module lookup disabled|connection refused|i/o timeout|403 Forbidden`).Match(out) {
		t.Skipf("actionlint cannot be had offline: %s", out)
	}
	if err != nil {
		t.Errorf("actionlint: %v\n%s", err, out)
	}
}

// TestWorkflowPins holds every action to a commit, with its version beside, one commit
// for each action, and every job to permissions and a time of its own.
func TestWorkflowPins(t *testing.T) {
	pinned := regexp.MustCompile(`uses: ([\w./-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+\n`)
	commits := make(map[string]string)
	for _, name := range append(workflowFiles(t), "../../action.yml") {
		text := readText(t, name)
		all := pinned.FindAllStringSubmatch(text, -1)
		if n := strings.Count(text, "uses: "); n != len(all) {
			t.Errorf("%s: %d of %d actions are pinned to a commit", name, len(all), n)
		}
		for _, m := range all {
			if other := commits[m[1]]; other != "" && other != m[2] {
				t.Errorf("%s: %s is pinned to %s here and to %s elsewhere", name, m[1], m[2], other)
			}
			commits[m[1]] = m[2]
		}
		for job, v := range children(parsedYAML(t, name), "jobs") {
			j := v.(map[string]any)
			if _, is := j["permissions"]; !is || j["timeout-minutes"] == nil {
				t.Errorf("%s: the job %s has no permissions or no timeout of its own", name, job)
			}
		}
	}
}

// TestGitLabSchema holds .gitlab-ci.yml to the schema that GitLab publishes for it.
func TestGitLabSchema(t *testing.T) {
	text, err := os.Open("testdata/gitlab/ci.json")
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	doc, err := jsonschema.UnmarshalJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("https://gitlab.com/.gitlab-ci.yml", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("https://gitlab.com/.gitlab-ci.yml")
	if err != nil {
		t.Fatal(err)
	}
	ci := parsedYAML(t, scaffoldFiles+"gitlab-ci.yml")
	if err := schema.Validate(ci); err != nil {
		t.Error(err)
	}
	ci["controlla"].(map[string]any)["scrpit"] = "x"
	if schema.Validate(ci) == nil {
		t.Error("the schema takes anything: this test proves nothing")
	}
}

func parsedYAML(t *testing.T, name string) map[string]any {
	t.Helper()
	v, err := parseYAML(readText(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v.(map[string]any)
}

// children gives a mapping within a mapping, or nothing.
func children(m map[string]any, key string) map[string]any {
	child, _ := m[key].(map[string]any)
	return child
}

// stage is a host on which workflows run: what is network there is played here.
type stage struct {
	t         *testing.T
	bare      string // the repository
	published string // the folder that the host shows
	from      *releases
	staged    string            // what a build has handed over
	artifact  string            // the last built site that was kept to look at
	sarif     string            // the last report that was sent
	proposal  bool              // what runs is about a proposal
	inputs    map[string]string // what expressions stand for, by expression
	replaced  map[string]bool
}

// job runs the steps of a job in order, and gives what they said and whether all went well.
func (s *stage) job(job map[string]any, ref string) (out string, ok bool) {
	s.t.Helper()
	home := s.t.TempDir()
	env := append([]string{
		"RUNNER_TEMP=" + filepath.Join(home, "temp"), "GITHUB_PATH=" + filepath.Join(home, "path"),
	}, append(s.from.env(), quietGit...)...)
	work := filepath.Join(home, "work")
	outcome, outputs := make(map[string]bool), maps.Clone(s.inputs)
	ok = true
	for _, v := range job["steps"].([]any) {
		step := v.(map[string]any)
		condition, _ := step["if"].(string)
		if !s.holds(condition, ok, outcome["vetro"], outputs) {
			continue
		}
		done := true
		if action, is := step["uses"].(string); is {
			s.action(action, children(step, "with"), home, ref, outputs)
		} else {
			said := ""
			said, done = shell(s.t, work, append(env, stepEnv(s.t, home, step, outputs)...), []string{"bash", "-e"}, step["run"].(string))
			out += said
		}
		id, _ := step["id"].(string)
		outcome[id] = done
		ok = ok && done
	}
	return out, ok
}

// holds plays the conditions of steps: ok tells whether all went well so far.
func (s *stage) holds(condition string, ok, installed bool, outputs map[string]string) bool {
	s.t.Helper()
	switch condition {
	case "":
		return ok
	case "${{ !cancelled() && steps.vetro.outcome == 'success' }}":
		return installed
	case "github.event_name == 'pull_request'":
		return ok && s.proposal
	case "github.event_name == 'schedule' || github.event_name != 'pull_request' && github.ref_name == github.event.repository.default_branch":
		return ok && !s.proposal
	case "steps.pagine.outputs.base_url != ''":
		return ok && outputs["${{ steps.pagine.outputs.base_url }}"] != ""
	}
	s.t.Fatalf("a condition that this test does not know: %s", condition)
	return false
}

// stepEnv gives the variables of one step: its own, and the path that steps before it made.
func stepEnv(t *testing.T, home string, step map[string]any, outputs map[string]string) []string {
	var env []string
	for k, v := range children(step, "env") {
		value, known := outputs[fmt.Sprint(v)]
		if !known && v != "${{ steps.pagine.outputs.base_url }}" { // no step, no value
			t.Fatalf("a value that this test does not know: %v", v)
		}
		env = append(env, k+"="+value)
	}
	path, _ := os.ReadFile(filepath.Join(home, "path"))
	folders := append(strings.Fields(string(path)), "/usr/local/bin", "/usr/bin", "/bin") // no vetro but the one installed
	return append(env, "PATH="+strings.Join(folders, ":"))
}

// action plays one step that is network.
func (s *stage) action(action string, with map[string]any, home, ref string, outputs map[string]string) {
	t := s.t
	t.Helper()
	work := filepath.Join(home, "work")
	name, _, _ := strings.Cut(action, "@")
	s.replaced[name] = true
	switch name {
	case "actions/checkout":
		must(t, filepath.Dir(work), fmt.Sprintf("git clone -q %q work && cd work && git checkout -q %s", s.bare, ref))
	case "actions/configure-pages":
		outputs["${{ steps.pagine.outputs.base_url }}"] = "https://ente.pages.example/pnrr"
	case "github/codeql-action/upload-sarif":
		s.sarif = readText(t, filepath.Join(work, with["sarif_file"].(string)))
	case "actions/upload-artifact":
		s.artifact = handedOver(home, with)
		wantNothingForeign(t, s.artifact)
	case "actions/upload-pages-artifact":
		s.staged = handedOver(home, with)
		wantNothingForeign(t, s.staged)
	case "actions/deploy-pages":
		must(t, filepath.Dir(s.published), fmt.Sprintf("rm -rf %q && cp -R %q %q", s.published, s.staged, s.published))
	default:
		t.Fatalf("an action that this test does not know: %s", action)
	}
}

// handedOver gives the folder that an action takes.
func handedOver(home string, with map[string]any) string {
	name, isTemp := strings.CutPrefix(with["path"].(string), "${{ runner.temp }}/")
	if isTemp {
		return filepath.Join(home, "temp", name)
	}
	return filepath.Join(home, "work", name)
}

// foreign commits what a site's folder of pages may hold in a clone: a page that nobody built.
func foreign(t *testing.T, work string) {
	t.Helper()
	must(t, work, "mkdir public && echo estraneo > public/estraneo.html"+
		" && git add -f public && git commit -q -m Estraneo && git push -q origin HEAD 2>&1")
}

// wantNothingForeign holds that a folder to be published is the site and nothing else.
func wantNothingForeign(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "estraneo.html")); err == nil {
		t.Errorf("%s holds a page that was committed, and not built", dir)
	}
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		t.Errorf("%s holds no site: %v", dir, err)
	}
}

// event runs the workflow as GitHub does: on a proposal or on main.
func (s *stage) event(jobs map[string]any, proposal bool, ref string) (out string, ok bool) {
	s.t.Helper()
	if proposal {
		return s.job(children(jobs, "controlla"), ref)
	}
	if out, ok = s.job(children(jobs, "costruisci"), ref); !ok {
		return out, false
	}
	_, ok = s.job(children(jobs, "pubblica"), ref)
	return out, ok
}

// TestGitHubWorkflow follows a site that publishes itself from GitHub.
func TestGitHubWorkflow(t *testing.T) {
	needs(t, "git", "bash", "curl")
	t.Parallel()
	work, bare := siteRepository(t)
	jobs := children(parsedYAML(t, filepath.Join(work, ".github/workflows/sito.yml")), "jobs")
	wantConditions(t, jobs)
	s := &stage{t: t, bare: bare, published: filepath.Join(t.TempDir(), "pagine"), from: releaseServer(t, "v0.1.0", nil), inputs: make(map[string]string), replaced: make(map[string]bool)}
	foreign(t, work)
	page := filepath.Join(s.published, "progetti/esempio.html")
	record := filepath.Join(work, "content/progetti/esempio.toml")

	if out, ok := s.event(jobs, false, "main"); !ok {
		t.Fatalf("the first site is not published:\n%s", out)
	}
	before := readText(t, page)
	replaceIn(t, record, `importo = 10000`, `importo = 12345`)
	replaceIn(t, filepath.Join(work, "content/notizie/esempio.md"), "10.000 euro", "12.345 euro")
	commit(t, work, "Un importo")
	if out, ok := s.event(jobs, false, "main"); !ok {
		t.Fatalf("a change is not published:\n%s", out)
	}
	if after := readText(t, page); strings.Contains(before, "12.345") || !strings.Contains(after, "12.345") {
		t.Error("the published page does not show the change of the data")
	}
	if !strings.Contains(readText(t, filepath.Join(s.published, "404.html")), `"/pnrr/`) {
		t.Error("the site is not built for the address that it is published at")
	}
	published := fingerprint(t, s.published)

	must(t, work, "git checkout -q -b proposta")
	replaceIn(t, record, `stato       = "in corso"`, `stato       = "quasi finito"`)
	commit(t, work, "Uno stato che non esiste")
	want := fmt.Sprintf("::error file=content/progetti/esempio.toml,line=%d,", lineOf(t, record, "stato"))
	out, ok := s.event(jobs, true, "proposta")
	if ok || !strings.Contains(out, want) {
		t.Errorf("a broken proposal passes %t, and %q is not said:\n%s", ok, want, out)
	}
	if !json.Valid([]byte(s.sarif)) || !strings.Contains(s.sarif, `"uri": "content/progetti/esempio.toml"`) {
		t.Errorf("the report that is sent does not tell the place:\n%s", s.sarif)
	}
	if s.artifact != "" {
		t.Error("a broken proposal has a site to look at")
	}

	must(t, work, "git checkout -q main && git merge -q proposta && git push -q origin main 2>&1")
	if out, ok := s.event(jobs, false, "main"); ok || !strings.Contains(out, want) {
		t.Errorf("a broken record is published %t, and %q is not said:\n%s", ok, want, out)
	}
	if fingerprint(t, s.published) != published {
		t.Error("a broken record changed the published site")
	}

	replaceIn(t, record, `"quasi finito"`, `"concluso"`)
	commit(t, work, "Lo stato giusto")
	if out, ok := s.event(jobs, true, "main"); !ok || s.artifact == "" {
		t.Errorf("a good proposal does not pass, or has no site to look at:\n%s", out)
	}
	want4 := []string{"actions/checkout", "actions/configure-pages", "actions/deploy-pages", "actions/upload-artifact", "actions/upload-pages-artifact", "github/codeql-action/upload-sarif"}
	if got := slices.Sorted(maps.Keys(s.replaced)); !reflect.DeepEqual(got, want4) {
		t.Errorf("played as network: %q, not %q", got, want4)
	}
	t.Logf("played as network: %s", strings.Join(want4, ", "))
}

// TestAction follows a site whose workflow is nothing but Vetro's action.
func TestAction(t *testing.T) {
	needs(t, "git", "bash", "curl")
	work, bare := siteRepository(t)
	action := parsedYAML(t, "../../action.yml")
	here := t.TempDir() // as the action is fetched, with the key of the tests
	must(t, ".", fmt.Sprintf("mkdir -p %[1]q/release %[1]q/internal/scaffold && cp -R ../../internal/scaffold/files %[1]q/internal/scaffold", here))
	inputs := map[string]string{"${{ github.action_path }}": here}
	for name, v := range children(action, "inputs") {
		inputs["${{ inputs."+name+" }}"], _ = v.(map[string]any)["default"].(string)
	}
	if inputs["${{ inputs.versione }}"] != firstRelease || inputs["${{ inputs.rilasci }}"] != "" {
		t.Errorf("the action installs %q", inputs)
	}
	from := releaseServer(t, firstRelease, nil)
	inputs["${{ inputs.rilasci }}"] = from.URL
	s := &stage{t: t, bare: bare, from: from, published: filepath.Join(t.TempDir(), "pagine"), inputs: inputs, replaced: make(map[string]bool)}
	steps := children(action, "runs")
	key := filepath.Join(here, "release/vetro.pub")
	must(t, ".", "printf 'untrusted comment: no key yet\\n' > "+key)
	if out, ok := s.job(steps, "main"); ok || !strings.Contains(out, "questa azione non porta la chiave di chi pubblica Vetro") {
		t.Errorf("an action without a key installs: %t\n%s", ok, out)
	}
	must(t, ".", "cp testdata/release/prova.pub "+key)
	foreign(t, work)
	if out, ok := s.job(steps, "main"); !ok || s.artifact != "" {
		t.Fatalf("the site is not published:\n%s", out)
	}
	published := fingerprint(t, s.published)
	s.proposal = true
	if out, ok := s.job(steps, "main"); !ok || s.artifact == "" {
		t.Errorf("a proposal has no site to look at:\n%s", out)
	}
	record := filepath.Join(work, "content/progetti/esempio.toml")
	replaceIn(t, record, `importo = 10000`, `importo = "molto"`)
	commit(t, work, "Un importo che non lo è")
	s.proposal = false
	want := fmt.Sprintf("::error file=content/progetti/esempio.toml,line=%d,", lineOf(t, record, "importo"))
	if out, ok := s.job(steps, "main"); ok || !strings.Contains(out, want) || fingerprint(t, s.published) != published {
		t.Errorf("a broken record: published %t, and %q is not said:\n%s", ok, want, out)
	}
}

// wantConditions holds what event plays of the conditions of the jobs.
func wantConditions(t *testing.T, jobs map[string]any) {
	t.Helper()
	got := make(map[string]any)
	for name, job := range jobs {
		got[name] = job.(map[string]any)["if"]
	}
	want := map[string]any{
		"controlla":  "github.event_name == 'pull_request'",
		"costruisci": "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'",
		"pubblica":   nil,
	}
	if !reflect.DeepEqual(got, want) || children(jobs, "pubblica")["needs"] != "costruisci" {
		t.Errorf("jobs run when %v: the test awaits %v", got, want)
	}
}
