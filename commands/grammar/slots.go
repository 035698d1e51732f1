package grammar

import (
	"strings"
	"unicode"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// slots are the parts by the names that commands.txt has for them. The first of a form's parts
// that reads what stands somewhere has it.
var slots = map[string][]part{
	"reading": {onPart(), clause("known", (*reading).known), clause("race", (*reading).race), herePart(), barePart()},
	"source":  sourceParts(),
	"report":  append(sourceParts(), clause("until", (*reading).until)),
	"terms":   termParts(),

	"on": {onPart()}, "day": {barePart()}, "coming day": {comingDayPart()},
	"known": {clause("known", (*reading).known)}, "since": {clause("since", (*reading).since)},
	"here": {herePart()}, "wide": {oneWord("wide", func(u *Understood) { u.Sub = "wide" })},
	"channel": {channelPart()}, "user": {userPart()}, "role": {rolePart()}, "switch": {switchPart()},

	"candidate": {candidatePart()}, "person": {personPart()}, "motion": {motionPart()}, "status": {statusPart()}, "country": {countryPart()},
	"member": {memberPart()}, "members": {membersPart()}, "beat members": {beatMembersPart()}, "joiner": {joinerPart()}, "joins": {joinsPart()},
	"position": {positionPart()}, "condition": {textClause("if", "conditions", consensus.PartCondition, theCondition)},
	"count": {countPart()}, "of": {ofPart()}, "counted": {membersNoun()}, "left out": {leftOutPart()},

	"number": {numberPart()}, "numbers": {numbersPart()}, "held report": {heldPart()}, "because": {clause("because", (*reading).because)},
	"quotation": {quoted("quotations", consensus.PartQuote, theQuote)}, "fact": {quoted("facts", consensus.PartText, theText)},
	"title": {quoted("titles", consensus.PartName, theName)}, "name": {textClause("name", "names", consensus.PartName, theName)},
	"text": {textClause("text", "facts", consensus.PartText, theText), textClause("fact", "facts", consensus.PartText, theText)},

	"race": {clause("race", (*reading).race)}, "race key": {raceKeyPart()}, "new key": {newKeyPart()}, "of body": {clause("of", (*reading).ofBody)},
	"time": {timePart()}, "days": {daysPart()}, "zone": {zonePart()}, "quiet": {clause("quiet", (*reading).quiet)}, "skip off": {skipOffPart()},
	"forms": {{read: never, hints: formHints}}, "near a form": {nearForm()},
	"file": {filePart()}, "topic": {topicPart()}, "words": {wordsPart()},
}

// slotsNamed gives the parts of some names, in their order. It panics where there is none of a
// name: commands.txt is part of the program.
func slotsNamed(names string) (parts []part) {
	for name := range strings.SplitSeq(names, ", ") {
		if name != "" && slots[name] == nil {
			panic("commands.txt: no part is called " + name)
		}
		parts = append(parts, slots[name]...)
	}
	return parts
}

// sourceParts are the parts of where a fact comes from, which every recording command
// takes, and the day that it is about.
func sourceParts() []part {
	return []part{
		linkPart(), viaPart(), clause("by", (*reading).by), onPart(), clause("from", (*reading).from), perPart(), bracketPart(),
		textClause("quote", "quotations", consensus.PartQuote, theQuote), herePart(), onRecordPart(), barePart(),
	}
}

func theQuote(r *reading) *string     { return &r.u.Fact.Source.Quote }
func theName(r *reading) *string      { return &r.u.Fact.Name }
func theText(r *reading) *string      { return &r.u.Fact.Text }
func theCondition(r *reading) *string { return &r.u.Fact.Condition }

// oneWord makes a part of one word that says all.
func oneWord(word string, set func(*Understood)) part {
	return clause(word, func(r *reading) error {
		set(r.u)
		return nil
	})
}

func herePart() part { return oneWord("here", func(u *Understood) { u.Here = true }) }

// oneOf makes a part of one of some words.
func oneOf(noun, words string, set func(*reading, string)) part {
	return part{hints: hinted(words), read: func(r *reading) (bool, error) {
		word := r.key(r.at)
		if !lexicon.Contains(words, word) {
			return false, nil
		}
		set(r, word)
		return true, r.take(1, 0, noun, word)
	}}
}

// hinted gives words as hints. "Wide=csv" shows csv to who types wide.
func hinted(words string) func(*reading) []lexicon.Hint {
	var hints []lexicon.Hint
	for word := range strings.SplitSeq(words, ",") {
		key, show, other := strings.Cut(word, "=")
		if !other {
			show = key
		}
		hints = append(hints, lexicon.Hint{Key: key, Show: show})
	}
	return func(*reading) []lexicon.Hint { return hints }
}

// never is a part that is only there to be near to.
func never(*reading) (bool, error) { return false, nil }

// formHints gives the words behind which the command has other forms.
func formHints(r *reading) (hints []lexicon.Hint) {
	for _, f := range r.command.forms[1:] {
		hints = append(hints, hinted(f.words)(r)...)
	}
	return hints
}

// nearForm asks about a slip in such a word, where what follows could be a race of that name.
func nearForm() part {
	return part{read: func(r *reading) (bool, error) {
		if _, n := r.nearHere(formHints(r)); n == 0 || r.at > r.first {
			return false, nil
		}
		return true, r.expected("race", "a key", formHints)
	}}
}

// filePart reads the kind of a file.
func filePart() part {
	p := oneOf("kinds of file", "csv,long,json,md,text", func(r *reading, kind string) { r.u.Sub = kind })
	p.hints = hinted("csv,wide=csv,excel=csv excel,long,json,md,markdown=md,text,prose=text,paragraph=text")
	plain := p.read
	p.read = func(r *reading) (bool, error) {
		at := r.at
		if r.key(at+1) != "excel" || !lexicon.Contains("csv,long", r.key(at)) {
			return plain(r)
		}
		r.u.Sub = r.phrase(at, 2)
		return true, r.take(2, 0, "kinds of file", r.u.Sub)
	}
	return p
}

// topicPart reads the command that help is asked for.
func topicPart() part {
	return part{hints: commandHints, read: func(r *reading) (bool, error) {
		if r.at == r.first && r.at+1 < len(r.words) { // the slash command before the topic, which may have a slash of its own
			r.skipName()
		}
		c := named(r.commands, strings.TrimPrefix(r.key(r.at), "/"))
		if c.Name == "" || r.u.Topic != "" {
			return r.done(), nil
		}
		r.u.Topic = c.Name
		return true, r.take(1, 0, "commands", c.Name)
	}}
}

func commandHints(r *reading) (hints []lexicon.Hint) {
	for _, c := range r.commands {
		hints = append(hints, lexicon.Hint{Key: c.Name, Show: c.Name})
	}
	return hints
}

// wordsPart reads the words that are searched for, which may be any, and, of a page that follows
// another, the entry before which it begins.
func wordsPart() part {
	return part{read: func(r *reading) (bool, error) {
		end := len(r.words)
		if r.key(end-1) == "here" {
			r.u.Here, end = true, end-1
		}
		if figures, is := strings.CutPrefix(r.key(end-1), "#"); is && end-2 >= r.at && r.key(end-2) == "before" {
			if n, ok := lexicon.Digits(figures); ok && n > 0 {
				r.u.Target, end = n, end-2
			}
		}
		for _, w := range r.words[r.at:end] {
			if strings.ContainsFunc(w.text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }) {
				r.u.Words = append(r.u.Words, w.text)
			}
		}
		r.at = len(r.words)
		return true, nil
	}}
}

