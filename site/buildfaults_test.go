package site

import "testing"

// TestBuildFaultsAreNoticed breaks the one way to build in the ways in which
// others have broken theirs: a key that forgets something the page depends on,
// a memory that takes an old file for a new one, an output that keeps what is
// gone.
func TestBuildFaultsAreNoticed(t *testing.T) {
	const test = "TestOneWayToBuild"
	noticed(t, []fault{
		{"a key without templates", "site/page/plan.go",
			"sha256.Sum256(append(in.Templates.Digest[:], in.Program...))", "sha256.Sum256([]byte(in.Program))", "site", test},
		{"a key without backlinks", "site/page/cableview.go",
			"b = v.cited[i].appendKey(b)", "_ = v.cited[i].appendKey(b)", "site", test},
		{"a key without the cable's text", "site/page/cableview.go",
			"b = append(b, v.text[:]...)\n\tb = append(b, v.source[:]...)", "b = append(b, v.text[:0]...)", "site", test},
		{"a key without references", "site/page/cableview.go",
			"b = v.refs[i].appendKey(b)", "_ = v.refs[i].appendKey(b)", "site", test},
		{"a key without notes", "site/page/cableview.go",
			"b = v.notes.appendKey(b)", "_ = v.notes.appendKey(b)", "site", test},
		{"a key without settings", "site/page/cableview.go",
			"b = append(b, v.site[:]...)", "b = append(b, v.site[:0]...)", "site", test},
		{"a list's key without its cables", "site/page/listkey.go",
			"return append(b, k.cables[:]...)", "return append(b, k.cables[:0]...)", "site", test},
		{"a list's key without its neighbours", "site/page/listkey.go",
			"k.newer.appendKey(k.older.appendKey(k.period.appendKey(b)))", "k.period.appendKey(b)", "site", test},
		{"a list's key without the TAGS of its cables", "site/page/listkey.go",
			"appendStrings(row.appendKey(b), f.Tags)", "row.appendKey(b)", "site", test},
		{"a list's key without the posts of its cables", "site/page/listkey.go",
			"b = appendString(b, posts[post])", "_ = posts[post]", "site", test},
		{"a memory of files by name only", "site/tree.go",
			"return s.File == f && f.Settled(s.scanned)", "return s.Path == f.Path", "site", test},
		{"a memory of cables without their redactions", "site/cables.go",
			"if rec.redacted != r.digest(rec.id) {", "if rec.redacted == [32]byte{1} {", "site", test},
		{"notes that stay on an old text", "site/notes.go",
			"n.cable != facts.Digest", "false", "site", test},
		{"problems that are not replayed", "site/cables.go",
			"s.files[i] = m\n", "s.files[i] = m\n\t\tif memo[f.Path] == m {\n\t\t\tfor i := range m.records {\n\t\t\t\tm.records[i].problems = nil\n\t\t\t}\n\t\t}\n", "site", test},
		{"stale files are kept", "site/output/output.go",
			"r.Foreign, r.Removed = old.leftover(next)", "r.Foreign, _ = old.leftover(next)", "site", test},
		{"damage by hand is not seen", "site/output/previous.go",
			"f.exists && f.now == p.entries[i].stat", "f.exists", "site", test},
		{"a lost folder is remembered", "site/tree.go",
			"t.forget(sub)", "_ = sub", "site", test},
		{"a folder that does not belong is read where a watcher names it", "site/tree.go",
			"t.one(t.nearest(folder))", "t.one(folder)", "site", test},
	})
}

