package archive

import (
	"fmt"
	"testing"
	"time"

	"reftel/site/cable"
)

// linked makes an archive of cables 08GRISTAD1, 2, … a day apart, each of which
// refers to those with the given serials.
func linked(refs ...[]int) *Archive {
	var facts []*Facts
	for i, to := range refs {
		id := fmt.Sprintf("08GRISTAD%d", i+1)
		f := &Facts{ID: id, Canonical: id, Post: "GRISTAD", Created: time.Date(2008, 1, 1+i, 0, 0, 0, 0, time.UTC)}
		for _, n := range to {
			f.Refs = append(f.Refs, Ref{Kind: cable.RefCable, ID: fmt.Sprintf("08GRISTAD%d", n)})
		}
		facts = append(facts, f)
	}
	a, _ := Join(facts)
	return a
}

func TestChains(t *testing.T) {
	for _, c := range []struct {
		name  string
		limit int
		refs  [][]int
		want  string
	}{
		{"a conversation", 9, [][]int{nil, {1}, {1}, nil, {2}}, "[{[0 1 2 4] -1}]"},
		{"two cables are none", 9, [][]int{nil, {1}, nil}, "[]"},
		{"the newest reference counts", 9, [][]int{nil, nil, {1}, {1, 2}, {2}}, "[{[1 3 4] -1}]"},
		{"what is full goes on elsewhere", 3, [][]int{nil, {1}, {2}, {3}, {4}, {5}}, "[{[0 1 2] -1} {[3 4 5] 2}]"},
		{"a reference to the future and to itself", 9, [][]int{{1, 3}, {1}, {2}}, "[{[0 1 2] -1}]"},
	} {
		a := linked(c.refs...)
		chains := a.Chains(c.limit)
		if got := fmt.Sprint(chains.All()); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		for n, chain := range chains.All() {
			for _, i := range chain.Cables {
				if chains.Of(i) != int32(n) {
					t.Errorf("%s: cable %d is in chain %d, want %d", c.name, i, chains.Of(i), n)
				}
			}
		}
	}
}

// A chain of a post's cables is the same however the archive was made.
func TestChainsAfterUpdate(t *testing.T) {
	a := linked(nil, []int{1}, []int{2}, []int{3})
	b, _ := linked(nil, []int{1}).Update(a.given)
	if got, want := fmt.Sprint(b.Chains(9)), fmt.Sprint(a.Chains(9)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
