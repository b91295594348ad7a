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
		{"a memory of files by name only", "site/tree.go",
			"return s.File == f && f.Settled(s.scanned)", "return s.Path == f.Path", "site", test},
		{"a memory of cables without their redactions", "site/cables.go",
			"if rec.redacted != r.digest(rec.id) {", "if rec.redacted == [32]byte{1} {", "site", test},
		{"notes that stay on an old text", "site/notes.go",
			"n.cable != facts.Digest", "false", "site", test},
		{"problems that are not replayed", "site/cables.go",
			"s.files[i] = m\n", "s.files[i] = m\n\t\tif memo[f.Path] == m {\n\t\t\tfor i := range m.records {\n\t\t\t\tm.records[i].problems = nil\n\t\t\t}\n\t\t}\n", "site", test},
		{"stale files are kept", "site/output/output.go",
			"r.Foreign, r.Removed = leftover(onDisk, old, next)", "r.Foreign, _ = leftover(onDisk, old, next)", "site", test},
		{"damage by hand is not seen", "site/output/output.go",
			"ours && exists && now == e.stat", "ours && exists && (now == e.stat || now != e.stat)", "site", test},
		{"a lost folder is remembered", "site/tree.go",
			"t.forget(sub)", "_ = sub", "site", test},
	})
}
