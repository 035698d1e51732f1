package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/beats"
	"natobot/commands/held"
	"natobot/commands/report"
	"natobot/consensus"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	botToken = "xoxb-test-secret"
	appToken = "xapp-test-secret"
)

// network is a network of one host in memory. In a synctest bubble a real socket would
// keep the clock from moving; a pipe does not.
type network struct {
	conns chan net.Conn
	done  chan struct{}
	close func()
}

func newNetwork() *network {
	n := &network{conns: make(chan net.Conn), done: make(chan struct{})}
	n.close = sync.OnceFunc(func() { close(n.done) })
	return n
}

func (n *network) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case n.conns <- there:
		return here, nil
	case <-n.done:
		return nil, errors.New("the server is gone")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (n *network) Accept() (net.Conn, error) {
	select {
	case c := <-n.conns:
		return c, nil
	case <-n.done:
		return nil, net.ErrClosed
	}
}

func (n *network) Close() error { n.close(); return nil }

func (n *network) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080} }

func text(s string) answer.Line { return answer.Line{{Text: s}} }

// testDesk is a desk that says what the test tells it to, and notes what it was asked.
type testDesk struct {
	mu        sync.Mutex
	requests  []commands.Request
	answer    func(ctx context.Context, r commands.Request) answer.Reply
	schedules []consensus.Schedule
	options   []report.DigestOptions
	digest    report.Digest
	reminders []beats.Reminder
	doubt     func() error // of the clock; nil for none
	moved     []string     // channels, by what they are called now
	due       func() ([]held.News, []answer.Notice)
	testForms
	testLive
}

func (d *testDesk) Do(ctx context.Context, r commands.Request) answer.Reply {
	d.mu.Lock()
	d.requests = append(d.requests, r)
	answer := d.answer
	d.mu.Unlock()
	return answer(ctx, r)
}

// Intent takes what begins with a word that records for something that does.
func (d *testDesk) Intent(text string) commands.Intent {
	word, rest, _ := strings.Cut(text, " ")
	records := slices.Contains([]string{"stance", "claim", "correct", "undo", "digest", "live"}, word) && rest != "list"
	_, channel, _ := strings.Cut(rest, " in ")
	return commands.Intent{Changes: records, Posts: word == "live" || strings.HasPrefix(text, "digest daily") || strings.HasPrefix(text, "digest now"), Channel: channel}
}

func (d *testDesk) Schedules(context.Context) ([]consensus.Schedule, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.schedules), nil
}

func (d *testDesk) Digest(_ context.Context, o report.DigestOptions) (report.Digest, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.options = append(d.options, o)
	return d.digest, nil
}

func (d *testDesk) ReleaseDue(context.Context) ([]held.News, []answer.Notice, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.due == nil {
		return nil, nil, nil
	}
	news, notices := d.due()
	return news, notices, nil
}

func (d *testDesk) Doubt() error {
	if d.doubt == nil {
		return nil
	}
	return d.doubt()
}

func (d *testDesk) Editor() string { return localslack.EditorID }

// forget gives what the desk was asked since the last time.
func (d *testDesk) forget() []commands.Request {
	d.mu.Lock()
	defer d.mu.Unlock()
	list := d.requests
	d.requests = nil
	return list
}

func (d *testDesk) asked() []commands.Request {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.requests)
}

func slotName(s consensus.Slot) string {
	return fmt.Sprintf("%s %02d:%02d", s.Day, s.Minute/60, s.Minute%60)
}

// world is a Slack workspace with the bot in it, within a synctest bubble: its time
// stands still while anything is under way, and jumps when everything waits.
type world struct {
	*localslack.Server
	t       *testing.T
	net     *network
	weather weather
	desk    *testDesk
	posts   *testPosts
	log     *bytes.Buffer // read it after the bot ended
	logger  *slog.Logger  // one for all bots of the world
	zero    time.Time     // the bubble's first moment
	start   time.Time     // the desk's time at that moment
	moved   atomic.Int64
	apart   bool // Slack's clock goes on when the desk's is moved
	zone    *time.Location
	tick    chan struct{}
	news    chan struct{} // ticks when the ledger changed
	fresh   chan struct{} // and so does this, for live notes
	door    *webDoor      // by which Slack reaches the bot over HTTP; nil in Socket Mode
}

// now is the desk's clock.
func (w *world) now() time.Time {
	return w.start.Add(time.Since(w.zero) + time.Duration(w.moved.Load()))
}

