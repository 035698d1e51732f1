package commands

import (
	"cmp"

	"natobot/consensus"
)

// preview answers with what would be posted now, or was at the end of a day.
func preview(q query) (reply Reply, err error) {
	o := DigestOptions{Quiet: consensus.QuietFull, Channel: q.req.Channel}
	switch {
	case q.u.On != 0 || q.u.Known != 0:
		return q.pastDigest(o, q.u.On == 0)
	case q.desk.LastDigest != nil:
		if o.Since, err = q.desk.LastDigest(q.ctx, o.Channel); err != nil {
			return Reply{}, err
		}
	}
	return q.view.preview(o), nil
}

// sent answers which digests a channel got.
func sent(q query) (Reply, error) {
	channel, err := where(q.req, q.u)
	if err != nil {
		return Reply{}, err
	}
	return q.view.sent(channel), nil
}

// digestNow asks the house to post a digest.
func digestNow(q query) (Reply, error) {
	channel, err := where(q.req, q.u)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Title: "The digest is being posted.", Post: &Post{Channel: channel}}, nil
}

// where gives the channel that is meant: the one named, else the one that the request
// came from.
func where(req Request, u Understood) (string, error) {
	if channel := cmp.Or(u.Channel, req.Channel); channel != "" {
		return channel, nil
	}
	return "", sayWhichChannel()
}

// help answers what can be asked, or how one command is used.
func help(q query) (Reply, error) {
	if q.u.Topic != "" {
		return explained(info(CommandNamed(q.u.Topic))), nil
	}
	return overview(CommandInfos(), q.role), nil
}

// digests answers which digests are set.
func digests(q query) (Reply, error) { return q.desk.timetable(q.req.User).digests(), nil }

// hearings answers what channels hear live.
func hearings(q query) (Reply, error) { return q.view.hearings(), nil }

// access answers who may do what.
func access(q query) (Reply, error) {
	return q.view.access(q.desk.Reporters, q.desk.Editors), nil
}

// exportFile answers with the race's table as a file.
func exportFile(q query) (Reply, error) { return q.file(q.u.Sub) }

// pictured answers with how the race stands, drawn.
func pictured(q query) (Reply, error) { return q.view.pictured(q.u.Candidate) }

func answerStatus(q query) (Reply, error) { return Status(q.view, q.u.Candidate) }

func answerCandidates(q query) (Reply, error) { return Candidates(q.view), nil }

func answerCandidate(q query) (Reply, error) { return Candidate(q.view, q.u.Candidate) }

func answerMembers(q query) (Reply, error) { return Members(q.view), nil }

func answerMember(q query) (Reply, error) { return Member(q.view, q.u.Member), nil }

func answerMissing(q query) (Reply, error) { return Missing(q.view, q.u.Candidate) }

func answerChanges(q query) (Reply, error) { return Changes(q.view, q.u.Since) }

func answerRace(q query) (Reply, error) { return DescribeRace(q.view), nil }

func answerHistory(q query) (Reply, error) {
	if q.u.Target != 0 {
		return Entry(q.view, q.u.Target)
	}
	return History(q.view, consensus.Subject{Member: q.u.Member, Candidate: q.u.Candidate}, q.u.Race), nil
}
