package build

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// memoryFolder is where a build keeps what it knows for the next one. It may be deleted at
// any time: the next build is slower, and gives the same bytes.
const memoryFolder = ".vetro"

// memory is what a build remembers of how it left the files of its output: what each
// showed, so that the next build makes only those that would now show something else.
type memory struct {
	whole [32]byte     // digest of all that the build read
	files []remembered // in the order of their names
}

// memoryForm tells files of one form from those of another.
const memoryForm = "vetro: memoria 2\n"

// memoryName gives the name, from the site folder, of the memory of an output: a site may
// have several.
func memoryName(out string) (string, error) {
	full, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(full))
	return path.Join(memoryFolder, "pubblicato-"+hex.EncodeToString(sum[:6])), nil
}

// encode gives the memory as bytes, with their SHA-256 at the end.
func (m *memory) encode() []byte {
	size := len(memoryForm) + len(m.whole) + sha256.Size
	for i := range m.files {
		size += len(m.files[i].name) + len(m.files[i].sum) + len(m.files[i].shows) + 3*binary.MaxVarintLen64
	}
	out := append(append(make([]byte, 0, size), memoryForm...), m.whole[:]...)
	for i := range m.files {
		f := &m.files[i]
		out = binary.AppendUvarint(out, uint64(len(f.name)))
		out = append(out, f.name...)
		out = append(out, f.sum[:]...)
		out = append(out, f.shows[:]...)
		out = binary.AppendVarint(out, f.size)
		out = binary.AppendVarint(out, f.time)
	}
	sum := sha256.Sum256(out)
	return append(out, sum[:]...)
}

// errMemory is the error for bytes that encode did not give.
var errMemory = errors.New("no memory of a build, or a damaged one")

// decodeMemory reads what encode gave.
func decodeMemory(data []byte) (*memory, error) {
	body := len(data) - sha256.Size
	if body < len(memoryForm)+32 || string(data[:len(memoryForm)]) != memoryForm || sha256.Sum256(data[:body]) != [32]byte(data[body:]) {
		return nil, errMemory
	}
	rest := data[len(memoryForm):body]
	m := &memory{whole: [32]byte(rest), files: make([]remembered, 0, len(rest)/80)}
	text := string(rest) // of which the names are parts
	for rest = rest[32:]; len(rest) > 0; {
		size, n := binary.Uvarint(rest)
		if n <= 0 || size > uint64(len(rest)-n) || uint64(len(rest)-n)-size < 48 {
			return nil, errMemory
		}
		at := len(text) - len(rest) + n
		f := remembered{name: text[at : at+int(size)]}
		rest = rest[n+int(size):]
		f.sum, f.shows = [32]byte(rest), digest(rest[32:])
		rest = rest[48:]
		for _, to := range []*int64{&f.size, &f.time} {
			if *to, n = binary.Varint(rest); n <= 0 {
				return nil, errMemory
			}
			rest = rest[n:]
		}
		m.files = append(m.files, f)
	}
	return m, nil
}

// recall reads a file of the memory; nil when there is none.
func recall(site *os.Root, name string) []byte {
	data, err := site.ReadFile(name)
	if err != nil {
		return nil // without it the build does all its work
	}
	return data
}

// remember writes a file of the memory, whole or not at all, and never outside of the site,
// wherever the folder leads. Git is kept off it also where the site's .gitignore does not.
func remember(site *os.Root, name string, data []byte) error {
	ignore, draft := path.Join(memoryFolder, ".gitignore"), name+".nuovo"
	err := site.MkdirAll(memoryFolder, 0o777)
	if _, lost := site.Lstat(ignore); err == nil && errors.Is(lost, fs.ErrNotExist) {
		err = site.WriteFile(ignore, []byte("*\n"), 0o666)
	}
	if err == nil {
		err = site.WriteFile(draft, data, 0o666)
	}
	if err == nil {
		err = site.Rename(draft, name)
	}
	if err != nil {
		return fmt.Errorf("keep %s for the next build: %w", name, errors.Join(err, site.Remove(draft)))
	}
	return nil
}
