package diag

import (
	"slices"
	"testing"
)

func TestProblemString(t *testing.T) {
	p := Problem{File: "content/notes/a.md", Line: 3, Column: 7, Severity: Error, Message: "no such paragraph"}
	if got, want := p.String(), "content/notes/a.md:3:7: error: no such paragraph"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
}

func TestSortDropsDoubles(t *testing.T) {
	got := Sort([]Problem{{File: "b"}, {File: "a", Line: 2}, {File: "a", Line: 1}, {File: "b"}})
	if len(got) != 3 || got[0].Line != 1 || got[2].File != "b" {
		t.Errorf("Sort = %v", got)
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "base_url", "hashtags"}
	for word, want := range map[string]string{"titel": "title", "Title": "title", "base-url": "base_url", "hashtag": "hashtags", "zzz": ""} {
		if got, _ := Nearest(word, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestMergeIsSortOfBoth(t *testing.T) {
	a := Sort([]Problem{{File: "a", Line: 1}, {File: "c"}, {File: "d", Code: "x"}})
	b := Sort([]Problem{{File: "b"}, {File: "c"}, {File: "d", Code: "w"}})
	want := Sort(slices.Concat(a, b))
	if got := Merge(a, b); !slices.Equal(got, want) {
		t.Errorf("Merge = %v, want %v", got, want)
	}
	if got := Merge(a, nil); !slices.Equal(got, a) {
		t.Errorf("Merge with nothing = %v, want %v", got, a)
	}
}
