package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/config"
	"natobot/store"
)

// operator is who asks in a terminal: whoever runs the machine can read and write the
// ledger's file anyway.
func operator() commands.User {
	return commands.User{ID: commands.Operator, Name: commands.Operator, Admin: true}
}

// clockIsRight is the word of whoever runs the machine where the ledger's last entry lies ahead.
const clockIsRight = "--clock-is-right"

// ask answers any text that the slash command would.
func (p *program) ask(ctx context.Context, args []string) error {
	args = p.asked(args)
	if len(args) == 1 && (args[0] == "-h" || args[0] == "--help") {
		args = []string{"help"}
	}
	return p.answer(ctx, askText(args))
}

// asked takes the flags that stand before the words, which may look like flags themselves.
func (p *program) asked(args []string) []string {
	for len(args) > 0 {
		switch {
		case args[0] == clockIsRight:
			p.vouched, args = true, args[1:]
		case args[0] == "--workspace" && len(args) > 1:
			p.workspace, args = args[1], args[2:]
		default:
			return args
		}
	}
	return args
}

// askText joins what the shell took apart: a word with blanks in it was quoted there.
// The first word is never a quote, for the whole text may be given as one.
func askText(args []string) string {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = a
		if i > 0 && strings.ContainsAny(a, " \t") && !strings.ContainsAny(a, `"“”`) {
			parts[i] = `"` + a + `"`
		}
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// answer has the desk do what the text says, and prints its reply.
func (p *program) answer(ctx context.Context, text string) error {
	c, err := p.settings(config.Load)
	if err != nil {
		return err
	}
	a, err := p.openSeeded(ctx, c, store.Options{})
	if err != nil {
		return err
	}
	defer a.close()
	p.tellMade(a, c)
	return p.show(a.desk.Do(ctx, commands.Request{Key: "terminal:" + rand.Text(), User: operator(), Text: text}))
}

// show prints a reply: an answer to the output, a refusal to the error output.
func (p *program) show(reply answer.Reply) error {
	switch {
	case reply.Outcome == answer.Refused, reply.Outcome == answer.Failed:
		fmt.Fprint(p.stderr, reply.Plain())
		if reply.Cause != nil {
			p.complain(reply.Cause.Error(), "")
		}
		return errShown
	case reply.Post != nil:
		return &usageError{"only the running bot posts a digest", "Ask for it in Slack, or see it here with natobot ask digest."}
	case reply.File != nil:
		_, err := p.stdout.Write(reply.File.Content)
		return err
	default:
		_, err := fmt.Fprint(p.stdout, reply.Plain())
		return err
	}
}
