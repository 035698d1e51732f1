package grammar

import (
	"slices"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// steps are what is done with what a form read, by the names that commands.txt has for them.
var steps = map[string]func(*reading) error{
	"asked":      (*reading).asked,
	"changes":    (*reading).changes,
	"history":    (*reading).history,
	"search":     (*reading).search,
	"today":      (*reading).today,
	"settled":    (*reading).settle,
	"one side":   (*reading).oneSide,
	"stance":     func(r *reading) error { return CheckStance(r.u.Fact) },
	"count":      (*reading).checkCount,
	"claim":      (*reading).claim,
	"note":       (*reading).note,
	"accession":  (*reading).accession,
	"candidacy":  (*reading).candidacy,
	"correction": (*reading).correction,
	"retraction": (*reading).retraction,
	"settling":   (*reading).settling,
	"opening":    (*reading).opening,
	"closing":    (*reading).closing,
	"focus":      (*reading).focus,
	"schedule":   (*reading).scheduled,
	"live":       (*reading).live,
	"access":     (*reading).access,
	"guests":     (*reading).guests,
	"beat":       (*reading).beat,
	"review":     func(r *reading) error { r.u.Fact.Text = r.u.Sub; return nil },
}

// asked moves what was read into the fields of a question.
func (r *reading) asked() error {
	r.u.On, r.u.Fact, r.u.Given = r.day.Day, consensus.Fact{}, 0
	return nil
}

// changes asks what moved since a day.
func (r *reading) changes() error {
	if r.u.Since == 0 { // "changes yesterday"
		r.u.Since = lexicon.FirstDay(r.day)
	}
	r.u.Fact, r.u.Given = consensus.Fact{}, 0
	return nil
}

// history asks about the entries of a member, a candidate or one entry.
func (r *reading) history() error {
	r.u.Fact, r.u.Given = consensus.Fact{}, 0
	if r.u.Target != 0 && (r.has("members") || r.has("candidates")) {
		return sentences.Ask("one entry", r.u.Target)
	}
	return nil
}

// search asks for words.
func (r *reading) search() error {
	if len(r.u.Words) == 0 {
		return r.missing("Which words?")
	}
	return nil
}

// today gives a decision of the desk its day.
func (r *reading) today() error {
	r.u.Fact.On = consensus.On(r.names.Vocabulary.Today)
	return nil
}

// claim holds a claim against the members that there are, and that it leaves out.
func (r *reading) claim() error {
	all := r.names.Vocabulary.Members
	if err := CheckCount(r.u.Fact, all); err != nil || !r.u.Given.Has(consensus.PartMissing) {
		return err
	}
	return CheckMissing(r.u.Fact, all)
}

// note asks for what it is about and says.
func (r *reading) note() error {
	member, candidate := r.has("members"), r.has("candidates")
	switch {
	case member && candidate:
		return sentences.Ask("note of both")
	case !member && !candidate:
		return r.missing(r.form.asks["members"])
	case !r.has("facts"):
		return r.missing(r.form.asks["facts"] + " It stands in double quotes.")
	}
	return nil
}

// accession settles that a country joins. What the roster says already may lie ahead.
func (r *reading) accession() error {
	m, ok := r.names.MemberByCode(r.u.Fact.Member)
	if ok && (r.day.Day == 0 || r.day == consensus.On(m.Joined)) {
		r.u.Fact.On = consensus.On(m.Joined)
		return r.settleSource()
	}
	return r.settle()
}

// candidacy settles a new status, or a question about a candidate where none is given.
func (r *reading) candidacy() error {
	u := r.u
	switch {
	case u.Given.Has(consensus.PartStatus):
		return r.newStatus()
	case u.Given&^(consensus.PartCandidate|consensus.PartName|consensus.PartOn) != 0, r.day.Precision == consensus.ByThen, u.Until.Day != 0:
		return r.missing(r.form.asks["statuses"])
	case !slices.ContainsFunc(r.names.Vocabulary.Candidates, func(c consensus.Candidate) bool { return c.Key == u.Candidate }):
		return r.noCandidate(u.Fact.Name)
	}
	return r.asked()
}

func (r *reading) newStatus() error {
	r.u.Role, r.u.Records = consensus.Reporter, true
	for _, noun := range []string{"days known", "races"} {
		if r.has(noun) {
			return sentences.Ask("reading only", noun)
		}
	}
	r.u.Fact.Motion = r.ofMotion()
	if r.u.Fact.Motion && r.u.Fact.Country != "" {
		return sentences.Ask("motion's country")
	}
	return r.settle()
}

// correction gives what replaces parts of an entry. Which of them the entry can have is not known
// here: a part is taken for what it looks like.
func (r *reading) correction() error {
	u := r.u
	u.Fact.Target, u.Fact.On = u.Target, r.day
	switch {
	case u.Target == 0:
		return r.missing("Which entry?")
	case u.Given == 0 && r.has("totals"):
		return r.missing("How many of them?")
	case u.Given == 0:
		return r.missing("What is to be put right?")
	case r.day.Day > r.names.Vocabulary.Today:
		return lexicon.SayAhead(r.day)
	case u.Given.Has(consensus.PartCount):
		return r.checkCount()
	}
	return nil
}

func (r *reading) retraction() error {
	r.u.Given = consensus.PartText
	return r.settling()
}

// settling gives a decision on an entry its reason.
func (r *reading) settling() error {
	r.u.Fact.Target, r.u.Fact.Text = r.u.Target, r.u.Because
	return nil
}

// opening settles the terms of a new race.
func (r *reading) opening() error {
	switch {
	case r.u.Race == "":
		return sentences.Ask("needs race key")
	case r.u.Fact.Name == "":
		return r.missing("What is the race called? The title stands in double quotes.")
	}
	r.terms()
	return r.settleDecision()
}

// closing gives the end of a race its reason.
func (r *reading) closing() error {
	if r.u.Fact.Text = r.u.Because; r.u.Because != "" {
		r.u.Given |= consensus.PartText
	}
	return r.settleDecision()
}

// settleDecision gives a decision of the desk its day. It has an attribution only where
// it has a source.
func (r *reading) settleDecision() error {
	if r.u.Fact.Source == (consensus.Source{}) {
		return r.settleDay()
	}
	return r.settle()
}

// decides makes a decision of the desk of what was read.
func (r *reading) decides(f consensus.Fact) error {
	r.u.Role, r.u.Records = consensus.Editor, true
	r.u.Fact = f
	return r.today()
}

// focus says which race a channel follows.
func (r *reading) focus() error {
	if r.u.Race == "" {
		return SayNoRace("", r.names.Vocabulary.Races)
	}
	return r.decides(consensus.Fact{Kind: consensus.ChannelRace, Focus: &consensus.Focus{}})
}

func (r *reading) live() error {
	return r.decides(consensus.Fact{Kind: consensus.Following, Live: &consensus.Live{Channel: r.u.Channel, Level: consensus.LiveLevel(r.u.Sub)}})
}

// scheduled settles when digests are posted: daily, no more, or not on a day.
func (r *reading) scheduled() error {
	s := r.schedule()
	s.Channel = r.u.Channel
	if r.u.Sub == "off" {
		s.Off, s.Only = true, r.has("times")
	}
	if r.u.Sub == "skip" && s.Skip < r.names.Vocabulary.Today {
		return sentences.Ask("day passed", s.Skip.Long())
	}
	return nil
}

// access gives a person a role, where both are said, or shows who has one.
func (r *reading) access() error {
	g := r.grant()
	switch {
	case !r.has("roles") && !r.has("people"):
		r.u.Fact = consensus.Fact{} // "access here"
		return nil
	case g.Role == consensus.Outsider:
		return r.missing("Which role?")
	case g.User == "":
		return sentences.Ask("needs person")
	}
	r.u.Sub, r.u.User = g.Role.String(), g.User
	return r.decides(consensus.Fact{Kind: consensus.Granting, Grant: g})
}

// guests says whether the guests of a channel may read there.
func (r *reading) guests() error {
	g := r.grant()
	r.u.Sub, g.Channel = "guests", r.u.Channel // "guest"
	return r.decides(consensus.Fact{Kind: consensus.Granting, Grant: g})
}

// beat says who follows which members.
func (r *reading) beat() error {
	u, user := r.u, r.grant().User
	switch {
	case u.Sub == "" && len(u.Members) == 0 && user == "":
		u.Fact = consensus.Fact{} // "beat here"
		return nil
	case len(u.Members) == 0:
		return r.missing("Which members?")
	case u.Sub == "" && user == "":
		return r.missing("Who follows them?")
	}
	u.User = user
	return r.decides(consensus.Fact{Kind: consensus.BeatKind, Beat: &consensus.Beat{User: user, Members: consensus.CodesOf(u.Members)}})
}