// grant gives the decision on access that the text makes.
func (r *reading) grant() *consensus.Grant {
	if r.u.Fact.Grant == nil {
		r.u.Fact.Grant = &consensus.Grant{}
	}
	return r.u.Fact.Grant
}

func switchPart() part {
	return oneOf("switches", "on,off", func(r *reading, word string) {
		r.grant().Role = map[string]consensus.Role{"on": consensus.Reader}[word]
	})
}

func rolePart() part {
	return part{hints: hinted("reader,reporter,editor,guests"), read: func(r *reading) (bool, error) {
		for _, role := range []consensus.Role{consensus.Reader, consensus.Reporter, consensus.Editor} {
			if key := r.key(r.at); key == role.String() || key == role.String()+"s" {
				r.grant().Role = role
				return true, r.take(1, 0, "roles", role.String())
			}
		}
		return false, nil
	}}
}

// userPart reads "@user", which Slack turns into an id.
func userPart() part {
	return part{read: func(r *reading) (bool, error) {
		w := r.words[r.at]
		switch {
		case w.kind == userToken, w.kind == wordToken && lexicon.IsID(w.text, "UW"):
			r.grant().User = w.text
			return true, r.take(1, 0, "people", w.text)
		case strings.HasPrefix(w.text, "@"):
			return true, sentences.Ask("no person", w.text)
		}
		return false, nil
	}}
}
