package source

import (
	"context"

	"reftel/site/diag"
	"reftel/site/redaction"
)

// An ImportJob says what Import does.
type ImportJob struct {
	Paths  []string // files, or folders that are searched for files
	Into   string   // folder of the project
	DryRun bool     // write nothing
	Force  bool     // replace files that differ
	// Redact are words that must not come into the project; nil for none. They
	// are taken out of what was read before anything is written.
	Redact *redaction.Words
	// Progress, where it is set, is told from time to time how many of all bytes
	// have been read, by one goroutine at a time.
	Progress func(done, all int64)
}

// An Outcome is what became of one cable, or of one file that holds none.
type Outcome struct {
	From   string `json:"from"`             // the file it comes from
	Offset int64  `json:"offset,omitempty"` // of the record, for files that hold many
	ID     string `json:"id,omitempty"`
	File   string `json:"file,omitempty"` // its file in the project, slash-separated
	Status Status `json:"status"`
	Reason string `json:"reason,omitempty"` // why it was skipped or kept
	// Redacted are the places where words were taken out, one for each time.
	Redacted []string `json:"redacted,omitempty"`
	// Furniture lists the lines of the file that the parser sets aside as not part
	// of the cable. They are kept in the file.
	Furniture []Lines        `json:"furniture,omitempty"`
	Problems  []diag.Problem `json:"problems,omitempty"` // of reading, placed in From
}

// Lines is a range of lines of a file, both ends included, from 1.
type Lines struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Status says what became of a cable.
type Status uint8

// The outcomes of an import.
const (
	Skipped   Status = iota // there is no cable, or it cannot have a file
	Written                 // a new file
	Unchanged               // the file was there and is the same
	Kept                    // a different file was there and was left alone
	Replaced                // a different file was there and gave way
)

// String returns the word for the status.
func (s Status) String() string {
	return [...]string{"skipped", "written", "unchanged", "kept", "replaced"}[s]
}

// MarshalText lets a status stand in JSON as its word.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Import brings cables into a project: for each one a file
// content/cables/YYYY/MM/ID.txt with its text as it was published, under a head
// of what was known from outside the text. Year and month are those of the
// cable's date, the month is 00 where only the ID tells the year; a cable that
// has a file anywhere in content/cables keeps its place.
//
// A file that differs is replaced only by force; the same cable again is
// unchanged. Where two inputs have one ID, the first one wins. Each file appears
// whole or not at all, and memory does not grow with the text.
//
// The outcomes are in the order of the input. With an error of the environment,
// or when ctx ends, they are those so far.
func Import(ctx context.Context, job ImportJob) ([]Outcome, error) {
	inputs, size, err := findInputs(job.Paths)
	if err != nil {
		return nil, err
	}
	target, err := openTarget(job)
	if err != nil {
		return nil, err
	}
	defer target.close()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var outcomes []*Outcome
	for t := range prepare(ctx, inputs, job.Redact) {
		<-t.ready
		if ctx.Err() != nil {
			continue // until the readers have seen it, too
		}
		outcomes = append(outcomes, t.outcome)
		if t.outcome.Status != Skipped {
			target.take(t, stop)
		}
		if job.Progress != nil {
			job.Progress(t.read, size)
		}
	}
	target.pending.Wait()
	return settled(outcomes), context.Cause(ctx)
}

// settled returns the outcomes as values.
func settled(outcomes []*Outcome) []Outcome {
	out := make([]Outcome, len(outcomes))
	for i, o := range outcomes {
		out[i] = *o
	}
	return out
}
