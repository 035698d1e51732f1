// Package lexicon has what words name: members, candidates, days, positions, attributions,
// outlets and links, however they are spelled. What is near a name is a [Hint], never a
// guess.
package lexicon
