package record

// The folders of sources, from the folder of the site. The published folders of the same
// names are addresses, and plan's.
const (
	contentFolder      = "content/"
	BodyFolder         = contentFolder + "enti"
	ProjectFolder      = contentFolder + "progetti"
	AnnouncementFolder = contentFolder + "notizie"
	SectionFolder      = contentFolder + "sezioni"
	FreePageFolder     = contentFolder + "pagine"
	MeasureFolder      = contentFolder + "misure"
	MediaFolder        = contentFolder + "media"
	ImportFolder       = contentFolder + "importati" // what importers keep of their sources
)

// SourceFolders gives the folders of what authors write.
func SourceFolders() []string {
	return []string{BodyFolder, ProjectFolder, AnnouncementFolder, SectionFolder, FreePageFolder, MeasureFolder, MediaFolder}
}
