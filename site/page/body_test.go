package page

import (
	"html/template"
	"io/fs"
	"strings"
	"testing"

	"reftel/site/cable"
	"reftel/templates"
)

// englishTexts are the texts of the default look.
func englishTexts(t testing.TB) texts {
	t.Helper()
	all, problems := readTexts("en", []fs.FS{templates.Files})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return all
}

// in returns where words stand in src: their only place.
func in(t testing.TB, src, words string) cable.Range {
	t.Helper()
	i := strings.Index(src, words)
	if i < 0 || strings.Contains(src[i+1:], words) {
		t.Fatalf("%q does not stand once in the source", words)
	}
	return cable.Range{Start: i, End: i + len(words)}
}

// written returns the body of c as HTML.
func written(t testing.TB, c *cable.Cable, change func(*bodyWriter)) string {
	t.Helper()
	w := &bodyWriter{c: c, meanings: []Term{{Word: "SBU", Meaning: "meaning of SBU"}, {Word: "C", Meaning: "meaning of C"}}}
	w.src, w.phrases = c.Source, englishTexts(t).phrases()
	if change != nil {
		change(w)
	}
	w.body()
	return string(w.b)
}

const hiddenPermalink = `<span class="vh">Permalink to paragraph</span> `

func TestBodyOfOneParagraph(t *testing.T) {
	src := "7.  (SBU) The <harbour> drafted a map \r\n\nGRISTAD 00000001  002 OF 003\n\n of  the bay.\n"
	c := &cable.Cable{Source: src,
		Blocks: []cable.Block{{Kind: cable.Paragraph, Anchor: "p7", Paragraph: "p7", Number: "7",
			Label: in(t, src, "7."), Mark: in(t, src, "(SBU)"), Marking: "SBU",
			Text: []cable.Range{in(t, src, "The <harbour> drafted a map "), in(t, src, "of  the bay.")}}},
		PageBreaks: []cable.PageBreak{{Anchor: "s2", Page: 2, Pages: 3, Text: in(t, src, "GRISTAD 00000001  002 OF 003")}},
	}
	want := `<div id="p7" class="para">` + "\n" +
		`<p><a class="pn" id="par7" href="#p7">` + hiddenPermalink + `7.</a> ` +
		`<abbr class="pm" title="meaning of SBU">(SBU)</abbr> The &lt;harbour&gt; drafted a map ` +
		`<span class="pb" id="s2" role="doc-pagebreak" data-page="2"><span class="vh">[page 2 of 3 of the transmission]</span></span> of the bay.</p>` +
		"\n</div>\n"
	if got := written(t, c, nil); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// built makes a cable of lines, one block each, from a table: kind, anchor,
// paragraph, label, mark and words, all of which stand once in the source.
type row struct {
	kind               cable.BlockKind
	anchor, paragraph  string
	number             string
	label, mark, words string
	part               cable.Part
	indent             int
}

func built(t testing.TB, rows []row) *cable.Cable {
	t.Helper()
	var src strings.Builder
	c := &cable.Cable{}
	for _, r := range rows {
		k := cable.Block{Kind: r.kind, Anchor: r.anchor, Paragraph: r.paragraph, Number: r.number,
			Part: r.part, Indent: r.indent}
		add := func(s string) cable.Range {
			if s == "" {
				return cable.Range{}
			}
			start := src.Len()
			src.WriteString(s)
			src.WriteByte(' ')
			return cable.Range{Start: start, End: start + len(s)}
		}
		k.Label, k.Mark, k.Marking = add(r.label), add(r.mark), strings.Trim(r.mark, "()")
		for line := range strings.SplitSeq(r.words, "\n") {
			k.Text = append(k.Text, add(line))
		}
		src.WriteByte('\n')
		c.Blocks = append(c.Blocks, k)
	}
	c.Source = src.String()
	return c
}

func TestBodyGroupsBlocks(t *testing.T) {
	c := built(t, []row{
		{kind: cable.Unnumbered, anchor: "u1", paragraph: "u1", words: "before all numbers"},
		{kind: cable.Heading, anchor: "h1", words: "A HEADING\nOF TWO LINES"},
		{kind: cable.Paragraph, anchor: "p1", paragraph: "p1", number: "1", label: "1.", mark: "(C)", words: "SUMMARY: in short", part: cable.SummaryPart},
		{kind: cable.Bullet, paragraph: "p1", label: "--", words: "one", part: cable.SummaryPart},
		{kind: cable.Bullet, paragraph: "p1", label: "--", words: "two", part: cable.SummaryPart, indent: 2},
		{kind: cable.Continuation, paragraph: "p1", words: "goes on", part: cable.SummaryPart},
		{kind: cable.Continuation, paragraph: "p1", words: "after the end of the summary"},
		{kind: cable.Paragraph, anchor: "p2", paragraph: "p2", number: "2", label: "2.", words: "has parts"},
		{kind: cable.SubParagraph, anchor: "p2a", paragraph: "p2", number: "a", label: "a.", words: "first", indent: 1},
		{kind: cable.Preformatted, paragraph: "p2", words: "a  b\n1  <2"},
		{kind: cable.Paragraph, anchor: "p2_2", paragraph: "p2_2", number: "2", label: "2.", words: "again"},
	})
	got := written(t, c, func(w *bodyWriter) { w.after = map[string]template.HTML{"p2a": "<aside>a note</aside>\n"} })
	want := `<div id="u1" class="para">
<p><a class="pn bare" href="#u1"><span class="vh">Permalink to this paragraph</span></a> before all numbers</p>
</div>
<h2 id="h1"><a href="#h1" class="self">A HEADING OF TWO LINES</a></h2>
<div class="part summary" role="group" aria-label="Summary">
<div id="p1" class="para">
<p><a class="pn" id="par1" href="#p1">` + hiddenPermalink + `1.</a> <abbr class="pm" title="meaning of C">(C)</abbr> SUMMARY: in short</p>
<ul>
<li><span class="label">--</span> one</li>
<li class="in2"><span class="label">--</span> two</li>
</ul>
<p>goes on</p>
</div>
</div>
<div class="para more">
<p>after the end of the summary</p>
</div>
<div id="p2" class="para">
<p><a class="pn" id="par2" href="#p2">` + hiddenPermalink + `2.</a> has parts</p>
<p id="p2a" class="sub in1"><a class="pn" href="#p2a"><span class="vh">Permalink to sub-paragraph</span> a.</a> first</p>
<aside>a note</aside>
<section class="columns" tabindex="0" aria-label="Columns 1"><pre>a  b
1  &lt;2</pre>
</section>
</div>
<div id="p2_2" class="para">
<p><a class="pn" href="#p2_2">` + hiddenPermalink + `2.</a> again</p>
</div>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBodyInlines(t *testing.T) {
	c := built(t, []row{{kind: cable.Paragraph, anchor: "p1", paragraph: "p1", number: "1", label: "1.",
		words: "SUMMARY: as XXXXXXXXXXXX said in refs\nA and B, not in 08NORVAL9"}})
	src := c.Source
	c.Spans = []cable.Span{{Range: in(t, src, "SUMMARY:"), Role: cable.PartMarker}, {Range: in(t, src, "XXXXXXXXXXXX"), Role: cable.SourceRedaction}}
	c.Mentions = []cable.Mention{{Text: in(t, src, "refs A and B")}, {Text: in(t, src, "08NORVAL9")}}
	got := written(t, c, func(w *bodyWriter) {
		w.links = []mentionLink{{href: `x.html#p"`, class: "ref", title: "A & B"}, {class: "ref missing", title: "not here"}}
		w.marks = []mark{{Range: in(t, src, "said in refs A"), id: "n-a-ref", class: "an", after: `<sup>1</sup>`}}
	})
	want := `<span class="part-marker">SUMMARY:</span> as ` +
		`<span class="x-run"><span class="vh">[redacted in the source] </span>XXXXXXXXXXXX</span> ` +
		`<mark id="n-a-ref" class="an">said in</mark> <a href="x.html#p&#34;" class="ref" title="A &amp; B"><mark class="an">refs A</mark> and B</a><sup>1</sup>, ` +
		`not in <a class="ref missing" title="not here">08NORVAL9</a></p>`
	if !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBodyHeadingKeepsLinksOutOfItsLink(t *testing.T) {
	c := built(t, []row{{kind: cable.Heading, anchor: "h1", words: "WHAT REF A SAYS"}})
	c.Mentions = []cable.Mention{{Text: in(t, c.Source, "REF A")}}
	got := written(t, c, func(w *bodyWriter) {
		w.links = []mentionLink{{href: "x.html"}}
		w.marks = []mark{{Range: in(t, c.Source, "A SAYS"), class: "an", after: `<a href="#n-1">1</a>`}}
	})
	want := `<h2 id="h1"><a href="#h1" class="self">WHAT REF <mark class="an">A SAYS</mark></a><a href="#n-1">1</a></h2>` + "\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBodyPageBreaksBetweenBlocks(t *testing.T) {
	src := "p. 1 OF 3\n1. one\np. 2 OF 3\n-- two\np. 3 OF 3\n"
	c := &cable.Cable{Source: src, Blocks: []cable.Block{
		{Kind: cable.Paragraph, Anchor: "p1", Paragraph: "p1", Number: "1", Label: in(t, src, "1."), Text: []cable.Range{in(t, src, "one")}},
		{Kind: cable.Bullet, Paragraph: "p1", Label: in(t, src, "--"), Text: []cable.Range{in(t, src, "two")}},
	}}
	for i, s := range []string{"p. 1 OF 3", "p. 2 OF 3", "p. 3 OF 3"} {
		c.PageBreaks = append(c.PageBreaks, cable.PageBreak{Anchor: "s" + string(rune('1'+i)), Page: i + 1, Pages: 3, Text: in(t, src, s)})
	}
	var order []string
	got := written(t, c, nil)
	for _, s := range []string{`id="s1"`, `id="p1"`, `id="s2"`, "<ul>", "</ul>", "</div>\n<div class=\"pb\" id=\"s3\""} {
		if i := strings.Index(got, s); i < 0 || len(order) > 0 && i < strings.Index(got, order[len(order)-1]) {
			t.Errorf("%q is out of order in\n%s", s, got)
		}
		order = append(order, s)
	}
}

