package grammar

import (
	"embed"

	"natobot/commands/lexicon"
)

// The files of words/ are the grammar's own lists; each says at its head what its lines are.
//
//go:embed words/*.txt
var files embed.FS

// What words/function.txt says of the small words of a command.
var (
	function     = lexicon.ReadWords(files, "function")
	clauseWords  = function.List("clauses")
	prepositions = function.List("prepositions")
	auxiliaries  = function.List("auxiliaries")
	finiteVerbs  = function.List("finite verbs")
	denials      = function.List("denials")
	hedges       = function.List("hedges")
	joining      = function.List("joining")
	andWords     = function.List("and")
	articles     = function.List("articles")
	determiners  = articles + "," + function.List("possessives")
	unnamed      = function.List("unnamed")
	nobody       = function.List("nobody")
	alsoWords    = function.List("also")
	perWords     = function.List("per")
	quantities   = function.List("quantities")
	emptyWords   = function.List("empty")
	vagueWords   = function.List("vague")
	everyWords   = function.List("every")
	partWords    = function.List("parts")
	suffixes     = function.List("suffixes")
	reserved     = function.List("reserved")

	deskOnlyWords = function.List("desk only")
	publicWords   = function.List("public")
	inConfidence  = function.List("in confidence")
	ownWords      = lexicon.ReadWords(files, "own").List("words")
)
