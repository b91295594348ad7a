package annotation

import "slices"

// What a lock remembers of a text are its first words and digests by which a
// guess at the rest can be tested. Neither may outlive a redaction.

// Has reports whether the lock remembers any text of a cable.
func (l *Lock) Has(cable string) bool {
	return slices.ContainsFunc(l.texts, func(t LockedText) bool { return t.Cable == cable })
}

// Redacted returns the lock after words were taken out of a cable; before and
// after are what [TextsOf] returns. A text that was accepted stays so without
// the words: the change is the editors' own. Of one that had changed already
// nothing is remembered but that it has to be looked at.
func (l *Lock) Redacted(cable string, before, after []LockedText) *Lock {
	texts := slices.Clone(l.texts)
	for i, t := range texts {
		if t.Cable != cable {
			continue
		}
		was, now := textAt(before, t.Anchor), textAt(after, t.Anchor)
		switch t.Sum {
		case now.Sum:
		case was.Sum:
			texts[i] = LockedText{t.Cable, t.Anchor, now.Sum, now.Words, now.Head, now.Sketch}
		default:
			texts[i] = LockedText{Cable: t.Cable, Anchor: t.Anchor}
		}
	}
	return lockOf(texts)
}

// textAt returns the text under an anchor; the zero LockedText where there is
// none.
func textAt(texts []LockedText, anchor string) LockedText {
	if i := slices.IndexFunc(texts, func(t LockedText) bool { return t.Anchor == anchor }); i >= 0 {
		return texts[i]
	}
	return LockedText{}
}

// WithoutWords returns the lock without the first words of those texts that are
// not as now says: they may be words that have been taken out since. now
// returns the sums of a cable that has redactions, nil for any other.
func (l *Lock) WithoutWords(now func(cable string) []Sum) *Lock {
	texts := slices.Clone(l.texts)
	for i, t := range texts {
		sums := now(t.Cable)
		same := func(s Sum) bool { return s.Anchor == t.Anchor && sumText(s.Sum) == t.Sum }
		if sums != nil && !slices.ContainsFunc(sums, same) {
			texts[i].Head = ""
		}
	}
	return &Lock{texts}
}
