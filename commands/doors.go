package commands

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"time"

	"natobot/commands/answer"
	"natobot/commands/beats"
	"natobot/commands/grammar"
	"natobot/commands/held"
	"natobot/commands/lexicon"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/page"
)

// reading brings the book up to the ledger, and reads in it while it is held still: today's view of
// the race that the desk follows.
func reading[T any](ctx context.Context, d *Desk, read func(v report.View) (T, error)) (result T, err error) {
	if err := d.refresh(ctx); err != nil {
		return result, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	v := d.view(ctx, d.today())
	result, err = read(v)
	return result, cmp.Or(v.Err(), err)
}

// answered gives what answers a request, spelled for its reader. It never panics: what went wrong
// is worded by refused. What conflicts with another process is tried anew.
func answered[T any](d *Desk, req Request, try func() (T, error), refused func(error) T) (said T) {
	defer func() { said = spelled(d, req, said) }()
	defer func() {
		if r := recover(); r != nil {
			said = refused(fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	for range maxRetries {
		got, err := try()
		if err == nil {
			return got
		}
		if said = refused(err); !isKind(err, consensus.Conflict) {
			break
		}
	}
	return said
}

// Live lists what channels hear live.
func (d *Desk) Live(ctx context.Context) ([]consensus.LiveSetting, error) {
	return reading(ctx, d, func(v report.View) ([]consensus.LiveSetting, error) { return v.Book.Live(v.At.Known), nil })
}

// Day reads a day as a reporter writes it, from the desk's today; none is the zero Day.
func (d *Desk) Day(text string) (consensus.Day, error) {
	if text == "" {
		return 0, nil
	}
	when, err := lexicon.ParseDay(text, d.today())
	return when.Day, err
}

// Formats lists what an export can be: "jsonl" for an import, the others for people and
// their programs.
func Formats() []string {
	return []string{"jsonl", "csv", "csv excel", "long", "long excel", "json", "md", "text"}
}

// ExportOptions tell what an export is about; a zero day is today, and a zero day of
// knowledge is now.
type ExportOptions struct {
	Format    string // one of Formats
	Race      string // its key or title; "" is the one that the desk follows
	On, Known consensus.Day
}

// Export writes the ledger as "jsonl", all its entries so that an import gives the same
// ledger; or how the current race stands on a day: as "csv" with a row for each member,
// as "long" with a row for each entry, as "json", as a table in Markdown ("md"), or as a
// paragraph of prose ("text"). It is a refusal to ask jsonl for a day: a part of a ledger
// is no ledger.
func (d *Desk) Export(ctx context.Context, w io.Writer, o ExportOptions) error {
	if o.Format == "jsonl" && (o.On != 0 || o.Known != 0) {
		return sentences.Ask("whole ledger")
	}
	_, err := choosing(ctx, d, About{Race: o.Race, On: o.On, Known: o.Known}, func(v report.View, _ consensus.Key) (struct{}, error) {
		return struct{}{}, v.Export(w, o.Format)
	})
	return err
}

// About tells what an answer is about; a zero day is today, and a zero day of knowledge is now.
type About struct {
	Race      string // its key or title; "" is the one that the desk follows
	Candidate string // as a person would name one; "" is all, and who leads for the tiles of a picture
	On, Known consensus.Day
	Wide      bool // a landscape picture
}

// Picture draws how the race stands, as a PNG.
func (d *Desk) Picture(ctx context.Context, w io.Writer, about About) error {
	_, err := choosing(ctx, d, about, func(v report.View, key consensus.Key) (int, error) {
		drawn, err := v.Draw(v, report.Drawing{Focus: key, Wide: about.Wide})
		if err != nil {
			return 0, err
		}
		return w.Write(drawn.PNG)
	})
	return err
}

// WritePage writes how a race of a desk stands as a page for others to read: by what of the
// ledger is public, and without a clock, so that the same ledger gives the same page: a zero day is that
// of the last report.
func WritePage(ctx context.Context, w io.Writer, d *Desk, about About) error {
	about.Candidate = ""
	v, err := choosing(ctx, d, about, func(v report.View, _ consensus.Key) (report.View, error) { return v, nil })
	if err != nil {
		return err
	}
	var entries []consensus.Entry
	key := ""
	if about.Race != "" {
		key = v.Race.Key()
	}
	err = d.Ledger.Fold(ctx, 0, func(e consensus.Entry) error {
		if e.Number <= v.At.Known {
			entries = append(entries, e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return page.Write(w, v, entries, key)
}

// Standing gives how a race stands; with a candidate, that candidate alone.
func (d *Desk) Standing(ctx context.Context, about About) (report.Standing, error) {
	return choosing(ctx, d, about, report.View.Standing)
}

// StandingInWords gives the same as the answer to status.
func (d *Desk) StandingInWords(ctx context.Context, about About) (answer.Reply, error) {
	return choosing(ctx, d, about, func(v report.View, key consensus.Key) (answer.Reply, error) {
		reply, err := report.Status(v, key)
		reply.Sections = append(append(reply.Sections, v.Misstamped()...), otherwise(d, v, about.Known)...)
		return answer.Spelled(reply, d.Command), err
	})
}

// choosing reads what an answer is about, with the candidate that a person names; "" for none.
func choosing[T any](ctx context.Context, d *Desk, about About, read func(v report.View, key consensus.Key) (T, error)) (T, error) {
	return reading(ctx, d, func(report.View) (result T, err error) {
		v, err := d.asked(ctx, "", grammar.Understood{In: about.Race, On: about.On, Known: about.Known})
		var key consensus.Key
		if err == nil && about.Candidate != "" {
			key, err = grammar.CandidateNamed(d.names(v.Race), about.Candidate)
		}
		if err != nil {
			return result, err
		}
		result, err = read(v, key)
		return result, cmp.Or(v.Err(), err)
	})
}

// Digest words what the desk's channel gets: what moved since the last one, the count,
// who is missing, what was wrong, and what the desk should check.
func (d *Desk) Digest(ctx context.Context, o report.DigestOptions) (report.Digest, error) {
	return reading(ctx, d, func(v report.View) (report.Digest, error) {
		return answer.Spelled(v.In(d.book.Focus(o.Channel, v.At.Known)).ChannelDigest(o), d.Command), nil
	})
}

// liveFor is how long something recorded is worth a live note: after that, the digest has
// told it.
const liveFor = 24 * time.Hour

// LiveNotes words what moved after the entry after, for a channel that was told up to
// told, in the race that it follows. Where after lies before told, the note takes the place of an earlier one, which
// began there too. What is about the past and moves nothing today is no news.
func (d *Desk) LiveNotes(ctx context.Context, channel string, after int, told consensus.Point) (report.LiveNotes, error) {
	return reading(ctx, d, func(v report.View) (report.LiveNotes, error) {
		v = v.In(d.book.Focus(channel, v.At.Known))
		return answer.Spelled(v.NotesSince(after, told, d.book.KnownBefore(d.Now().Add(-liveFor))), d.Command), nil
	})
}

// Reminders lists the positions that whoever follows their members is to be asked about.
func (d *Desk) Reminders(ctx context.Context) ([]beats.Reminder, error) {
	return reading(ctx, d, func(v report.View) ([]beats.Reminder, error) {
		return answer.Spelled(beats.Reminders(v), d.Command), nil
	})
}

// Daily tells whether a new day alone may be news to somebody: who follows a member is asked about
// it when there was no word for long, and a channel hears live what a day changes.
func Daily(ctx context.Context, d *Desk) (bool, error) {
	return reading(ctx, d, func(v report.View) (bool, error) {
		return len(d.book.Beats(v.At.Known)) > 0 || len(d.book.Live(v.At.Known)) > 0, nil
	})
}

// Home gives the App Home of a person: the standing at a glance, what is open and what is
// theirs, with the ways to record. It records nothing, and costs the same whatever the
// ledger's size.
func (d *Desk) Home(ctx context.Context, user User) answer.Reply {
	req := Request{User: user}
	return answered(d, req, func() (answer.Reply, error) { return home(ctx, d, req) }, func(err error) answer.Reply { return d.unanswered(req, err) })
}

func home(ctx context.Context, d *Desk, req Request) (answer.Reply, error) {
	waiting, err := d.Ledger.Held(ctx, d.Now())
	if err != nil {
		return answer.Reply{}, err
	}
	return reading(ctx, d, func(v report.View) (answer.Reply, error) {
		if v.Role = d.role(req); v.Role == consensus.Outsider {
			return answer.Reply{}, sentences.Ask("outside")
		}
		reply, err := v.Home(report.HomeOptions{User: req.User.ID, Digests: timetable(ctx, d, req.User), Reporters: d.Reporters, Editors: d.Editors})
		drawn := slices.IndexFunc(reply.Sections, func(s answer.Section) bool { _, is := s.(answer.Picture); return is })
		reply.Sections = slices.Insert(reply.Sections, drawn+1, otherRaces(v)...)
		reply.Sections = append(reply.Sections, held.AtHome(held.Known(waiting, req.User.ID, v.Role))...)
		return reply, err
	})
}

// Intent is what a text is about, as far as that can be told without doing it.
type Intent struct {
	Changes bool   // it records or sets something, where it is understood at all
	Posts   bool   // it has messages posted into a channel, now or from now on
	Channel string // that channel; "" is the one that it was asked in
}

// Intent reads a text and does nothing.
func (d *Desk) Intent(text string) Intent {
	d.mu.RLock()
	defer d.mu.RUnlock()
	text, _ = inRace(d.book, text)
	u, err := grammar.UnderstandNames(d.names(d.book.Current(d.book.Last())), text)
	return Intent{Changes: u.Role > consensus.Reader || err != nil && u.Command == "", Posts: err == nil && posts(u), Channel: u.Channel}
}

// posts tells whether a channel is to hear from us because of a command.
func posts(u grammar.Understood) bool {
	if u.Fact.Live != nil {
		return u.Fact.Live.Level != consensus.LiveOff
	}
	return u.Command == "digest" && (u.Sub == "daily" || u.Sub == "now")
}
