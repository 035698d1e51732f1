package grammar

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

var andNames = regexp.MustCompile(`\s*(?:,|/|&|\band\b)\s*`)

// isOutlet tells whether a name is that of a publisher: one of our list, the site of the text's own
// link, or one that the ledger has as such.
func (r *reading) isOutlet(name string) bool {
	if both := andNames.Split(name, -1); len(both) > 1 { // "Reuters and AFP"
		return !slices.ContainsFunc(both, func(one string) bool { return !r.isOutlet(one) })
	}
	key := strings.TrimPrefix(lexicon.Key(name), "the ")
	if lexicon.Contains(lexicon.Outlets, key) || lexicon.Contains(lexicon.Outlets, "the "+key) || r.isSite(key) {
		return true
	}
	published := r.names.Vocabulary.Published
	return published != nil && key != "" && published(name)
}

// takeOutlet takes a publisher behind "by" as who published, not as who said it. A person may be
// called like one: whoever says that the word is on the record, or on which word it is, is believed.
func (r *reading) takeOutlet() error {
	s := &r.u.Fact.Source
	switch s.Via {
	case consensus.NoAttribution, consensus.Reported, consensus.Inferred:
	default:
		return nil
	}
	if s.Who == "" || !r.isOutlet(s.Who) {
		return nil
	}
	outlet := s.Who
	s.Who = ""
	r.u.Given &^= consensus.PartWho
	r.u.Notes = append(r.u.Notes, outlet+" publishes and is no person: it is recorded as the outlet, as behind `from`.")
	return r.keepOutlet(outlet)
}

// isSite tells whether a name is that of the site which a link of the text leads to.
func (r *reading) isSite(key string) bool {
	plain := strings.ReplaceAll(strings.TrimPrefix(key, "@"), " ", "")
	return slices.ContainsFunc(r.words, func(w token) bool {
		u, err := url.Parse(w.text)
		if w.kind != linkToken || err != nil || plain == "" {
			return false
		}
		host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
		labels := strings.Split(host, ".")
		return lexicon.Key(host) == plain || len(plain) > 2 && slices.Contains(labels[:len(labels)-1], plain)
	})
}

// outletAt gives the publisher that is named at a place, and how many words that takes.
func (r *reading) outletAt(at int) (string, int) {
	for n := min(5, len(r.words)-at); n > 0; n-- {
		if r.phrase(at, n) != "" && r.isOutlet(r.joined(at, n)) {
			return r.joined(at, n), n
		}
	}
	return "", 0
}

// perAt counts the words at a place that name who published: "per", "according to". "Per" with a
// capital is a first name.
func (r *reading) perAt(at int) int {
	if n := r.width(at, perWords); n > 0 && (!r.words[at].capitalised() || r.shouts()) {
		return n
	}
	return 0
}

// perPart reads "per OUTLET" and "according to OUTLET".
func perPart() part {
	return part{takes: "outlets", read: func(r *reading) (bool, error) {
		n := r.perAt(r.at)
		if n == 0 {
			return false, nil
		}
		word := r.typed(r.at, n)
		r.at += n
		if outlet, width := r.outletAt(r.at); width > 0 {
			r.at += width
			return true, r.keepOutlet(outlet)
		}
		return true, r.perWhat(word, n)
	}}
}

// perWhat reads what stands behind "per" and is no publisher that is known. Who spoke without a
// name is an attribution; of anybody else it is asked which of the two they are.
func (r *reading) perWhat(word string, width int) error {
	if via, n := r.severalAt(r.at); n > 0 {
		return r.setSeveral(via, n)
	}
	quoted := !r.done() && r.words[r.at].kind == quoteToken
	if !quoted {
		if err := r.byWhat(width); err != nil {
			return err
		}
	}
	name, err := r.name(word, "who published it")
	if err != nil || quoted && width == 1 {
		return cmp.Or(err, r.keepOutlet(name))
	}
	from := r.at - 1 - strings.Count(name, " ") - width
	before, after := r.text[r.start():r.words[from].start], r.text[r.words[r.at-1].end:]
	r.tryAll(before+"from "+quotedText(name)+after, before+"by "+quotedText(name)+after)
	return r.ask("outlet or person", name)
}

// bracketPart reads a publisher in brackets: "(Reuters)".
func bracketPart() part {
	return part{read: func(r *reading) (bool, error) {
		if !strings.ContainsAny(r.gap(r.at), "([") {
			return false, nil
		}
		outlet, n := r.outletAt(r.at)
		if n == 0 {
			return false, nil
		}
		r.at += n
		return true, r.keepOutlet(outlet)
	}}
}
