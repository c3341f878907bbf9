package regular

// atOnce is not needed: pipes of Windows are in no folder, and Stat knows them by their names.
const atOnce = 0

// socket holds for nothing: folders of Windows have none.
func socket(error) bool { return false }
