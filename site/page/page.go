// Package page turns an archive into pages: it plans which there are, gives
// each the key that says when it must be made again, and makes its bytes.
package page

// Kind says what a page is about; it chooses the template.
type Kind uint8

// The kinds of pages.
const (
	Cable       Kind = iota // a cable
	Source                  // the source of a cable
	Home                    // the first page
	List                    // the cables of a tag, post, classification or stretch of time
	Lists                   // all tags, posts, classifications or years
	Own                     // a page of the editor's own
	NotFound                // 404.html
	Finder                  // the IDs of a post with their addresses, for 404.html
	Static                  // a file copied as it is
	Data                    // a cable as data
	Bulk                    // many cables as data
	Machine                 // a list or a feed for programs
	Verify                  // how to check the archive
	Tombstone               // what was at an address that is gone
	Thread                  // cables that refer to each other, as a conversation
	Glossary                // the words of the trade
	Basket                  // paragraphs that a reader collects
	HowTo                   // how to read a cable
	Timeline                // the archive in order of time
	Note                    // one of the editors' notes
	NotePicture             // the picture for previews of links to a note
	NoteList                // the editors' notes, or those of one kind
	kinds
)

// A Page is one planned file of the output. It is a plain value: nothing is
// rendered until Render is asked for its bytes.
type Page struct {
	Path string // relative to the output, slash-separated
	Kind Kind

	dim    dimension // of lists
	period period
	form   form  // of data
	index  int32 // of the cable in the archive, or within its kind
}
