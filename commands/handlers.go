package commands

import (
	"cmp"

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
	return q.desk.timetable(q.Ctx, q.req.User).Digests(), nil
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

func answerHistory(q query) (answer.Reply, error) {
	if q.u.Target != 0 {
		return report.Entry(q.View, q.u.Target)
	}
	return report.History(q.View, consensus.Subject{Member: q.u.Member, Candidate: q.u.Candidate}, q.u.Race), nil
}
