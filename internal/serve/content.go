package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// withScript puts the script of the preview into a page, in the only line that a build
// does not write. The version tells the script which site the page is of.
func withScript(page []byte, version string) []byte {
	line := fmt.Appendf(nil, "<script src=\"%s\" data-versione=\"%s\" defer></script>\n", scriptPath, version)
	at := endOfHead(page)
	out := make([]byte, 0, len(page)+len(line))
	out = append(out, page[:at]...)
	out = append(out, line...)
	return append(out, page[at:]...)
}

// endOfHead gives where the head of a page ends. A theme may leave its end tag out, as
// HTML allows: then the script comes last.
func endOfHead(page []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(page[at:], '<')
		if i < 0 {
			return len(page)
		}
		at += i
		if len(page)-at >= 7 && bytes.EqualFold(page[at:at+7], []byte("</head>")) {
			return at
		}
		at++
	}
}

// entityTag gives the mark by which a browser knows that it has the same bytes, and
// leaves the file at its start. A file of the author's may be a long film: its size and
// time must do.
func entityTag(f io.ReadSeeker) (string, error) {
	if media, is := f.(fs.File); is {
		info, err := media.Stat()
		if err != nil {
			return "", err
		}
		return fmt.Sprintf(`"%x-%x"`, info.Size(), info.ModTime().UnixNano()), nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	_, err := f.Seek(0, io.SeekStart)
	return `"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`, err
}

// contentType gives the type of a file by the ending of its name. The table is ours, so
// that it is the same on every machine; the types are those that IANA lists.
func contentType(name string) string {
	if t, known := contentTypes[strings.ToLower(path.Ext(name))]; known {
		return t
	}
	return "application/octet-stream"
}

var contentTypes = map[string]string{
	".html":     "text/html; charset=utf-8",
	".css":      "text/css; charset=utf-8",
	".js":       "text/javascript; charset=utf-8",
	".mjs":      "text/javascript; charset=utf-8",
	".json":     "application/json",
	".jsonld":   "application/ld+json",
	".geojson":  "application/geo+json",
	".ttl":      "text/turtle; charset=utf-8",
	".rdf":      "application/rdf+xml",
	".csv":      "text/csv; charset=utf-8",
	".tsv":      "text/tab-separated-values; charset=utf-8",
	".xml":      "application/xml",
	".atom":     "application/atom+xml",
	".ics":      "text/calendar; charset=utf-8",
	".txt":      "text/plain; charset=utf-8",
	".md":       "text/markdown; charset=utf-8",
	".sha256":   "text/plain; charset=utf-8",
	".svg":      "image/svg+xml",
	".png":      "image/png",
	".jpg":      "image/jpeg",
	".jpeg":     "image/jpeg",
	".gif":      "image/gif",
	".webp":     "image/webp",
	".avif":     "image/avif",
	".ico":      "image/vnd.microsoft.icon",
	".tif":      "image/tiff",
	".tiff":     "image/tiff",
	".woff":     "font/woff",
	".woff2":    "font/woff2",
	".ttf":      "font/ttf",
	".otf":      "font/otf",
	".pdf":      "application/pdf",
	".zip":      "application/zip",
	".p7m":      "application/pkcs7-mime",
	".odt":      "application/vnd.oasis.opendocument.text",
	".ods":      "application/vnd.oasis.opendocument.spreadsheet",
	".odp":      "application/vnd.oasis.opendocument.presentation",
	".doc":      "application/msword",
	".docx":     "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xls":      "application/vnd.ms-excel",
	".xlsx":     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".ppt":      "application/vnd.ms-powerpoint",
	".pptx":     "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".rtf":      "application/rtf",
	".epub":     "application/epub+zip",
	".mp3":      "audio/mpeg",
	".ogg":      "audio/ogg",
	".wav":      "audio/wav",
	".mp4":      "video/mp4",
	".webm":     "video/webm",
	".htaccess": "text/plain; charset=utf-8",
}
