package bot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/receiver"
	"natobot/outbox"
)

// Config is what a Bot is made of. Everything but APIURL, Witness, Tick, Changed, News, AtWork, Daily,
// Refused, Retry and Install is needed.
type Config struct {
	BotToken string
	APIURL   string // "" for Slack's own

	// Slack reaches the bot by Socket Mode with an AppToken, or over HTTP: then it signs with
	// one of SigningSecrets, and Handler is to be served where it can be reached.
	AppToken       string
	SigningSecrets []string

	Desk    Desk
	Command string // the slash command; "" is [answer.DefaultCommand]
	Posts   Posts
	Now     func() time.Time // the desk's clock
	// Witness hears what Slack says of the time, for the desk to compare that clock with; nil
	// where the two have nothing to do with each other.
	Witness *Witness
	Zone    *time.Location  // the desk's
	Tick    <-chan struct{} // ticks when the desk's clock was moved; may be nil
	// Changed ticks when the ledger has new entries, and so does News, for those who tell
	// channels of them; each may be nil, or be closed.
	Changed, News <-chan struct{}

	AtWork func() // called when Slack has answered and can reach the bot, maybe again; may be nil

	// Of one workspace among many ([Join]): Daily tells whether a new day alone may make something due,
	// Refused hears that Slack does not take the token any more, and Retry ticks when [Bot.Post] can go on with what
	// it could not finish. All are nil for the only one, which a refused token ends.
	Daily   func(context.Context) (bool, error)
	Refused func(error)
	Install string // address by which the app is installed again; "" where its settings are the way
	Retry   chan struct{}

	Owner string // names this process on the posts that it claims
	Log   *slog.Logger
}

// Bot connects one desk with one Slack workspace: what it knows of it, and how it speaks there.
type Bot struct {
	*Crew
	config  Config
	desk    Desk
	now     func() time.Time // the desk's clock
	log     *slog.Logger
	command string // the slash command, in what the bot itself says

	api  *slack.Client // for what may be asked again: it waits where Slack says so
	once *slack.Client // for what may not
	http *http.Client  // for response URLs

	seen     seen         // what was asked lately
	underway atomic.Int64 // requests that wait for a worker, or are worked on

	people      *people
	channels    *channels
	pictures    *pictures
	renderCache renderCache
	overviews   overviews
	homes       *homes

	digests  *digests
	lives    *lives
	helds    *helds
	reminded *reminders
	outboxes []*outbox.Outbox

	// Requests come in by one of these; the other is nil, and both are where they come in by [Bot.Take].
	socket *receiver.Socket
	web    *receiver.HTTP

	answered receiver.Watchdog // beats when Slack answers a call
	doubted  bool              // the desk's clock, when it was looked at last
}

// New makes a Bot. It does not call Slack yet.
func New(c Config) (*Bot, error) {
	if c.Desk == nil || c.Posts == nil || c.Now == nil || c.Zone == nil || c.Log == nil || c.BotToken == "" {
		return nil, errors.New("bot: the config is incomplete")
	}
	// S11: everybody can sign with a secret that is empty.
	if (c.AppToken == "") != (len(c.SigningSecrets) > 0) || slices.Contains(c.SigningSecrets, "") {
		return nil, errors.New("bot: the config needs an app token or signing secrets")
	}
	return newBot(c, toSlack()), nil
}

func toSlack() receiver.Dial {
	return (&net.Dialer{Timeout: callTimeout, KeepAlive: 15 * time.Second}).DialContext
}

// Join makes the Bot of one workspace among many, which share a crew and a client. It has no door and no
// clock: what comes in is handed to Take, and what is due is posted by Post.
func Join(c Config, self Identity, crew *Crew, client *http.Client) *Bot {
	b, _ := withoutDoor(c, crew, client)
	b.is(self)
	return b
}

// NewClient makes a client by which Slack is asked, whose answers the witness hears.
func NewClient(w *Witness) *http.Client { return newClient(w, toSlack()) }

