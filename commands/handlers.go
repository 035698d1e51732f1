package commands

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/beats"
	"natobot/commands/grammar"
	"natobot/commands/posted"
	"natobot/commands/report"
	"natobot/consensus"
)

// preview answers with what would be posted now, or was at the end of a day.
func preview(q query) (reply answer.Reply, err error) {
	o := report.DigestOptions{Quiet: consensus.QuietFull, Channel: q.req.Channel}
	switch {
	case q.u.On != 0 || q.u.Known != 0:
		return q.PastDigest(o, q.u.On == 0)
	case q.desk.LastDigest != nil:
		if o.Since, err = q.desk.LastDigest(q.Ctx, o.Channel); err != nil {
			return answer.Reply{}, err
		}
	}
	return q.View.Preview(o), nil
}

// sent answers which digests a channel got, or what those of a day said.
func sent(q query) (answer.Reply, error) {
	if q.u.On != 0 {
		return posted.On(q.View, q.desk.Words, q.u.On, q.u.Channel)
	}
	channel, err := where(q.req, q.u)
	if only := posted.Channels(q.View); err != nil && len(only) == 1 {
		channel, err = only[0], nil
	}
	if err != nil {
		return answer.Reply{}, err
	}
	return posted.Sent(q.View, channel), nil
}

// digestNow asks the house to post a digest.
func digestNow(q query) (answer.Reply, error) {
	channel, err := where(q.req, q.u)
	if err != nil {
		return answer.Reply{}, err
	}
	return answer.Reply{Title: "The digest is being posted.", Post: &answer.Post{Channel: channel}}, nil
}

// where gives the channel that is meant: the one named, else the one that the request
// came from.
func where(req Request, u grammar.Understood) (string, error) {
	if channel := cmp.Or(u.Channel, req.Channel); channel != "" {
		return channel, nil
	}
	return "", sentences.Ask("which channel")
}

// help answers what can be asked, or how one command is used.
func help(q query) (answer.Reply, error) {
	if q.u.Topic != "" {
		command, names := grammar.CommandNamed(q.u.Topic), q.desk.names(q.Race)
		c := info(command)
		c.Questions, c.Words = slices.Clone(c.Questions), command.Words(names.OfMotions())
		for i, asked := range c.Questions {
			c.Questions[i] = names.Example(asked)
		}
		return report.Explained(c), nil
	}
	return report.Overview(Commands(), q.Role), nil
}

// digests answers which digests are set.
func digests(q query) (answer.Reply, error) {
	return timetable(q.Ctx, q.desk, q.req.User).Digests(), nil
}

// pictured answers with how the race stands, drawn.
func pictured(q query) (answer.Reply, error) {
	return q.View.Pictured(q.u.Candidate, q.u.Sub == "wide", q.req.Channel)
}

func races(q query) (answer.Reply, error) {
	return report.Races(q.View, cmp.Or(q.u.Channel, q.req.Channel)), nil
}

func answerHistory(q query) (answer.Reply, error) {
	if q.u.Target != 0 {
		return report.Entry(q.View, q.u.Target)
	}
	return report.History(q.View, consensus.Subject{Member: q.u.Member, Candidate: q.u.Candidate}, q.u.Race), nil
}

// searchPage is how many entries an answer to a search shows.
const searchPage = 20

// search answers with the entries that have all of the words, the newest first; a button goes on with
// those that are older.
func search(q query) (answer.Reply, error) {
	before, where := q.At.Known+1, ""
	if q.u.Target != 0 {
		before, where = min(q.u.Target, before), fmt.Sprintf(" before #%d", q.u.Target)
	}
	numbers, err := q.desk.Ledger.Search(q.Ctx, q.u.Words, before, searchPage+1)
	if err != nil {
		return answer.Reply{}, err
	}
	if len(numbers) == 0 {
		return sayNothingFound(where, q.u.Words), nil
	}
	var reply answer.Reply
	if len(numbers) > searchPage {
		numbers = numbers[:searchPage]
		older := fmt.Sprintf(`search "%s" before #%d`, strings.Join(q.u.Words, `" "`), numbers[searchPage-1])
		reply.Actions = []answer.Action{{Label: "Older", Command: older}}
	}
	slices.Reverse(numbers)
	reply.Title = "Entries" + where + " with " + quoted(q.u.Words) + "."
	reply.Sections = []answer.Section{answer.List{Heading: "Newest first", Items: q.Lines(numbers)}}
	return reply, nil
}

func quoted(words []string) string { return "“" + strings.Join(words, "” and “") + "”" }

func sayNothingFound(where string, words []string) answer.Reply {
	return answer.Reply{Title: "No entry" + where + " has " + quoted(words) + ".", Sections: []answer.Section{answer.Paragraph{Text: answer.Marked(
		"I looked for all of it in what entries quote, in who said it, the outlet, the link, notes and conditions: whole words, in any case and with or without accents. " +
			"Try fewer words: `/§ search apology`. Members and candidates have a history of their own: `/§§ history Hungary`.")}}}
}

