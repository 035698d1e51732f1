package grammar

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Write writes what was understood of a report, a correction or a retraction as a
// command again, with every default written out. Understood once more, on the same day, it
// says the same: so what somebody reported can be shown, kept and repeated without a doubt
// about it.
func Write(n *lexicon.Names, u Understood) string {
	w := &writer{names: n, fact: u.Fact}
	w.word(u.Command)
	f := u.Fact
	switch u.Command {
	case "stance":
		w.word(w.members(u), w.position(f), w.candidate(f.Candidate))
		w.clause("if", f.Condition)
	case "claim":
		w.word(w.candidate(f.Candidate))
		w.count()
		w.missing(u.Given)
	case "candidate":
		w.word(cmp.Or(quotedText(f.Name), w.candidate(f.Candidate)))
		w.country("of", f.Country)
		if f.Motion {
			w.word("motion", lexicon.Own(lexicon.MotionStatuses(), f.Status))
		} else {
			w.word(f.Status.String())
		}
	case "note":
		w.noted()
	case "correct":
		w.corrected(u)
	case "retract":
		w.word(Numbers(u.struck()...))
		w.clause("because", f.Text)
		return w.String()
	}
	w.source()
	switch {
	case u.Fact.DeskOnly:
		w.word("desk only")
	case u.Given.Has(consensus.PartDesk):
		w.word("for publication")
	}
	if u.Until.Day != 0 {
		w.word("until", u.Until.String())
	}
	return w.String()
}

// Numbers writes entries as a command names them: "#12, #13".
func Numbers(entries ...int) string {
	var list []string
	for _, n := range entries {
		list = append(list, "#"+strconv.Itoa(n))
	}
	return strings.Join(list, ", ")
}

// writer puts words together, a space between them.
type writer struct {
	strings.Builder
	names *lexicon.Names
	fact  consensus.Fact
}

func (w *writer) word(words ...string) {
	for _, s := range words {
		if s != "" && w.Len() > 0 {
			w.WriteByte(' ')
		}
		w.WriteString(s)
	}
}

func (w *writer) clause(word, text string) {
	if text != "" {
		w.word(word, quotedText(text))
	}
}

func (w *writer) member(code consensus.Code) string {
	if m, ok := w.names.MemberByCode(code); ok {
		return m.Name
	}
	return lexicon.CountryCoded(code).Name
}

// members writes the member of a stance, or all of them.
func (w *writer) members(u Understood) string {
	if len(u.Members) < 2 {
		return w.member(u.Fact.Member)
	}
	var list []string
	for _, code := range u.Members {
		list = append(list, w.member(code))
	}
	return strings.Join(list, ", ")
}

func (w *writer) country(word string, code consensus.Code) {
	if code != "" {
		w.word(word, w.member(code))
	}
}

// candidate gives the name of a candidate where it leads back to the key, else the key.
func (w *writer) candidate(key consensus.Key) string {
	if c := w.names.Candidate(key); lexicon.CandidateKey(c.Name) == key {
		return c.Name
	}
	return string(key)
}

func (w *writer) count() {
	w.word(w.fact.Qualifier.String(), strconv.Itoa(w.fact.Count))
	if w.fact.Of != 0 {
		w.word("of", strconv.Itoa(w.fact.Of))
	}
}

// missing writes whom a claim leaves out.
func (w *writer) missing(given consensus.Parts) {
	if !given.Has(consensus.PartMissing) {
		return
	}
	var names []string
	for _, code := range w.fact.Missing.List() {
		names = append(names, w.member(code))
	}
	w.word("missing", cmp.Or(strings.Join(names, ", "), "none"))
}

func (w *writer) noted() {
	if w.fact.Member != "" {
		w.word(w.member(w.fact.Member))
	} else {
		w.word(w.candidate(w.fact.Candidate))
	}
	w.word(quotedText(w.fact.Text))
}

func (w *writer) corrected(u Understood) {
	f := u.Fact
	w.word("#" + strconv.Itoa(u.Target))
	if f.Member != "" {
		w.word(w.member(f.Member))
	}
	if u.Given.Has(consensus.PartPosition) {
		w.word(w.position(f))
	}
	if f.Candidate != "" {
		w.word(w.candidate(f.Candidate))
	}
	w.word(f.Status.String())
	w.country("of", f.Country)
	if u.Given.Has(consensus.PartCount) {
		w.count()
	}
	w.missing(u.Given)
	w.clause("name", f.Name)
	w.clause("text", f.Text)
	w.clause("if", f.Condition)
	w.terms()
}

func (w *writer) terms() {
	t := w.fact.Terms
	if t == nil {
		return
	}
	w.clause("post", t.Post)
	w.clause("incumbent", t.Incumbent)
	w.clause("since", t.Since)
	w.clause("vacant", t.Vacant)
	w.clause("brief", t.Brief)
}

// source writes where the fact comes from and the day that it is about.
func (w *writer) source() {
	s := w.fact.Source
	if s.Via != consensus.NoAttribution {
		w.word("via", s.Via.String())
	}
	w.clause("by", s.Who)
	w.clause("from", s.Outlet)
	switch y, m, _ := w.fact.On.Day.Date(); {
	case w.fact.On.Day == 0:
	case w.fact.On.Precision == consensus.InMonth:
		w.word("on", fmt.Sprintf("%04d-%02d", y, m))
	case w.fact.On.Precision == consensus.ByThen:
		w.word("by", w.fact.On.Day.String())
	default:
		w.word("on", w.fact.On.Day.String())
	}
	w.word(escape(s.Link))
	w.clause("quote", s.Quote)
}

// quotedText sets a text in the first shape of quotation marks from which it comes back
// unchanged; "" for no text.
func quotedText(text string) string {
	if text == "" {
		return ""
	}
	body := escape(text)
	for _, marks := range []string{`""`, "“”", "«»", "„”", "＂＂", "»«", "””", "‟”"} {
		pair := []rune(marks)
		s := string(pair[0]) + body + string(pair[1])
		if back, err := scan(s); err == nil && len(back) == 1 && back[0].text == text {
			return s
		}
	}
	return `"` + strings.ReplaceAll(body, `"`, "'") + `"`
}

// escape writes what unescape would change so that it comes back as it is.
func escape(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		switch _, width := lexicon.Escaped(text[i:]); {
		case width == 1:
			b.WriteByte(text[i])
		case text[i] == '&':
			b.WriteString("&amp;")
		default:
			b.WriteString("&lt;")
		}
	}
	return b.String()
}
