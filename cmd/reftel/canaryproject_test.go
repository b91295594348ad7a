package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// A flock of canaries is random words, each with the name of the one place in
// which it stands.
type flock struct {
	rnd    *rand.Rand
	length int
	places map[string]string // by word
	words  map[string]string // by place
}

// mark begins every word of a flock, and nothing else.
const mark = "zqx"

func newFlock(seed uint64, length int) *flock {
	return &flock{rand.New(rand.NewPCG(seed, 1)), length, map[string]string{}, map[string]string{}}
}

// at returns the word that stands in a place.
func (f *flock) at(place string) string {
	if w := f.words[place]; w != "" {
		return w
	}
	b := []byte(mark)
	for len(b) < f.length {
		b = append(b, "bcdfghjklmnprstvwz"[f.rnd.IntN(18)])
	}
	f.places[string(b)], f.words[place] = place, string(b)
	return string(b)
}

// list returns all words, a line each, as they are found: whole.
func (f *flock) list() string {
	return strings.Join(slices.Sorted(maps.Keys(f.places)), "\n") + "\n" + f.whole("transmission") + "\n"
}

// whole returns a word with what it is grown together with.
func (f *flock) whole(place string) string {
	if place == "transmission" {
		return "VZCZC" + f.words[place]
	}
	return f.words[place]
}

var slot = regexp.MustCompile(`\{\{([^}]+)\}\}`)

// fill puts a word into every place of a text: {{name}}, {{NAME}} for one in
// capitals.
func (f *flock) fill(text string) string {
	return slot.ReplaceAllStringFunc(text, func(s string) string {
		place := s[2 : len(s)-2]
		if place == strings.ToUpper(place) {
			return strings.ToUpper(f.at(strings.ToLower(place)))
		}
		return f.at(place)
	})
}

// find returns the places of the words that data holds, in whatever disguise.
func (f *flock) find(data []byte) (places []string) {
	readings(data, 2, func(reading []byte) {
		text := squeeze(reading)
		for i := strings.Index(text, mark); i >= 0; {
			for word, place := range f.places {
				if strings.HasPrefix(text[i:], word) && !slices.Contains(places, place) {
					places = append(places, place)
				}
			}
			next := strings.Index(text[i+1:], mark)
			if next < 0 {
				break
			}
			i += 1 + next
		}
	})
	slices.Sort(places)
	return places
}

// A cut is one call of reftel redact: the cable, the place, and the names of the
// words to take out of it; with a plus between, words that follow each other.
type cut struct{ id, place, words string }

// cuts take every word out of the cables.
var cuts = []cut{
	{"08GRISTAD112", "HEADER", "transmission relay dtg fm to info info-2 class-line caption attention eo tag-person classified-by stray"},
	{"08GRISTAD112", "SUBJECT", "subject subject-2"},
	{"08GRISTAD112", "REF A", "ref-a"},
	{"08GRISTAD112", "REF B", "ref-b"},
	{"08GRISTAD112", "¶1", "summary summary-2"},
	{"08GRISTAD112", "h1", "heading"},
	{"08GRISTAD112", "¶2", "numbered quoted continuation bullet broken+broken-2"},
	{"08GRISTAD112", "¶2a", "sub"},
	{"08GRISTAD112", "BETWEEN", "page-break"},
	{"08GRISTAD112", "¶3", "table table-2 mention"},
	{"08GRISTAD112", "¶4", "comment aside"},
	{"08GRISTAD112", "SIGNATURE", "signature end-mark end-address"},
	{"08GRISTAD112", "ORIGIN", "origin"},
	{"08GRISTAD112", "CLASSIFICATION", "level"},
	{"08GRISTAD112", "URL", "url"},
	{"08GRISTAD112", "ARTICLES", "article article-url"},
	{"08NORVAL5", "SUBJECT", "b-subject"},
	{"08NORVAL5", "u1", "b-block"},
	{"08NORVAL5", "u2", "b-block-2"},
	{"08NORVAL5", "HEADER", "furniture furniture-2"},
	{"08NORVAL5", "END", "b-signature footer footer-2"},
	{"08NORVAL6", "¶1", "thread"},
	{"07ORMSK7", "", "row-subject row-text row-header"},
	{"07ORMSK8", "", "page-subject page-text page-header"},
	{"07ORMSK9", "", "parsed-subject parsed-text"},
}

