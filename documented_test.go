package main

import (
	"go/ast"
	"maps"
	"slices"
	"testing"
)

// Every package and every exported name says what it is for.
func TestExportedNamesAreDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		documented[s.room] = documented[s.room] || s.file.Doc != nil
		for _, name := range undocumented(s.file) {
			t.Errorf("%s: %s has no comment", s.path, name)
		}
	}
	for _, room := range slices.Sorted(maps.Keys(documented)) {
		if !documented[room] {
			t.Errorf("%s has no comment on the package", room)
		}
	}
}

// undocumented gives the exported names of a file that have no comment. A group may have one for
// all.
func undocumented(file *ast.File) (names []string) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || ast.IsExported(receiver(d))) {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			if d.Doc != nil {
				continue
			}
			for _, spec := range d.Specs {
				names = append(names, undocumentedIn(spec)...)
			}
		}
	}
	return names
}

func undocumentedIn(spec ast.Spec) (names []string) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if spec.Name.IsExported() && spec.Doc == nil && spec.Comment == nil {
			names = append(names, spec.Name.Name)
		}
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			if name.IsExported() && spec.Doc == nil && spec.Comment == nil {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

// receiver gives the type that a method is of.
func receiver(d *ast.FuncDecl) string {
	of := d.Recv.List[0].Type
	if star, is := of.(*ast.StarExpr); is {
		of = star.X
	}
	switch generic := of.(type) {
	case *ast.IndexExpr:
		of = generic.X
	case *ast.IndexListExpr:
		of = generic.X
	}
	name, _ := of.(*ast.Ident)
	return name.Name
}
