package annotation

import (
	"encoding/hex"
	"hash/fnv"
	"slices"
	"strings"
)

// A Change is what became of a locked text.
type Change struct {
	Was, Now LockedText // Now is the zero LockedText where the address is gone
	Alike    float64    // how much of Was is in Now, from 0 to 1
	// Moved is the address under which the text, or one much like it, stands
	// now; "" for none. MovedAlike says how much like it.
	Moved      string
	MovedAlike float64
}

// Changes returns what became of the locked texts of a cable that are no longer
// the same; now is what [TextsOf] returns.
func (l *Lock) Changes(cable string, now []LockedText) (changes []Change) {
	for _, was := range l.texts {
		if was.Cable != cable {
			continue
		}
		c := Change{Was: was}
		for _, n := range now {
			alike := was.alike(n)
			if n.Anchor == was.Anchor {
				c.Now, c.Alike = n, alike
			} else if alike > c.MovedAlike {
				c.Moved, c.MovedAlike = n.Anchor, alike
			}
		}
		if c.MovedAlike < 0.5 || c.MovedAlike <= c.Alike {
			c.Moved, c.MovedAlike = "", 0
		}
		if c.Now.Sum != was.Sum {
			changes = append(changes, c)
		}
	}
	return changes
}

// A Move says that the text of one address stands under another now.
type Move struct{ From, To string }

// Moves returns the moves by which notes can follow their texts without a
// doubt: each text stands unchanged under one other address, and no longer
// under its own.
func (l *Lock) Moves(cable string, now []LockedText) (moves []Move) {
	for _, c := range l.Changes(cable, now) {
		same := slices.DeleteFunc(slices.Clone(now), func(n LockedText) bool { return n.Sum != c.Was.Sum })
		if len(same) == 1 {
			moves = append(moves, Move{c.Was.Anchor, same[0].Anchor})
		}
	}
	return moves
}

// Move returns the lock after moves, all made at once.
func (l *Lock) Move(cable string, moves []Move, now []LockedText) *Lock {
	texts := make([]LockedText, 0, len(l.texts))
	for _, t := range l.texts {
		if t.Cable == cable {
			t.Anchor = moved(t.Anchor, moves)
			if i := slices.IndexFunc(now, func(n LockedText) bool { return n.Anchor == t.Anchor && n.Sum == t.Sum }); i >= 0 {
				t = now[i]
				t.Cable = cable
			}
		}
		texts = append(texts, t)
	}
	return lockOf(texts)
}

func moved(anchor string, moves []Move) string {
	for _, m := range moves {
		if m.From == anchor {
			return m.To
		}
	}
	return anchor
}

// sketch returns a short likeness of a text. Each run of three words falls into
// one of 32 slots and leaves a byte there, the smallest wins: two texts agree
// in as many slots as they have runs in common, more or less.
func sketch(words []string) string {
	var slots [32]byte
	var least [32]uint64
	for i := range max(1, len(words)-2) {
		if len(words) == 0 {
			break
		}
		h := fnv.New64a()
		h.Write([]byte(strings.Join(words[i:min(i+3, len(words))], " ")))
		sum := h.Sum64()
		sum ^= sum >> 29
		slot := sum % 32
		if value := sum/32 | 1; least[slot] == 0 || value < least[slot] {
			least[slot] = value
			slots[slot] = byte(value>>8) | 1
		}
	}
	return hex.EncodeToString(slots[:])
}

// alike returns how much two texts have in common, from 0 to 1: exactly 1 for
// the same text, and an estimate for others.
func (t LockedText) alike(other LockedText) float64 {
	if t.Sum == other.Sum {
		return 1
	}
	a, err := hex.DecodeString(t.Sketch)
	b, err2 := hex.DecodeString(other.Sketch)
	if err != nil || err2 != nil || len(a) != len(b) {
		return 0
	}
	same, used := 0, 0
	for i := range a {
		if a[i] == 0 && b[i] == 0 {
			continue
		}
		used++
		if a[i] == b[i] {
			same++
		}
	}
	if used == 0 {
		return 0
	}
	return min(float64(same)/float64(used), 0.99)
}
