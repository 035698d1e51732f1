package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"natobot/commands"
	"natobot/consensus"
	"natobot/outbox"
)

// Desk is what the bot needs of the desk.
type Desk interface {
	Do(ctx context.Context, r commands.Request) commands.Reply
	Schedules(ctx context.Context) ([]consensus.Schedule, error)
	Digest(ctx context.Context, o commands.DigestOptions) (commands.Digest, error)
	Live(ctx context.Context) ([]consensus.LiveSetting, error)
	LiveNotes(ctx context.Context, after int, told consensus.Point) (commands.LiveNotes, error)

	Form(ctx context.Context, r commands.Request, draft commands.Draft) commands.Form
	Review(ctx context.Context, r commands.Request, draft commands.Draft) commands.Review
	Save(ctx context.Context, r commands.Request, draft commands.Draft, seal string) commands.Saved
	Drafts(ctx context.Context, r commands.Request, m commands.Message) []commands.Draft
	Home(ctx context.Context, user commands.User) commands.Reply

	// Opened tells whether a channel is open to guests and other organisations' people.
	Opened(ctx context.Context, channel string) (bool, error)
}

// Posts is what the bot needs of the ledger: the record of what is posted by itself.
type Posts interface {
	outbox.Ledger
	// Post gives one post, and false where it was never claimed.
	Post(ctx context.Context, kind, key string) (consensus.Posting, bool, error)
	// LastPosted gives the one with the latest slot that was posted in a channel.
	LastPosted(ctx context.Context, kind, channel string) (consensus.Posting, bool, error)
	// RecentPosts gives a channel's last post of a kind, and before it those claimed since a
	// moment.
	RecentPosts(ctx context.Context, kind, channel string, since time.Time) ([]consensus.Posting, error)
	// Head gives what vouches for the ledger up to an entry: a hash over all of it.
	Head(ctx context.Context, number int) (string, error)
}

// Config is what a Bot is made of. Everything but APIURL, Tick, Changed and News is needed.
type Config struct {
	BotToken string
	APIURL   string // "" for Slack's own

	// Slack reaches the bot by Socket Mode with an AppToken, or over HTTP: then it signs with
	// one of SigningSecrets, and Handler is to be served where it can be reached.
	AppToken       string
	SigningSecrets []string

	Desk  Desk
	Posts Posts
	Now   func() time.Time // the desk's clock
	Zone  *time.Location   // the desk's
	Tick  <-chan struct{}  // ticks when the desk's clock was moved; may be nil
	// Changed ticks when the ledger has new entries, and so does News, for those who tell
	// channels of them; each may be nil, or be closed.
	Changed, News <-chan struct{}

	Owner string // names this process on the posts that it claims
	Log   *slog.Logger
}

// Bot connects one desk with one Slack workspace.
type Bot struct {
	config   Config
	http     *http.Client
	api      *slack.Client // for what may be asked again: it waits where Slack says so
	once     *slack.Client // for what may not
	wires    []*wire       // the connections to Slack
	signals  chan signal
	answers  answers
	web      *web // nil in Socket Mode
	people   *people
	channels *channels
	poster   *poster
	digests  *digests
	lives    *lives
	outboxes []outboxed
	homes    *homes
	pictures *pictures
	rendered rendered
	seen     seen
	tasks    chan task

	failed chan error // the first error that no retry mends
}

const (
	workers = 32 // as many reports may share a sync of the ledger
	waiting = 64 // requests that may wait for a worker

	callTimeout = outbox.CallTimeout // of one call to Slack's Web API
	drainTime   = 8 * time.Second    // for what was accepted, once the bot is told to stop
	flushTime   = 200 * time.Millisecond
	workTime    = time.Minute // for one request; Slack gives half an hour to answer it
)

// New makes a Bot. It does not call Slack yet.
func New(c Config) (*Bot, error) {
	if c.Desk == nil || c.Posts == nil || c.Now == nil || c.Zone == nil || c.Log == nil || c.BotToken == "" {
		return nil, errors.New("bot: the config is incomplete")
	}
	// S11: everybody can sign with a secret that is empty.
	if (c.AppToken == "") != (len(c.SigningSecrets) > 0) || slices.Contains(c.SigningSecrets, "") {
		return nil, errors.New("bot: the config needs an app token or signing secrets")
	}
	return newBot(c, (&net.Dialer{Timeout: callTimeout, KeepAlive: 15 * time.Second}).DialContext), nil
}

// outboxed is one kind of post, and what tells that some may be owed.
type outboxed struct {
	*outbox.Outbox
	news <-chan struct{}
}

// dial opens a connection to Slack.
type dial func(ctx context.Context, network, addr string) (net.Conn, error)

