package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"natobot/bot"
	"natobot/config"
	"natobot/consensus"
	"natobot/ops"
	"natobot/store"
)

// serve runs the bot until ctx ends: in Slack, or in a local workspace where no tokens
// are set.
func (p *program) serve(ctx context.Context, args []string) error {
	if _, err := p.parse(p.flags("run"), args, 0, 0); err != nil {
		return err
	}
	c, err := p.settings(config.Load)
	if err != nil {
		return err
	}
	if c.Many != nil {
		return p.serveMany(ctx, c)
	}
	a, err := p.openSeeded(ctx, c, store.Options{Exclusive: true})
	if ctx.Err() != nil && a == nil {
		return nil // told to stop while the ledger was read
	}
	if err != nil {
		return err
	}
	defer a.close()
	listener, err := listen(ctx, c)
	if err != nil {
		return err
	}
	defer listener.Close()

	log, mux := c.Logger(p.stderr), http.NewServeMux()
	forBot := a.botConfig(c, log)
	forBot.Changed, forBot.News = a.ledger.Watch(ctx), a.ledger.Watch(ctx)
	server := ops.NewServer(mux, c.Local(), log)
	greet := sync.OnceFunc(func() { p.greet(a, c, listener.Addr()) })
	forBot.AtWork = func() { go greet() } // who calls it waits for nothing
	var b *bot.Bot
	if c.Local() {
		if err := a.begin(ctx, c.Zone); err != nil {
			return err
		}
		next := func(ctx context.Context) time.Time { t, _ := b.NextDigest(ctx); return t }
		local := a.localSlack(&forBot, listener.Addr(), next)
		defer local.Close()
		server.RegisterOnShutdown(local.Close) // ends the page's streams
		mux.Handle("/", local.Handler())
	}
	b, err = bot.New(forBot)
	if err != nil {
		return err
	}
	if c.OverHTTP() {
		mux.Handle("/slack/", b.Handler())
	}
	a.watched(b, c.Store, log).Routes(mux)
	if c.Local() {
		greet() // its Slack answers behind the page that this names
	}
	debug.FreeOSMemory() // reading the ledger took more than is needed from here on
	err = work(ctx, listener, server, b)
	if refusal, is := errors.AsType[*consensus.Error](err); is {
		return &usageError{refusal.Message, refusal.Hint} // what Slack refuses for good is a setting
	}
	return err
}

// listen takes the address of the web server.
func listen(ctx context.Context, c config.Config) (net.Listener, error) {
	listener, err := ops.Listen(ctx, c.Listen, c.TLSCert, c.TLSKey)
	var taking *net.OpError
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, &usageError{c.Listen + " is taken by another program", "Stop that one, or set NATO_LISTEN to another port, such as 127.0.0.1:8081."}
	case errors.As(err, &taking):
		return nil, &usageError{fmt.Sprintf("cannot listen on %s: %v", c.Listen, err), "Set NATO_LISTEN to an address of this machine, such as 127.0.0.1:8080."}
	}
	return listener, err
}

// shutdownTimeout is how long the web server's last answers may take.
const shutdownTimeout = 500 * time.Millisecond

// work runs the bot and the web server until ctx ends or one of them fails. The server
// outlasts the bot, whose last answers go through it.
func work(ctx context.Context, listener net.Listener, server *http.Server, b interface{ Run(context.Context) error }) error {
	running, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() { cancel(fmt.Errorf("the web server ended: %w", server.Serve(listener))) }()
	err := b.Run(running)
	if cause := context.Cause(running); err == nil && ctx.Err() == nil {
		err = cause
	}
	ending, stop := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer stop()
	_ = server.Shutdown(ending)
	_ = server.Close()
	return err
}

func (a *app) botConfig(c config.Config, log *slog.Logger) bot.Config {
	return bot.Config{
		BotToken: string(c.BotToken),
		AppToken: string(c.AppToken),
		APIURL:   c.APIURL,

		SigningSecrets: plainly(c.SigningSecrets),

		Desk:    a.instrumented(log),
		Command: c.Command,
		Posts:   a.ledger,
		Now:     a.clock.Now,
		Witness: a.witness,
		Tick:    a.clock.moved,
		Zone:    c.Zone,
		Log:     log,
		Owner:   rand.Text(),
	}
}

// plainly gives secrets to who must know them.
func plainly(secrets []config.Secret) []string {
	var list []string
	for _, s := range secrets {
		list = append(list, string(s))
	}
	return list
}

// greet says where everything is.
func (p *program) greet(a *app, c config.Config, at net.Addr) {
	ledger := c.Store.String()
	if path, err := filepath.Abs(ledger); err == nil && !c.Store.Database() {
		ledger = path
	}
	if a.made {
		ledger += ", new, " + a.contents(c)
	}
	if c.Local() {
		fmt.Fprintf(p.stdout, "natobot is at work in a local workspace of this machine.\n\n")
		fmt.Fprintf(p.stdout, "  Page    http://%s/\n", at)
	} else {
		fmt.Fprintf(p.stdout, "natobot is at work in Slack.\n\n")
		if c.OverHTTP() {
			fmt.Fprintf(p.stdout, "  Slack   %s://%s/slack/commands, /slack/interactions, /slack/events\n", c.Scheme(), at)
		}
		fmt.Fprintf(p.stdout, "  Health  %s://%s/readyz\n", c.Scheme(), at)
	}
	fmt.Fprintf(p.stdout, "  Ledger  %s\n", ledger)
	fmt.Fprintf(p.stdout, "  Desk    %s\n", a.clock.Now().In(c.Zone).Format("Monday 2 January 2006, 15:04 MST"))
	fmt.Fprintf(p.stdout, "  Stop    Ctrl-C\n\n")
	if c.Local() {
		fmt.Fprintf(p.stdout, "Open the page and ask %s status.\n", c.Command)
	}
}

// tellMade says that a ledger was made where there was none: its name may be misspelt.
func (p *program) tellMade(a *app, c config.Config) {
	if a.made {
		fmt.Fprintf(p.stderr, "natobot: there was no ledger %s: a new one was made, %s\n", c.Store, a.contents(c))
	}
}

// contents tells what a new ledger began with.
func (a *app) contents(c config.Config) string {
	switch {
	case !a.seeded:
		return "empty"
	case c.Seed == config.SeedArticle:
		return "seeded with the article's facts"
	}
	return "seeded with " + c.Seed
}
