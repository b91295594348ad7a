package annotation

import (
	"strconv"
	"strings"
	"testing"

	"reftel/site/cable"
)

const lockedNotes = "See [[¶3]] and [[08NORVAL3 ¶2]].\n\n## ¶3 \"Eilert Br\" {#br}\nA.\n\n## ¶4–5\nB.\n"

// lockOn makes a lock for the notes on the cable as it is.
func lockOn(t *testing.T, c *cable.Cable) (*Lock, []Watch) {
	t.Helper()
	f, _ := Parse("content/notes/08GRISTAD1098.md", []byte(lockedNotes))
	a, problems := attach(f, c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	watched := f.Watches(a)
	l := new(Lock).Update(watched, textsIn(c))
	return l, watched
}

func textsIn(c *cable.Cable) func(string) []LockedText {
	return func(id string) []LockedText {
		if id == c.ID {
			return textsOf(c)
		}
		return nil
	}
}

func sumsIn(c *cable.Cable) func(string) ([]Sum, bool) {
	return func(id string) (sums []Sum, ok bool) {
		for _, t := range textsOf(c) {
			sum, _ := strconv.ParseUint(t.Sum, 16, 64)
			sums = append(sums, Sum{t.Anchor, sum})
		}
		return sums, id == c.ID
	}
}

// changed returns the test cable with words replaced.
func changed(t *testing.T, oldnew ...string) *cable.Cable {
	t.Helper()
	source := strings.NewReplacer(oldnew...).Replace(testCable(t).Source)
	return cable.Parse(source, cable.Metadata{ID: "08GRISTAD1098"})
}

func TestLockReadsWhatItWrites(t *testing.T) {
	l, _ := lockOn(t, testCable(t))
	if n := strings.Count(string(l.Bytes()), "\n"); n != 3 {
		t.Errorf("%d lines, want ¶3, ¶4 and ¶5:\n%s", n, l.Bytes())
	}
	again, problems := ReadLock(l.Bytes())
	if len(problems) > 0 || string(again.Bytes()) != string(l.Bytes()) {
		t.Errorf("read back as\n%s%v", again.Bytes(), problems)
	}
	if _, problems = ReadLock([]byte("{\"cable\":\"x\"}\n<<<<<<< HEAD\n")); len(problems) != 2 || problems[1].Line != 2 {
		t.Errorf("problems %v", problems)
	}
}

func TestLockSeesChangedText(t *testing.T) {
	l, watched := lockOn(t, testCable(t))
	if problems := l.Check(watched, sumsIn(testCable(t))); len(problems) > 0 {
		t.Fatalf("nothing has changed: %v", problems)
	}
	if problems := l.Check(watched, sumsIn(changed(t, "Eilert Br,", "Eilert Br, "))); len(problems) > 0 {
		t.Errorf("white space is no change: %v", problems)
	}
	c := changed(t, "laughed", "wept")
	problems := l.Check(watched, sumsIn(c))
	if len(problems) != 2 || problems[0].Line != 3 || !strings.Contains(problems[0].Message, "¶3 in 08GRISTAD1098") {
		t.Errorf("problems %v, want one for the note and one for the link", problems)
	}
	changes := l.Changes(c.ID, textsOf(c))
	if len(changes) != 1 || changes[0].Was.Anchor != "p3" || changes[0].Alike < 0.7 || changes[0].Moved != "" {
		t.Errorf("changes %+v", changes)
	}
	if problems := l.Accept(c.ID, textsOf(c)).Check(watched, sumsIn(c)); len(problems) > 0 {
		t.Errorf("accepted, and still %v", problems)
	}
}

func TestLockForgetsAndAdds(t *testing.T) {
	c := testCable(t)
	l, watched := lockOn(t, c)
	if missing := l.Missing(watched); len(missing) != 1 || missing[0].Cable != "08NORVAL3" {
		t.Errorf("missing %v, want the cable that is not there", missing)
	}
	if l = l.Update(watched[:1], textsIn(c)); strings.Count(string(l.Bytes()), "\n") != 1 {
		t.Errorf("texts that nothing watches are kept:\n%s", l.Bytes())
	}
}

// A paragraph is put in before ¶3, so that every text moves on by one.
func TestNotesFollowMovedTexts(t *testing.T) {
	l, watched := lockOn(t, testCable(t))
	c := changed(t, "3.  (SBU)", "3.  (SBU) A paragraph that was missing.\n\n4.  (SBU)", "4.  (SBU)", "5.  (SBU)", "5.  (SBU)", "6.  (SBU)")
	problems := l.Check(watched, sumsIn(c))
	if len(problems) != 4 || !strings.Contains(problems[0].Hint, "under ¶4 now") {
		t.Fatalf("problems %v", problems)
	}
	moves := l.Moves(c.ID, textsOf(c))
	if want := []Move{{"p3", "p4"}, {"p4", "p5"}, {"p5", "p6"}}; len(moves) != 3 || moves[0] != want[0] || moves[1] != want[1] || moves[2] != want[2] {
		t.Fatalf("moves %v, want %v", moves, want)
	}
	f, _ := Parse("content/notes/08GRISTAD1098.md", []byte(lockedNotes))
	followed := Follow(f, []byte(lockedNotes), c.ID, moves)
	want := "See [[¶4]] and [[08NORVAL3 ¶2]].\n\n## ¶4 \"Eilert Br\" {#br}\nA.\n\n## ¶5–6\nB.\n"
	if string(followed) != want {
		t.Errorf("followed:\n%s\nwant:\n%s", followed, want)
	}
	f, _ = Parse("content/notes/08GRISTAD1098.md", followed)
	a, problems := attach(f, c)
	problems = append(problems, l.Move(c.ID, moves, textsOf(c)).Check(f.Watches(a), sumsIn(c))...)
	if len(problems) > 0 {
		t.Errorf("after the move: %v", problems)
	}
}

func TestFollowChangesNothingElse(t *testing.T) {
	src := "\ufeffA [[¶3]] b [[08GRISTAD1098 ¶3 \"a \\\"b\\\"\"|c]] `[[¶3]]`\r\n\r\n## ¶ 3–4 \"x ¶3\" [2] {.context}\r\n[[¶30]]\r\n"
	want := "A [[¶7]] b [[08GRISTAD1098 ¶7 \"a \\\"b\\\"\"|c]] `[[¶3]]`\r\n\r\n## ¶7–4 \"x ¶3\" [2] {.context}\r\n[[¶30]]\r\n"
	f, _ := Parse("08GRISTAD1098.md", []byte(src))
	if got := string(Follow(f, []byte(src), "08GRISTAD1098", []Move{{"p3", "p7"}})); got != want {
		t.Errorf("Follow = %q, want %q", got, want)
	}
	if got := string(Follow(f, []byte(src), "08NORVAL3", []Move{{"p3", "p7"}})); got != src {
		t.Errorf("Follow = %q, want no change", got)
	}
}

func TestAlikeFallsWithEveryChange(t *testing.T) {
	words := strings.Fields(strings.Repeat("the light on the rock went out for forty one minutes and nobody was told ", 3) + "of it at all in the town")
	text := func(w []string) LockedText { return LockedText{Sum: strings.Join(w, " "), Sketch: sketch(w)} }
	was := text(words)
	one := append([]string{}, words...)
	one[5] = "burned"
	if alike := was.alike(text(one)); alike < 0.6 || alike == 1 {
		t.Errorf("one word of %d changed: %.2f alike", len(words), alike)
	}
	if alike := was.alike(text(strings.Fields("herring prices rose again in the autumn as fleets stayed in port during storms"))); alike > 0.3 {
		t.Errorf("another text: %.2f alike", alike)
	}
	if alike := was.alike(was); alike != 1 {
		t.Errorf("the same text: %.2f alike", alike)
	}
}

// The digest of a text is of words, so that a change of line ends changes nothing.
func TestSumsFoldWhiteSpace(t *testing.T) {
	sum := func(text string) uint64 {
		c := &cable.Cable{Source: text, ID: "08NORVAL1", Blocks: []cable.Block{
			{Anchor: "p1", Paragraph: "p1", Text: []cable.Range{{Start: 0, End: len(text)}}},
		}}
		return sumsOf(c)[0].Sum
	}
	if sum("the  old\nbridge ") != sum("the old bridge") {
		t.Error("white space changes the digest")
	}
	if sum("the old bridge") == sum("the new bridge") {
		t.Error("other words have the same digest")
	}
}
