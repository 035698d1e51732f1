package commands

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"time"

	"natobot/commands/answer"
	"natobot/commands/form"
	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/commands/press"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Reading is what the words of a message would be drafted as (docs/product.md §4). A part that
// the words leave open is "".
type Reading struct {
	Kind      string              `json:"kind"`
	Member    consensus.Code      `json:"member"`
	Candidate string              `json:"candidate"`
	Position  string              `json:"position"`
	Condition string              `json:"condition,omitempty"`
	Qualifier string              `json:"qualifier,omitempty"`
	Count     int                 `json:"count,omitempty"`
	Of        int                 `json:"of,omitempty"`
	Missing   []consensus.Code    `json:"missing,omitempty"`
	Via       string              `json:"via"`
	Who       string              `json:"who"`
	Outlet    string              `json:"outlet"`
	Quote     string              `json:"quote"`
	On        string              `json:"on"`
	Precision consensus.Precision `json:"precision"`
	Words     string              `json:"words"`

	said string // the position in the words of the candidate's kind
}

// Read gives what a message reports, read with the names that the ledger knows today; where it
// knows no candidate, with those of the seed. It records nothing.
func (d *Desk) Read(text string) []Reading {
	d.mu.RLock()
	lex := d.names(d.book.Current(d.book.Last())).Vocabulary
	d.mu.RUnlock()
	if len(lex.Candidates) == 0 {
		lex.Candidates = seedVocabulary(lex.Today).Candidates
	}
	return readings(lex, text)
}

// ReadUnseeded gives what a message reports, read with the names of a fresh desk: the roster, and
// the candidates of the seed.
func ReadUnseeded(today consensus.Day, text string) []Reading {
	return readings(seedVocabulary(today), text)
}

func seedVocabulary(today consensus.Day) lexicon.Vocabulary {
	lex := lexicon.Vocabulary{Today: today, Body: bodies.NATO(), Members: bodies.NATO().Members}
	for line := range strings.Lines(Seed()) {
		u, err := grammar.Understand(lex, strings.TrimSpace(line))
		if f := u.Fact; err == nil && f.Kind == consensus.Candidacy {
			lex.Candidates = append(lex.Candidates, consensus.Candidate{Key: f.Candidate, Name: f.Name, Country: f.Country, Status: f.Status, Since: f.On})
		}
	}
	return lex
}

// readings reads a message of which nobody knows when it was written: on any day of the race.
func readings(lex lexicon.Vocabulary, text string) []Reading {
	for _, c := range lex.Candidates {
		if day := c.Since.Day; lex.Since == 0 || day < lex.Since {
			lex.Since = day
		}
	}
	names := lexicon.NewNames(lex)
	list := []Reading{}
	for _, d := range press.Read(lex, lex.Today, text) {
		r := Reading{
			Kind: "stance", Member: d.Member, Condition: d.Condition, Via: d.Source.Via.String(), Who: d.Source.Who, Outlet: d.Source.Outlet,
			Quote: d.Source.Quote, On: d.On.Day.String(), Precision: d.On.Precision, Words: d.Words,
		}
		switch d.Kind {
		case consensus.ClaimKind:
			r.Kind, r.Qualifier, r.Count, r.Of, r.Missing = "claim", d.Qualifier.String(), d.Count, d.Of, d.Missing
		case consensus.StanceKind:
			r.Position = d.Position.String()
			r.said = lexicon.Written(names.Candidate(d.Candidate).Says(d.Position))
		default:
			continue
		}
		r.Candidate = names.Candidate(d.Candidate).Name
		list = append(list, r)
	}
	return list
}

// String gives a reading for a terminal: what is drafted, then each part of its source.
func (r Reading) String() string {
	var b strings.Builder
	if r.Kind == "claim" {
		fmt.Fprintf(&b, "claim: %s, %s %d", r.Candidate, r.Qualifier, r.Count)
		if r.Of > 0 {
			fmt.Fprintf(&b, " of %d", r.Of)
		}
	} else {
		fmt.Fprintf(&b, "stance: %s %s %s", r.Member, r.said, r.Candidate)
	}
	missing := ""
	for _, c := range r.Missing {
		missing = strings.TrimPrefix(missing+", "+string(c), ", ")
	}
	on := r.On
	if r.Precision != consensus.Exact {
		on = r.Precision.String() + " " + on
	}
	for _, part := range [][2]string{
		{"missing", missing}, {"if", r.Condition}, {"via", r.Via}, {"who", r.Who}, {"outlet", r.Outlet}, {"quote", r.Quote}, {"on", on}, {"words", r.Words},
	} {
		if part[1] != "" {
			fmt.Fprintf(&b, "\n  %-7s %s", part[0], part[1])
		}
	}
	return b.String()
}

// Drafts reads a message and gives a draft for every stance that its words report. There
// is always at least one, which may hold little more than the day. It records nothing.
func (d *Desk) Drafts(ctx context.Context, req Request, m answer.Message) []answer.Draft {
	err := d.refresh(ctx) // an older ledger knows enough names
	d.mu.RLock()
	race := d.book.Focus(req.Channel, d.book.Last())
	lex := d.names(race).Vocabulary
	aside := race.Key() != d.book.Current(d.book.Last()).Key()
	d.mu.RUnlock()
	day := lex.Today
	if m.At != 0 {
		day = min(day, consensus.DayOf(time.Unix(m.At, 0).In(d.Zone)))
	}
	said := []press.Draft{{On: consensus.On(day)}}
	if err == nil {
		said = press.Read(lex, day, m.Text)
	}
	var drafts []answer.Draft
	for _, s := range said {
		draft := form.Embargoed(form.Drafted(s), s, d.Zone, d.Now())
		if aside {
			draft.Race = race.Key()
		}
		if grammar.ForTheDesk(m.Text) {
			draft.Values[answer.FieldPrint] = answer.DeskOnly
			draft.Guessed = append(draft.Guessed, answer.FieldPrint)
		}
		drafts = append(drafts, draft)
	}
	return drafts
}

//go:embed seed.txt
var seed string

// Seeder is who recorded the entries that a fresh ledger begins with.
const Seeder = "seed"

// Seed gives the recording commands that a fresh ledger begins with: the facts of one
// newspaper article, in our own words.
func Seed() string { return seed }

// SeedMoment is the moment at which the seed counts as recorded: the morning of the day
// that the article is of.
func SeedMoment() time.Time { return time.Date(2024, 2, 22, 9, 0, 0, 0, time.UTC) }
