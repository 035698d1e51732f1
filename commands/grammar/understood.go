package grammar

import (
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Understood is what a text says, every word of it: Understand gives an error rather
// than leave a word out.
type Understood struct {
	Command string // the name of the command in the table: "stance", "digest"
	Sub     string // what follows it where it has forms: "daily", "off", "open", "csv", "reporter"; "" otherwise
	Bare    bool   // a command that records, without parts: asks for its form, or its usage
	Here    bool   // answer in the channel

	Role    consensus.Role // what the text asks for at least: "candidate Rutte" is a reader's, "candidate Rutte declared" a reporter's
	Records bool           // it appends an entry where it succeeds

	Fact  consensus.Fact  // of a recording command
	Given consensus.Parts // which parts of Fact the text gave

	Target    int              // #N
	Because   string           // why a retraction, or a race's closing
	Member    consensus.Code   // whom a question is about
	Members   []consensus.Code // of a stance: all that it is of, where it is of several
	Targets   []int            // of a retraction: all that it strikes, where it strikes several
	Candidate consensus.Key
	On        consensus.Day // of a question; 0 is today
	Known     consensus.Day // of a question; 0 is now
	Since     consensus.Day // of a question; 0 is not said
	Race      string        // another race than the current; "" is the current
	In        string        // the race that the text names by `in "RACE"`; "" is the channel's
	Topic     string        // of help: the command asked about
	User      string        // of access: the Slack user id
	Channel   string        // of a digest: the Slack channel id; "" is the one that it was asked in

	Words []string       // of a search: words, and phrases that were typed in quotation marks
	Until lexicon.Moment // until when a report is held
	Held  int            // #H3

	// Notes say what was taken for something else than where it stands, for the answer to repeat.
	Notes []string

	// Stranger is given beside an error: a name that is no candidate's.
	Stranger string

	// Try is given beside an error: whole commands, without the slash command, that may have been
	// meant. Each can be run as it stands, and keeps all of what was typed but the words that
	// were not understood.
	Try []string
}

// struck gives the entries that a retraction strikes.
func (u Understood) struck() []int {
	if len(u.Targets) > 0 {
		return u.Targets
	}
	return []int{u.Target}
}

// members gives the members that a text is about.
func (u Understood) members() []consensus.Code {
	switch {
	case len(u.Members) > 0:
		return u.Members
	case u.Member != "":
		return []consensus.Code{u.Member}
	}
	return nil
}