func TestBodyMarkBeforeNumber(t *testing.T) {
	src := "(C) 1. words"
	c := &cable.Cable{Source: src, Blocks: []cable.Block{{Kind: cable.Paragraph, Anchor: "p1", Paragraph: "p1", Number: "1",
		Label: in(t, src, "1."), Mark: in(t, src, "(C)"), Marking: "C", Text: []cable.Range{in(t, src, "words")}}}}
	got := written(t, c, nil)
	if mark, label := strings.Index(got, "(C)"), strings.Index(got, "1.</a>"); mark < 0 || label < mark {
		t.Errorf("mark and number are not in the order of the source:\n%s", got)
	}
}

// The writer must stay within the elements whatever ranges it is given.
func FuzzBodyBalanced(f *testing.F) {
	f.Add("one two three four", 2, 9, 4, 14, 0, 3)
	f.Fuzz(func(t *testing.T, words string, a, b, m, n, x, y int) {
		c := built(t, []row{{kind: cable.Paragraph, anchor: "p1", paragraph: "p1", number: "1", label: "1.", words: words}})
		r := func(from, to int) cable.Range {
			size := len(c.Source) + 1
			from, to = (from%size+size)%size, (to%size+size)%size
			return cable.Range{Start: min(from, to), End: max(from, to)}
		}
		c.Mentions = []cable.Mention{{Text: r(a, b)}}
		c.Spans = []cable.Span{{Range: r(x, y), Role: cable.Damage}}
		got := written(t, c, func(w *bodyWriter) {
			w.links = []mentionLink{{href: "x"}}
			w.marks = []mark{{Range: r(m, n), id: "m"}}
		})
		for _, e := range []string{"a", "mark", "span", "p", "div"} {
			open := strings.Count(got, "<"+e+" ") + strings.Count(got, "<"+e+">")
			if open != strings.Count(got, "</"+e+">") {
				t.Fatalf("<%s> is not balanced in\n%s", e, got)
			}
		}
		if strings.Count(got, `id="m"`) > 1 {
			t.Fatalf("an id stands twice in\n%s", got)
		}
	})
}