func newBot(c Config, dial receiver.Dial) *Bot {
	client := newClient(c.Witness, dial)
	b, options := withoutDoor(c, newCrew(c.Log, queueSize+workers), client)
	if len(c.SigningSecrets) > 0 {
		b.web = receiver.NewHTTP(receiver.HTTPConfig{
			Secrets: c.SigningSecrets, Now: c.slackTime(), Handle: b.Take, Opened: c.Desk.Opened, Log: c.Log,
		})
	} else {
		b.socket = receiver.NewSocket(receiver.SocketConfig{
			Handle: b.Take, Fail: b.fail, Opened: c.Desk.Opened, Connected: c.AtWork, Log: c.Log,
		}, client, dial, options...)
	}
	return b
}

func newClient(w *Witness, dial receiver.Dial) *http.Client {
	return &http.Client{Timeout: callTimeout, Transport: w.over(&http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dial, ForceAttemptHTTP2: true, TLSHandshakeTimeout: callTimeout,
		MaxIdleConnsPerHost: workers, IdleConnTimeout: 90 * time.Second,
	})}
}

// withoutDoor makes a Bot that nothing comes in for yet, and gives how it asks Slack.
func withoutDoor(c Config, crew *Crew, client *http.Client) (*Bot, []slack.Option) {
	options := []slack.Option{
		slack.OptionHTTPClient(&scoped{Client: client, now: c.Now, refused: map[string]refusal{}}),
		slack.OptionAppLevelToken(c.AppToken),
		slack.OptionAPIURL(strings.TrimSuffix(cmp.Or(c.APIURL, slack.APIURL), "/") + "/"),
	}
	b := &Bot{Crew: crew, config: c, desk: c.Desk, now: c.Now, log: c.Log, command: c.Command, http: client}
	b.once = slack.New(c.BotToken, options...)
	// The order matters: OptionRetry wraps the HTTP client that it finds. It retries on
	// 429 alone, when Slack has surely done nothing.
	b.api = slack.New(c.BotToken, append(slices.Clip(options), slack.OptionRetry(2))...)
	b.people = &people{Bot: b, known: recent[string, person]{most: keptNames}, channels: recent[string, string]{most: keptNames}}
	b.channels = &channels{Bot: b, known: recent[string, channel]{most: keptNames}}
	b.pictures = &pictures{b, recent[[sha256.Size]byte, string]{most: keptPictures}}
	b.homes = newHomes(b)
	posts := outbox.Config{Ledger: c.Posts, Poster: &poster{b}, Owner: c.Owner, Now: c.Now, Doubt: c.Desk.Doubt, Zone: c.Zone, Log: c.Log, Wake: c.Retry}
	b.digests = newDigests(b, posts)
	b.lives = newLives(b, posts)
	b.helds, b.reminded = newHelds(b, posts), newReminders(b, posts)
	b.outboxes = []*outbox.Outbox{b.digests.Outbox, b.lives.Outbox, b.helds.Outbox, b.reminded.Outbox}
	return b, options
}

// is tells the bot who it is to Slack.
func (b *Bot) is(self Identity) { b.people.self = self }

// Handler serves what Slack sends over HTTP, below /slack/. It is nil in Socket Mode.
func (b *Bot) Handler() http.Handler {
	if b.web == nil {
		return nil
	}
	return b.web.Routes()
}

// Ready gives nil when the bot can really be asked: Slack was heard from lately. It says
// what is wrong otherwise.
func (b *Bot) Ready() error {
	switch {
	case b.socket != nil:
		return b.socket.Ready()
	case !b.answered.Alive():
		return errors.New("Slack did not answer for " + maxUnanswered.String())
	}
	return nil
}

// Load tells how busy the bot is, and how it is connected.
type Load struct {
	Queued, Queue int            // requests that wait for a worker, and how many may
	Connections   map[string]int // to Slack by Socket Mode, by state; nil over HTTP
}

// Load tells how busy the bot is now.
func (b *Bot) Load() Load {
	load := b.Crew.Load()
	if b.socket != nil {
		load.Connections = b.socket.Connections()
	}
	return load
}
