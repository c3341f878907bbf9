package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path"
	"strconv"
	"strings"
)

// Scripts of a page read data that the build wrote as script files, because a page
// opened from a disk may not fetch. Such a file has one statement, which puts a JSON
// text under a name:
//
//	(self.vetro=self.vetro||{})["cerca/indice"]='{"n":3,…}';
//
// A text, and not the value itself, because browsers parse JSON faster than JavaScript.
// The first file has an address that stays; the pieces that it names bear the hash of
// their content, so the one and the others always belong together.

// Cut says how what scripts read is cut up.
type Cut struct {
	Whole     int // up to so many records everything is in one file
	Records   int // in a piece, at least 1
	WordBytes int // of the words in a piece, about
}

// usual suits phones: 4,000 records weigh some 250 kB over the wire, and of more records
// a question loads about as much at most, since the 20 or 25 of an answer come from as
// many pieces.
var usual = Cut{Whole: 4000, Records: 100, WordBytes: 64 << 10}

// stableScript makes the script file that pages name; key is its address without .js.
func stableScript(key string, v any) File {
	return File{Name: key + ".js", Data: script(key, marshal(v))}
}

// pieceScript makes a piece, with the hash of its content in its name.
func pieceScript(key string, data []byte) File {
	text := script(key, data)
	sum := sha256.Sum256(text)
	return File{Name: key + "." + hex.EncodeToString(sum[:5]) + ".js", Data: text}
}

// pieces cuts records up, perPiece in each, and gives the files with their names as
// seen from their folder.
func pieces[T any](key string, records []T, per int) (files []File, names []string) {
	for i := 0; i*per < len(records); i++ {
		f := pieceScript(key+"-"+strconv.Itoa(i), marshal(records[i*per:min((i+1)*per, len(records))]))
		files = append(files, f)
		names = append(names, path.Base(f.Name))
	}
	return files, names
}

// marshal gives JSON as it stands in a script file, where < needs no escape of JSON's.
func marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("export: what a script reads must be JSON: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// quoted writes what would end a text between single quotes, or an element of a page
// in which somebody puts the script, otherwise. The ends of lines that JSON allows and
// older JavaScript does not, encoding/json has already written otherwise.
var quoted = strings.NewReplacer(`\`, `\\`, `'`, `\'`, `<`, `\x3c`)

func script(key string, data []byte) []byte {
	return []byte(`(self.vetro=self.vetro||{})["` + key + `"]='` + quoted.Replace(string(data)) + "';\n")
}
