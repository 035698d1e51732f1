package answer

import (
	"cmp"

	"natobot/commands/english"
	"natobot/consensus"
)

// words are how a position is worded, each before the candidate's name unless it stands alone.
type words struct {
	one, many  string    // what members do
	did, doing string    // of an earlier day; behind "is seen as"
	toward     string    // the second half of a move; "" is what one does
	share      [2]string // alone, behind a number of one and of several
	chart      [2]string // alone, in the room of a legend; none are those of the share
	word       string    // alone, in a cell; "" is the share of one
	heading    string    // alone, above a list; "" is the share of several
	brief      [2]string // in the room of a tile, now and of an earlier day
}

// said has the words for every position towards a person, and for every position and stage
// towards a motion, which is ratified where a person is backed.
var said = map[consensus.Saying]words{
	{Position: consensus.Backs}: {
		one: "backs ", many: "back ", did: "backed ", brief: [2]string{"backs", "backed"}, doing: "backing ", share: [2]string{"backs", "back"},
	},
	{Position: consensus.Leans}: {
		one: "leans towards ", many: "lean towards ", did: "leaned towards ", brief: [2]string{"leans", "leaned"}, doing: "leaning towards ",
		share: [2]string{"leans", "lean"}, chart: [2]string{"leans towards", "lean towards"}, heading: "Lean towards, without having said it",
	},
	{Position: consensus.Accepts}: {
		one: "would not block ", many: "would not block ", did: "was ready to accept ", brief: [2]string{"accepts", "accepted"}, doing: "accepting ", toward: "accepts ",
		share: [2]string{"would not block", "would not block"}, word: "accepts",
	},
	{Position: consensus.Undeclared}: {
		one: "has taken no position on ", many: "have taken no position on ", did: "had taken no position on ", brief: [2]string{"", "undeclared"}, doing: "having taken no position on ", toward: "undeclared on ",
		share: [2]string{"is undeclared", "are undeclared"}, chart: [2]string{"undeclared", "undeclared"}, word: "undeclared", heading: "Undeclared",
	},
	{Position: consensus.Holdout}: {
		one: "is seen as holding out on ", many: "are seen as holding out on ", did: "was seen as holding out on ", brief: [2]string{"holdout", "held out"}, doing: "holding out on ", toward: "holdout on ",
		share: [2]string{"is seen as holding out", "are seen as holding out"}, chart: [2]string{"seen as holding out", "seen as holding out"}, word: "holdout", heading: "Seen as holding out",
	},
	{Position: consensus.Opposes}: {
		one: "opposes ", many: "oppose ", did: "opposed ", brief: [2]string{"opposes", "opposed"}, doing: "opposing ", share: [2]string{"opposes", "oppose"},
	},

	on(consensus.Backs, ""): {
		one: "has ratified ", many: "have ratified ", did: "had ratified ", brief: [2]string{"ratified", "ratified"}, doing: "having ratified ", share: [2]string{"has ratified", "have ratified"},
	},
	on(consensus.Leans, ""): {
		one: "is on the way to ratifying ", many: "are on the way to ratifying ", did: "was on the way to ratifying ", brief: [2]string{"on the way", "on the way"}, doing: "being on the way to ratifying ",
		share: [2]string{"is on the way", "are on the way"},
	},
	on(consensus.Leans, consensus.Announced): {
		one: "has announced the will to ratify ", many: "have announced the will to ratify ", did: "had announced the will to ratify ", doing: "being about to ratify ",
		share: [2]string{"has announced it", "have announced it"},
	},
	on(consensus.Leans, consensus.Signed): {
		one: "has signed ", many: "have signed ", did: "had signed ", doing: "having signed ", share: [2]string{"has signed", "have signed"},
	},
	on(consensus.Leans, consensus.Approved): {
		one: "has the approval of parliament for ", many: "have the approval of parliament for ", did: "had the approval of parliament for ", doing: "having the approval of parliament for ",
		share: [2]string{"has the approval of parliament", "have the approval of parliament"},
	},
	on(consensus.Undeclared, ""): {
		one: "has given no word yet on ", many: "have given no word yet on ", did: "had given no word on ", brief: [2]string{"", "no word"}, doing: "having given no word on ",
		share: [2]string{"has given no word yet", "have given no word yet"},
	},
	on(consensus.Holdout, ""): {
		one: "has reservations about ", many: "have reservations about ", did: "had reservations about ", brief: [2]string{"reservations", "reservations"}, doing: "having reservations about ",
		share: [2]string{"has reservations", "have reservations"},
	},
	on(consensus.Opposes, ""): {
		one: "is blocking ", many: "are blocking ", did: "was blocking ", brief: [2]string{"blocking", "blocking"}, doing: "blocking ", share: [2]string{"is blocking", "are blocking"},
	},
}

func on(p consensus.Position, s consensus.Stage) consensus.Saying {
	return consensus.Saying{Position: p, Stage: s, Motion: true}
}

// wordsFor gives the words for a position. No member accepts a motion without a word for it: it
// is asked to ratify.
func wordsFor(p consensus.Saying) words {
	if p.Position != consensus.Leans || !p.Motion {
		p.Stage = consensus.NoStage
	}
	w, ok := said[p]
	if !ok {
		w = said[consensus.Saying{Motion: p.Motion, Position: consensus.Undeclared}]
	}
	return w
}

// Does says what a member of that position does, with the candidate's name.
func Does(p consensus.Saying, candidate string) string { return wordsFor(p).one + candidate }

// Do says it of so many members.
func Do(n int, p consensus.Saying, candidate string) string {
	return english.Agree(n, wordsFor(p).one, wordsFor(p).many) + candidate
}

// Did says of one member where it stood.
func Did(p consensus.Saying, candidate string) string { return wordsFor(p).did + candidate }

// Doing says it behind "is seen as".
func Doing(p consensus.Saying, candidate string) string { return wordsFor(p).doing + candidate }

// Toward is the second half of a move, "undeclared → backs Mark Rutte".
func Toward(p consensus.Saying, candidate string) string {
	w := wordsFor(p)
	return cmp.Or(w.toward, w.one) + candidate
}

// Heading names the members of a position, above or before a list of them.
func Heading(p consensus.Saying) string {
	w := wordsFor(p)
	return cmp.Or(w.heading, english.Capital(w.share[1]))
}

// InChart names a position in the room of a chart's legend.
func InChart(n int, p consensus.Saying) string {
	w := wordsFor(p)
	return cmp.Or(english.Agree(n, w.chart[0], w.chart[1]), english.Agree(n, w.share[0], w.share[1]))
}

// Share says how many members are in a position: "2 hold out", "1 opposes".
func Share(n int, p consensus.Saying) string {
	w := wordsFor(p)
	return english.Number(n, w.share[0], w.share[1])
}

// Brief names a position in the room of a tile.
func Brief(p consensus.Saying) string { return wordsFor(p).brief[0] }

// BriefBefore names one that is left in the room of a tile.
func BriefBefore(p consensus.Saying) string { return wordsFor(p).brief[1] + " before" }

// Position names a position by a word.
func Position(p consensus.Saying) string {
	w := wordsFor(p)
	return cmp.Or(w.word, w.share[0])
}
