package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
)

// subcommand is one of the things that the program does. The list feeds dispatch and
// help.
type subcommand struct {
	name, usage, summary string
	run                  func(*program, context.Context, []string) error
}

func subcommands() []subcommand {
	return []subcommand{
		{"run", "run", "start the bot: in Slack, or in a local workspace where no tokens are set", (*program).serve},
		{"ask", "ask [--clock-is-right] TEXT…", "answer here what could be typed in Slack", (*program).ask},
		{"status", "status [--json] [--race KEY] [--on DAY] [--known DAY] [--candidate NAME]", "how the race stands", (*program).status},
		{"import", "import [--dry-run] [--map COLUMN=HEADING,…] FILE", "record a file of commands, a table or an export, all or nothing; - is standard input", (*program).importFile},
		{"export", "export [--format jsonl|csv|csv-excel|long|long-excel|json|md|text] [--race KEY] [--on DAY] [--known DAY] [FILE]", "write the ledger out, or how the race stands on a day", (*program).export},
		{"read", "read [--json] [FILE]", "what a message's words would be drafted as; without FILE from standard input", (*program).readMessage},
		{"picture", "picture [--wide] [--race KEY] [--on DAY] [--known DAY] [--candidate NAME] FILE", "draw how the race stands, as a PNG", (*program).drawPicture},
		{"page", "page [--on DAY] [--known DAY] [--race KEY] FILE", "write how the race stands as a page to publish or embed; - is the output", (*program).writePage},
		{"bodies", "bodies", "list the bodies whose races can be followed, with their members of today", (*program).bodies},
		{"verify", "verify", "check the ledger from end to end", (*program).verify},
		{"copy", "copy FROM TO", "copy a ledger into an empty one, from a file into a database or the other way; both as NATO_STORE names them", (*program).copyLedger},
		{"workspaces", "workspaces [erase ID]", "list the workspaces of a database, or erase one that has removed the app", (*program).workspaces},
		{"backup", "backup FILE", "copy the ledger into a new file, also beside a running bot", (*program).backup},
		{"manifest", "manifest [--url URL [--many]]", "print the Slack app's manifest: for Socket Mode, or for HTTP at an address, maybe for many workspaces", (*program).manifest},
		{"health", "health", "ask the bot that runs here whether it can serve", (*program).health},
		{"version", "version", "say which version this is", (*program).version},
		{"help", "help", "say this", (*program).help},
	}
}

// dispatch runs the subcommand of that name.
func (p *program) dispatch(ctx context.Context, name string, args []string) error {
	if name == "-h" || name == "-help" || name == "--help" {
		name = "help"
	}
	if name == "--version" {
		name = "version"
	}
	for _, c := range subcommands() {
		if c.name == name {
			return c.run(p, ctx, args)
		}
	}
	return &usageError{fmt.Sprintf("there is no %q", name), suggest(name)}
}

// suggest finds what an unknown word was meant to be.
func suggest(name string) string {
	for _, c := range subcommands() {
		if len(name) > 1 && (strings.HasPrefix(c.name, name) || strings.HasPrefix(name, c.name) || oneSlip(name, c.name)) {
			return fmt.Sprintf("Did you mean natobot %s? natobot help lists everything.", c.name)
		}
	}
	return fmt.Sprintf("To ask the desk, write natobot ask %s …; natobot help lists everything.", name)
}

// oneSlip tells whether two words differ by one letter left out, put in, changed or
// swapped with its neighbour.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	start, end := 0, 0
	for start < len(a) && a[start] == b[start] {
		start++
	}
	for end < len(a)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	restA, restB := a[start:len(a)-end], b[start:len(b)-end]
	swapped := len(restA) == 2 && len(restB) == 2 && restA[0] == restB[1] && restA[1] == restB[0]
	return len(restB) <= 1 || swapped
}

// flags gives the flag set of a subcommand. What is wrong with its use is ours to say.
func (p *program) flags(name string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	if !slices.Contains([]string{"manifest", "health", "version", "help", "backup", "workspaces"}, name) {
		f.StringVar(&p.workspace, "workspace", "", "")
	}
	return f
}

// parse reads the flags and gives the words between and after them, from least to most.
func (p *program) parse(f *flag.FlagSet, args []string, least, most int) ([]string, error) {
	usage := usageOf(f.Name())
	var words []string
	for rest := args; len(rest) > 0; { // flags may stand behind words
		switch err := f.Parse(rest); {
		case err == flag.ErrHelp:
			fmt.Fprintf(p.stdout, "usage: natobot %s\n", usage)
			return nil, err
		case err != nil:
			return nil, &usageError{err.Error(), "usage: natobot " + usage}
		}
		if rest = f.Args(); len(rest) > 0 {
			words, rest = append(words, rest[0]), rest[1:]
		}
	}
	switch {
	case len(words) < least:
		return nil, &usageError{f.Name() + " needs more", "usage: natobot " + usage}
	case len(words) > most:
		return nil, &usageError{fmt.Sprintf("%q is one word too many", words[most]), "usage: natobot " + usage}
	}
	return words, nil
}

func usageOf(name string) string {
	for _, c := range subcommands() {
		if c.name == name {
			return c.usage
		}
	}
	return name
}

func (p *program) help(_ context.Context, args []string) error {
	if _, err := p.parse(p.flags("help"), args, 0, 1); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, "natobot keeps a desk's record of who backs whom where all have to agree.")
	fmt.Fprintln(p.stdout)
	for _, c := range subcommands() {
		fmt.Fprintf(p.stdout, "  natobot %s\n        %s\n", c.usage, c.summary)
	}
	fmt.Fprintln(p.stdout, "\nWithout a word it runs. Settings come from the environment or the file .env; .env.example names them all.")
	fmt.Fprintln(p.stdout, "Where a database holds the ledgers of several workspaces, --workspace ID says whose (behind ask: before the text).")
	fmt.Fprintln(p.stdout, "Exit codes: 0 done; 1 refused, not understood, or damage found; 2 the command line or the settings are wrong.")
	return nil
}

// version is the release, set when it is built (-ldflags "-X main.version=v1.2.3").
var version = ""

// versionName gives the release, or what the build itself knows.
func versionName() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func (p *program) version(_ context.Context, args []string) error {
	if _, err := p.parse(p.flags("version"), args, 0, 0); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "natobot %s\n", versionName())
	return nil
}
