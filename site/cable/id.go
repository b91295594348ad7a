package cable

// splitID cuts a reference ID into its two-digit year, its origin and its
// serial: "08GRISTAD2577" into "08", "GRISTAD", "2577". Parts that are not
// there are empty.
func splitID(id string) (year, origin, serial string) {
	if len(id) < 2 || skipDigits(id, 0) < 2 {
		return "", "", ""
	}
	tail := backDigits(id, len(id))
	if tail < 2 {
		return id[:2], "", ""
	}
	return id[:2], id[2:tail], id[tail:]
}

// centuryYear returns the year that two digits stand for in this archive,
// whose cables date from 1966 to 2010.
func centuryYear(yy int) int {
	if yy > 20 {
		return 1900 + yy
	}
	return 2000 + yy
}
