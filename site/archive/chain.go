package archive

// Chains cut an archive into chains of references: each cable belongs to the
// chain of the newest cable that it refers to, so that a chain reads as a
// conversation. They are immutable.
type Chains struct {
	number []int32 // of the chain of each cable, -1 for none
	all    []Chain
}

// A Chain is a conversation of cables, in the order of the catalogue.
type Chain struct {
	Cables []int32
	// After is the cable of a full chain that the first of these refers to, -1
	// where the conversation begins here.
	After int32
}

// leastChain is the number of cables that make a chain: what two cables say of
// each other stands on their own pages.
const leastChain = 3

// Chains finds the chains of at most limit cables each. What refers to a cable
// of a full chain begins a new one.
func (a *Archive) Chains(limit int) *Chains {
	n := len(a.cat.cables)
	first, size, after := make([]int32, n), make([]int32, n), make([]int32, n)
	for i := range int32(n) {
		first[i], after[i] = i, a.newestBefore(i)
		if to := after[i]; to >= 0 && int(size[first[to]]) < limit {
			first[i], after[i] = first[to], -1
		}
		size[first[i]]++
	}
	c := &Chains{number: make([]int32, n)}
	for i := range int32(n) {
		head := first[i]
		switch {
		case size[head] < leastChain:
			c.number[i] = -1
			continue
		case head == i:
			c.number[i] = int32(len(c.all))
			c.all = append(c.all, Chain{Cables: make([]int32, 0, size[i]), After: after[i]})
		}
		c.number[i] = c.number[head]
		chain := &c.all[c.number[i]]
		chain.Cables = append(chain.Cables, i)
	}
	return c
}

// newestBefore returns the newest cable before i that it refers to, -1 for none.
func (a *Archive) newestBefore(i int32) int32 {
	newest := int32(-1)
	a.referredTo(i, func(to int32) {
		if to < i {
			newest = max(newest, to)
		}
	})
	return newest
}

// All returns the chains in the order of their first cables.
func (c *Chains) All() []Chain { return c.all }

// Of returns the number of the chain that a cable belongs to, -1 for none.
func (c *Chains) Of(cable int32) int32 { return c.number[cable] }
