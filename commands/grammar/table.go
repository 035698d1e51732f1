package grammar

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Command is one of the things that can be asked of the desk. The table feeds the
// router, the help, the composer's suggestions, the manifest's usage hint and the docs.
type Command struct {
	Name     string
	Summary  string         // one line for help, in the imperative
	Usage    []string       // each without the slash command
	Examples []string       // each parses, and says what a desk would say
	Asked    []string       // in plain words, each of which it answers
	Role     consensus.Role // what it asks for at least
	Records  bool           // appends an entry where it succeeds
	Private  bool           // its answer concerns its asker alone, wherever it was asked

	parse func(*reading, *Understood) error
}

// Words gives the words that a command's usage names in capitals and that are ours to choose:
// positions, attributions, statuses.
func (c Command) Words() []lexicon.WordList { return wordsOf(strings.Join(c.Usage, " ")) }

func wordsOf(usage string) []lexicon.WordList {
	var list []lexicon.WordList
	add := func(placeholder, heading, words string) {
		if strings.Contains(usage, placeholder) {
			list = append(list, lexicon.WordList{Word: heading, Phrases: words})
		}
	}
	add("POSITION", "Positions", wordsFor(consensus.Positions()))
	add("STATUS", "Statuses", wordsFor(consensus.Statuses()))
	add("ATTRIBUTION", "Attributions", wordsFor(consensus.Attributions()))
	return list
}

func wordsFor[T fmt.Stringer](values []T) string {
	var words []string
	for _, v := range values {
		words = append(words, v.String())
	}
	return strings.Join(words, ",")
}

// Commands lists what can be asked of the desk, in the order of the help.
func Commands() []Command { return slices.Clone(table) }

// CommandNamed gives the command of that name, or one without a name.
func CommandNamed(name string) Command { return named(table, name) }

func named(list []Command, name string) Command {
	for _, c := range list {
		if c.Name == name {
			return c
		}
	}
	return Command{}
}

// table is the one list of commands: whoever adds one adds it here.
var table = slices.Concat(questions(), looks(), renderings(), reports(), settings(), waits())

func questions() []Command {
	return []Command{
		{
			Name: "status", Summary: "Show where every candidate stands, and who is missing.",
			Usage:    []string{"", "status [CANDIDATE] [on DATE] [known DATE]"},
			Examples: []string{"status", "status Rutte on 22 Feb", "status known yesterday here"},
			Asked:    []string{"how many back Rutte?", "who supports Rutte?", "where does it stand?", "is there a consensus?"},
			Role:     consensus.Reader, parse: parseStanding,
		},
		{
			Name: "candidates", Summary: "List the candidates by status.",
			Usage:    []string{"candidates"},
			Examples: []string{"candidates", "candidates on 22 Feb"},
			Asked:    []string{"who are the candidates?", "who is in the race?"},
			Role:     consensus.Reader, parse: parseAll,
		},
		{
			Name: "candidate", Summary: "Show one candidate, or record a new candidate or status.",
			Usage:    []string{"candidate NAME", "candidate NAME [of COUNTRY] STATUS [on …] [LINK] [\"…\"] [until TIME]", "candidate \"TEXT\" motion STATUS [on …] [LINK]"},
			Examples: []string{"candidate Rutte", "candidate Klaus Iohannis of Romania declared on 12 Feb", "candidate Kallas interested via diplomat", "candidate \"Finland's accession\" motion tabled on 5 July 2022"},
			Role:     consensus.Reader, parse: parseCandidate,
		},
		{
			Name: "members", Summary: "List all members with their stance.",
			Usage:    []string{"members"},
			Examples: []string{"members", "members on 22 Feb here"},
			Role:     consensus.Reader, parse: parseAll,
		},
		{
			Name: "member", Summary: "Show one member, or record that a country joins.",
			Usage:    []string{"member NAME", "member COUNTRY joins [on DATE] [LINK]"},
			Examples: []string{"member Türkiye", "member Sweden joins on 2024-03-07", "member Hungary on 22 Feb"},
			Asked:    []string{"where does Hungary stand?", "does Poland support Rutte?", "when did France back Rutte?"},
			Role:     consensus.Reader, parse: parseMember,
		},
	}
}

