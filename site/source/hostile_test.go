package source

import (
	"path/filepath"
	"strings"
	"testing"
)

// hostile returns files that would take hours to read if any part of them were
// looked at again and again.
func hostile() map[string]string {
	const size = 1 << 20
	many := func(s string) string { return strings.Repeat(s, size/len(s)) }
	return map[string]string{
		"quotes.csv": many(`"`), "escapes.csv": many(`\"`), "backslashes.csv": `"` + many(`\`), "open.csv": many(`"1","`),
		"lines.csv": many("\n\""), "commas.csv": many(","), "starts.csv": many("\n\"1\",\"x"),
		"anchors.html": "<pre>" + many("<a id=par1>"), "blocks.html": many("<pre>a</pre>"), "open.html": many("<pre>"),
		"articles.html": "<table class=cable>" + many("<td>Appears in these articles<a href=http://x.y>b"),
		"links.html":    "<table class=cable><td>" + many(" <a>"), "tables.html": many("<table class=cable><pre></pre>"),
		"references.html": "<pre>" + many("&#"), "attributes.html": "<a " + many("a=b "), "comments.html": many("<!--"),
		"fences.txt": many("---\n"), "head.txt": "---\n" + many("a: b\n"), "controls.txt": many("\x00"), "latin.txt": many("\xe9"),
		"depth.txt": "---\n" + strings.Repeat("[", 16000) + "\n---\n", "maps.txt": "---\n" + strings.Repeat("a: {", 4000) + "\n---\n",
	}
}

func TestHostileFilesAreReadOnce(t *testing.T) {
	root := t.TempDir()
	for name, data := range hostile() {
		write(t, root, name, []byte(data))
		t.Run(strings.ReplaceAll(name, filepath.Ext(name), "_"+filepath.Ext(name)[1:]), func(t *testing.T) {
			read := 0
			for r, err := range Records(root, name) {
				if err != nil {
					t.Fatal(err)
				}
				read += len(r.raw)
				if d := r.Document(); d.Text == "" && len(d.Problems) == 0 {
					t.Fatal("no text, and no problem says why")
				}
			}
			if read > len(data) {
				t.Errorf("%d bytes read of %d", read, len(data))
			}
		})
	}
}
