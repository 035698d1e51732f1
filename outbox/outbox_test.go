package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/outbox"
	"natobot/store/sqlite"
)

// desk is a channel with its messages, and the kind of post that is owed to it.
type desk struct {
	t      *testing.T
	now    time.Time
	ledger *sqlite.Ledger
	owed   []string // keys
	doubt  error    // of the clock
	log    strings.Builder

	channel []string // its messages, the newest first
	looks   []string // where each look went on from
	fails   []error  // of the next calls of Send
	blind   []error  // of the next calls of Look
	dropped int      // of the next messages that are sent, so many are in the channel without our hearing of it
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, now: time.Date(2024, time.February, 23, 8, 0, 0, 0, time.UTC)}
	var err error
	d.ledger, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "natobot.db"), sqlite.Options{Workspace: "local", Now: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.ledger.Close() })
	return d
}

// process gives the outbox of a process: what it knows is what the ledger and the channel know.
func (d *desk) process(owner string) *outbox.Outbox {
	return outbox.New(outbox.Config{
		Ledger: d.ledger, Poster: d, Owner: owner, Now: func() time.Time { return d.now }, Doubt: func() error { return d.doubt }, Log: slog.New(slog.NewTextHandler(&d.log, nil)),
	}, outbox.Kind{
		Name: "greeting", Noun: "a greeting", Lost: "nobody minds",
		Owed: func(context.Context, time.Time) (list []outbox.Owed, err error) {
			for _, key := range d.owed {
				list = append(list, outbox.Owed{Slot: consensus.Slot{Channel: "C1"}, Make: func(ctx context.Context) ([]consensus.Posting, error) {
					_, made, err := d.ledger.Post(ctx, "greeting", key)
					if made || err != nil {
						return nil, err
					}
					return []consensus.Posting{{Key: key, Slot: consensus.Slot{Channel: "C1"}, Body: []byte(key)}}, nil
				}})
			}
			return list, nil
		},
		Expired: func(p consensus.Posting, now time.Time, _ bool) bool { return now.Sub(p.ClaimedAt) > 24*time.Hour },
	})
}

func (d *desk) Parts(p consensus.Posting) (int, error) {
	if string(p.Body) == "unreadable" {
		return 0, errors.New("it is no greeting")
	}
	return 1, nil
}

func (d *desk) Admits(context.Context, string) error { return nil }

func (d *desk) Send(_ context.Context, p consensus.Posting, _ int, _ string) (string, error) {
	if len(d.fails) > 0 {
		err := d.fails[0]
		d.fails = d.fails[1:]
		return "", err
	}
	d.channel = slices.Insert(d.channel, 0, string(p.Body))
	if d.dropped > 0 {
		d.dropped--
		return "", errors.New("the answer got lost")
	}
	return fmt.Sprint(len(d.channel)), nil
}

func (d *desk) Rewrite(context.Context, consensus.Posting) error { return errors.ErrUnsupported }

// Look sees two messages at once.
func (d *desk) Look(_ context.Context, p consensus.Posting, _ int, from string) (map[int]string, string, error) {
	d.looks = append(d.looks, from)
	if len(d.blind) > 0 {
		err := d.blind[0]
		d.blind = d.blind[1:]
		return nil, "", err
	}
	begin := 0
	_, _ = fmt.Sscan(from, &begin)
	end := min(begin+2, len(d.channel))
	for i, m := range d.channel[begin:end] {
		if m == string(p.Body) {
			return map[int]string{0: fmt.Sprint(len(d.channel) - begin - i)}, "", nil
		}
	}
	if end == len(d.channel) {
		return nil, "", nil
	}
	return nil, fmt.Sprint(end), nil
}

// after lets time pass and ticks.
func (d *desk) after(o *outbox.Outbox, wait time.Duration) {
	d.now = d.now.Add(wait)
	o.Do(d.t.Context())
}

// want checks how often a key is in the channel, and its state in the ledger.
func (d *desk) want(key string, times int, state consensus.PostingState) {
	d.t.Helper()
	n := 0
	for _, m := range d.channel {
		if m == key {
			n++
		}
	}
	p, found, err := d.ledger.Post(d.t.Context(), "greeting", key)
	if n != times || !found || p.State != state || err != nil {
		d.t.Errorf("%q is in the channel %d times and %s (%t, %v), want %d times and %s", key, n, p.State, found, err, times, state)
	}
}

