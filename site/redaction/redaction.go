// Package redaction stands between what was parsed and what may be published.
//
// It makes the only type that later stages accept. A redaction cuts the words
// out of the source's bytes, puts a placeholder of constant width in their
// place, and parses what is left: everything that is published (title, tags,
// references, paragraphs, source view, facts) comes from that second parse, so
// a word that was cut cannot come back through any of them.
package redaction

import (
	"reftel/site/cable"
)

// Placeholder stands in the text for words that an editor took out. Its width
// is constant, so that it tells nothing about what was there.
const Placeholder = "█████"

// A Cable is a cable that may be published. Only this package can make one
// that holds anything.
type Cable struct{ c *cable.Cable }

// Parsed returns the cable as it may be published. It is never nil for a Cable
// made by this package.
func (c Cable) Parsed() *cable.Cable { return c.c }
