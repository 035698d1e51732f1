// Package commands turns words into replies: it parses what a person typed, decides
// whether they may, has the ledger record it, and words the answer as a [Reply].
//
// Every way in (a slash command, a button, a form, the terminal, a line of an import
// file) becomes the same [Request]. The package knows the domain and a [Ledger]; it
// knows neither Slack nor SQL, and its clock is handed in.
package commands

import (
	"context"
	"slices"
	"sync"
	"time"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/posted"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Operator is the user id of whoever runs the machine, on its terminal: an editor
// always, since the settings and the ledger are in their hands anyway.
const Operator = "terminal"

// Config is what a desk works with.
type Config struct {
	Ledger Ledger
	Now    func() time.Time
	Zone   *time.Location
	Bodies bodies.Set // whose races there may be; nil for those that ship

	// Command is the slash command as people type it; "" is [answer.DefaultCommand].
	Command string

	// Witness tells how far that clock is ahead of one that is right, and false where nobody
	// can say yet; nil where nobody ever can.
	Witness func() (ahead time.Duration, heard bool)

	// Reporters and Editors are user ids. Without reporters everyone may record; without
	// editors the workspace's admins are editors.
	Reporters, Editors []string

	// Digest is the digest of the settings, nil for none; it holds until an editor sets
	// others.
	Digest *consensus.Schedule

	// LastDigest gives the point that the last digest posted in a channel covered, the
	// zero Point when there was none; nil where no digests are posted.
	LastDigest func(ctx context.Context, channel string) (consensus.Point, error)

	// Made tells whether the digest of a slot was made already; nil where no digests are posted.
	Made func(ctx context.Context, slot consensus.Slot) (bool, error)

	// Posted gives the digests posted in a channel, or in all channels for "", the newest
	// first; nil where no digests are posted.
	Posted func(ctx context.Context, channel string) ([]consensus.Posting, error)

	// RestorePosts puts digests on record that another ledger had posted; nil where none are kept.
	RestorePosts func(ctx context.Context, list []consensus.Posting) (added int, err error)

	// Words reads a digest that was posted; nil where none are.
	Words posted.Read
}

// Desk is the record of one desk: its ledger, folded. It is safe for use by many at
// once.
type Desk struct {
	Config

	mu    sync.RWMutex // guards what follows: held while the book is read, and while it is advanced
	book  *consensus.Book
	begun int // how often the book was begun anew

	// recording is held while a decision is taken and entered into pending, so that the
	// reports of one process never conflict. Those of another process may; see Do.
	recording sync.Mutex
	pending   groupCommit

	vocabularies cache[string, vocabulary]
	outlets      outlets

	drawings  cache[drawing, answer.Picture]
	refreshes refreshes
	kept      cache[point, answer.Reply]
}

// NewDesk folds the ledger.
func NewDesk(ctx context.Context, c Config) (*Desk, error) {
	d := Unfolded(c)
	return d, d.refresh(ctx)
}

// Unfolded makes a desk whose ledger is folded when it is first asked something.
func Unfolded(c Config) *Desk {
	if c.Bodies == nil {
		c.Bodies = bodies.Shipped()
	}
	return &Desk{Config: c, book: consensus.NewBook(c.Bodies)}
}

func (d *Desk) today() consensus.Day { return consensus.DayOf(d.Now().In(d.Zone)) }

// maxRetries is how often a decision is taken anew because another process recorded in
// between.
const maxRetries = 10

// spelled gives what answers a request with examples of its race and the slash command by its name.
// Whoever calls it does not hold the book.
func spelled[T any](d *Desk, req Request, said T) T {
	said = answer.Sampled(said, func(example string) string {
		d.mu.RLock()
		defer d.mu.RUnlock()
		return exampleOf(d, req, example)
	})
	return answer.Spelled(said, d.Command)
}

// exampleOf gives an example of ours in the names of the race that a request is about.
func exampleOf(d *Desk, req Request, example string) string {
	_, in := inRace(d.book, req.Text)
	race, err := raceMeant(d, req.Channel, in, d.book.Last())
	if err != nil {
		return example
	}
	return d.names(race).Example(example)
}

// Do answers a request. It never panics and always answers: what a person got wrong is
// Refused, what went wrong here is Failed. A request key that recorded before records
// nothing and gets its first answer again.
func (d *Desk) Do(ctx context.Context, req Request) answer.Reply {
	var u grammar.Understood
	return answered(d, req, func() (reply answer.Reply, err error) {
		reply, u, err = d.answer(ctx, req)
		return reply, err
	}, func(err error) answer.Reply {
		reply := d.unanswered(req, err, u.Try...)
		if req.Aloud && !isKind(err, consensus.Forbidden) {
			reply.Audience = answer.ToChannel
		}
		retried(ctx, d, reply.Actions)
		return reply
	})
}

func (d *Desk) answer(ctx context.Context, req Request) (answer.Reply, grammar.Understood, error) {
	if err := d.refresh(ctx); err != nil {
		return answer.Reply{}, grammar.Understood{}, err
	}
	if d.roleOf(req) == consensus.Outsider {
		return answer.Reply{}, grammar.Understood{}, sentences.Ask("outside")
	}
	at := pointOf(d, req)
	if reply, ok := d.kept.get(at); ok {
		return reply, grammar.Understood{}, nil
	}
	u, misread := d.understand(ctx, req)
	if misread != nil || u.Role > consensus.Reader { // what only asks recorded nothing before
		if reply, repeated, err := d.repeated(ctx, req); repeated || err != nil {
			if req.Aloud && !reply.Private {
				reply.Audience = answer.ToChannel
			}
			return reply, u, err
		}
	}
	if misread != nil {
		return answer.Reply{}, u, misread
	}
	if err := fits(ctx, d, req, u); err != nil {
		return answer.Reply{}, u, err
	}
	command := grammar.CommandNamed(u.Command)
	u.Here = u.Here || req.Aloud && !command.Private
	var reply answer.Reply
	var err error
	if u.Bare {
		reply = report.Usage(info(command))
	} else {
		req.said = &u
		reply, err = handlers[u.Command](d, ctx, req, u)
	}
	if u.Here && !reply.Private {
		reply.Audience = answer.ToChannel
	}
	if u.Command == "status" && u.Known == 0 && err == nil { // what was posted on a day may come later
		reply.Cached = true
		d.kept.put(at, reply, keptReplies)
	}
	return reply, u, err
}

// repeated gives the answer of the first time when the request was recorded before.
func (d *Desk) repeated(ctx context.Context, req Request) (answer.Reply, bool, error) {
	if req.Key == "" || req.unattended { // the lines of a file have no keys of their own
		return answer.Reply{}, false, nil
	}
	entries, err := d.Ledger.Recorded(ctx, req.Key)
	if err != nil {
		return answer.Reply{}, false, err
	}
	if len(entries) == 0 {
		return shelf{d}.repeated(ctx, req)
	}
	if err := d.refresh(ctx); err != nil { // another program may have recorded it just now
		return report.RecordedBarely(entries, err), true, nil
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.told(ctx, req, Receipt{Entries: entries, Repeated: true}), true, nil
}

// understand reads the text with the words that the ledger knows now, and checks that
// its author may do what it asks for.
func (d *Desk) understand(ctx context.Context, req Request) (grammar.Understood, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	u, err := d.read(ctx, req)
	if role := d.role(req); role < u.Role { // also of what is not understood yet: they need not mend it
		u.Try, err = nil, sayForbidden(role, u.Role)
	}
	return u, err
}

// role gives what a person may do: what an editor gave them, else what the settings
// say. Guests and people of other organisations may do nothing (S9), except in a channel
// that an editor opened to them: there they may read, or record if an editor named them.
func (d *Desk) role(req Request) consensus.Role {
	u := req.User
	granted, given := d.book.Grants(d.book.Last())[u.ID]
	switch {
	case u.Outsider && !opened(d.book, req.Channel):
		return consensus.Outsider
	case u.Outsider && !given:
		return consensus.Reader
	case u.Outsider: // who sets digests and access is of the house
		return min(granted, consensus.Reporter)
	case u.ID == Operator:
		return consensus.Editor
	case given:
		return granted
	case u.Admin && len(d.Editors) == 0, slices.Contains(d.Editors, u.ID):
		return consensus.Editor
	case len(d.Reporters) == 0, slices.Contains(d.Reporters, u.ID):
		return consensus.Reporter
	}
	return consensus.Reader
}

// roleOf is role outside a reading.
func (d *Desk) roleOf(req Request) consensus.Role {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.role(req)
}

// Opened tells whether an editor opened a channel to its guests and to the people of
// other organisations in it. Where that is not known, it is not open.
func (d *Desk) Opened(ctx context.Context, channel string) (bool, error) {
	return reading(ctx, d, func(v report.View) (bool, error) { return opened(v.Book, channel), nil })
}

func opened(book *consensus.Book, channel string) bool {
	return channel != "" && slices.Contains(book.Opened(book.Last()), channel)
}
