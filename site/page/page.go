// Package page turns an archive into pages: it plans which there are, gives
// each the key that says when it must be made again, and makes its bytes.
package page

// Kind says what a page is about; it chooses the template.
type Kind uint8

// A Page is one planned file of the output. It is a plain value: nothing is
// rendered until Render is asked for its bytes.
type Page struct {
	Path string // relative to the output, slash-separated
	Kind Kind
	Name string // what it is about within its kind: an ID, a tag, a month
	N    int    // number of the page in a list that is cut in pages, from 0
}
