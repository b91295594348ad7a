package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Ways to ask a shell what it would complete the last argument to. The script
// is the first argument, the words of the command line follow.
var askers = map[string]string{
	"bash": `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _reftel; printf '%s\n' "${COMPREPLY[@]}"`,
	// Away from a terminal zsh completes nothing; so what it is told is printed.
	"zsh": `compdef() { : }
		_describe() { print -rl -- "${(@P)@[-1]}" }
		compadd() { shift; print -rl -- "$@" }
		_files() { : }
		source "$1"; shift; words=("$@"); CURRENT=$#; _reftel`,
	"fish": `source $argv[1]; complete -C "$argv[2..]" | string replace -r '\t.*' ''; true`,
}

func TestCompletion(t *testing.T) {
	for shell, asker := range askers {
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skip(err) // .ci/run installs it
			}
			script := filepath.Join(t.TempDir(), "script")
			if err := os.WriteFile(script, []byte(completionScript(t, shell)), 0o666); err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct{ line, has, not string }{
				{"reftel ", "build serve import new completion", "site --output bash"},
				{"reftel bu", "build", ""},
				{"reftel new ", "site note", "build"},
				{"reftel new note --d", "--dir", "--output"},
				{"reftel build --o", "--output", "--addr"},
				{"reftel build here --f", "--force", "--addr"},
				{"reftel parse --format ", "json text", "build"},
				{"reftel completion ", "bash zsh fish", "build"},
			} {
				args := append([]string{"-c", asker}, script)
				if shell != "fish" {
					args = []string{"-c", asker, shell, script}
				}
				out, err := exec.CommandContext(t.Context(), shell, append(args, strings.Split(c.line, " ")...)...).CombinedOutput()
				if err != nil {
					t.Fatalf("%q: %v\n%s", c.line, err, out)
				}
				var got []string
				for line := range strings.Lines(string(out)) {
					word, _, _ := strings.Cut(strings.TrimSpace(line), ":")
					got = append(got, word)
				}
				for _, want := range strings.Fields(c.has) {
					if !slices.Contains(got, want) {
						t.Errorf("%q: %q is not among %q", c.line, want, got)
					}
				}
				for _, no := range strings.Fields(c.not) {
					if slices.Contains(got, no) {
						t.Errorf("%q: %q is among %q", c.line, no, got)
					}
				}
			}
		})
	}
}

// completionScript is what "reftel completion" prints.
func completionScript(t *testing.T, shell string) string {
	t.Helper()
	var out, said bytes.Buffer
	if code := run(t.Context(), []string{"completion", shell}, nil, &out, &said); code != exitFine {
		t.Fatalf("exit code %d: %s", code, said.String())
	}
	return out.String()
}
