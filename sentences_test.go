package main

import (
	"go/ast"
	"go/token"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"natobot/commands/english"
)

// Every sentence of a room's file is said somewhere, with as many parts as it has, and what is said
// is in the file.
func TestSentencesAreSaid(t *testing.T) {
	rooms, said := map[string]english.Sentences{}, map[string]bool{}
	for _, s := range sources(t) {
		file, err := os.ReadFile(path.Join(s.room, "sentences.txt"))
		if err == nil && rooms[s.room] == nil {
			rooms[s.room] = english.ReadSentences(string(file))
		}
	}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if literal, is := n.(*ast.BasicLit); is && literal.Kind == token.STRING {
				text, _ := strconv.Unquote(literal.Value)
				said[s.room+text] = true // a name may be handed on
			}
			call, is := n.(*ast.CallExpr)
			if !is || len(call.Args) == 0 {
				return true
			}
			f, is := call.Fun.(*ast.SelectorExpr)
			if !is {
				return true
			}
			room := s.room
			if of, is := f.X.(*ast.Ident); is && of.Name == "consensus" {
				return true
			} else if is && rooms["commands/"+of.Name] != nil {
				room = "commands/" + of.Name
			}
			skip := map[string]int{"Ask": 1, "Of": 1, "ask": 1, "askNear": 2}[f.Sel.Name]
			if all := rooms[room]; all != nil && skip > 0 {
				checkSaid(t, all, room, call.Args, skip, said)
			}
			return true
		})
	}
	for room, all := range rooms {
		for name := range all {
			if !said[room+name] {
				t.Errorf("%s: nobody says %q", room, name)
			}
		}
	}
	if len(rooms) < 4 {
		t.Errorf("only %d rooms have sentences", len(rooms))
	}
}

// checkSaid holds a call against the sentence that its first argument names, whole or by how it begins.
func checkSaid(t *testing.T, all english.Sentences, room string, args []ast.Expr, skip int, said map[string]bool) {
	t.Helper()
	name, begins := args[0], false
	if sum, is := name.(*ast.BinaryExpr); is {
		name, begins = sum.X, true
	}
	literal, is := name.(*ast.BasicLit)
	if !is || literal.Kind != token.STRING {
		return
	}
	text, _ := strconv.Unquote(literal.Value)
	found := false
	for called, s := range all {
		if called != text && !(begins && strings.HasPrefix(called, text)) {
			continue
		}
		said[room+called], found = true, true
		given := len(args) - skip
		if parts(s.Message+s.Hint) > given || parts(s.Message+s.Hint+s.Tried) < given || parts(s.Tried) > given+1 {
			t.Errorf("%s: %q is said with %d parts", room, called, given)
		}
	}
	if !found {
		t.Errorf("%s has no sentence %q", room, text)
	}
}

var partOfSentence = regexp.MustCompile(`\{(\d)\}`)

// parts gives the highest number among the parts of a sentence.
func parts(sentence string) (most int) {
	for _, m := range partOfSentence.FindAllStringSubmatch(sentence, -1) {
		n, _ := strconv.Atoi(m[1])
		most = max(most, n)
	}
	return most
}