// handlers has what each command of the table does, by its name.
var handlers = map[string]run{
	"status":     answering(func(q query) (answer.Reply, error) { return report.Status(q.View, q.u.Candidate) }),
	"candidates": showing(report.Candidates),
	"candidate":  either(answering(func(q query) (answer.Reply, error) { return report.Candidate(q.View, q.u.Candidate) }), (*Desk).report),
	"members":    showing(report.Members),
	"member":     either(answering(func(q query) (answer.Reply, error) { return report.Member(q.View, q.u.Member), nil }), (*Desk).joins),
	"missing":    answering(func(q query) (answer.Reply, error) { return report.Missing(q.View, q.u.Candidate) }),
	"changes":    answering(func(q query) (answer.Reply, error) { return report.Changes(q.View, q.u.Since) }),
	"history":    answering(answerHistory),
	"race":       forms(map[string]run{"": showing(report.Race), "open": recording(one(openRace)), "close": recording(one(closeRace)), "list": answering(races), "follow": recording(one(focus))}),
	"export":     answering(func(q query) (answer.Reply, error) { return q.File(q.u.Sub) }),
	"picture":    answering(pictured),
	"search":     answering(search),
	"help":       answering(help),
	"stance":     (*Desk).report,
	"claim":      (*Desk).report,
	"note":       (*Desk).report,
	"correct":    recording(one(correcting)),
	"retract":    recording(retractingAll),
	"undo":       onShelf(shelf.undo),
	"settle":     recording(one(settle)),
	"digest":     forms(map[string]run{"": answering(preview), "list": answering(digests), "now": answering(digestNow), "sent": answering(sent), "daily": recording(one(schedule)), "off": recording(one(schedule)), "skip": recording(one(schedule))}),
	"live":       either(showing(report.View.Hearings), recording(one(follow))),
	"access":     either(answering(func(q query) (answer.Reply, error) { return q.View.Access(q.desk.Reporters, q.desk.Editors), nil }), recording(one(grant))),
	"held":       onShelf(shelf.list),
	"release":    onShelf(shelf.release),
	"drop":       onShelf(shelf.drop),
	"review":     recording(one(reviewing)),
	"today":      answering(func(q query) (answer.Reply, error) { return beats.Today(q.View, q.req.User.ID), nil }),
	"still":      recording(still),
	"beat":       either(showing(beats.Beats), recording(one(follower))),
}

// Commands lists what can be asked of the desk, in the order of the help.
func Commands() []report.CommandInfo {
	var list []report.CommandInfo
	for _, c := range grammar.Commands() {
		list = append(list, info(c))
	}
	return list
}

func info(c grammar.Command) report.CommandInfo {
	return report.CommandInfo{Name: c.Name, Summary: c.Summary, Usage: c.Usage, Examples: c.Examples, Role: c.Role, Records: c.Records, Questions: c.Asked, Words: c.Words(false)}
}

// run carries out a command that was understood.
type run func(*Desk, context.Context, Request, grammar.Understood) (answer.Reply, error)

// query is what somebody asks, or asks to be recorded, with what the answer looks at.
type query struct {
	report.View
	desk *Desk
	req  Request
	u    grammar.Understood
}

// answering carries out a command that records nothing, with the book held still. Its
// answer can be shared.
func answering(word func(query) (answer.Reply, error)) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		d.mu.RLock()
		defer d.mu.RUnlock()
		v, err := d.asked(ctx, req.Channel, u)
		if err != nil {
			return answer.Reply{}, err
		}
		v.Role = d.role(req)
		reply, err := word(query{View: v, desk: d, req: req, u: u})
		if err = cmp.Or(v.Err(), err); err != nil {
			return answer.Reply{}, err
		}
		reply.Sections = append(append(slices.Clip(reply.Sections), v.Misstamped()...), otherwise(d, v, u.Known)...)
		if !u.Here && !req.Aloud && reply.Post == nil && reply.File == nil {
			reply.Actions = append(reply.Actions, answer.Action{Label: "Share in channel", Share: true})
		}
		return reply, nil
	}
}

// showing carries out a command that goes by the race alone.
func showing(word func(report.View) answer.Reply) run {
	return answering(func(q query) (answer.Reply, error) { return word(q.View), nil })
}

// otherwise tells beside an answer by what was known on a past day what a digest said then.
func otherwise(d *Desk, v report.View, known consensus.Day) []answer.Section {
	if known == 0 || known >= d.today() {
		return nil
	}
	return posted.Otherwise(v, known)
}

// recording carries out a command that records what comes of it as decided on all that the
// ledger says.
func recording(decide decisions) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		return d.record(ctx, req, u, decide, alone)
	}
}

// either carries out a command that asks or records, as its parts tell.
func either(ask, record run) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		if u.Records {
			return record(d, ctx, req, u)
		}
		return ask(d, ctx, req, u)
	}
}

// forms carries out a command that has forms: each under its word, "" for none.
func forms(by map[string]run) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		return by[u.Sub](d, ctx, req, u)
	}
}
