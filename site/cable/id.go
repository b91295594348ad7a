package cable

import (
	"strings"
	"time"

	"reftel/site/vocab"
)

// ownID is what a cable's text is read with: its own post and year.
type ownID struct {
	from   string // the ID that it was read from
	sender string // what the FM line said then
	id     string // canonical; "" where it is not known
	post   string
	year   int
}

// ownID returns the cable's own ID as far as it is known: as given, else from
// the classification line and the date.
func (p *parser) ownID() ownID {
	id := p.c.Meta.ID
	if id == "" {
		id = p.idInText()
	}
	if id != "" && id == p.own.from && p.c.Header.Originator == p.own.sender {
		return p.own
	}
	own := ownID{from: id, sender: p.c.Header.Originator, id: p.canonicalID(id), post: squash(p.c.Classification.Post)}
	if parts, ok := vocab.SplitID(id); ok {
		own.post, own.year = parts.Post, parts.Year
	} else if parts, ok := vocab.SplitID(own.id); ok {
		own.post, own.year = parts.Post, parts.Year
	} else if t := p.dated(); !t.IsZero() {
		own.year = t.Year()
	}
	p.own = own
	return own
}

// canonicalID returns what the cable's own ID should have been. A post that the
// FM line spells as the ID does is no slip of another, however near.
func (p *parser) canonicalID(id string) string {
	normal := vocab.NormalID(id)
	if parts, ok := vocab.SplitID(normal); ok && p.isSender(parts.Post) {
		if _, alias := vocab.OriginAlias(parts.Post); !alias {
			return normal
		}
	}
	return vocab.CanonicalID(id)
}

// isSender reports whether the FM line names a post in these letters.
func (p *parser) isSender(post string) bool {
	for _, kind := range postKinds {
		if name, ok := strings.CutPrefix(p.c.Header.Originator, kind); ok && equalLetters(name, post) {
			return true
		}
	}
	return false
}

// dated returns the date-time group, or where the text has none the date that
// was given with it.
func (p *parser) dated() time.Time {
	if t := p.c.Header.Time; !t.IsZero() {
		return t
	}
	return p.c.Meta.Created
}

// idInText makes the reference ID of the message number and the year of the
// date; "" where one of them is missing.
func (p *parser) idInText() string {
	post, serial, at := p.c.Classification.Post, p.c.Classification.Serial, p.dated()
	if post == "" || serial == "" || at.IsZero() {
		return ""
	}
	code, ok := vocab.PostNamed(post)
	if !ok || printedPost(post, code) != code {
		code = squash(post)
	}
	return vocab.ID{Year: at.Year(), Post: code, Serial: number(serial)}.String()
}

// identify settles what the cable is: its IDs and its date.
func (p *parser) identify() {
	c, own := p.c, p.ownID()
	c.ID, c.CanonicalID = own.from, own.id
	c.Created = p.dated()
	if parts, ok := vocab.SplitID(c.CanonicalID); ok && c.Created.IsZero() {
		c.Created, c.CreatedInferred = time.Date(parts.Year, 1, 1, 0, 0, 0, 0, time.UTC), true
	}
}

// isPost reports whether a printed name is that of a known post.
func isPost(name string) bool {
	_, ok := vocab.PostNamed(name)
	return ok
}

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
