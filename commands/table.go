package commands

import (
	"slices"
	"sync"

	"natobot/consensus"
)

// command is one of the things that can be asked of the desk. The table feeds the
// router, the help, the composer's suggestions, the manifest's usage hint and the README.
type command struct {
	name     string
	summary  string // one line for help, in the imperative
	usage    []string
	examples []string // each parses, and says what a desk would say
	role     consensus.Role
	records  bool // appends an entry where it succeeds
	parse    func(*reading, *Understood) error
	run      run
}

// commandNamed gives the command of that name, or one without a name.
func commandNamed(name string) command {
	for _, c := range table() {
		if c.name == name {
			return c
		}
	}
	return command{}
}

// made is the table once it is made: every text is looked up in it several times. (A
// sync.OnceValue would be an initialization cycle: help reads the table that it stands in.)
var made struct {
	once  sync.Once
	table []command
}

// table is the one list of commands: whoever adds one adds it here.
func table() []command {
	made.once.Do(func() { made.table = slices.Concat(questions(), looks(), reports(), settings()) })
	return made.table
}

func questions() []command {
	return []command{
		{
			name: "status", summary: "Show where every candidate stands, and who is missing.",
			usage:    []string{"", "status [CANDIDATE] [on DATE] [known DATE]"},
			examples: []string{"status", "status Rutte on 22 Feb", "status known yesterday here"},
			role:     consensus.Reader, parse: parseStanding,
			run: asking((*Desk).status),
		},
		{
			name: "candidates", summary: "List the candidates by status.",
			usage:    []string{"candidates"},
			examples: []string{"candidates", "candidates on 22 Feb"},
			role:     consensus.Reader, parse: parseAll,
			run: asking((*Desk).candidates),
		},
		{
			name: "candidate", summary: "Show one candidate, or record a new candidate or status.",
			usage:    []string{"candidate NAME", "candidate NAME [of COUNTRY] STATUS [on …] [LINK] [\"…\"]"},
			examples: []string{"candidate Rutte", "candidate Klaus Iohannis of Romania declared on 12 Feb", "candidate Kallas interested via diplomat"},
			role:     consensus.Reader, parse: parseCandidate,
			run: either((*Desk).candidate, (*Desk).report),
		},
		{
			name: "members", summary: "List all members with their stance.",
			usage:    []string{"members"},
			examples: []string{"members", "members on 22 Feb here"},
			role:     consensus.Reader, parse: parseAll,
			run: asking((*Desk).members),
		},
		{
			name: "member", summary: "Show one member, or record that a country joins.",
			usage:    []string{"member NAME", "member COUNTRY joins [on DATE] [LINK]"},
			examples: []string{"member Türkiye", "member Sweden joins on 2024-03-07", "member Hungary on 22 Feb"},
			role:     consensus.Reader, parse: parseMember,
			run: either((*Desk).member, (*Desk).joins),
		},
	}
}

// looks are the questions about what is missing, what moved and how it came about.
func looks() []command {
	return []command{
		{
			name: "missing", summary: "Show who is between a candidate and consensus.",
			usage:    []string{"missing [CANDIDATE]"},
			examples: []string{"missing", "missing Rutte"},
			role:     consensus.Reader, parse: parseStanding,
			run: asking((*Desk).missing),
		},
		{
			name: "changes", summary: "Show what moved, from what to what.",
			usage:    []string{"changes [since DATE]"},
			examples: []string{"changes", "changes since Monday"},
			role:     consensus.Reader, parse: parseChanges,
			run: asking((*Desk).changes),
		},
		{
			name: "history", summary: "Show the entries, the struck ones too.",
			usage:    []string{"history [MEMBER or CANDIDATE or #N]"},
			examples: []string{"history Poland", "history Rutte", "history #12"},
			role:     consensus.Reader, parse: parseHistory,
			run: asking((*Desk).history),
		},
		{
			name: "race", summary: "Show the post, the rule and the dates; open or close a race.",
			usage: []string{
				"race [KEY]",
				"race open KEY \"TITLE\" [post \"…\"] [incumbent \"WHO\"] [since \"…\"] [vacant \"…\"] [brief \"…\"] [on DATE] [LINK]",
				"race close [because \"…\"] [on DATE]",
			},
			examples: []string{"race", "race open 2034 \"Secretary General 2034\" incumbent \"Mark Rutte\"", "race close because \"The Council has decided.\""},
			role:     consensus.Reader, parse: parseRace,
			run: forms(map[string]run{"": asking((*Desk).describeRace), "open": (*Desk).openRace, "close": (*Desk).closeRace}),
		},
		{
			name: "export", summary: "Give the table as a file.",
			usage:    []string{"export csv|long|json|md|text [on DATE] [known DATE]"},
			examples: []string{"export csv", "export long on 22 Feb", "export text"},
			role:     consensus.Reader, parse: parseExport,
			run: asking((*Desk).exportFile),
		},
		{
			name: "picture", summary: "Draw how the race stands.",
			usage:    []string{"picture [CANDIDATE] [on DATE] [known DATE]"},
			examples: []string{"picture", "picture Rutte on 22 Feb here"},
			role:     consensus.Reader, parse: parseStanding,
			run: asking((*Desk).pictured),
		},
		{
			name: "help", summary: "Explain the commands, or one of them.",
			usage:    []string{"help [COMMAND]"},
			examples: []string{"help", "help stance"},
			role:     consensus.Reader, parse: parseHelp,
			run: asking((*Desk).help),
		},
	}
}

