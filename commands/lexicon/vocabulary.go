package lexicon

import "natobot/consensus"

// Vocabulary is what words can refer to at the moment of asking: without it neither
// "Warsaw's neighbour" nor "yesterday" nor "Rutte" means anything.
type Vocabulary struct {
	Today      consensus.Day   // in the desk's zone
	Body       *consensus.Body // whose members these are; nil where that is not said
	Members    []consensus.Member
	Candidates []consensus.Candidate // of the race, whatever their status
	Races      []string              // the keys of the ledger's races

	// Since is the first day when a message may have been written, where that is not known; 0
	// where it is.
	Since consensus.Day

	// Published tells whether the ledger has a publisher of that name; nil where no ledger is asked.
	Published func(name string) bool
}
