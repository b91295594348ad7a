package site

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers says which packages of this module each package may import. It is the
// table of docs/architecture.md, and a statement of policy: a new arrow is a
// decision about the architecture, not a fix for a failing test.
var layers = map[string]string{
	"site/diag":        "",
	"site/vocab":       "",
	"site/mapping":     "site/diag",
	"site/cable":       "site/diag site/vocab",
	"site/highlight":   "site/cable site/redaction",
	"site/markdown":    "site/diag site/cable site/highlight",
	"site/annotation":  "site/diag site/mapping site/cable site/redaction site/markdown",
	"site/redaction":   "site/diag site/mapping site/cable",
	"site/settings":    "site/diag site/mapping",
	"site/source":      "site/diag site/mapping site/cable site/redaction site/settings",
	"site/archive":     "site/diag site/cable site/vocab site/annotation site/redaction",
	"site/page":        "site/diag site/mapping site/template site/cable site/vocab site/annotation site/redaction site/settings site/archive site/highlight site/markdown site/picture templates static",
	"site/picture":     "",
	"site/htmlcheck":   "",
	"site/browsertest": "",
	"site/casetest":    "",
	"site/output":      "",
	"site/template":    "site/diag",
	"site":             "site/diag site/cable site/vocab site/annotation site/redaction site/settings site/source site/archive site/page site/output templates static",
	"site/preview":     "site site/diag site/page",
	"cmd/reftel":       "site site/preview site/diag site/cable site/vocab site/annotation site/redaction site/settings site/source site/output",
	"cmd/reftel-bench": "site site/cable",
	"templates":        "",
	"static":           "",
}

func TestLayers(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "reftel/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for decoder.More() {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&p); err != nil {
			t.Fatal(err)
		}
		checkImports(t, strings.TrimPrefix(p.ImportPath, "reftel/"), p.Imports)
	}
}

func checkImports(t *testing.T, pkg string, imports []string) {
	t.Helper()
	allowed, known := layers[pkg]
	if !known {
		t.Errorf("%s is not in the table of layers", pkg)
		return
	}
	for _, path := range imports {
		imported, ours := strings.CutPrefix(path, "reftel/")
		if ours && !slices.Contains(strings.Fields(allowed), imported) {
			t.Errorf("%s must not import %s", pkg, imported)
		}
	}
}
