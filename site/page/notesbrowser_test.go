package page

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"reftel/site/annotation"
	"reftel/site/browsertest"
)

// crowdedNotes are more notes than stand beside their paragraphs, with all that
// could make one wider than its place.
func crowdedNotes() string {
	var b strings.Builder
	b.WriteString("---\nby: A. Editor\nlicense: CC0-1.0\n---\nOn the whole cable, with " + strings.Repeat("x", 200) + ".\n")
	for i, kind := range annotation.Kinds() {
		heading := `## ¶1 "harbour is" {.` + string(kind) + "}\n"
		if kind == annotation.Emendation {
			heading = `## ¶2 "It will open" → "It will not open" {by="` + strings.Repeat("An Editor ", 9) + "\"}\n"
		}
		b.WriteString("\n" + heading + strings.Repeat("A note of some length. ", 5*i) + strings.Repeat("y", 90) + "\n")
	}
	b.WriteString("\n## ¶1 \"The harbour is closed.\"\n\n|" + strings.Repeat(" column |", 12) + "\n|" + strings.Repeat("---|", 12) + "\n|" + strings.Repeat(" cell |", 12) + "\n")
	b.WriteString("\n## ¶2\n\n```json\n{\"a\": \"" + strings.Repeat("z", 150) + "\"}\n```\n\nA footnote.[^1]\n\n[^1]: " + strings.Repeat("w", 120) + "\n")
	b.WriteString("\n## {.context}\nOn no paragraph.\n")
	return b.String()
}

// annotated is a site of one cable with these notes, and the page of the cable.
func annotated(t *testing.T, notes string) (site fstest.MapFS, page string) {
	t.Helper()
	l := gristad(t, 1)
	file, problems := annotation.Parse("content/notes/07GRISTAD1.md", []byte(notes))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	attached, problems := annotation.Attach(file, l.texts[l.facts[0]])
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return l.written(t, l.plan(t, func(in *Input) {
		in.Notes = []Notes{{Cable: 0, File: file, Attached: attached}}
	})), "cable/2007/01/07GRISTAD1.html"
}

// notesAmiss names the notes that lie over each other or over the text, or that
// hold something wider than they are.
const notesAmiss = `(function () {
	var box = function (e) { return e.getBoundingClientRect(); };
	var over = function (a, b) {
		return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
	};
	var notes = Array.from(document.querySelectorAll(".note")), amiss = [];
	var text = Array.from(document.querySelectorAll("main p, main h1, main h2, main dl, main section, footer")).filter(function (e) {
		return !e.closest(".note, details:not([open])") && !e.querySelector(".note");
	});
	notes.forEach(function (n, i) {
		notes.slice(i + 1).concat(text).forEach(function (e) {
			if (over(box(n), box(e))) amiss.push(n.id + " lies over " + (e.id || e.textContent.slice(0, 40)));
		});
		n.querySelectorAll("*").forEach(function (e) {
			if (!e.closest(".table table, .vh") && box(e).right > box(n).right + 1) amiss.push(n.id + " is too narrow for " + e.tagName);
		});
		if (!n.closest("main") || box(n).width < 150) amiss.push(n.id + " has no room");
	});
	if (!notes.length) amiss.push("there are no notes");
	if (document.documentElement.scrollWidth > innerWidth) amiss.push("the page is wider than the window");
	return amiss.join("\n");
})()`

func TestNotesNeverOverlap(t *testing.T) {
	browser := browsertest.Start(t)
	site, page := annotated(t, crowdedNotes())
	for _, script := range []bool{true, false} {
		if !script {
			delete(site, "reftel.js")
		}
		address := served(t, site, "/sub/")
		tab := browsertest.Open(t, browser, address+page)
		for _, width := range []int64{1600, 1400, 1000, 800, 320} {
			t.Run(fmt.Sprintf("script %v, %d px", script, width), func(t *testing.T) {
				tab.Size(width, 900)
				tab.Go(address + page)
				tab.Wait(`document.readyState === "complete"`)
				if amiss := tab.Text(notesAmiss); amiss != "" {
					t.Error(amiss)
				}
			})
		}
	}
}

// A mark and its note lead to each other.
func TestNotesAndMarksAreLinked(t *testing.T) {
	browser := browsertest.Start(t)
	site, page := annotated(t, "## ¶1 \"harbour\" {#harbour}\nA.\n\n## ¶2\nB.\n")
	tab := browsertest.Open(t, browser, served(t, site, "/sub/")+page)
	tab.Run(`document.querySelector("#n-harbour-ref ~ a.noteref, .noteref[href='#n-harbour']").click()`)
	tab.Wait(`document.querySelector(":target").id === "n-harbour"`)
	tab.Run(`document.querySelector("#n-harbour .note-n").click()`)
	tab.Wait(`document.querySelector(":target").textContent === "harbour"`)
	tab.Run(`document.querySelector("#n-p2 .note-n").click()`)
	tab.Wait(`document.querySelector(":target").id === "p2"`)
}