// looks are the questions about what is missing, what moved and how it came about.
func looks() []Command {
	return []Command{
		{
			Name: "missing", Summary: "Show who is between a candidate and consensus.",
			Usage:    []string{"missing [CANDIDATE]"},
			Examples: []string{"missing", "missing Rutte"},
			Asked:    []string{"who is missing?", "who is against?", "who is still silent?", "who opposes Rutte?"},
			Role:     consensus.Reader, parse: parseStanding,
		},
		{
			Name: "changes", Summary: "Show what moved, from what to what.",
			Usage:    []string{"changes [since DATE]"},
			Examples: []string{"changes", "changes since Monday"},
			Asked:    []string{"what moved since Monday?", "what is new?"},
			Role:     consensus.Reader, parse: parseChanges,
		},
		{
			Name: "history", Summary: "Show the entries, the struck ones too.",
			Usage:    []string{"history [MEMBER or CANDIDATE or #N]"},
			Examples: []string{"history Poland", "history Rutte", "history #12"},
			Asked:    []string{"what did Hungary say?"},
			Role:     consensus.Reader, parse: parseHistory,
		},
		{
			Name: "race", Summary: "Show the post, the rule and the dates; list, open, close or follow races.",
			Usage: []string{
				"race [KEY]", "race list", "race follow KEY [in #channel]",
				"race open KEY \"TITLE\" [of BODY] [post \"…\"] [incumbent \"WHO\"] [since \"…\"] [vacant \"…\"] [brief \"…\"] [on DATE] [LINK]",
				"race close [because \"…\"] [on DATE]",
			},
			Examples: []string{"race", "race list", "race open 2034 \"Secretary General 2034\" incumbent \"Mark Rutte\"", "race open 2020 \"WTO Director-General\" of WTO", "race close because \"The Council has decided.\""},
			Asked:    []string{"when does the post fall vacant?"},
			Role:     consensus.Reader, parse: parseRace,
		},
	}
}

func reports() []Command {
	return []Command{
		{
			Name: "stance", Summary: "Record where a member stands towards a candidate.",
			Usage: []string{"stance MEMBER POSITION CANDIDATE [via ATTRIBUTION] [by \"WHO\"] [on DATE] [LINK] [\"QUOTE\"] [if \"CONDITION\"] [until TIME]"},
			Examples: []string{
				"stance Poland backs Rutte via spokesperson on 22 Feb",
				"stance Hungary holdout Rutte if \"an apology\" via diplomat",
				"stance Türkiye won't block Rutte by \"Recep Tayyip Erdoğan\"",
				"stance Poland backs Rutte until tomorrow 06:00",
			},
			Role: consensus.Reporter, Records: true, parse: parseStance,
		},
		{
			Name: "claim", Summary: "Record a count without names.",
			Usage:    []string{"claim CANDIDATE about N [of M] [missing MEMBERS] [via …] [by …] [on …] [LINK] [\"…\"] [until TIME]"},
			Examples: []string{"claim Rutte about 20 of 31 via diplomat", "claim Rutte at least 28", "claim Rutte exactly 28 of 31 missing Hungary, Romania, Turkey per NOS"},
			Role:     consensus.Reporter, Records: true, parse: parseClaim,
		},
		{
			Name: "note", Summary: "Record a fact about a candidate or a member.",
			Usage:    []string{"note CANDIDATE or MEMBER \"FACT\" [LINK] [until TIME]"},
			Examples: []string{"note Rutte \"Prime Minister of the Netherlands since 2010\"", "note Hungary \"Ratified Sweden's accession last\""},
			Role:     consensus.Reporter, Records: true, parse: parseNote,
		},
		{
			Name: "correct", Summary: "Replace parts of an entry; the old one stays visible.",
			Usage:    []string{"correct #N …parts to replace…"},
			Examples: []string{"correct #12 via official", "correct #12 leans on 21 Feb"},
			Role:     consensus.Reporter, Records: true, parse: parseCorrect,
		},
		{
			Name: "retract", Summary: "Strike an entry; it stays visible as struck.",
			Usage:    []string{"retract #N because \"…\""},
			Examples: []string{"retract #12 because \"it was said of another candidate\""},
			Role:     consensus.Reporter, Records: true, parse: parseRetract,
		},
		{
			Name: "undo", Summary: "Take back your own latest report, held or recorded.",
			Usage:    []string{"undo"},
			Examples: []string{"undo"},
			Role:     consensus.Reporter, Records: true, parse: parseUndo,
		},
		{
			Name: "still", Summary: "Record that a member's position still stands as of today.",
			Usage:    []string{"still MEMBER [CANDIDATE]"},
			Examples: []string{"still Hungary Rutte", "still Hungary"},
			Role:     consensus.Reporter, Records: true, parse: parseStill,
		},
	}
}

