package page

import (
	"fmt"
	"strings"
	"testing"
)

// conversation is a library of three cables of which each refers to the one
// before, and of one that stands alone.
func conversation(t *testing.T) *library {
	l := &library{}
	for i := 1; i <= 4; i++ {
		ref, text := "", shortText
		if i == 2 || i == 3 {
			ref = fmt.Sprintf("REF: A. 08GRISTAD%d\n\n", i-1)
			text = "1. (C) SUMMARY: The harbour opens. END SUMMARY.\n\n2. (C) As reported in ref A, it <was> shut.\n"
		}
		l.add(t, fmt.Sprintf("08GRISTAD%d", i), fmt.Sprintf("2008-01-%02d", i), "SUBJECT: HARBOUR\n\n"+ref+text, "PREL")
	}
	return l
}

func TestThreadPage(t *testing.T) {
	l := conversation(t)
	site := l.written(t, l.plan(t, nil))
	page := site["thread/2008/01/08GRISTAD1.html"]
	if page == nil {
		t.Fatal("there is no thread")
	}
	html := string(page.Data)
	at := 0
	for _, want := range []string{
		`<li id="08GRISTAD1">`, "The harbour is closed.", `<li id="08GRISTAD2">`, `<a href="#08GRISTAD1">08GRISTAD1</a>`,
		`<a href="../../../cable/2008/01/08GRISTAD2.html#p2">¶2</a> As reported in <b>ref A</b>, it &lt;was&gt; shut.`, `<li id="08GRISTAD3">`,
	} {
		i := strings.Index(html[at:], want)
		if i < 0 {
			t.Fatalf("%s is missing or out of order in\n%s", want, html)
		}
		at += i
	}
	if strings.Contains(html, "08GRISTAD4") {
		t.Error("a cable without a reference is in the thread")
	}
	for id, want := range map[string]bool{"08GRISTAD1": true, "08GRISTAD3": true, "08GRISTAD4": false} {
		cable := string(site["cable/2008/01/"+id+".html"].Data)
		if got := strings.Contains(cable, `href="../../../thread/2008/01/08GRISTAD1.html"`); got != want {
			t.Errorf("%s leads to the thread: %v", id, got)
		}
		if got := strings.Contains(cable, `id="in-time"`); got != want {
			t.Errorf("%s has a drawing: %v", id, got)
		}
	}
}

// The text of each cable is a part of what a thread's page depends on.
func TestThreadDependsOnItsTexts(t *testing.T) {
	l := conversation(t)
	before := l.plan(t, nil)
	page, _ := before.Find("thread/2008/01/08GRISTAD1.html")
	key := before.Key(page)
	l.facts[1].Digest[0]++
	if l.plan(t, nil).Key(page) == key {
		t.Error("the key stays when a text changes")
	}
}

func TestThreadReportsATextThatCannotBeLoaded(t *testing.T) {
	l := conversation(t)
	p := l.plan(t, nil)
	page, _ := p.Find("thread/2008/01/08GRISTAD1.html")
	delete(l.texts, l.facts[1])
	_, err := p.Render(nil, page, l)
	if err == nil {
		t.Error("a text that is gone is not reported")
	}
}

func TestShortFront(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"one two", "one two"}, {"one two three", "… three"}, {"onetwothree", "… twothree"}, {"éééééé", "… éééé"},
	} {
		if got := shortFront(c.in, 8); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// A drawing has the cable between what it cites and what cites it, and is
// bounded.
func TestDrawing(t *testing.T) {
	v := &cableView{id: "08GRISTAD20", path: "20.html", created: day(20)}
	for i := range 12 {
		v.refs = append(v.refs, refView{target: cableLink{id: fmt.Sprint(i), path: fmt.Sprint(i), created: day(i + 1)}})
		v.cited = append(v.cited, citeView{from: cableLink{id: fmt.Sprint(i + 40), path: fmt.Sprint(i + 40), created: day(20 + i%2)}})
	}
	v.refs = append(v.refs, refView{target: v.refs[0].target}, refView{})
	d := v.drawing()
	if len(d.Rows) != 1+2*drawnEach || d.More != 2*(12-drawnEach) || d.Height != drawnRow*len(d.Rows) {
		t.Errorf("%d rows, %d more, %d high", len(d.Rows), d.More, d.Height)
	}
	for i, r := range d.Rows {
		if want := map[bool]string{true: "cites", false: "cited"}[i < drawnEach]; i != drawnEach && r.Class != want {
			t.Errorf("row %d is %s, want %s", i, r.Class, want)
		}
		if (r.Arc == "") != (r.Class == "self") {
			t.Errorf("row %d: %+v", i, r)
		}
	}
	if (&cableView{}).drawing() != nil {
		t.Error("a cable without links is drawn")
	}
}