func TestOnceForEachKey(t *testing.T) {
	d := newDesk(t)
	d.owed = []string{"good morning"}
	o := d.process("1")
	for range 3 {
		d.after(o, outbox.Every)
	}
	d.want("good morning", 1, consensus.Posted)
	d.owed = []string{"good evening"}
	d.after(o, outbox.Every)
	d.want("good evening", 1, consensus.Posted)
}

// The look for a post whose answer got lost keeps to one page a minute, and nothing is sent
// before it is at its end.
func TestLooksBackPageByPage(t *testing.T) {
	for name, there := range map[string]int{"it is there": 1, "it is not there": 0} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.owed, d.dropped = []string{"good morning"}, there
			if there == 0 {
				d.fails = []error{errors.New("the answer got lost")}
			}
			o := d.process("1")
			d.after(o, 0)
			d.want("good morning", there, consensus.Claimed)
			d.channel = append([]string{"a", "b", "c", "d", "e"}, d.channel...)
			for range 4 { // within a minute one look, once the call has surely ended
				d.after(o, 15*time.Second)
			}
			d.want("good morning", there, consensus.Claimed)
			if len(d.looks) != 1 {
				t.Errorf("looked %d times within a minute", len(d.looks))
			}
			for range 2 {
				d.after(o, time.Minute)
			}
			d.want("good morning", 1, consensus.Posted)
			if got := strings.Join(d.looks, ","); got != ",2,4" {
				t.Errorf("looked from %q", got)
			}
		})
	}
}

func TestALookThatIsRefusedWaitsAsLongAsItIsTold(t *testing.T) {
	d := newDesk(t)
	d.owed, d.dropped = []string{"good morning"}, 1
	d.blind = []error{&outbox.Failure{Err: errors.New("429"), Refused: true, After: time.Minute}}
	o := d.process("1")
	d.after(o, 0)
	for range 4 {
		d.after(o, 15*time.Second)
	}
	if len(d.looks) != 1 {
		t.Errorf("looked %d times", len(d.looks))
	}
	d.after(o, time.Minute)
	d.want("good morning", 1, consensus.Posted)
}

// Of two processes one sends; the other one takes over once the first had its time, and looks
// before it sends.
func TestAnotherProcessTakesOver(t *testing.T) {
	d := newDesk(t)
	d.owed, d.dropped = []string{"good morning"}, 1
	d.after(d.process("1"), 0)
	second := d.process("2")
	d.after(second, time.Minute)
	if len(d.looks) > 0 {
		t.Error("the second does not leave it to the first")
	}
	d.after(second, time.Minute) // now it takes over
	d.after(second, 10*time.Second)
	if len(d.looks) > 0 {
		t.Error("the second does not wait for what the first may have sent")
	}
	d.after(second, 5*time.Second)
	d.want("good morning", 1, consensus.Posted)
	p, _, err := d.ledger.Post(t.Context(), "greeting", "good morning")
	if p.Owner != "1" || p.Holder != "2" || err != nil {
		t.Errorf("claimed by %q, held by %q, %v", p.Owner, p.Holder, err)
	}
}

func TestGivenUp(t *testing.T) {
	d := newDesk(t)
	d.owed = []string{"good morning"}
	d.fails = []error{&outbox.Failure{Err: errors.New("is_archived"), Refused: true, Away: true}}
	o := d.process("1")
	d.after(o, 0)
	d.after(o, 25*time.Hour)
	d.want("good morning", 0, consensus.Skipped)
	d.owed = []string{"unreadable"}
	d.after(o, 0)
	d.want("unreadable", 0, consensus.Skipped)
	for _, said := range []string{"a greeting was never posted; nobody minds", "what was frozen cannot be read"} {
		if !strings.Contains(d.log.String(), said) {
			t.Errorf("the log does not say %q: %s", said, &d.log)
		}
	}
}

func TestOnce(t *testing.T) {
	d := newDesk(t)
	p := consensus.Posting{Kind: "warning", Key: "U1 the roof", Slot: consensus.Slot{Channel: "U1"}, Owner: "1", ClaimedAt: d.now}
	for _, want := range []bool{true, false, false} {
		if told, err := outbox.Once(t.Context(), d.ledger, p); told != want || err != nil {
			t.Errorf("told %t, %v; want %t", told, err, want)
		}
	}
}
