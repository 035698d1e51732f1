package main

import (
	"go/ast"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What code and tests cite is in the repository: the pitfalls by their codes, the contract by
// its paragraphs.
func TestCitationsResolve(t *testing.T) {
	pitfalls := found(t, "docs/pitfalls.md", `(?m)^- \*\*([TSDFI]\d+)\*\* `)
	paragraphs := paragraphsOf(t)
	code, paragraph := regexp.MustCompile(`\b[TSDFI]\d{1,2}\b`), regexp.MustCompile(`docs/product\.md §(\d+(?:\.\d+)?)(?:(?:, promise| and §| and) (\d+(?:\.\d+)?))?`)
	cited := 0
	for _, text := range texts(t) {
		for _, c := range code.FindAllString(text.codes, -1) {
			if cited++; !pitfalls[c] {
				t.Errorf("%s cites %s, which is not in docs/pitfalls.md", text.path, c)
			}
		}
		for _, m := range paragraph.FindAllStringSubmatch(text.all, -1) {
			promise := m[2]
			if promise != "" && !strings.Contains(promise, ".") {
				promise = m[1] + "." + promise
			}
			for _, p := range []string{m[1], promise} {
				if cited++; p != "" && !paragraphs[p] {
					t.Errorf("%s cites §%s, which is not in docs/product.md", text.path, p)
				}
			}
		}
	}
	if cited < 100 {
		t.Errorf("only %d citations found", cited)
	}
}

// A test says in words what it holds; a code alone is no name.
func TestNamesOfTestsAreWords(t *testing.T) {
	alone := regexp.MustCompile(`^([TSDFI]\d{1,2}|docs/product\.md|§[\d.]+|[ ,&])+$|^Test[TSDFI]\d+$`)
	for _, s := range sources(t) {
		if !s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			name := ""
			switch n := n.(type) {
			case *ast.FuncDecl:
				name = n.Name.Name
			case *ast.CallExpr:
				if sel, is := n.Fun.(*ast.SelectorExpr); is && sel.Sel.Name == "Run" && len(n.Args) == 2 {
					if lit, is := n.Args[0].(*ast.BasicLit); is {
						name, _ = strconv.Unquote(lit.Value)
					}
				}
			}
			if alone.MatchString(name) {
				t.Errorf("%s: %q", s.path, name)
			}
			return true
		})
	}
}

// text is what a file says to people: all of it, and that in which a code is a citation, for
// elsewhere "T1" is a team.
type text struct{ path, all, codes string }

// texts gives the comments of Go files with the strings that begin with a code and go on in
// words, as names of tests do, and the other files as they are.
func texts(t *testing.T) []text {
	t.Helper()
	var list []text
	named := regexp.MustCompile(`^([TSDFI]\d{1,2} )+[a-z]|\([TSDFI]\d{1,2}\)|^[TSDFI]\d{1,2}:`)
	for _, s := range sources(t) {
		var said strings.Builder
		for _, c := range s.file.Comments {
			said.WriteString(c.Text() + "\n")
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
				if value, err := strconv.Unquote(lit.Value); err == nil && named.MatchString(value) {
					said.WriteString(value + "\n")
				}
			}
			return true
		})
		list = append(list, text{s.path, strings.Join(strings.Fields(said.String()), " "), said.String()})
	}
	for _, path := range []string{"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile"} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, text{path, string(data), string(data)})
	}
	return list
}

// paragraphsOf gives the paragraphs of the contract, "5", and their numbered points, "5.1".
func paragraphsOf(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("docs/product.md")
	if err != nil {
		t.Fatal(err)
	}
	all, paragraph := map[string]bool{}, ""
	heading, point := regexp.MustCompile(`^## (\d+)\. `), regexp.MustCompile(`^(\d+)\. \*\*`)
	for line := range strings.Lines(string(data)) {
		if m := heading.FindStringSubmatch(line); m != nil {
			paragraph = m[1]
			all[paragraph] = true
		}
		if m := point.FindStringSubmatch(line); m != nil {
			all[paragraph+"."+m[1]] = true
		}
	}
	return all
}

// found gives what an expression's group matches in a file.
func found(t *testing.T, path, expression string) map[string]bool {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, m := range regexp.MustCompile(expression).FindAllStringSubmatch(string(data), -1) {
		all[m[1]] = true
	}
	return all
}
