package grammar

import (
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// ofMotion tells whether a text is about a motion: it names one, or says that one is new, or the race
// has nothing else. What names a member too is no sign of it.
func (r *reading) ofMotion() bool {
	if r.u.Fact.Motion || r.names.Candidate(r.u.Fact.Candidate).Motion {
		return true
	}
	named := r.u.Fact.Candidate != "" || r.command.Name == "candidate"
	return r.anywhere(func(at int) bool {
		keys, n := r.peopleAt(at)
		_, member := r.memberAt(at)
		named = named || n > member
		return n > member && r.names.Candidate(keys[0]).Motion || r.command.Name == "candidate" && r.key(at) == "motion"
	}) || !named && r.names.OfMotions()
}

// theMotion gives the one that a race is about, which need not be named: "stance Canada ratified".
func (r *reading) theMotion() (consensus.Candidate, bool) {
	list := r.names.Vocabulary.Candidates
	if len(list) != 1 || !list[0].Motion {
		return consensus.Candidate{}, false
	}
	return list[0], true
}

// motionOn gives the one motion that is about a member by its name: "Finland's accession".
func (r *reading) motionOn(code consensus.Code) (about consensus.Candidate, one bool) {
	for _, c := range r.names.Vocabulary.Candidates {
		names := slices.ContainsFunc(strings.Fields(c.Name), func(word string) bool {
			word, _, _ = strings.Cut(strings.ReplaceAll(word, "’", "'"), "'")
			return r.names.Members[lexicon.Key(word)] == code
		})
		if c.Motion && names {
			about, one = c, about.Key == ""
		}
	}
	return about, one
}

// motionPart reads the word that makes a candidate a motion.
func motionPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.key(r.at) != "motion" {
			return false, nil
		}
		r.u.Fact.Motion = true
		return true, r.take(1, 0, "motions", "a motion")
	}}
}

// NewMotion gives the name of a motion, where a text is one as a command says it: `"Finland's accession" motion`.
func NewMotion(text string) (name string, ok bool) {
	words, err := scan(text)
	last := len(words) - 1
	if err != nil || last < 1 || words[last].key != "motion" {
		return "", false
	}
	return strings.Join(texts(words[:last]), " "), true
}

// chosenWords gives the product's own word for each value of a list.
func chosenWords[T comparable](list []lexicon.Synonyms[T]) string {
	var words []string
	for _, s := range list {
		if own := lexicon.Own(list, s.Value); !slices.Contains(words, own) {
			words = append(words, own)
		}
	}
	return strings.Join(words, ",")
}

// motionPosition reads a position towards a motion, and how far the member has come.
func (r *reading) motionPosition() (consensus.Position, int) {
	if stage, n := find(r, r.at, lexicon.MotionStages()); n > 0 {
		r.u.Fact.Stage = stage
		return consensus.Leans, n
	}
	return find(r, r.at, lexicon.MotionPositions())
}

// saysPosition tells whether a word at a place is a position, towards a motion in a race of motions.
func (r *reading) saysPosition(at int) bool {
	_, n := find(r, at, lexicon.Positions())
	if r.ofMotion() {
		_, stage := find(r, at, lexicon.MotionStages())
		_, n = find(r, at, lexicon.MotionPositions())
		n += stage
	}
	return n > 0
}

// statuses gives what may be written for the status of the candidate.
func (r *reading) statuses() []lexicon.Synonyms[consensus.Status] {
	if r.ofMotion() {
		return lexicon.MotionStatuses()
	}
	return lexicon.Statuses()
}

// position writes a position in the words of the candidate's kind.
func (w *writer) position(f consensus.Fact) string {
	return lexicon.Written(consensus.Saying{Position: f.Position, Stage: f.Stage, Motion: w.names.Candidate(f.Candidate).Motion})
}
