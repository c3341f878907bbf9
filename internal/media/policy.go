package media

import "slices"

// Policy is the Content-Security-Policy of attachments that a browser might run if what is known
// of them were wrong: drawings, XML, types that are not known. They are shown as if they were of
// no site, may not run scripts, and get nothing but the styles and pictures that are in them.
const Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"

// played are the types that a browser shows or plays itself, in a program that is no page: PDF,
// which it would not show under the policy, pictures of dots, sound and films.
var played = []string{
	"pdf", "png", "jpg", "jpeg", "gif", "webp", "avif", "mp3", "m4a", "aac", "oga", "ogg", "opus", "wav", "flac",
	"mp4", "m4v", "ogv", "webm", "mov",
}

// Played gives those types, as the ends of names.
func Played() []string { return slices.Clone(played) }

// Sandboxed reports whether an attachment of that name gets the Policy.
func Sandboxed(name string) bool {
	return !slices.Contains(played, Ext(name))
}
