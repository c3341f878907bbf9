package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"

	"vetro/internal/record"
)

// memoryFolder is where a build keeps what it knows for the next one. It may be deleted at
// any time: the next build is slower, and gives the same bytes.
const memoryFolder = ".vetro"

// memory is what a build remembers of how it left the files of its output: what each
// showed, so that the next build makes only those that would now show something else.
type memory struct {
	whole [32]byte // digest of all that the build read
	rows  []byte   // a row for each file, in the order of their names
}

// memoryForm tells files of one form from those of another.
const memoryForm = "vetro: memoria 3\n"

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

// encodeMemory gives a memory of files, in the order of their names, as bytes.
func encodeMemory(whole [32]byte, files []remembered) []byte {
	size := len(whole)
	for i := range files {
		size += len(files[i].name) + len(files[i].sum) + len(files[i].shows) + 3*binary.MaxVarintLen64
	}
	out := append(make([]byte, 0, size), whole[:]...)
	for i := range files {
		f := &files[i]
		out = binary.AppendUvarint(out, uint64(len(f.name)))
		out = append(out, f.name...)
		out = append(out, f.sum[:]...)
		out = append(out, f.shows[:]...)
		out = binary.AppendVarint(out, f.size)
		out = binary.AppendVarint(out, f.time)
	}
	return out
}

// errMemory is the error for bytes that encodeMemory did not give.
var errMemory = errors.New("no memory of a build, or a damaged one")

// decodeMemory reads what encodeMemory gave.
func decodeMemory(data []byte) (*memory, error) {
	if len(data) < 32 {
		return nil, errMemory
	}
	m := &memory{whole: [32]byte(data), rows: data[32:]}
	for rest, whole := m.rows, true; len(rest) > 0; {
		if _, _, rest, whole = decodeRow(rest); !whole {
			return nil, errMemory
		}
	}
	return m, nil
}

// each goes through the files: the name of each, which is only lent, and what is remembered
// of it.
func (m *memory) each() iter.Seq2[[]byte, remembered] {
	return func(yield func([]byte, remembered) bool) {
		for rest := m.rows; len(rest) > 0; {
			name, f, after, _ := decodeRow(rest)
			if !yield(name, f) {
				return
			}
			rest = after
		}
	}
}

// decodeRow reads a row, and gives what is after it.
func decodeRow(rest []byte) (name []byte, f remembered, after []byte, whole bool) {
	size, n := binary.Uvarint(rest)
	if n <= 0 || size > uint64(len(rest)-n) || uint64(len(rest)-n)-size < 48 {
		return nil, f, nil, false
	}
	name, rest = rest[n:n+int(size)], rest[n+int(size):]
	f.sum, f.shows = [32]byte(rest), digest(rest[32:])
	rest = rest[48:]
	for _, to := range []*int64{&f.size, &f.time} {
		if *to, n = binary.Varint(rest); n <= 0 {
			return nil, f, nil, false
		}
		rest = rest[n:]
	}
	return name, f, rest, true
}

// recall reads a file of the memory; nil when there is none.
func recall(site *os.Root, name string) []byte {
	data, err := site.ReadFile(name)
	if err != nil {
		return nil // without it the build does all its work
	}
	return data
}

// remember writes a file of the memory, as rememberFrom does.
func remember(site *os.Root, name string, data []byte) error {
	return rememberFrom(site, name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// rememberFrom writes a file of the memory, whole or not at all, and never through a link:
// somebody may have put one there that leads to a file of the site. Git is kept off the
// folder also where the site's .gitignore does not.
func rememberFrom(site *os.Root, name string, write func(io.Writer) error) error {
	ignore, draft := path.Join(memoryFolder, ".gitignore"), name+".nuovo"
	err := makeMemoryFolder(site)
	if err != nil {
		return fmt.Errorf("keep %s for the next build: %w", name, err)
	}
	if _, lost := site.Lstat(ignore); errors.Is(lost, fs.ErrNotExist) {
		err = site.WriteFile(ignore, []byte("*\n"), 0o666)
	}
	var f *os.File
	if err == nil {
		_ = site.Remove(draft) // of a build that was killed
		f, err = site.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	}
	if err == nil {
		err = errors.Join(write(f), f.Close())
	}
	if err == nil {
		err = site.Rename(draft, name)
	}
	if err != nil {
		return fmt.Errorf("keep %s for the next build: %w", name, errors.Join(err, site.Remove(draft)))
	}
	return nil
}

func makeMemoryFolder(site *os.Root) error {
	info, err := site.Lstat(memoryFolder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := site.Mkdir(memoryFolder, 0o777); !errors.Is(err, fs.ErrExist) { // by somebody else, a moment ago
			return err
		}
		return nil
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is no folder: %w", memoryFolder, fs.ErrExist)
	}
	return err
}

// recallMarked gives what rememberMarked wrote for the same program, or nil.
func (o *Options) recallMarked(site *os.Root, name, form string) []byte {
	data := recall(site, name)
	head := append([]byte(form), o.mark()...)
	if len(data) < len(head)+sha256.Size || !bytes.HasPrefix(data, head) {
		return nil
	}
	body, sum := data[len(head):len(data)-sha256.Size], data[len(data)-sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return nil
	}
	return body
}

// recallRecords gives a decoder of what rememberMarked wrote, or nil.
func (o *Options) recallRecords(site *os.Root, name, form string) *record.Decoder {
	body := o.recallMarked(site, name, form)
	if body == nil {
		return nil
	}
	return record.NewDecoder(string(body))
}

// rememberMarked writes a file of the memory that no other program believes, with the sum
// of its bytes. One that cannot be written is none: the next build does more.
func (o *Options) rememberMarked(site *os.Root, name, form string, body []byte) {
	sum := sha256.Sum256(body)
	_ = rememberFrom(site, name, func(w io.Writer) error {
		for _, part := range [][]byte{[]byte(form), o.mark(), body, sum[:]} {
			if _, err := w.Write(part); err != nil {
				return err
			}
		}
		return nil
	})
}
