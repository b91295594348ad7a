package site

import "testing"

// TestRedactionFaultsAreNoticed switches the redactor and the gate off, one
// stage at a time.
func TestRedactionFaultsAreNoticed(t *testing.T) {
	noticed(t, []fault{
		{"pages are not checked", "site/site.go",
			"s.protected.Check(path, data[len(dst):])", "error(nil)", "site", "TestPreviewIsCheckedToo"},
		{"paths are not checked", "site/checked.go",
			"s.protected.CheckPath(path)", "error(nil)", "site", "TestFilesOfOthersInTheOutputAreChecked"},
		{"a new list is not held against old pages", "site/build.go",
			"!s.checked()", "false", "site", "TestNewListIsHeldAgainstOldPages"},
		{"the list is remembered without the output", "site/checked.go",
			"append(list[:], stamp[:]...)", "append(list[:], stamp[:0]...)", "site", "TestNewListIsHeldAgainstOldPages"},
		{"files of others are not checked", "site/build.go",
			"write.Foreign, write.Again = s.foreign,", "write.Again =", "site", "TestFilesOfOthersInTheOutputAreChecked"},
	})
}

// TestCacheFaultsAreNoticed trusts what was kept between runs where it must not
// be trusted.
func TestCacheFaultsAreNoticed(t *testing.T) {
	noticed(t, []fault{
		{"words that were cut stay", "site/cables.go",
			"(first || !sameRedactions(s.redactions, old.redactions))", "first", "site", "TestWordsThatAreCutLeaveTheCache"},
		{"the program does not count", "site/cache.go",
			"string(by) != program", "len(by) < 0", "site", "TestDamagedAndForeignCachesAreNone"},
		{"the sum does not count", "site/cache.go",
			"binary.BigEndian.Uint32(data[end:]) != checksum(data[:end])", "end == 0", "site", "TestDamagedAndForeignCachesAreNone"},
		{"young files count", "site/tree.go",
			"s.File == f && f.Settled(s.scanned)", "s.File == f", "site", "TestCacheSavesReading"},
	})
}
