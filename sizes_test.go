package main

import (
	"go/ast"
	"maps"
	"slices"
	"testing"
)

// Rooms stay small enough to be known.
func TestRoomsAreSmall(t *testing.T) {
	files, lines, total := map[string]int{}, map[string]int{}, 0
	methods, exported := 0, 0 // of the desk, and of the grammar
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		files[s.room]++
		lines[s.room] += s.lines
		total += s.lines
		if s.lines > 300 {
			t.Errorf("%s has %d lines", s.path, s.lines)
		}
		switch s.room {
		case "commands":
			methods += methodsOf(s.file, "Desk")
		case "commands/grammar":
			exported += exportedIn(s.file)
		}
	}
	for _, room := range slices.Sorted(maps.Keys(files)) {
		if files[room] > 45 || lines[room] > 6000 {
			t.Errorf("%s has %d files and %d lines", room, files[room], lines[room])
		}
	}
	if files["commands"] > 25 || methods > 60 || exported > 45 {
		t.Errorf("commands has %d files, Desk %d methods, commands/grammar %d exported names", files["commands"], methods, exported)
	}
	t.Logf("%d lines in all", total)
}

// methodsOf counts the methods of a type.
func methodsOf(file *ast.File, name string) (n int) {
	for _, d := range file.Decls {
		if f, is := d.(*ast.FuncDecl); is && f.Recv != nil && receiver(f) == name {
			n++
		}
	}
	return n
}

// exportedIn counts the exported names of a package, without those of methods and fields.
func exportedIn(file *ast.File) (n int) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.IsExported() {
				n++
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				n += exportedBy(spec)
			}
		}
	}
	return n
}

func exportedBy(spec ast.Spec) (n int) {
	var names []*ast.Ident
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		names = append(names, spec.Name)
	case *ast.ValueSpec:
		names = spec.Names
	}
	for _, name := range names {
		if name.IsExported() {
			n++
		}
	}
	return n
}

// The rooms that ARCHITECTURE.md draws are there.
func TestRoomsAreThere(t *testing.T) {
	there := map[string]bool{}
	for _, s := range sources(t) {
		there[s.room] = true
	}
	later := []string{"store/postgres"}
	for _, name := range slices.Sorted(maps.Keys(rooms())) {
		if !there[name] && !slices.Contains(later, name) {
			t.Errorf("there is no %s", name)
		}
	}
}
