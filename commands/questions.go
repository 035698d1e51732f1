package commands

import "natobot/consensus"

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
