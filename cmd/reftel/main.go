// Reftel turns diplomatic cables and the notes that editors write on them into
// a website in which every paragraph has an address.
//
// The way from a project's files to a website is package [reftel/site]; this
// command reads arguments, prints messages and chooses exit codes.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	exitFine   = 0 // also with warnings
	exitFailed = 1 // problems in the editors' files, or a failure
	exitMisuse = 2 // the command line makes no sense
)

func main() {
	collectLess()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// commands is the command line: one field for each command.
type commands struct {
	Build      buildCommand      `cmd:"" help:"Write the site."`
	Serve      serveCommand      `cmd:"" help:"Show the site in the browser and keep it up to date."`
	Check      checkCommand      `cmd:"" help:"Report every problem, write nothing."`
	Import     importCommand     `cmd:"" help:"Bring cables into a project, one file each."`
	Parse      parseCommand      `cmd:"" help:"Print a parsed cable as JSON."`
	Redact     redactCommand     `cmd:"" help:"Take words out of what is published."`
	Lock       lockCommand       `cmd:"" help:"Record the published addresses, or accept that a text has changed under a note."`
	New        newCommand        `cmd:"" help:"Start a project or a note."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
	Completion completionCommand `cmd:"" help:"Print a script that completes commands and flags in a shell."`
}

// run is the program without the process: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ui := &terminal{in: stdin, out: stdout, err: stderr}
	var cli commands
	exited := -1
	parser, err := kong.New(&cli,
		kong.Name("reftel"),
		kong.Description("Publish annotated diplomatic cables as a website. Start with: reftel new site DIR"),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.UsageOnError(),
	)
	if err != nil {
		ui.fail(err)
		return exitFailed
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited // help was asked for
	}
	if err != nil {
		if len(args) > 0 && args[0] == "redact" { // the message may repeat the words
			err = errors.New("the arguments make no sense: flags stand behind the ID, the place and the words")
		}
		ui.fail(err)
		ui.hint("reftel --help lists the commands, reftel COMMAND --help their flags")
		return exitMisuse
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return ui.exitCode(command.Run(ui))
}

// misuse is an error in what the command line asks for.
type misuse struct{ error }

// failed says that the reasons have been printed already.
var errFailed = errors.New("failed")