// canaryProject is an invented project with a word in every place in which text
// can stand. Words in capitals stand in cables, and in other places in which
// nobody looks twice.
var canaryProject = map[string]string{
	"reftel.yaml": `title: Papers of {{title}}
description: On {{description}}
banner: "{{banner}}"
licence: "{{licence}}"
hashtags: [cablegate, {{hashtag}}]
base_url: https://cables.example/
formats: [html, json, txt, csl, bib, ris, anno, ndjson, csv]
require_review: false
`,
	"content/cables/08GRISTAD112.txt": `---
id: 08GRISTAD112
created: 2008-11-21 08:05
released: 2010-12-01 23:11
classification: CONFIDENTIAL {{level}}
origin: Embassy {{origin}}
url: https://mirror.example/{{url}}
articles:
  - url: https://paper.example/{{article-url}}
    title: The {{article}}
---
VZCZC{{TRANSMISSION}}
RR RUEHQF {{RELAY}}
DE RUEHQG #0112/01 3260805
ZNY CCCCC ZZH
R 210805Z NOV 08 {{DTG}}
FM AMEMBASSY {{FM}}
TO RUEHC/SECSTATE {{TO}} 4429
INFO RUEHQN/AMEMBASSY {{INFO}} PRIORITY 0931
RUEHQO/{{INFO-2}}
BT
C O N F I D E N T I A L SECTION 01 OF 02 GRISTAD 000112 {{CLASS-LINE}}

SIPDIS {{CAPTION}}
NOFORN

DEPARTMENT FOR {{ATTENTION}}
{{STRAY}}

E.O. 12958: DECL: 11/21/2018 {{EO}}
TAGS: PGOV, SENV, {{TAG-PERSON}}, OSKAR
SUBJECT: THE DAM AND {{SUBJECT}}
AND THE FERRY OF {{SUBJECT-2}}

REF: A. NORVAL 5 ({{REF-A}})
     B. {{REF-B}} E-MAIL OF JAN 3

Classified By: Ambassador {{classified-by}}, reasons 1.4 (b) and (d).

1.  (C) SUMMARY: The engineer {{summary}} told us that the dam of
{{summary-2}} had held.  This cable is invented.  END SUMMARY.

THE VIEW OF {{HEADING}}

2.  (C) He was with {{numbered}} and said that {{quoted}} had
left with {{broken}}

{{PAGE-BREAK}} 00000112  002 OF 002

{{broken-2}}, as the keeper knew.

He added that {{continuation}} stayed.

  a.  The brother of {{sub}} rowed.

  -- And {{bullet}} too.

3.  (C) These were there, as 07ORMSK7 said of {{mention}}:

NAME            ROLE          YEAR
----            ----          ----
{{table}}       keeper        1987
{{table-2}}     painter       1991

4.  (C) COMMENT: Nobody believes {{comment}}.  (NOTE: But for
{{aside}}.  END NOTE.)  END COMMENT.
{{SIGNATURE}}

VISIT {{END-MARK}}'S WEB SITE:
http://www.{{end-address}}.example/
CONFIDENTIAL
NNNN
`,
	"content/cables/08NORVAL5.txt": `Viewing cable 08NORVAL5, {{furniture}} ON THE LIGHT
Reference ID	Created	Classification	Origin
08NORVAL5	2008-11-19 10:02	UNCLASSIFIED	Embassy {{furniture-2}}

UNCLAS NORVAL 000005

SUBJECT: {{B-SUBJECT}} AND THE LIGHT
REF: GRISTAD 112

The light of {{b-block}} went out.  This cable is invented.

The keeper {{b-block-2}} slept (reftel).

{{B-SIGNATURE}}
#0005

Posted in {{footer}}
Leave a Comment
{{footer-2}} says: hello
`,
	"content/cables/all.csv": `"1","3/1/2007 10:00","07ORMSK7","Embassy Ormsk","UNCLASSIFIED","{{ROW-REFS}}","R 011000Z MAR 07
FM AMEMBASSY ORMSK {{ROW-HEADER}}
TO SECSTATE 0001","UNCLAS ORMSK 000007

SUBJECT: {{ROW-SUBJECT}} LEFT

1. (U) He was \"{{row-text}}\". This cable is invented.
"
`,
	"content/cables/07ORMSK8.html": `<html><head><title>{{page-title}}</title></head><body><div class="sidebar">{{page-side}}</div>
<table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>
<tr><td>07ORMSK8</td><td>2007-03-02 08:05</td><td>2010-12-01 23:11</td><td>UNCLASSIFIED</td><td>Embassy Ormsk</td></tr></table>
<code><pre>R 020805Z MAR 07&#x000A;FM AMEMBASSY ORMSK {{PAGE-HEADER}}&#x000A;TO SECSTATE 0001</pre></code><code><pre>UNCLAS ORMSK 000008&#x000A;&#x000A;SUBJECT: {{PAGE-SUBJECT}} CAME BACK&#x000A;&#x000A;1. (U) With {{page-text}} &amp; a boat. This cable is invented.&#x000A;</pre></code>
</body></html>
`,
	"content/cables/07ORMSK9.json": `{"id": "07ORMSK9", "subject": "{{PARSED-SUBJECT}} STAYED", "created": "2007-03-03T08:05:00Z",
 "paragraphs": [{"anchor": "p1", "number": "1", "marking": "U", "text": "He met {{parsed-text}}. This cable is invented."}]}
`,
	"content/notes/08GRISTAD112.md": `---
by: {{note-by}}
articles:
  - url: https://paper.example/{{note-article-url}}
    title: On {{note-article}}
---
The headnote names {{headnote}} and [[08NORVAL5|{{note-link}}]].

## ¶2 "said that {{quoted}} had left" {.context by="{{note-attribute}}"}
He is {{note-body}}, see [a page](https://paper.example/{{note-url}} "{{note-title}}").

| of | table |
|----|-------|
| {{note-table}} | *{{note-mark}}*tail |

    {{note-code}}

A word.[^1]

[^1]: By {{footnote}}.

## ¶1 "the dam" → "the dam of {{reading}}" {.emendation}
He said so.

## ¶4 {.context status=draft}
A draft on {{draft}}.
`,
	"content/notes/08NORVAL5.md": "A headnote of [[08GRISTAD112 ¶1]] and {{headnote-2}}.\n",
	"content/about.md":           "# About {{own-title}}\n\nThe papers of {{own-page}} and **{{own-strong}}**.\n\n```\n{{own-code}}\n```\n",
	"templates/404.html":         "{{define \"main\"}}<h1>Lost {{template}}</h1>{{end}}\n",
	"static/extra.css":           "/* {{static}} */\n",
	"tombstones.txt":             "cable/2008/00/08ORMSK1.html 2026-11-20 At the request of {{tombstone}}.\n",
	// File names.
	"content/{{name-folder}}/page.md":             "Text.\n",
	"content/{{name-page}}.md":                    "# A page\n\nText.\n",
	"static/{{name-static}}.txt":                  "Text.\n",
	"content/cables/08NORVAL9.txt":                "---\narticles:\n  - url: https://paper.example/1\n    title: On {{article-2}}\n---\nUNCLAS NORVAL 000009\n\nSUBJECT: NOTHING\n\n1. (U) Text.\n",
	"content/cables/{{name-cable}}/08NORVAL6.txt": "---\ncreated: 2008-11-24 10:00\n---\nUNCLAS NORVAL 000006\n\nSUBJECT: NOTHING\nREF: A. GRISTAD 112\n     B. NORVAL 5\n\n1. (U) As ref A, para 2, says, {{thread}} rowed (ref B).\n",
}

// project fills the project with a flock.
func (f *flock) project() map[string]string {
	files := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(canaryProject)) {
		text := strings.ReplaceAll(canaryProject[name], `{{define "main"}}`, "\x01")
		text = strings.ReplaceAll(text, "{{end}}", "\x02")
		files[f.fill(name)] = strings.NewReplacer("\x01", `{{define "main"}}`, "\x02", "{{end}}").Replace(f.fill(text))
	}
	return files
}

// wordsOf returns the words that a cut takes out.
func (f *flock) wordsOf(c cut) (out []string) {
	for name := range strings.FieldsSeq(c.words) {
		var words []string
		for place := range strings.SplitSeq(name, "+") {
			if f.words[place] == "" {
				panic(fmt.Sprintf("no word stands in %s", place))
			}
			words = append(words, f.whole(place))
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}
