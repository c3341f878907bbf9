package record

import "regexp"

// IDForm is what the id of a record looks like, as a regular expression: the name of its file,
// and the last part of its page's address.
const IDForm = `^[a-z0-9][a-z0-9_-]*$`

var (
	idForm     = regexp.MustCompile(IDForm)
	reservedID = regexp.MustCompile(`^(index|cerca|pagina-\d+)$`)
	device     = regexp.MustCompile(`^(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])$`)
)

// ValidID reports whether a text has the form of an id.
func ValidID(s string) bool { return idForm.MatchString(s) }

// ReservedID reports whether no record can have an id, because a page of Vetro's has that
// address, or Windows has no file of that name.
func ReservedID(s string) bool { return reservedID.MatchString(s) || DeviceName(s) }

// DeviceName reports a name that Windows keeps for a device, whatever extension stands behind it.
//
// Source: Microsoft, «Naming Files, Paths, and Namespaces».
func DeviceName(s string) bool { return device.MatchString(s) }
