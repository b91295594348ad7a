package redaction

// A tree holds the letters of words.
type tree struct {
	nodes []node         // the first is the root
	roots [1 << 8]uint32 // children of the root, by their letter
}

// A node stands for a letter behind those that lead to it. The root is nobody's
// child, so that its number stands for none.
type node struct {
	letter         byte
	child, sibling uint32 // the first that follows, and the next that may stand here
	line           int    // of the list, if a word ends here
}

func newTree() tree { return tree{nodes: make([]node, 1)} }

// next returns the node to which a letter leads from another; 0 for none.
func (t *tree) next(at uint32, letter byte) uint32 {
	if at == 0 {
		return t.roots[letter]
	}
	for at = t.nodes[at].child; at != 0 && t.nodes[at].letter != letter; {
		at = t.nodes[at].sibling
	}
	return at
}

// add takes a word on a line of the list, the first of words that are alike.
func (t *tree) add(letters []byte, line int) {
	at := uint32(0)
	for _, c := range letters {
		next := t.next(at, c)
		if next == 0 {
			next = uint32(len(t.nodes))
			t.nodes = append(t.nodes, node{letter: c, sibling: t.nodes[at].child})
			t.nodes[at].child = next
			if at == 0 {
				t.roots[c] = next
			}
		}
		at = next
	}
	if t.nodes[at].line == 0 {
		t.nodes[at].line = line
	}
}
