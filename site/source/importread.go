package source

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"reftel/site/cable"
	"reftel/site/redaction"
)

// An input is one file that Import looks at.
type input struct {
	file string // slash-separated
	size int64
	skip string // why it holds no cable; "" for one that may
}

// findInputs lists the files that paths name, folders searched through in the
// order of names, and the bytes in them.
func findInputs(paths []string) (inputs []input, size int64, err error) {
	for _, p := range paths {
		p, err := filepath.EvalSymlinks(p) // what the user names may be a link, what lies below may not
		if err != nil {
			return nil, 0, fmt.Errorf("import: %w", err)
		}
		err = filepath.WalkDir(p, func(file string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if file != p && isScratch(e.Name()) {
				if e.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if e.IsDir() {
				return nil
			}
			in := inputOf(file, e)
			size += in.size
			inputs = append(inputs, in)
			return nil
		})
		if err != nil {
			return nil, 0, fmt.Errorf("import: %w", err)
		}
	}
	return inputs, size, nil
}

// inputOf looks at a file without opening it.
func inputOf(file string, e fs.DirEntry) input {
	in := input{file: filepath.ToSlash(file)}
	switch {
	case !e.Type().IsRegular():
		in.skip = irregular(e.Type()) + " is not read"
	case formOf(in.file) == unknown:
		in.skip = "cables are read from .txt, .html, .csv and .json files"
	default:
		if info, err := e.Info(); err == nil {
			in.size = info.Size()
		}
	}
	return in
}

// A task is one cable on its way into a project.
type task struct {
	record Record
	read   int64         // bytes of all inputs up to and with this one
	ready  chan struct{} // closed when outcome and data are made
	// outcome is kept when the task has gone. Its status is Skipped until there
	// is something to write.
	outcome *Outcome
	data    []byte // of the file to be
}

// prepare reads all inputs and makes the file of each cable, by several hands
// and a bounded number ahead. The tasks come in the order of the input, each to
// be waited for by its ready.
func prepare(ctx context.Context, inputs []input, words *redaction.Words) <-chan *task {
	const ahead = 256
	ordered, work := make(chan *task, ahead), make(chan *task, ahead)
	go func() {
		defer close(ordered)
		defer close(work)
		var before int64
		for _, in := range inputs {
			if !readInput(ctx, in, before, ordered, work) {
				return
			}
			before += in.size
		}
	}()
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for t := range work {
				t.make(words)
				close(t.ready)
			}
		}()
	}
	return ordered
}

// readInput sends the cables of one file to both channels; it reports whether
// to go on.
func readInput(ctx context.Context, in input, before int64, ordered, work chan<- *task) bool {
	send := func(t *task, reason string) bool {
		t.ready = make(chan struct{})
		t.outcome = &Outcome{From: in.file, Offset: t.record.Offset, Reason: reason}
		if ctx.Err() != nil {
			return false
		}
		ordered <- t
		if reason != "" {
			close(t.ready)
		} else {
			work <- t
		}
		return true
	}
	if in.skip != "" {
		return send(&task{read: before}, in.skip)
	}
	found := false
	for r, err := range Records("", in.file) {
		found = true
		if err != nil {
			return send(&task{read: before + in.size}, cause(err).Error())
		}
		if !send(&task{record: r, read: before + r.Offset + int64(len(r.raw))}, "") {
			return false
		}
	}
	return found || send(&task{read: before + in.size}, "there is no cable in it")
}

// make reads the cable and makes its file, without the words that must not come
// into the project.
func (t *task) make(words *redaction.Words) {
	d := t.record.Document()
	t.record.raw = nil
	o := t.outcome
	o.Problems = d.Problems
	if d.Text == "" {
		o.Reason = "there is no text of a cable"
		if len(d.Problems) > 0 {
			o.Reason = d.Problems[len(d.Problems)-1].Message
		}
		return
	}
	c := cable.Parse(d.Text, d.Meta)
	o.ID = c.ID
	if !isID(c.ID) {
		o.Reason = "nothing says its reference ID"
		return
	}
	d.Meta.ID = c.ID
	if words != nil {
		if !t.redact(&d, words) {
			return
		}
		c = cable.Parse(d.Text, d.Meta)
	}
	head := appendHead(nil, d.Meta)
	t.data = append(head, d.Text...)
	o.File = importPath(c)
	o.Furniture = furniture(c, bytes.Count(head, []byte("\n")))
	o.Status = Written
}

// redact takes words out of a document, and out of what was found wrong with it.
// It fails where some are left; then nothing of the cable may be written.
func (t *task) redact(d *Document, words *redaction.Words) bool {
	o := t.outcome
	var articles []string
	d.Meta.Articles = slices.DeleteFunc(d.Meta.Articles, func(a cable.Article) bool {
		found := words.In(a.Title + "\n" + a.URL)
		if found {
			articles = append(articles, "ARTICLES")
		}
		return found
	})
	d.Text, d.Meta, o.Redacted = words.Cut(d.Text, d.Meta)
	o.Redacted = append(o.Redacted, articles...)
	o.Problems = words.Mask(o.Problems)
	if words.In(string(appendHead(nil, d.Meta)) + d.Text) {
		o.Reason = "the words that must not come in cannot be taken out"
		return false
	}
	return true
}

// importPath returns where a cable's file goes. Nothing but its ID and its date
// make the path.
func importPath(c *cable.Cable) string {
	year, month := c.Created.Year(), int(c.Created.Month())
	if c.CreatedInferred {
		month = 0
	}
	if c.Created.IsZero() {
		year, month = 0, 0
	}
	return fmt.Sprintf("content/cables/%04d/%02d/%s.txt", year, month, c.ID)
}

// furniture lists the lines of the file that hold what is not of the cable; the
// file's head has the given number of lines.
func furniture(c *cable.Cable, head int) []Lines {
	var out []Lines
	line, open := head+1, false
	for _, s := range c.Spans {
		text := c.Source[s.Start:s.End]
		last := line + strings.Count(text, "\n")
		switch {
		case s.Role == cable.Furniture && open:
			out[len(out)-1].To = last
		case s.Role == cable.Furniture:
			out, open = append(out, Lines{line, last}), true
		case s.Role != cable.Space:
			open = false
		}
		line = last
	}
	return out
}