func reports() []command {
	return []command{
		{
			name: "stance", summary: "Record where a member stands towards a candidate.",
			usage: []string{"stance MEMBER POSITION CANDIDATE [via ATTRIBUTION] [by \"WHO\"] [on DATE] [LINK] [\"QUOTE\"] [if \"CONDITION\"]"},
			examples: []string{
				"stance Poland backs Rutte via spokesperson on 22 Feb",
				"stance Hungary holdout Rutte if \"an apology\" via diplomat",
				"stance Türkiye won't block Rutte by \"Recep Tayyip Erdoğan\"",
			},
			role: consensus.Reporter, records: true, parse: parseStance,
			run: (*Desk).report,
		},
		{
			name: "claim", summary: "Record a count without names.",
			usage:    []string{"claim CANDIDATE about N [of M] [missing MEMBERS] [via …] [by …] [on …] [LINK] [\"…\"]"},
			examples: []string{"claim Rutte about 20 of 31 via diplomat", "claim Rutte at least 28", "claim Rutte exactly 28 of 31 missing Hungary, Romania, Turkey via reported by \"NOS\""},
			role:     consensus.Reporter, records: true, parse: parseClaim,
			run: (*Desk).report,
		},
		{
			name: "note", summary: "Record a fact about a candidate or a member.",
			usage:    []string{"note CANDIDATE or MEMBER \"FACT\" [LINK]"},
			examples: []string{"note Rutte \"Prime Minister of the Netherlands since 2010\"", "note Hungary \"Ratified Sweden's accession last\""},
			role:     consensus.Reporter, records: true, parse: parseNote,
			run: (*Desk).report,
		},
		{
			name: "correct", summary: "Replace parts of an entry; the old one stays visible.",
			usage:    []string{"correct #N …parts to replace…"},
			examples: []string{"correct #12 via official", "correct #12 leans on 21 Feb"},
			role:     consensus.Reporter, records: true, parse: parseCorrect,
			run: (*Desk).correct,
		},
		{
			name: "retract", summary: "Strike an entry; it stays visible as struck.",
			usage:    []string{"retract #N because \"…\""},
			examples: []string{"retract #12 because \"it was said of another candidate\""},
			role:     consensus.Reporter, records: true, parse: parseRetract,
			run: (*Desk).retract,
		},
		{
			name: "undo", summary: "Strike your own latest entry.",
			usage:    []string{"undo"},
			examples: []string{"undo"},
			role:     consensus.Reporter, records: true, parse: parseUndo,
			run: (*Desk).undo,
		},
	}
}

func settings() []command {
	return []command{
		{
			name: "settle", summary: "Say which of the reports that contradict each other stands.",
			usage:    []string{"settle #N [because \"…\"]"},
			examples: []string{"settle #12", "settle #12 because \"the ministry confirmed it\""},
			role:     consensus.Editor, records: true, parse: parseSettle,
			run: (*Desk).settle,
		},
		{
			name: "digest", summary: "Preview the digest, or set when it is posted.",
			usage: []string{
				"digest",
				"digest daily 08:00 [Europe/Brussels] [in #channel] [on weekdays] [quiet skip|line|full]",
				"digest list", "digest off [08:00] [in #channel]", "digest skip [off] DATE [in #channel]", "digest now [in #channel]",
				"digest on DATE [known DATE]", "digest sent [in #channel]",
			},
			examples: []string{"digest", "digest daily 08:00 on weekdays quiet line", "digest list", "digest skip 1 May", "digest on 22 Feb", "digest known yesterday", "digest sent"},
			role:     consensus.Reader, parse: parseDigest,
			run: forms(map[string]run{
				"": asking((*Desk).preview), "list": asking((*Desk).digests), "now": asking((*Desk).digestNow), "sent": asking((*Desk).sent),
				"daily": (*Desk).schedule, "off": (*Desk).schedule, "skip": (*Desk).schedule,
			}),
		},
		{
			name: "live", summary: "Show what channels hear at once, or set what one hears.",
			usage:    []string{"live", "live changes|milestones|off [in #channel]"},
			examples: []string{"live", "live changes", "live milestones in <#C024BE91L>"},
			role:     consensus.Reader, parse: parseLive,
			run: either((*Desk).hearings, (*Desk).follow),
		},
		{
			name: "access", summary: "Show who may do what, or give a person or a channel's guests access.",
			usage:    []string{"access", "access reporter|editor|reader @user", "access guests on|off [in #channel]"},
			examples: []string{"access", "access reporter <@U024BE7LH>", "access guests on in <#C024BE91L>"},
			role:     consensus.Reader, parse: parseAccess,
			run: either((*Desk).access, (*Desk).grant),
		},
	}
}
