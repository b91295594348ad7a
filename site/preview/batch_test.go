package preview

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

func TestBatchWaitsForQuiet(t *testing.T) {
	start := time.Now()
	b := newBatch()
	b.add("a", start)
	for at, want := range map[time.Duration]time.Duration{
		0:         quiet,
		quiet - 1: 1,
		quiet:     0,
		time.Hour: 0,
	} {
		if got := b.wait(start.Add(at)); got != want {
			t.Errorf("after %v: wait = %v, want %v", at, got, want)
		}
	}
	b.add("b", start.Add(quiet-1))
	if got := b.wait(start.Add(quiet)); got != quiet-1 {
		t.Errorf("after another change: wait = %v, want %v", got, quiet-1)
	}
}

func TestBatchOfEndlessChangesIsHandedOnAtTheLimit(t *testing.T) {
	start := time.Now()
	b := newBatch()
	for at := time.Duration(0); at < limit; at += quiet / 3 {
		b.add("a", start.Add(at))
		if b.wait(start.Add(at)) == 0 {
			t.Fatalf("ready after %v", at)
		}
	}
	if got := b.wait(start.Add(limit)); got != 0 {
		t.Errorf("at the limit: wait = %v, want 0", got)
	}
}

func TestBatchTakesAnAbsenceForADeletionOnlyAtTheLimit(t *testing.T) {
	file := filepath.Join(t.TempDir(), "note.md")
	start := time.Now()
	b := newBatch()
	b.add(filepath.Dir(file), start)
	b.leave(file)
	if got := b.wait(start.Add(quiet)); got != limit-quiet {
		t.Errorf("while the file is away: wait = %v, want %v", got, limit-quiet)
	}
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if got := b.wait(start.Add(quiet)); got != 0 {
		t.Errorf("when it is back: wait = %v, want 0", got)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if got := b.wait(start.Add(limit)); got != 0 {
		t.Errorf("at the limit: wait = %v, want 0", got)
	}
}

func TestBatchForgetsWhatCameAndLeft(t *testing.T) {
	start := time.Now()
	file := filepath.Join(t.TempDir(), "4913")
	b := newBatch()
	b.add(filepath.Dir(file), start)
	b.came(file)
	b.leave(file)
	if got := b.wait(start.Add(quiet)); got != 0 {
		t.Errorf("wait = %v, want 0", got)
	}
}

func TestBatchHints(t *testing.T) {
	b := newBatch()
	b.add("b", time.Now())
	b.add("a", time.Now())
	b.add("b", time.Now())
	if got, want := b.hints(), []string{"a", "b"}; !reflect.DeepEqual(got, want) {
		t.Errorf("hints = %v, want %v", got, want)
	}
	b.addEverything(time.Now())
	if got := b.hints(); got != nil {
		t.Errorf("hints = %v, want nil for everything", got)
	}
}
