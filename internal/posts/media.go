package posts

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"vetro/internal/media"
	"vetro/internal/record"
	"vetro/internal/regular"
)

// maxMedia is what one picture or document may have.
const maxMedia = 64 << 20

func foldName(name string) string { return media.Fold(name) }

// bring gives the name under content of a file of the source, as media/foto.jpg, and notes that it
// has to be copied. A file that is not published is refused.
func (r *run) bring(file string) (name string, refusal *media.Refusal) {
	info, err := r.source.root.Stat(file)
	if err != nil || info.Size() > maxMedia {
		return "", &media.Refusal{Text: "il file non si legge, o ha più di 64 MB", Mend: "copialo a mano in content/media, se serve"}
	}
	data, err := regular.ReadIn(r.source.root, file)
	if err != nil {
		return "", &media.Refusal{Text: "il file non si legge", Mend: "copialo a mano in content/media, se serve"}
	}
	sum := digest(data)
	if old, known := r.from[file]; known && old.Digest == sum {
		return old.Name, nil // as it came: the office may have made it smaller since
	}
	ext := strings.ToLower(path.Ext(file))
	stem := idFrom(strings.TrimSuffix(path.Base(file), path.Ext(file)))
	if stem == "" {
		stem = "file"
	}
	if refusal := r.refuse("media/"+stem+ext, data); refusal != nil {
		return "", refusal
	}
	for n := 1; ; n++ {
		name = "media/" + stem + ext
		if n > 1 {
			name = "media/" + stem + "-" + strconv.Itoa(n) + ext
		}
		there, same := r.mediaAt(name, data)
		if there && !same {
			continue
		}
		if n > 1 {
			r.note(Look, record.Pos{File: file}, "un altro file si chiama già "+stem+ext+": questo diventa content/"+name, "")
		}
		if !there {
			r.fresh[name] = data
		}
		r.from[file] = keptFile{file, name, sum}
		r.media[foldName(name)] = file
		return name, nil
	}
}

// mediaAt reports whether a name is taken, and by the same bytes.
func (r *run) mediaAt(name string, data []byte) (there, same bool) {
	if waiting, waits := r.fresh[name]; waits {
		return true, bytes.Equal(waiting, data)
	}
	have, err := regular.ReadIn(r.root, "content/"+name)
	if errors.Is(err, fs.ErrNotExist) {
		_, claimed := r.media[foldName(name)]
		return claimed, false
	}
	return true, err == nil && bytes.Equal(have, data)
}

// refuse says why a file is not published, as load would.
func (r *run) refuse(name string, data []byte) *media.Refusal {
	if refusal := media.Name(name); refusal != nil {
		return refusal
	}
	refusal, err := media.Check(name, bytes.NewReader(data), int64(len(data)), r.types)
	if err != nil {
		return &media.Refusal{Text: "il file non si legge", Mend: "copialo a mano in content/media, se serve"}
	}
	markup, drawing := media.Markup(name)
	if refusal != nil || !markup {
		return refusal
	}
	var faults []media.Fault
	if drawing {
		_, faults = media.Drawing(data)
	} else {
		faults = media.Document(data)
	}
	if len(faults) > 0 {
		return &media.Refusal{Text: faults[0].Text, Mend: faults[0].Mend}
	}
	return nil
}
