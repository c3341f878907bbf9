package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"vetro/internal/media"
	"vetro/internal/record"
)

// ownAssets puts the site's own drawings among the files as they are published, and reports those
// that are not: whoever draws an icon does not mean to run anything. Pages and scripts of a theme
// are the site's own code, and run in browsers; what would run on the host is no part of a look.
func (t *Theme) ownAssets(files map[string][]byte, own fs.FS) (problems []record.Problem) {
	if own == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasPrefix(name, "assets/") {
			continue
		}
		if _, err := fs.Stat(own, name); err != nil {
			continue // it is the built-in theme's
		}
		at := record.Pos{File: path.Join(t.dir, name)}
		if r := media.Executed(name); r != nil {
			problems = append(problems, record.Problem{Pos: at, Rule: r.Rule, Text: r.Text, Mend: r.Mend})
		}
		if _, drawing := media.Markup(name); !drawing {
			continue
		}
		clean, faults := media.Drawing(files[name])
		for _, f := range faults {
			p := record.Problem{Pos: at, Rule: f.Rule(), Text: f.Text, Mend: f.Mend}
			p.Pos.Line, p.Pos.Col = f.Place(files[name])
			problems = append(problems, p)
		}
		files[name] = clean
	}
	return problems
}

// hashAssets gives each asset a name with the hash of its content, so that hosts may
// keep it for ever. Style sheets come last: the files that they name have new names.
func (t *Theme) hashAssets(files map[string][]byte) {
	names := slices.Sorted(maps.Keys(files))
	for _, styles := range []bool{false, true} {
		for _, name := range names {
			in, under := strings.CutPrefix(name, "assets/")
			if !under || (path.Ext(name) == ".css") != styles {
				continue
			}
			data := files[name]
			if styles {
				data = t.hashedURLs(data, path.Dir(in))
			}
			t.assets[in] = Asset{Path: hashedName(name, data), Data: data}
		}
	}
}

// hashedName puts the hash of the content before the ending of a name.
func hashedName(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
}

var cssURL = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)

// hashedURLs writes the new names of assets into a style sheet of the folder dir.
func (t *Theme) hashedURLs(css []byte, dir string) []byte {
	return cssURL.ReplaceAllFunc(css, func(url []byte) []byte {
		name := string(cssURL.FindSubmatch(url)[1])
		asset, found := t.assets[path.Join(dir, name)]
		if !found {
			return url
		}
		up := ""
		if dir != "." {
			up = strings.Repeat("../", strings.Count(dir, "/")+1)
		}
		return []byte("url(" + up + strings.TrimPrefix(asset.Path, "assets/") + ")")
	})
}

// assetPath gives the published path of an asset to templates.
func (t *Theme) assetPath(name string) (string, error) {
	asset, found := t.assets[name]
	if !found {
		return "", fmt.Errorf("no asset %q in the theme", name)
	}
	return asset.Path, nil
}