// waits are about reports that wait outside the ledger.
func waits() []Command {
	return []Command{
		{
			Name: "held", Summary: "Show the reports that wait and that you may release.",
			Usage:    []string{"held"},
			Examples: []string{"held"},
			Role:     consensus.Reader, Private: true, parse: parseHeld,
		},
		{
			Name: "release", Summary: "Let a held report into the ledger.",
			Usage:    []string{"release #H3"},
			Examples: []string{"release #H3"},
			Role:     consensus.Reporter, Records: true, parse: parseRelease,
		},
		{
			Name: "drop", Summary: "Drop a held report.",
			Usage:    []string{"drop #H3 because \"…\""},
			Examples: []string{"drop #H3 because \"the ministry took it back\""},
			Role:     consensus.Reporter, Records: true, parse: parseDrop,
		},
		{
			Name: "review", Summary: "Hold what is reported until a second person releases it, or no more. Corrections and retractions never wait.",
			Usage:    []string{"review on|off"},
			Examples: []string{"review on", "review off"},
			Role:     consensus.Editor, Records: true, parse: parseReview,
		},
	}
}

func settings() []Command {
	return []Command{
		{
			Name: "settle", Summary: "Say which of the reports that contradict each other stands.",
			Usage:    []string{"settle #N [because \"…\"]"},
			Examples: []string{"settle #12", "settle #12 because \"the ministry confirmed it\""},
			Role:     consensus.Editor, Records: true, parse: parseSettle,
		},
		{
			Name: "digest", Summary: "Preview the digest, or set when it is posted.",
			Usage: []string{
				"digest",
				"digest daily 08:00 [Europe/Brussels] [in #channel] [on weekdays] [quiet skip|line|full]",
				"digest list", "digest off [08:00] [in #channel]", "digest skip [off] DATE [in #channel]", "digest now [in #channel]",
				"digest on DATE [known DATE]", "digest sent [DATE] [in #channel]",
			},
			Examples: []string{"digest", "digest daily 08:00 on weekdays quiet line", "digest list", "digest skip 1 May", "digest on 22 Feb", "digest known yesterday", "digest sent", "digest sent 22 Feb"},
			Role:     consensus.Reader, parse: parseDigest,
		},
		{
			Name: "live", Summary: "Show what channels hear at once, or set what one hears.",
			Usage:    []string{"live", "live changes|milestones|off [in #channel]"},
			Examples: []string{"live", "live changes", "live milestones in <#C024BE91L>"},
			Role:     consensus.Reader, parse: parseLive,
		},
		{
			Name: "access", Summary: "Show who may do what, or give a person or a channel's guests access.",
			Usage:    []string{"access", "access reporter|editor|reader @user", "access guests on|off [in #channel]"},
			Examples: []string{"access", "access reporter <@U024BE7LH>", "access guests on in <#C024BE91L>"},
			Role:     consensus.Reader, Private: true, parse: parseAccess,
		},
		{
			Name: "beat", Summary: "Show who follows which members, or set who does.",
			Usage:    []string{"beat", "beat MEMBER… @user", "beat off MEMBER…"},
			Examples: []string{"beat", "beat Hungary, Romania <@U024BE7LH>", "beat off Hungary"},
			Role:     consensus.Reader, parse: parseBeat,
		},
	}
}
