// Natobot keeps a political desk's record of who backs whom as the next NATO Secretary
// General, in Slack or in a local workspace of one machine. ARCHITECTURE.md is the map
// of the code.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // a bare container has no time zones of its own

	"natobot/commands/answer"
	"natobot/config"
	"natobot/consensus"
)

// Exit codes.
const (
	exitOK      = 0
	exitRefused = 1 // refused, not understood, failed, or damage found
	exitUsage   = 2 // the command line or the settings are wrong
)

func main() {
	env := config.NewEnvironment(os.Environ())
	env.ReadFile(".env")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // so that a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], env, os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: it does what args say until it is done or ctx ends, and
// gives the exit code.
func run(ctx context.Context, args []string, env config.Environment, stdin io.Reader, stdout, stderr io.Writer) int {
	p := &program{env: env, now: time.Now, stdin: stdin, stdout: stdout, stderr: stderr}
	if len(args) == 0 {
		args = []string{"run"}
	}
	return p.explain(p.dispatch(ctx, args[0], args[1:]))
}

// program is what every subcommand has at hand.
type program struct {
	env            config.Environment
	now            func() time.Time // the real clock; the desk's may be another
	vouched        bool             // a person says that it is right
	workspace      string           // whose ledger, of those in a database; "" for the only one
	stdin          io.Reader
	stdout, stderr io.Writer
}

// usageError is a command line that makes no sense.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// errShown ends the program with exitRefused; the reason was shown already.
var errShown = errors.New("refused")

// explain says what went wrong, if anything did, and gives the exit code.
func (p *program) explain(err error) int {
	var (
		usage    *usageError
		settings *config.Error
		refusal  *consensus.Error
	)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errShown):
		return exitRefused
	case errors.As(err, &usage):
		p.complain(usage.message, usage.hint)
		return exitUsage
	case errors.As(err, &settings):
		p.complain(settings.Error(), "")
		return exitUsage
	case errors.As(err, &refusal):
		p.complain(refusal.Error(), refusal.Hint)
		return exitRefused
	default:
		p.complain(err.Error(), "")
		return exitRefused
	}
}

// complain tells the operator what is wrong and what to do about it.
func (p *program) complain(message, hint string) {
	command, _ := config.Command(p.env) // where it is wrong, that is what is complained of
	message, hint = answer.Spelled(message, command), answer.Spelled(hint, command)
	fmt.Fprintf(p.stderr, "natobot: %s\n", config.HideTokens(message))
	if hint != "" {
		fmt.Fprintf(p.stderr, "  %s\n", config.HideTokens(hint))
	}
}
