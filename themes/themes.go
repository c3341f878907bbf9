// Package themes embeds the built-in themes, so that Vetro is one file.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed italia/*.html italia/parts italia/assets italia/testi
var files embed.FS

// Italia gives the theme that every site has unless it brings its own.
func Italia() fs.FS {
	sub, err := fs.Sub(files, "italia")
	if err != nil {
		panic("themes: the built-in theme must be embedded: " + err.Error())
	}
	return sub
}
