package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"runtime/debug"
	"time"

	"natobot/bot"
)

// serve runs the bot until ctx ends: in Slack, or in a local workspace where no tokens
// are set.
func (p *program) serve(ctx context.Context, args []string) error {
	if _, err := p.parse(p.flags("run"), args, 0, 0); err != nil {
		return err
	}
	c, err := loadConfig(p.getenv)
	if err != nil {
		return err
	}
	h, err := p.openSeeded(ctx, c, true)
	if ctx.Err() != nil && h == nil {
		return nil // told to stop while the ledger was read
	}
	if err != nil {
		return err
	}
	defer h.close()
	listener, err := listen(ctx, c)
	if err != nil {
		return err
	}
	defer listener.Close()

	log, mux := p.logger(c), http.NewServeMux()
	config := h.botConfig(c, log)
	config.Changed, config.News = h.ledger.Watch(ctx), h.ledger.Watch(ctx)
	server := newServer(c, mux, log)
	var b *bot.Bot
	if c.Local() {
		if err := h.begin(ctx, c.Zone); err != nil {
			return err
		}
		next := func(ctx context.Context) time.Time { t, _ := b.NextDigest(ctx); return t }
		local := h.localSlack(&config, listener.Addr(), next)
		defer local.Close()
		server.RegisterOnShutdown(local.Close) // ends the page's streams
		mux.Handle("/", local.Handler())
	}
	b, err = bot.New(config)
	if err != nil {
		return err
	}
	if c.overHTTP() {
		mux.Handle("/slack/", b.Handler())
	}
	(&health{house: h, bot: b, store: c.Store, now: p.now, log: log}).routes(mux)
	p.greet(h, c, listener.Addr())
	debug.FreeOSMemory() // reading the ledger took more than is needed from here on
	return work(ctx, listener, server, b)
}

// work runs the bot and the web server until ctx ends or one of them fails. The server
// outlasts the bot, whose last answers go through it.
func work(ctx context.Context, listener net.Listener, server *http.Server, b *bot.Bot) error {
	running, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() { cancel(fmt.Errorf("the web server ended: %w", server.Serve(listener))) }()
	err := b.Run(running)
	if cause := context.Cause(running); err == nil && ctx.Err() == nil {
		err = cause
	}
	ending, stop := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer stop()
	_ = server.Shutdown(ending)
	_ = server.Close()
	return err
}

func (h *house) botConfig(c Config, log *slog.Logger) bot.Config {
	return bot.Config{
		BotToken: string(c.BotToken),
		AppToken: string(c.AppToken),
		APIURL:   c.APIURL,

		SigningSecrets: plainly(c.SigningSecrets),

		Desk:  &meteredDesk{h.desk, h.metrics, h.clock.real, log},
		Posts: h.ledger,
		Now:   h.clock.Now,
		Tick:  h.clock.moved,
		Zone:  c.Zone,
		Log:   log,
		Owner: rand.Text(),
	}
}

// plainly gives secrets to who must know them.
func plainly(secrets []Secret) []string {
	var list []string
	for _, s := range secrets {
		list = append(list, string(s))
	}
	return list
}

// logger gives the log. No token reaches it.
func (p *program) logger(c Config) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.LogLevel, ReplaceAttr: hideTokens}
	if c.LogJSON {
		return slog.New(slog.NewJSONHandler(p.stderr, o))
	}
	return slog.New(slog.NewTextHandler(p.stderr, o))
}

// greet says where everything is.
func (p *program) greet(h *house, c Config, at net.Addr) {
	ledger, err := filepath.Abs(c.Store)
	if err != nil {
		ledger = c.Store
	}
	if h.seeded {
		ledger += ", new, seeded with " + seedName(c.Seed)
	}
	if c.Local() {
		fmt.Fprintf(p.stdout, "natobot is at work in a local workspace of this machine.\n\n")
		fmt.Fprintf(p.stdout, "  Page    http://%s/\n", at)
	} else {
		fmt.Fprintf(p.stdout, "natobot is at work in Slack.\n\n")
		if c.overHTTP() {
			fmt.Fprintf(p.stdout, "  Slack   %s://%s/slack/commands, /slack/interactions, /slack/events\n", c.scheme(), at)
		}
		fmt.Fprintf(p.stdout, "  Health  %s://%s/readyz\n", c.scheme(), at)
	}
	fmt.Fprintf(p.stdout, "  Ledger  %s\n", ledger)
	fmt.Fprintf(p.stdout, "  Desk    %s\n", h.clock.Now().In(c.Zone).Format("Monday 2 January 2006, 15:04 MST"))
	fmt.Fprintf(p.stdout, "  Stop    Ctrl-C\n\n")
	if c.Local() {
		fmt.Fprintf(p.stdout, "Open the page and ask /nato status.\n")
	}
}

func seedName(seed string) string {
	if seed == seedArticle {
		return "the article's facts"
	}
	return seed
}
