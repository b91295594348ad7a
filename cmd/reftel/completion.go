package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"${enum}."`
}

// Help says what to do with the script.
func (completionCommand) Help() string {
	return `Print a script that lets a shell complete the commands and flags of reftel.

bash: source <(reftel completion bash)
zsh:  source <(reftel completion zsh)
fish: reftel completion fish | source`
}

// Run prints the script.
func (c *completionCommand) Run(t *terminal, k *kong.Context) error {
	scripts := map[string]func([]level) string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}
	_, err := fmt.Fprint(t.out, scripts[c.Shell](levels(k.Model.Node, "")))
	return err
}

// A level is what may stand after some words of a command line.
type level struct {
	command string // the words: "", "build", "new note"
	words   []word // commands, or the values that an argument may have
	flags   []word
}

// A word can be completed.
type word struct {
	text, help string
	values     []string // that a flag may have
	takes      bool     // a flag that a value follows
}

// levels lists the levels of a command line, from the top.
func levels(n *kong.Node, command string) (list []level) {
	l := level{command: command}
	for _, group := range n.AllFlags(true) {
		for _, f := range group {
			w := word{text: "--" + f.Name, help: f.Help, takes: !f.IsBool()}
			if f.Enum != "" {
				w.values = f.EnumSlice()
			}
			l.flags = append(l.flags, w)
		}
	}
	for _, p := range n.Positional {
		if p.Enum != "" {
			for _, v := range p.EnumSlice() {
				l.words = append(l.words, word{text: v})
			}
		}
	}
	var below []level
	for _, c := range n.Children {
		l.words = append(l.words, word{text: c.Name, help: c.Help})
		below = append(below, levels(c, strings.TrimSpace(command+" "+c.Name))...)
	}
	return append([]level{l}, below...)
}

// texts are the words alone, between spaces.
func texts(words []word) string {
	var list []string
	for _, w := range words {
		list = append(list, w.text)
	}
	return strings.Join(list, " ")
}

// quoted writes a text as one word of a shell. In all three of them a quotation
// mark ends what stands between two.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// below calls f with the commands that stand right below another.
func below(all []level, f func(parent, name string)) {
	for _, l := range all[1:] {
		parent, name := "", l.command
		if i := strings.LastIndexByte(name, ' '); i >= 0 {
			parent, name = name[:i], name[i+1:]
		}
		f(parent, name)
	}
}

func bashScript(all []level) string {
	var b strings.Builder
	b.WriteString(`# Completion of reftel for bash: source <(reftel completion bash)
_reftel() {
	local command= words= flags= word
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case "$command $word" in
`)
	below(all, func(parent, name string) {
		fmt.Fprintf(&b, "\t\t%s) command=%s ;;\n", quoted(parent+" "+name), quoted(strings.TrimSpace(parent+" "+name)))
	})
	b.WriteString("\t\tesac\n\tdone\n\tcase \"$command\" in\n")
	for _, l := range all {
		fmt.Fprintf(&b, "\t%s) words=%s flags=%s ;;\n", quoted(l.command), quoted(texts(l.words)), quoted(texts(l.flags)))
	}
	b.WriteString("\tesac\n\t[[ $current == -* ]] && words=$flags\n\tcase \"$command $before\" in\n")
	for _, l := range all {
		for _, f := range l.flags {
			if f.takes {
				fmt.Fprintf(&b, "\t%s) words=%s ;;\n", quoted(l.command+" "+f.text), quoted(strings.Join(f.values, " ")))
			}
		}
	}
	b.WriteString("\tesac\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\ncomplete -o default -F _reftel reftel\n")
	return b.String()
}

func zshScript(all []level) string {
	var b strings.Builder
	b.WriteString(`#compdef reftel
# Completion of reftel for zsh: source <(reftel completion zsh)
_reftel() {
	local command= word
	local -a list flags values
	for word in ${words[2,CURRENT-1]}; do
		case "$command $word" in
`)
	below(all, func(parent, name string) {
		fmt.Fprintf(&b, "\t\t(%s) command=%s ;;\n", quoted(parent+" "+name), quoted(strings.TrimSpace(parent+" "+name)))
	})
	b.WriteString("\t\tesac\n\tdone\n\tcase \"$command\" in\n")
	for _, l := range all {
		fmt.Fprintf(&b, "\t(%s)\n\t\tlist=(%s)\n\t\tflags=(%s) ;;\n", quoted(l.command), described(l.words), described(l.flags))
	}
	b.WriteString("\tesac\n\tcase \"$command ${words[CURRENT-1]}\" in\n")
	for _, l := range all {
		for _, f := range l.flags {
			if f.takes && len(f.values) > 0 {
				fmt.Fprintf(&b, "\t(%s) compadd -- %s; return ;;\n", quoted(l.command+" "+f.text), strings.Join(f.values, " "))
			} else if f.takes {
				fmt.Fprintf(&b, "\t(%s) _files; return ;;\n", quoted(l.command+" "+f.text))
			}
		}
	}
	b.WriteString(`	esac
	if [[ ${words[CURRENT]} == -* ]]; then
		_describe -o flag flags
	elif (( $#list )); then
		_describe word list
	else
		_files
	fi
}
if [[ ${funcstack[1]} == _reftel ]]; then _reftel "$@"; else compdef _reftel reftel; fi
`)
	return b.String()
}

// described writes words with their help as zsh reads them.
func described(words []word) string {
	var list []string
	for _, w := range words {
		text := w.text
		if w.help != "" {
			text += ":" + w.help
		}
		list = append(list, quoted(text))
	}
	return strings.Join(list, " ")
}

func fishScript(all []level) string {
	var b strings.Builder
	b.WriteString(`# Completion of reftel for fish: reftel completion fish | source
function __reftel_command
	set -l command ''
	for word in (commandline -opc)[2..]
		switch "$command $word"
`)
	below(all, func(parent, name string) {
		fmt.Fprintf(&b, "\t\t\tcase %s\n\t\t\t\tset command %s\n", quoted(parent+" "+name), quoted(strings.TrimSpace(parent+" "+name)))
	})
	b.WriteString("\t\tend\n\tend\n\techo $command\nend\ncomplete -c reftel -e\n")
	for _, l := range all {
		here := fmt.Sprintf("complete -c reftel -n %s", quoted("test (__reftel_command) = "+quoted(l.command)))
		for _, w := range l.words {
			fmt.Fprintf(&b, "%s -f -a %s -d %s\n", here, w.text, quoted(w.help))
		}
		for _, f := range l.flags {
			fmt.Fprintf(&b, "%s -l %s%s -d %s\n", here, strings.TrimPrefix(f.text, "--"), value(f), quoted(f.help))
		}
	}
	return b.String()
}

// value says to fish what follows a flag.
func value(f word) string {
	switch {
	case !f.takes:
		return ""
	case len(f.values) > 0:
		return " -x -a " + quoted(strings.Join(f.values, " "))
	}
	return " -r"
}
