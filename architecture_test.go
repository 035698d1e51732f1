package main

import (
	"go/ast"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The map is of this house: what it names is there, and every room is on it.
func TestArchitectureNamesWhatIsThere(t *testing.T) {
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([\\w./-]+(?:\\.(?:go|md|json|txt|sql|yml|mod|txtar)|/))`").FindAllStringSubmatch(string(data), -1)
	if len(named) < 20 {
		t.Fatalf("only %d files are named", len(named))
	}
	for _, m := range named {
		if _, err := os.Stat(m[1]); err != nil {
			t.Errorf("ARCHITECTURE.md names %s: %v", m[1], err)
		}
	}
	for _, s := range sources(t) {
		if s.room != "." && !strings.Contains(string(data), s.room+"/") {
			t.Errorf("ARCHITECTURE.md does not show %s", s.room)
		}
	}
}

// The ways through the house go by functions that are there.
func TestArchitectureNamesRealFunctions(t *testing.T) {
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv != nil {
					there[receiver(d)+"."+d.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if of, is := spec.(*ast.TypeSpec); is {
						there[s.file.Name.Name+"."+of.Name.Name] = true
					}
				}
			}
		}
	}
	named := regexp.MustCompile("`(\\w+\\.[A-Za-z]+)`").FindAllStringSubmatch(string(data), -1)
	count := 0
	for _, m := range named {
		if _, err := os.Stat(m[1]); err == nil {
			continue // a file
		}
		if count++; !there[m[1]] {
			t.Errorf("ARCHITECTURE.md names %s", m[1])
		}
	}
	if count < 10 {
		t.Errorf("only %d functions and types are named", count)
	}
}

// Each library that ships earns its place with a reason.
func TestArchitectureGivesAReasonForEachLibrary(t *testing.T) {
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	reasoned := regexp.MustCompile(`[a-z.]+\.[a-z]+/[\w./-]+\w`).FindAllString(string(data), -1)
	for _, s := range sources(t) {
		for _, name := range s.imports() {
			given := func(library string) bool { return name == library || strings.HasPrefix(name, library+"/") }
			if !standard(name) && !strings.HasPrefix(name, "natobot/") && !slices.ContainsFunc(reasoned, given) {
				t.Errorf("ARCHITECTURE.md gives no reason for %s", name)
			}
		}
	}
}
