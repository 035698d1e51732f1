package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	godiff "github.com/google/go-cmp/cmp"
)

const (
	licencesBegin = "<!-- The list of licences: make update writes it. -->\n"
	licencesEnd   = "<!-- The end of the list. -->\n"
)

// The licences that docs/licences.md lists are those of the modules that the program and its
// tests are built from, as their own files say.
func TestDocumentedLicencesAreTheModules(t *testing.T) {
	const path = "docs/licences.md"
	before, rest, found := strings.Cut(document(t, path), licencesBegin)
	listed, after, ended := strings.Cut(rest, licencesEnd)
	if !found || !ended {
		t.Fatal(path, " has no place for the list of licences")
	}
	linked := modules(t, ".")
	want := "\n| module | version | licence | its files | |\n|---|---|---|---|---|\n"
	for _, m := range modules(t, "-test", "./...") {
		in := "tests alone"
		if slices.Contains(linked, m) {
			in = "the program"
		}
		licence, files := licenceOf(t, m)
		if in == "the program" && !slices.Contains([]string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC"}, licence) {
			t.Errorf("%s is in the program, under %s: whoever hands the program on would have more to do than name it", m.Path, licence)
		}
		want += fmt.Sprintf("| %s | %s | %s | %s | %s |\n", m.Path, m.Version, licence, strings.Join(files, ", "), in)
	}
	want += "\n"
	if *update {
		if err := os.WriteFile(path, []byte(before+licencesBegin+want+licencesEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := godiff.Diff(want, listed); diff != "" {
		t.Errorf("the modules' licences (-) against %s (+); make update writes it:\n%s", path, diff)
	}
}

type module struct{ Path, Version, Dir string }

// modules gives those that packages are built from, as the image is built.
func modules(t *testing.T, packages ...string) (list []module) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-deps", "-json=Module"}, packages...)...)
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for lines := json.NewDecoder(strings.NewReader(string(out))); ; {
		var of struct{ Module module }
		if err := lines.Decode(&of); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if of.Module.Version != "" { // neither the standard library nor ours
			list = append(list, of.Module)
		}
	}
	slices.SortFunc(list, func(a, b module) int { return cmp.Compare(a.Path, b.Path) })
	return slices.Compact(list)
}

// licenceOf gives the name of a module's licence, by the words of the first of its files.
func licenceOf(t *testing.T, m module) (name string, files []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(m.Dir, "LICEN[CS]E*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s has no licence: %v", m.Path, err)
	}
	for _, path := range paths {
		files = append(files, filepath.Base(path))
	}
	words := strings.Join(strings.Fields(document(t, paths[0])), " ")
	for _, known := range []struct{ name, words string }{
		{"Apache-2.0", `Apache License Version 2\.0`},
		{"MPL-2.0", `Mozilla Public License Version 2\.0`},
		{"MIT", `Permission is hereby granted, free of charge, to any person`},
		{"BSD-3-Clause", `Redistribution and use in source and binary forms.*(Neither the name|The name of the author may not|names of the authors may not)`},
		{"BSD-2-Clause", `Redistribution and use in source and binary forms`},
		{"ISC", `Permission to use, copy, modify, and/?(or)? distribute this software`},
	} {
		if regexp.MustCompile(known.words).MatchString(words) {
			return known.name, files
		}
	}
	t.Fatalf("%s: nobody knows the licence in %s yet", m.Path, paths[0])
	return "", nil
}

// What is built from is pinned: a tag may be another image tomorrow.
func TestImagesArePinnedByDigest(t *testing.T) {
	pinned := regexp.MustCompile(`^(scratch|[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64})( AS \w+)?$`)
	stages := 0
	for line := range strings.Lines(document(t, "Dockerfile")) {
		if image, is := strings.CutPrefix(strings.TrimSpace(line), "FROM "); is {
			if stages++; !pinned.MatchString(image) {
				t.Errorf("not pinned: %s", image)
			}
		}
	}
	if stages < 2 {
		t.Errorf("only %d images", stages)
	}
}
