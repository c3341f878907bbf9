package record

// The folders of sources that commands name, from the folder of the site. The published
// folders of the same names are addresses, and plan's.
const (
	ProjectFolder      = "content/progetti"
	AnnouncementFolder = "content/notizie"
	BodyFolder         = "content/enti"
)

// ContentFolders gives the names of all folders within content.
func ContentFolders() []string {
	return []string{"enti", "progetti", "notizie", "sezioni", "pagine", "misure", "media"}
}
