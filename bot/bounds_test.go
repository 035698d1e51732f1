package bot

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"natobot/bot/localslack"
	"natobot/bot/receiver"
	"natobot/commands"
	"natobot/commands/answer"
)

// payloadOf is a payload of so many bytes.
type payloadOf int

func (p payloadOf) Encode() ([]byte, error) { return make([]byte, p), nil }
func (payloadOf) Resend()                   {}

// silentAcker takes every acknowledgement.
type silentAcker struct{ receiver.Acker }

func (silentAcker) Ack(context.Context, string, receiver.Payload) error { return nil }

// What is kept for a second delivery has a bound in bytes, whatever was asked and answered; the latest
// is kept.
func TestWhatIsRememberedIsBounded(t *testing.T) {
	w := &Bot{}
	s := &w.seen
	var last *question
	for i := range 3000 {
		last = &question{incoming: &incoming{bot: w, delivery: receiver.Delivery{ID: fmt.Sprint("E", i), Size: 3 << 10, Acker: silentAcker{}}, key: fmt.Sprint("K", i)}}
		s.remember(last)
		last.ackWith(responsePayload{&response{body: make([]byte, 60<<10)}, last.incoming})
		if s.sum > rememberedBytes {
			t.Fatalf("%d bytes after %d requests", s.sum, i)
		}
	}
	total := 0
	for _, n := range s.bytes {
		total += n
	}
	if total != s.sum || len(s.order) < 200 || len(s.named) != 2*len(s.order) || s.earlier(last) != last {
		t.Errorf("%d requests, %d names, %d bytes, counted %d", len(s.order), len(s.named), total, s.sum)
	}
	if forgotten := s.earlier(&question{incoming: &incoming{key: "K1"}}); forgotten != nil {
		t.Error("the oldest is remembered")
	}
	last.ackWith(payloadOf(1)) // it is acknowledged already
	view := &question{incoming: &incoming{bot: w, delivery: receiver.Delivery{ID: "V", Acker: silentAcker{}}, key: "V"}}
	s.remember(view)
	before := s.bytes[view.incoming]
	if view.ackWith(payloadOf(1000)); s.bytes[view.incoming] != before+1000*viewBytes {
		t.Errorf("a view counts %d", s.bytes[view.incoming]-before)
	}
}

func TestWhatIsRenderedIsBounded(t *testing.T) {
	var c renderCache
	for i := range 1000 {
		c.put(renderKey{text: fmt.Sprint(i)}, &response{body: make([]byte, 60<<10)})
		sum := 0
		for _, r := range c.list {
			sum += len(r.body)
		}
		if sum > maxRendered || sum != c.bytes {
			t.Fatalf("%d bytes, counted %d", sum, c.bytes)
		}
		if c.get(renderKey{text: fmt.Sprint(i)}) == nil {
			t.Fatal("the latest is not there")
		}
	}
}

// throng are tasks that count what is begun, and take for ever.
type throng struct {
	*incoming
	begun *int
	until chan struct{}
}

func (c throng) begin()                           { *c.begun++ }
func (c throng) work(_, _ context.Context)        { <-c.until }
func (c throng) decline(context.Context, decline) { <-c.until }

// Nothing is begun, and no dialog opened, for more requests than the queue has room for, and for those
// whose people are being told that it has none.
func TestNothingIsBegunThatTheQueueDoesNotTake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, begun, until := newQueue(slog.New(slog.DiscardHandler), queueSize+workers), 0, make(chan struct{})
		q.open(t.Context())
		taken := 0
		for i := range 2000 {
			a := &incoming{bot: &Bot{}, delivery: receiver.Delivery{ID: fmt.Sprint("E", i), Size: 1000, TakesPayload: true}, key: fmt.Sprint("K", i)}
			if q.add(throng{a, &begun, until}) {
				taken++
			}
			synctest.Wait()
		}
		if begun != queueSize+refusals || taken != begun {
			t.Errorf("%d were begun, %d taken in", begun, taken)
		}
		close(until)
	})
}

// A crowd of presses cannot have more told at once that the desk is busy than a bound; the others hear
// of Slack that we did not answer.
func TestRefusalsAreBounded(t *testing.T) {
	inWorldBy(t, newWebDoor, func(w *world) {
		release := make(chan struct{})
		b := w.run()
		w.desk.answer = func(context.Context, commands.Request) answer.Reply { <-release; return answer.Reply{Title: "x"} }
		press := func(i int) int {
			k := w.typed(reporter, "", "")
			k.path = "/slack/interactions"
			k.body = interaction(fmt.Sprintf(`{"type":"block_actions","team":{"id":%q},"user":{"id":%q},"trigger_id":"t%d","response_url":"http://127.0.0.1:8080/response/none","actions":[{"type":"button","block_id":"b","action_id":"ask:0","value":"status"}]}`, localslack.TeamID, reporter, i))
			return w.door.send(t, k).status
		}
		got := map[int]int{}
		for i := range workers + queueSize {
			got[press(i)]++
		}
		synctest.Wait()
		w.FailNext("response_url", localslack.Forever, localslack.RateLimited(time.Hour)) // nobody hears anything
		for i := range 100 {
			got[press(1000+i)]++
		}
		if got[http.StatusServiceUnavailable] < 100-refusals || got[http.StatusOK] < workers+queueSize {
			t.Errorf("got %v", got)
		}
		close(release)
		w.Heal()
		pass(5 * time.Hour) // all that were to be told are told, or given up
		_ = b.end()
		if n := strings.Count(w.log.String(), "too many requests at once"); n != 1 {
			t.Errorf("the log says it %d times", n)
		}
	})
}

