package source

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"reftel/site/cable"
	"reftel/site/redaction"
)

// named is an invented cable in which a name stands in every way.
const named = `R 310805Z DEC 08
FM AMEMBASSY GRISTAD
TO SECSTATE WASHDC
INFO AMEMBASSY LINDQVIST

UNCLAS GRISTAD 000017

TAGS: PGOV, LINDQVIST, OSKAR
SUBJECT: OSKAR
LINDQVIST AND THE DAM

REF: A. NORVAL 5
     B. LINDQVIST E-MAIL

1. (U) The engineer, Oskar Lindqvist, told us that Oskar

GRISTAD 00000017  002 OF 002

Lind-
qvist's brother had left.

THE VIEW OF OSKAR LINDQVIST

2. (U) Nothing. Oskar

3. (U) Lindqvist.
O. LINDQVIST
`

// inputs are the cable in every form, with the name beside the text as well.
func inputs(t *testing.T) map[string]string {
	parsed := cable.Parse(strings.Replace(named, "000017", "000020", 1), cable.Metadata{ID: "08GRISTAD20"})
	asJSON, err := json.Marshal(parsed.Contract())
	if err != nil {
		t.Fatal(err)
	}
	escape := strings.NewReplacer("\n", "&#x000A;", "<", "&lt;").Replace
	return map[string]string{
		"in/head.txt": "---\nid: 08GRISTAD17\norigin: Embassy Lindqvist\nurl: https://mirror.example/lindqvist\ncreated: Lindqvist\n" +
			"articles:\n  - {url: 'https://paper.example/a', title: Oskar Lindqvist speaks}\n---\n" + named,
		"in/dump.csv": `"1","Lindqvist","08GRISTAD18","Embassy Gristad","UNCLASSIFIED","","","` +
			strings.Replace(named, "000017", "000018", 1) + `"` + "\n",
		"in/page.html": "<table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th><th>Classification</th><th>Origin</th></tr>\n" +
			"<tr><td>08GRISTAD19</td><td>2008-12-31 08:08</td><td>2010-12-01 23:11</td><td>UNCLASSIFIED</td><td>Embassy Lindqvist</td></tr></table>\n" +
			"<code><pre></pre></code><code><pre>" + escape(strings.Replace(named, "000017", "000019", 1)) + "</pre></code>\n",
		"in/parsed.json": string(asJSON),
	}
}

// Words that must not come in are in no file of the project, in no path, and in
// nothing that is said about the import.
func TestImportWithoutWords(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range inputs(t) {
		write(t, ".", name, []byte(text))
	}
	words, err := redaction.NewWords([]string{"Oskar Lindqvist", "Lindqvist"})
	if err != nil {
		t.Fatal(err)
	}
	gate, err := redaction.NewGate([]byte("Lindqvist\nOskar Lindqvist\n"))
	if err != nil {
		t.Fatal(err)
	}
	outcomes, err := Import(context.Background(), ImportJob{Paths: []string{"in"}, Into: "project", Redact: words})
	if err != nil {
		t.Fatal(err)
	}
	if len(outcomes) != 4 {
		t.Fatalf("%d outcomes, want one for each form", len(outcomes))
	}
	for _, o := range outcomes {
		if o.Status != Written {
			t.Errorf("%s: %s (%s)", o.From, o.Status, o.Reason)
		}
		for _, place := range []string{"HEADER", "SUBJECT", "¶1", "h1", "END"} {
			if !slices.Contains(o.Redacted, place) && o.From != "in/parsed.json" {
				t.Errorf("%s: nothing was taken out of %s: %v", o.From, place, o.Redacted)
			}
		}
		if err := gate.Check(o.From, []byte(fmt.Sprint(o))); err != nil {
			t.Errorf("%s: what is said shows a word: %v", o.From, err)
		}
	}
	files := projectFiles(t)
	if len(files) != 4 {
		t.Errorf("%d files in the project", len(files))
	}
	for _, f := range files {
		if err := gate.Check(f.Name, f.Data); err != nil {
			t.Error(err)
		}
		if !strings.Contains(string(f.Data), redaction.Placeholder) {
			t.Errorf("%s does not say that words are missing:\n%s", f.Name, f.Data)
		}
	}
}

func TestImportWithoutWordsLeavesTheRest(t *testing.T) {
	t.Chdir(t.TempDir())
	text := "R 310805Z DEC 08\nFM AMEMBASSY GRISTAD\nTO SECSTATE WASHDC\n\nUNCLAS GRISTAD 000017\n\nSUBJECT: THE DAM\n\n1. (U) Text.\n"
	write(t, ".", "in/08GRISTAD17.txt", []byte(text))
	words, err := redaction.NewWords([]string{"Oskar Lindqvist"})
	if err != nil {
		t.Fatal(err)
	}
	outcomes, err := Import(context.Background(), ImportJob{Paths: []string{"in"}, Into: "project", Redact: words})
	if err != nil || len(outcomes) != 1 || len(outcomes[0].Redacted) != 0 {
		t.Fatal(outcomes, err)
	}
	if files := projectFiles(t); len(files) != 1 || !strings.HasSuffix(string(files[0].Data), text) {
		t.Errorf("%v", files)
	}
}