// slackTime is Slack's clock: the desk's, unless the test moves that one alone.
func (w *world) slackTime() time.Time {
	if w.apart {
		return w.start.Add(time.Since(w.zero))
	}
	return w.now()
}

// move moves the desk's clock.
func (w *world) move(by time.Duration) { w.moved.Add(int64(by)) }

func inWorld(t *testing.T, test func(w *world)) {
	t.Helper()
	inWorldBy(t, nil, test)
}

// inWorldBy has Slack reach the bot over HTTP by a door, nil for Socket Mode.
func inWorldBy(t *testing.T, door func() *webDoor, test func(w *world)) {
	t.Helper()
	zone := zoneOf(t, "Europe/Brussels")
	synctest.Test(t, func(t *testing.T) {
		w := &world{
			t: t, net: newNetwork(), posts: &testPosts{}, log: &bytes.Buffer{}, tick: make(chan struct{}), news: make(chan struct{}, 1), fresh: make(chan struct{}, 1),
			zero: time.Now(), start: time.Date(2024, 2, 23, 7, 0, 0, 0, zone), zone: zone,
		}
		w.posts.now = w.now
		w.logger = slog.New(slog.NewTextHandler(w.log, nil))
		w.desk = &testDesk{answer: func(_ context.Context, r commands.Request) answer.Reply {
			return answer.Reply{Title: "You asked: " + r.Text}
		}}
		o := localslack.Options{
			Now: w.slackTime, Zone: zone, Command: "/nato", BotToken: botToken, AppToken: appToken,
			Shortcuts: []localslack.Shortcut{{Name: "Record a stance", CallbackID: RecordShortcut}}, Home: true,
		}
		if door != nil {
			w.door = door()
			o.Deliver = w.door.delivery()
			t.Cleanup(w.door.close)
		}
		w.Server = localslack.New(o)
		web := &http.Server{Handler: http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			w.spelled(r)
			out.Header().Set("Date", w.slackTime().UTC().Format(http.TimeFormat))
			w.Handler().ServeHTTP(out, r)
		})}
		go func() { _ = web.Serve(w.net) }()
		t.Cleanup(func() { // after the bots' own, so that a failed test ends too
			w.Close()
			_ = web.Close()
			synctest.Wait()
		})
		test(w)
	})
}

// spelled holds whatever the bot sends to Slack to this: the slash command has its name there.
func (w *world) spelled(r *http.Request) {
	if r.Body == nil || r.Header.Get("Upgrade") != "" {
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the connection broke, as tests have it do
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	text := strings.NewReplacer("%2F", "/", "%C2%A7", "§", `\u00a7`, "§").Replace(string(body))
	picture := bytes.Contains(body, []byte("\x89PNG\r\n")) // any bytes may come in it
	if strings.Contains(text, answer.Mark) && !picture {
		w.t.Errorf("%s has no name for the slash command: %.2000s", r.URL.Path, text)
	}
}

func (w *world) config() Config {
	c := Config{
		BotToken: botToken, AppToken: appToken, APIURL: "http://127.0.0.1:8080/api/",
		Desk: w.desk, Posts: w.posts, Now: w.now, Zone: w.zone, Tick: w.tick, Changed: w.news, News: w.fresh, Owner: "test",
		Log: w.logger,
	}
	if w.door != nil {
		c.AppToken, c.SigningSecrets = "", []string{signingSecret}
	}
	return c
}

// running is a bot that runs.
type running struct {
	*Bot
	stop func()
	done chan error
}

// run starts the bot and waits until Slack greeted it.
func (w *world) run() *running {
	w.t.Helper()
	r := w.begin(w.config())
	for r.Ready() != nil {
		time.Sleep(time.Millisecond) // of the bubble's time
		if time.Since(w.zero) > time.Hour {
			w.t.Fatalf("the bot is not ready: %v", r.Ready())
		}
	}
	return r
}

func (w *world) begin(c Config) *running {
	w.t.Helper()
	b := newBot(c, w.weather.over(w.net.dial))
	ctx, stop := context.WithCancel(w.t.Context())
	r := &running{Bot: b, stop: stop, done: make(chan error, 2)}
	if w.door != nil {
		w.door.leadsTo(b)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); r.done <- b.Run(ctx) }()
	w.t.Cleanup(func() { stop(); <-ended })
	return r
}

// end stops the bot as a signal does, and gives what Run gave.
func (r *running) end() error {
	r.stop()
	return <-r.done
}

// ChannelMoved notes which channel has which id now.
func (d *testDesk) ChannelMoved(_ context.Context, key, from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.moved = append(d.moved, key+": "+from+" is "+to)
	return nil
}