func newBot(c Config, to dial) *Bot {
	b := &Bot{config: c, signals: make(chan signal), tasks: make(chan task, waiting), failed: make(chan error, 1)}
	b.http = &http.Client{Timeout: callTimeout, Transport: &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: to, ForceAttemptHTTP2: true, TLSHandshakeTimeout: callTimeout,
		MaxIdleConnsPerHost: workers, IdleConnTimeout: 90 * time.Second,
	}}
	options := []slack.Option{
		slack.OptionHTTPClient(b.http),
		slack.OptionAppLevelToken(c.AppToken),
		slack.OptionAPIURL(strings.TrimSuffix(cmp.Or(c.APIURL, slack.APIURL), "/") + "/"),
	}
	b.once = slack.New(c.BotToken, options...)
	// The order matters: OptionRetry wraps the HTTP client that it finds. It retries on
	// 429 alone, when Slack has surely done nothing.
	b.api = slack.New(c.BotToken, append(options, slack.OptionRetry(2))...)
	if len(c.SigningSecrets) > 0 {
		b.web = newWeb(b)
	} else {
		b.wires = newWires(slices.Clip(options), b.http, to)
	}
	b.people = &people{api: b.api, now: c.Now, log: c.Log, known: map[string]person{}, channels: map[string]string{}}
	b.channels = &channels{api: b.api, now: c.Now, log: c.Log, known: map[string]channel{}}
	b.poster = &poster{api: b.once, now: c.Now, admits: b.admits, fail: b.fail}
	posts := outbox.Config{Ledger: c.Posts, Poster: b.poster, Owner: c.Owner, Now: c.Now, Log: c.Log}
	b.digests = newDigests(b, posts)
	b.lives = newLives(b, posts)
	b.outboxes = []outboxed{{b.digests.Outbox, c.Tick}, {b.lives.Outbox, c.News}}
	b.homes = newHomes(b)
	b.pictures = &pictures{api: b.once, log: c.Log}
	return b
}

// fail ends Run with an error that no retry mends.
func (b *Bot) fail(err error) {
	select {
	case b.failed <- err:
	default: // an earlier one ends it already
	}
}

// Run serves the workspace until ctx ends, and then finishes what it accepted: nil. It
// ends with an error when Slack refuses the tokens for good, or the socket ends otherwise.
func (b *Bot) Run(ctx context.Context) error {
	self, err := b.identify(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	b.people.self, b.poster.self = self, self

	// What was accepted is finished and answered after ctx ended, so work and the socket
	// have ends of their own.
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	live, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()

	var pool, rest sync.WaitGroup
	for range workers {
		pool.Go(func() { b.serve(work) })
	}
	closed := make(chan error, len(b.wires))
	for _, w := range b.wires {
		rest.Go(func() { closed <- w.run(live, b.signals) })
	}
	if b.web != nil {
		b.web.move(phaseServing, live)
	}
	rest.Go(func() { b.watch(ctx) })
	for _, o := range b.outboxes {
		pool.Go(func() { o.Run(ctx, work, o.news) })
	}
	pool.Go(func() { b.homes.run(ctx, work) })

	err = b.listen(ctx, live, closed)
	stop()
	if b.web != nil {
		b.web.move(phaseStopping, live)
	}
	close(b.tasks)
	if !b.drain(live, &pool) {
		b.config.Log.Error("stopping with requests unanswered")
	}
	if b.web != nil {
		b.web.move(phaseClosed, live)
	}
	stopWork()
	hangUp()
	rest.Wait()
	b.http.CloseIdleConnections()
	return err
}

// drain lets the workers finish, while those who write now are told to come again. It
// gives false when they did not finish in time.
func (b *Bot) drain(live context.Context, pool *sync.WaitGroup) bool {
	done := make(chan struct{})
	go func() { pool.Wait(); close(done) }()
	limit := time.NewTimer(drainTime)
	defer limit.Stop()
	var flushed <-chan time.Time
	for {
		select {
		case <-done:
			// The last acknowledgements are in the library's queue, which tells nobody
			// when it is empty.
			done, flushed = nil, time.After(flushTime)
		case <-flushed:
			return true
		case <-limit.C:
			return false
		case s := <-b.signals:
			b.take(live, s, true)
		}
	}
}

// identify asks Slack who we are, until it says so or says that it never will.
func (b *Bot) identify(ctx context.Context) (identity, error) {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		who, err := b.api.AuthTestContext(ctx)
		if err == nil {
			if missing := lacking(who.Header.Get("X-Oauth-Scopes")); len(missing) > 0 {
				b.config.Log.Error("the bot token lacks scopes that manifest.json asks for: install the app again", "scopes", missing)
			}
			return identity{Team: who.TeamID, Enterprise: who.EnterpriseID, User: who.UserID, Bot: who.BotID}, nil
		}
		if err := permanent(err, "SLACK_BOT_TOKEN"); err != nil {
			return identity{}, err
		}
		b.config.Log.Warn("Slack does not answer yet", "error", err, "again_in", wait)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return identity{}, ctx.Err()
		}
	}
}

// identity is who we are to Slack.
type identity struct{ Team, Enterprise, User, Bot string }