// What waits has a bound in bytes too.
func TestWhatWaitsIsBounded(t *testing.T) {
	q := newQueue(slog.New(slog.DiscardHandler), queueSize+workers)
	q.open(t.Context())
	taken := 0
	for i := range 20 {
		a := &incoming{bot: &Bot{}, delivery: receiver.Delivery{ID: fmt.Sprint(i), Size: 1 << 20, Acker: silentAcker{}}, key: fmt.Sprint("K", i)}
		q.refusing = make(chan struct{}) // nobody can be told
		if q.add(&visit{incoming: a}) {
			taken++
		}
	}
	if taken != maxPending>>20 {
		t.Errorf("%d MB wait", taken)
	}
}

// A text that is too long to be given back whole is: its beginning in the answer, all of it as a file.
func TestALongTextIsGivenBack(t *testing.T) {
	long := "stance Poland backs Rutte " + strings.Repeat("Türkiye too. ", 500)
	huge := strings.Repeat("stance Poland backs Rutte. ", 20_000)
	for name, tt := range map[string]struct {
		text string
		why  func(w *world)
		says string
	}{
		"of a person who is not known":  {long, func(w *world) { w.FailNext("users.info", localslack.Forever, localslack.Unavailable(503)) }, "could not say who you are"},
		"that is no command":            {huge, func(*world) {}, "too long for one command"},
		"that broke the desk":           {long, func(w *world) { w.desk.answer = func(context.Context, commands.Request) answer.Reply { panic("x") } }, "Something went wrong"},
		"of a person who is not known ": {huge, func(w *world) { w.FailNext("users.info", localslack.Forever, localslack.Unavailable(503)) }, "nothing was recorded"},
	} {
		t.Run(name, func(t *testing.T) {
			byBothDoors(t, func(w *world) {
				tt.why(w)
				b := w.run()
				text := strings.TrimSpace(tt.text)
				inv := w.Command(reporter, deskRoom, "/nato", text)
				got := w.replies(inv, 1)[0]
				pass(time.Minute)
				if !strings.Contains(got.Text, tt.says) || !strings.Contains(got.Text, text[:1900]) || len(got.Text) > 3500 || len(inv.Replies()) != 1 {
					t.Errorf("%d answers, %d characters: %.300s", len(inv.Replies()), len(got.Text), got.Text)
				}
				if files := w.shared(w.Direct(reporter), reporter); len(files) != 1 || files[0] != "your-text.txt: "+text {
					t.Errorf("%d files, %.200q", len(files), files)
				}
				if strings.Contains(name, "no command") && len(w.desk.asked()) > 0 {
					t.Error("the desk was asked")
				}
				_ = b.end()
			})
		})
	}
}

// reset forgets everything, as a restart does.
func (s *seen) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.named, s.order, s.bytes, s.sum = nil, nil, nil, 0
}

// One workspace of many has its share alone, and what was asked in one is not taken for what is asked in
// another by the same names.
func TestEachWorkspaceHasItsShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		crew, begun, until := NewCrew(slog.New(slog.DiscardHandler)), 0, make(chan struct{})
		q := crew.queue
		q.open(t.Context())
		one, other := &Bot{}, &Bot{}
		ask := func(w *Bot, i int) {
			a := &incoming{bot: w, delivery: receiver.Delivery{ID: fmt.Sprint("E", i), Size: 1000, Acker: silentAcker{}}, key: fmt.Sprint("K", i)}
			q.add(throng{a, &begun, until})
			synctest.Wait()
		}
		for i := range 100 {
			ask(one, i)
		}
		if len(q.tasks) != share || one.underway.Load() != share {
			t.Errorf("%d of one wait", len(q.tasks))
		}
		for i := range 5 {
			ask(other, i)
		}
		if len(q.tasks) != share+5 || other.underway.Load() != 5 {
			t.Errorf("%d of both wait", len(q.tasks))
		}
		close(until)
		q.stop()
		q.serve(t.Context())
		if one.underway.Load() != 0 || other.underway.Load() != 0 {
			t.Error("what is done counts")
		}
	})
}
