package site

import "testing"

// door is what the compiler refuses: a way round the redactor. With it a cable
// that may be published hands out what it was made from.
var door = []edit{
	{"site/redaction/redaction.go", "	file    *File // nil for none\n", "	file    *File // nil for none\n	original *cable.Cable\n"},
	{"site/redaction/redaction.go", "	out.c, out.file = c, f\n", "	out.c, out.file, out.original = c, f, cable.Parse(text, meta)\n"},
	{"site/redaction/redaction.go", "func (c Cable) ID() string {", "func (c Cable) Original() *cable.Cable { return c.original }\n\nfunc (c Cable) ID() string {"},
}

// The tests that must notice.
const (
	folder   = "cmd/reftel"
	nowhere  = "TestRedactedWordsAreNowhere"
	same     = "TestOutputDoesNotDependOnRedactedWords"
	guarded  = "TestProtectedWordsAreNowhere"
	imported = "TestWordsThatMustNotComeInAreNowhere"
)

// TestWaysRoundTheRedactorAreNoticed switches the redactor off for one stage at
// a time. A random word that was redacted must then be found.
func TestWaysRoundTheRedactorAreNoticed(t *testing.T) {
	noticed(t, []fault{
		{"facts: titles, lists, feeds, search data", "site/archive/facts.go", "factsOf(published.Parsed())", "factsOf(published.Original())", folder, nowhere},
		{"pages of cables", "site/page/cablepage.go", "c.Parsed(), c.Applied(), n)", "c.Original(), nil, n)", folder, nowhere},
		{"source view", "site/highlight/highlight.go", "appendSource(dst, c.Parsed())", "appendSource(dst, c.Original())", folder, nowhere},
		{"text", "site/page/datatext.go", "c.Parsed().Text()", "c.Original().Text()", folder, nowhere},
		{"JSON", "site/page/datajson.go", "Contract: c.Parsed().Contract()", "Contract: c.Original().Contract()", folder, nowhere},
		{"reporting in JSON", "site/page/datajson.go", "articlesOf(c.Parsed(), n)", "articlesOf(c.Original(), n)", folder, nowhere},
		{"citations", "site/page/work.go", "v.origin, v.page, site.Site, c.Parsed())", "v.origin, v.page, site.Site, c.Original())", folder, nowhere},
		{"pictures", "site/page/dataview.go", "data, err := picture.PNG(newWork(v, site, c).card(v.level, v.origin))", "w := newWork(v, site, c)\n	w.title = c.Original().Subject\n	data, err := picture.PNG(w.card(v.level, v.origin))", folder, same},
		{"pages of notes", "site/page/notepage.go", "p.Text = textUnder(n, c.Parsed())", "p.Text = textUnder(n, c.Original())", folder, nowhere},
		{"pictures of notes", "site/page/notepage.go", "excerpt(notes, note, textUnder(n, c.Parsed()))", "excerpt(notes, note, textUnder(n, c.Original()))", folder, same},
		{"notes as Web Annotations", "site/annotation/webexport.go", "webAnnotations(f, c.Parsed(),", "webAnnotations(f, c.Original(),", folder, nowhere},
		{"new notes", "site/annotation/start.go", "startFile(c.Parsed(), by)", "startFile(c.Original(), by)", folder, nowhere},
		{"the lock", "site/annotation/lock.go", "textsOf(c.Parsed())", "textsOf(c.Original())", folder, nowhere},
	}, door...)
	// No message quotes a text; this one does, of all.
	quoting := edit{"site/cable/furniture.go", `"set aside as not part of the cable: "+`, `"set aside: "+p.src+`}
	noticed(t, []fault{
		{"problems", "site/reader.go", "slices.Clone(c.Parsed().Problems)", "slices.Clone(c.Original().Problems)", folder, nowhere},
	}, append(door, quoting)...)
	noticed(t, []fault{
		{"threads", "site/redaction/redaction.go", "return Text{c.c.Source}, true", "return Text{text}, true", folder, nowhere},
		{"what is known from outside", "site/redaction/redaction.go", "cable.Parse(text, f.cutMeta(meta))", "cable.Parse(text, meta)", folder, nowhere},
		{"what the first parse has found out", "site/redaction/redaction.go", "cable.Parse(text, f.cutMeta(meta))", "cable.Parse(text, f.cutMeta(c.Meta))", folder, nowhere},
		{"words across a page break", "site/redaction/redaction.go", "range r.folded.Source(from, to) {", "range r.folded.Source(from, to)[:1] {", folder, nowhere},
		{"names of places", "site/redaction/redaction.go", "namePlaces(redacted, applied)\n	return", "return", folder, same},
		{"digests", "site/reader.go", "if len(c.Applied()) == 0 {", "if len(c.Applied()) >= 0 {", folder, same},
		{"memory of cables", "site/cables.go", "if rec.redacted != r.digest(rec.id) {", "if rec.redacted == [32]byte{1} {", folder, nowhere},
		{"messages on notes", "site/annotation/attach.go", `"the quotation stands nowhere in " + where, a.advice(n)`, `"stands nowhere: " + n.Quote, a.advice(n)`, folder, nowhere},
		{"messages on the lock", "site/anchors.go", "if l.reader.redactionsOf(id) == nil {", "if l.reader != nil {", folder, nowhere},
		{"the lock after a redaction", "site/redact.go", "	r.relock(before, c)\n", "	_, _ = before, c\n", folder, nowhere},
		{"messages on redactions", "site/redaction/file.go", `"redaction-entry", err.Error(),`, `"redaction-entry", line,`, folder, nowhere},
		{"reporting in the search", "site/redact.go", "!r.words.InCable(d.Text, d.Meta)", "!r.words.In(d.Text)", folder, nowhere},
		{"names of files", "site/redact.go", "		r.names()\n", "", folder, nowhere},
		{"words in notes", "site/redact.go", "kind != source.Notes && kind != source.Page {", "kind != source.Notes || kind != source.Page {", folder, nowhere},
	})
}

// TestWaysRoundTheGateAreNoticed takes the list of protected words away from one
// stage at a time.
func TestWaysRoundTheGateAreNoticed(t *testing.T) {
	noticed(t, []fault{
		{"pages", "site/site.go", "s.protected.Check(path, data[len(dst):])", "error(nil)", folder, guarded},
		{"paths", "site/site.go", "if err := s.protected.CheckPath(path); err != nil {", "if err := s.protected.CheckPath(\"\"); err != nil {", folder, guarded},
		{"problems of cables", "site/load.go", "l.protected.Mask(l.cables.problems)", "l.cables.problems", folder, guarded},
		{"problems of other files", "site/load.go", "l.protected.Mask(diag.Sort(l.problems))", "diag.Sort(l.problems)", folder, guarded},
		{"pages that cannot be made", "site/preview/server.go", "s.broken(w, v, err)", "s.broken(w, v, fmt.Errorf(\"%s: %w\", p.Path, err))", folder, guarded},
		{"texts that are imported", "site/source/importread.go", "	if words != nil {\n", "	if words != nil && len(c.ID) == 0 {\n", folder, imported},
		{"names of files that are imported", "cmd/reftel/import.go", "outcomes[i].From, _ = words.Replace(outcomes[i].From)", "_ = outcomes[i]", folder, imported},
	})
}
