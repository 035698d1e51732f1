// Package press reads what a message reports: its words → drafts. A sentence is cut into
// words and marks, its names are marked, scopes are laid over it (quotation, question,
// denial, condition, another time), and a table of patterns says what position a clause
// gives. What a language says, and how, stands in the files of its folder: no rule in
// code is about one language. Where two readers would differ, nothing is drafted. It has
// one door, [Read].
package press