// TestFaultsOfOtherFilesAreNoticed does the same for the files beside cables and
// notes.
func TestFaultsOfOtherFilesAreNoticed(t *testing.T) {
	const test = "TestOneWayToBuild"
	noticed(t, []fault{
		{"a key without the reason of a tombstone", "site/page/gone.go",
			"v.to, v.toText, v.was, v.reason}", "v.to, v.toText, v.was}", "site", test},
		{"a key without what a move leads to", "site/page/gone.go",
			"v.path, v.to, v.toText, v.was", "v.path, v.to, v.was", "site", test},
		{"tombstones that are read once", "site/load.go",
			"l.gone = append(l.gone, gone...)", "if l.last == nil {\nl.gone = append(l.gone, gone...)\n}", "site", test},
		{"promises that are read once", "site/promise.go",
			"l.each(source.Promised, func(file source.File, data []byte) {", "l.each(source.Promised, func(file source.File, data []byte) {\nif l.last != nil {\nreturn\n}", "site", test},
		{"a lock that is read once", "site/anchors.go",
			"l.found(l.watched.lock.Check(", "lock = l.watched.lock\nif l.last != nil {\nlock = l.last.watched.lock\n}\nl.found(lock.Check(", "site", test},
		{"a list of protected words that is read once", "site/load.go",
			"l.protected, err = redaction.NewGate(list)", "if l.protected, err = redaction.NewGate(list); l.last != nil && l.last.protected != nil {\nl.protected = l.last.protected\n}", "site", test},
		{"static files that are known by their number", "site/load.go",
			"slices.Equal(l.lastLook.files, files)", "len(l.lastLook.files) == len(files)", "site", test},
		{"a key without the text of an own page", "site/page/own.go",
			"v.title), v.html), v.code)", "v.title), v.title), v.code)", "site", test},
	})
}

// TestNewsAreNoticed breaks the rule that a load gives the site of the load
// before where nothing that was read is new.
func TestNewsAreNoticed(t *testing.T) {
	const test = "TestOneWayToBuild"
	noticed(t, []fault{
		{"a file of the editor's is no news", "site/load.go",
			"l.inputs.add(file.Path, data)", "_ = data", "site", test},
		{"templates and static files are no news", "site/load.go",
			"l.inputs.addLook(l.look)", "", "site", test},
		{"protected words are no news", "site/load.go",
			`l.inputs.add("protected words", list)`, "", "site", test},
		{"problems are no news", "site/inputs.go",
			"slices.Equal(s.problems, t.problems)", "len(slices.Concat(s.problems, t.problems)) >= 0", "site", test},
		{"cables are no news", "site/inputs.go",
			"s.sameCables(t)", "true", "site", test},
		{"a cable that was read again is known by its ID", "site/cables.go",
			"reflect.DeepEqual(now, before)", "reflect.TypeOf(now) != nil && now.id == before.id", "site", test},
	})
}

// TestRereadingFaultsAreNoticed takes a text for the one that was checked without
// looking.
func TestRereadingFaultsAreNoticed(t *testing.T) {
	const changed, redacted = "TestTextsThatChangeUnderABuild", "TestFactsOfOtherRedactionsAreRefused"
	noticed(t, []fault{
		{"a seal of other bytes", "site/reader.go",
			"return f.Seal == d.Seal &&", "return", "site", changed},
		{"a seal of half the bytes", "site/source/seal.go",
			"maphash.Bytes(sealKey, r.raw)", "maphash.Bytes(sealKey, r.raw[:len(r.raw)/2])", "site", changed},
		{"a digest of another cable", "site/reader.go",
			"digestOf(textDigest(&d, c), c) != f.Digest", "false", "site", changed},
		{"a digest of another text", "site/reader.go",
			"same = d.Digest() == f.Source", "same = d.Text != \"\"", "site", changed},
		{"a digest of another redacted text", "site/reader.go",
			"same = sha256.Sum256([]byte(text.String())) == f.Source", "same = true", "site", changed},
		{"a seal of a redacted text", "site/reader.go",
			"if r.redactionsOf(rec.id) == nil {", "if rec.facts != nil {", "site", redacted},
		{"a seal in spite of redactions", "site/reader.go",
			"d.Seal && r.redactionsOf(f.ID) == nil", "d.Seal", "site", redacted},
	})
}
