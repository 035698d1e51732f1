package grammar

import (
	"cmp"
	"slices"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

func linkPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.words[r.at].kind != linkToken {
			return false, nil
		}
		link := r.words[r.at].text
		if err := lexicon.CheckLink(link); err != nil {
			return true, err
		}
		r.at++
		return true, r.keep("links", consensus.PartLink, &r.u.Fact.Source.Link, link)
	}}
}

func viaPart() part {
	p := clause("via", (*reading).via)
	p.takes = "attributions"
	p.hints = func(*reading) []lexicon.Hint {
		hints := []lexicon.Hint{{Key: "via", Show: "via"}}
		for _, h := range hintsOf(lexicon.Attributions()) { // "spokesperson" alone wants a "via"
			hints = append(hints, lexicon.Hint{Key: h.Key, Show: "via " + h.Show})
		}
		return hints
	}
	return p
}

func (r *reading) via() error {
	if lexicon.Contains(determiners, r.key(r.at)) {
		r.at++
	}
	if via, n := r.severalAt(r.at); n > 0 {
		return r.setSeveral(via, n)
	}
	via, n := find(r, r.at, lexicon.Attributions())
	if n == 0 {
		return r.unknownAttribution()
	}
	if other, width := find(r, r.at+n, lexicon.Attributions()); width > 0 && other != via {
		return sayTwo("attributions", "via "+via.String(), "via "+other.String()) // "via diplomat official"
	}
	r.at += n
	return r.setVia(via)
}

// severalAt reads unnamed people who are counted: "two EU diplomats", "several officials". It tells
// on whose word that is, and how many words it takes.
func (r *reading) severalAt(at int) (via consensus.Attribution, width int) {
	_, width, ok := r.numberAt(at)
	if !ok {
		width = r.width(at, quantities)
	}
	if width == 0 {
		return via, 0
	}
	for between := range 3 { // "senior", "EU"
		if key := r.key(at + width + between); lexicon.Contains(clauseWords, key) {
			break
		}
		via, n := find(r, at+width+between, lexicon.Attributions())
		if n > 0 && lexicon.Contains(unnamed, r.key(at+width+between+n-1)) {
			return via, width + between + n
		}
	}
	return via, 0
}

// setSeveral takes unnamed people as who spoke, in the words that were typed: two stay two.
func (r *reading) setSeveral(via consensus.Attribution, width int) error {
	who := r.typed(r.at, width)
	r.at += width
	return cmp.Or(r.setVia(via), r.keep("people", consensus.PartWho, &r.u.Fact.Source.Who, who))
}

func (r *reading) setVia(via consensus.Attribution) error {
	r.u.Fact.Source.Via = via
	r.u.Given |= consensus.PartVia
	return r.accept("attributions", "via "+via.String())
}

// onRecordPart reads "on record" without "via".
func onRecordPart() part {
	return part{read: func(r *reading) (bool, error) {
		via, n := find(r, r.at, lexicon.Attributions())
		if n < 2 || via != consensus.OnRecord {
			return false, nil
		}
		r.at += n
		return true, r.setVia(via)
	}}
}

// by reads both "by 29 March" and "by "WHO"".
func (r *reading) by() error {
	if when, n, err := r.dayAt(r.at); n > 0 || err != nil {
		if err == nil {
			when.Precision = consensus.ByThen
			r.at += n
			err = r.setDay(when)
		}
		return err
	}
	if via, n := r.severalAt(r.at); n > 0 {
		return r.setSeveral(via, n)
	}
	if err := r.byWhat(1); err != nil {
		return err
	}
	who, err := r.name("by", "who said it")
	if err != nil {
		return err
	}
	quoted := &reading{names: r.names, text: who, u: &Understood{}}
	if quoted.words, err = scan(who); err == nil {
		if via, n := quoted.severalAt(0); n > 0 && n == len(quoted.words) {
			return cmp.Or(r.setVia(via), r.keep("people", consensus.PartWho, &r.u.Fact.Source.Who, who))
		}
	}
	return r.keep("people", consensus.PartWho, &r.u.Fact.Source.Who, who)
}

func (r *reading) keepOutlet(outlet string) error {
	return r.keep("outlets", consensus.PartOutlet, &r.u.Fact.Source.Outlet, outlet)
}

// byWhat asks about "by a diplomat", which says what kind of person it was and no name. The word
// before it takes so many words.
func (r *reading) byWhat(word int) error {
	article := 0
	if lexicon.Contains(articles, r.key(r.at)) {
		article = 1
	}
	via, n := find(r, r.at+article, lexicon.Attributions())
	if n == 0 || via == consensus.OnRecord {
		return nil
	}
	meant := []lexicon.Hint{{Key: via.String(), Show: "via " + via.String()}}
	typed := r.typed(r.at-word, word+article+n)
	r.instead(r.at-word, word+article+n, meant)
	return r.askNear("by what", meant, typed)
}

func (r *reading) from() error {
	if !r.done() && r.words[r.at].kind == linkToken {
		return nil // "from https://…": the link says it
	}
	outlet, err := r.name("from", "who published it")
	if err != nil {
		return err
	}
	return r.keepOutlet(outlet)
}

// race reads the key of a race that the ledger has.
func (r *reading) race() error {
	if r.done() {
		return SayNoRace("", r.names.Vocabulary.Races)
	}
	key := raceKey(r.words[r.at].text)
	if !slices.Contains(r.names.Vocabulary.Races, key) {
		return SayNoRace(r.words[r.at].text, r.names.Vocabulary.Races)
	}
	r.u.Race = key
	return r.take(1, 0, "races", "race "+key)
}

// raceKey gives a race's key as it is kept: one word, small letters, digits, hyphens.
func raceKey(word string) string {
	return string(lexicon.CandidateKey(word))
}

// textClause makes a part of a word and the quotation behind it.
func textClause(word, noun string, given consensus.Parts, into func(*reading) *string) part {
	return clause(word, func(r *reading) error {
		if r.done() || r.words[r.at].kind != quoteToken {
			return sentences.Ask("needs words", r.words[r.at-1].text, "its words")
		}
		r.at++
		return r.keep(noun, given, into(r), r.words[r.at-1].text)
	})
}
