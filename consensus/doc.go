// Package consensus is the race for a post that is filled by consensus: who the
// members of an alliance are on a day, who the candidates are, where each member
// stands towards each of them and on whose word, and what is missing.
//
// Everything known is a line of a ledger, an [Entry]. A [Book] folds entries, one
// at a time and in the order of their numbers, and answers questions at a [Point]:
// what was true on a day, by what was known then or is known now.
//
// The package is pure: no clock, no files, no network, no Slack, no SQL, and
// nothing but the standard library.
package consensus
