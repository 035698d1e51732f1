package commands

import (
	"cmp"
	"context"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/grammar"
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

// sent answers which digests a channel got.
func sent(q query) (answer.Reply, error) {
	channel, err := where(q.req, q.u)
	if err != nil {
		return answer.Reply{}, err
	}
	return q.View.Sent(channel), nil
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
	return "", sayWhichChannel()
}

// help answers what can be asked, or how one command is used.
func help(q query) (answer.Reply, error) {
	if q.u.Topic != "" {
		return report.Explained(info(grammar.CommandNamed(q.u.Topic))), nil
	}
	return report.Overview(Commands(), q.Role), nil
}

// digests answers which digests are set.
func digests(q query) (answer.Reply, error) {
	return timetable(q.Ctx, q.desk, q.req.User).Digests(), nil
}

// hearings answers what channels hear live.
func hearings(q query) (answer.Reply, error) { return q.View.Hearings(), nil }

// access answers who may do what.
func access(q query) (answer.Reply, error) {
	return q.View.Access(q.desk.Reporters, q.desk.Editors), nil
}

// exportFile answers with the race's table as a file.
func exportFile(q query) (answer.Reply, error) { return q.File(q.u.Sub) }

// pictured answers with how the race stands, drawn.
func pictured(q query) (answer.Reply, error) { return q.View.Pictured(q.u.Candidate) }

func answerStatus(q query) (answer.Reply, error) { return report.Status(q.View, q.u.Candidate) }

func answerCandidates(q query) (answer.Reply, error) { return report.Candidates(q.View), nil }

func answerCandidate(q query) (answer.Reply, error) { return report.Candidate(q.View, q.u.Candidate) }

func answerMembers(q query) (answer.Reply, error) { return report.Members(q.View), nil }

func answerMember(q query) (answer.Reply, error) { return report.Member(q.View, q.u.Member), nil }

func answerMissing(q query) (answer.Reply, error) { return report.Missing(q.View, q.u.Candidate) }

func answerChanges(q query) (answer.Reply, error) { return report.Changes(q.View, q.u.Since) }

func answerRace(q query) (answer.Reply, error) { return report.Race(q.View), nil }

func races(q query) (answer.Reply, error) {
	return report.Races(q.View, cmp.Or(q.u.Channel, q.req.Channel)), nil
}

func answerHistory(q query) (answer.Reply, error) {
	if q.u.Target != 0 {
		return report.Entry(q.View, q.u.Target)
	}
	return report.History(q.View, consensus.Subject{Member: q.u.Member, Candidate: q.u.Candidate}, q.u.Race), nil
}

// handlers has what each command of the table does, by its name.
var handlers = map[string]run{
	"status":     answering(answerStatus),
	"candidates": answering(answerCandidates),
	"candidate":  either(answering(answerCandidate), (*Desk).report),
	"members":    answering(answerMembers),
	"member":     either(answering(answerMember), (*Desk).joins),
	"missing":    answering(answerMissing),
	"changes":    answering(answerChanges),
	"history":    answering(answerHistory),
	"race":       forms(map[string]run{"": answering(answerRace), "open": recording(openRace), "close": recording(closeRace), "list": answering(races), "follow": recording(focus)}),
	"export":     answering(exportFile),
	"picture":    answering(pictured),
	"help":       answering(help),
	"stance":     (*Desk).stance,
	"claim":      (*Desk).report,
	"note":       (*Desk).report,
	"correct":    recording(correcting),
	"retract":    (*Desk).retract,
	"undo":       recordingAll(undo),
	"settle":     recording(settle),
	"digest":     forms(map[string]run{"": answering(preview), "list": answering(digests), "now": answering(digestNow), "sent": answering(sent), "daily": recording(schedule), "off": recording(schedule), "skip": recording(schedule)}),
	"live":       either(answering(hearings), recording(follow)),
	"access":     either(answering(access), recording(grant)),
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
	return report.CommandInfo{Name: c.Name, Summary: c.Summary, Usage: c.Usage, Examples: c.Examples, Role: c.Role, Records: c.Records, Words: c.Words()}
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
		reply.Sections = append(slices.Clip(reply.Sections), v.Misstamped()...)
		if !u.Here && reply.Post == nil && reply.File == nil {
			reply.Actions = append(reply.Actions, answer.Action{Label: "Share in channel", Share: true})
		}
		return reply, nil
	}
}

// recording carries out a command that records what comes of it as decided on all that the
// ledger says.
func recording(decide decision) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		return d.record(ctx, req, u, decide)
	}
}

// recordingAll carries out a command that records several entries, all or none.
func recordingAll(decide decisions) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		return d.recordAll(ctx, req, u, decide)
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
