package site

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"reftel/site/annotation"
	"reftel/site/diag"
	"reftel/site/page"
	"reftel/site/source"
	"reftel/site/vocab"
)

// A noteFile is what is remembered of one file of notes: what depends on its
// bytes, and what depends on the cable's published text too.
type noteFile struct {
	bytes    [sha256.Size]byte
	file     *annotation.File // with drafts
	problems []diag.Problem

	drafts   bool
	cable    [sha256.Size]byte // digest of the text that the notes were put onto
	shown    *annotation.File  // without drafts, unless they are asked for
	attached annotation.Attached
	misfits  []diag.Problem
}

// readNotes reads the notes and puts them onto their cables.
func (l *loading) readNotes() {
	if l.err != nil {
		return
	}
	read := map[string]*noteFile{}
	byCable := map[string]*noteFile{}
	l.each(source.Notes, func(file source.File, data []byte) {
		n := parseNotes(l.notes[file.Path], file.Path, data)
		read[file.Path] = n
		l.found(n.problems)
		if other, double := byCable[n.file.Cable]; double {
			l.found([]diag.Problem{n.fault("double-notes", "the notes on "+n.file.Cable+" are also in "+other.file.Name, "join the two files")})
			return
		}
		byCable[n.file.Cable] = n
		l.attach(n)
	})
	l.notes = read
}

// parseNotes reads a file of notes, or takes it from the last load.
func parseNotes(old *noteFile, path string, data []byte) *noteFile {
	sum := sha256.Sum256(data)
	if old != nil && old.bytes == sum {
		n := *old
		return &n
	}
	n := &noteFile{bytes: sum}
	n.file, n.problems = annotation.Parse(path, data)
	return n
}

func (n *noteFile) fault(code, message, hint string) diag.Problem {
	return diag.Problem{File: n.file.Name, Line: 1, Severity: diag.Error, Code: code, Message: message, Hint: hint, Cable: n.file.Cable}
}

// attach puts notes onto the published text of their cable.
func (l *loading) attach(n *noteFile) {
	i, ok := l.archive.Find(n.file.Cable)
	if !ok {
		l.found([]diag.Problem{n.fault("notes-on-nothing", fmt.Sprintf("there is no cable %s to annotate", n.file.Cable), l.nearCable(n.file.Cable))})
		return
	}
	facts := l.archive.Cable(i)
	if n.shown == nil || n.cable != facts.Digest || n.drafts != l.opts.Drafts {
		c, err := l.reader.Cable(facts)
		if err != nil {
			l.fail(err)
			return
		}
		n.cable, n.drafts, n.shown = facts.Digest, l.opts.Drafts, n.file
		if !l.opts.Drafts {
			n.shown = n.file.Published()
		}
		n.attached, n.misfits = annotation.Attach(n.shown, c)
		l.sums[facts.Digest] = annotation.SumsOf(c)
	}
	l.found(n.misfits)
	l.annotated = append(l.annotated, page.Notes{Cable: i, File: n.shown, Attached: n.attached, Digest: n.digest()})
	l.found(n.shown.CheckLinks(l.cited))
	l.watched.places = append(l.watched.places, n.shown.Watches(n.attached)...)
}

// digest is a digest of all that the notes show on their cable's page, but for
// where their links lead.
func (n *noteFile) digest() [sha256.Size]byte {
	b := append(slices.Clone(n.bytes[:]), n.cable[:]...)
	if n.drafts {
		b = append(b, 1)
	}
	return sha256.Sum256(b)
}

// cited says what the archive knows of a cable that a note links to.
func (l *loading) cited(id string) annotation.Cited {
	i, ok := l.archive.Resolve(id)
	if _, isID := vocab.SplitID(vocab.NormalID(id)); !ok && !isID {
		return annotation.Cited{NoID: true, Hint: l.nearCable(id)}
	}
	if !ok {
		return annotation.Cited{Hint: "readers see that it is not in this archive"}
	}
	c := annotation.Cited{Found: true}
	c.Anchors = strings.Fields(l.archive.Cable(i).Anchors)
	return c
}

// nearCable suggests a cable that somebody may have meant.
func (l *loading) nearCable(id string) string {
	if near := l.archive.Near(id, 1); len(near) > 0 {
		return fmt.Sprintf("did you mean %s?", l.archive.Cable(near[0]).ID)
	}
	return "write the ID as it was published"
}
