package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/joho/godotenv"
)

// Environment is where settings are read from: what the process was given, and beneath it
// what a file says.
type Environment struct {
	given  map[string]string // by the process
	filed  map[string]string // by the file
	broken []brokenLine
}

// brokenLine is a line of the file that is not taken as it stands.
type brokenLine struct {
	text    string // holds tokens: it is searched for names and never shown
	problem string
}

// NewEnvironment takes pairs, NAME=value, as os.Environ gives them.
func NewEnvironment(pairs []string) Environment {
	e := Environment{given: map[string]string{}, filed: map[string]string{}}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		e.given[name] = value
	}
	return e
}

// ReadFile adds what a file says, where there is one. What the process was given, even
// nothing, goes before it. What is wrong with the file stops those who need it, in [Load].
func (e *Environment) ReadFile(path string) {
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return
	case err != nil:
		e.broken = append(e.broken, brokenLine{problem: path + " cannot be read: make it a file that this user may read, or take it away"})
		return
	case strings.HasPrefix(string(text), "\xff\xfe"), strings.HasPrefix(string(text), "\xfe\xff"):
		e.broken = append(e.broken, brokenLine{problem: path + " is UTF-16: save it as UTF-8 without a byte order mark"})
		return
	}
	number, first := 0, map[string]int{}
	for line := range strings.Lines(string(text)) {
		number++
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		why := misread(line)
		name := e.take(line)
		if before := first[name]; name != "" && before > 0 && why == "" {
			why = fmt.Sprintf("sets %s again, as line %d does: write it once", name, before)
		}
		first[name] = number
		if why != "" {
			e.broken = append(e.broken, brokenLine{line, fmt.Sprintf("%s line %d %s", path, number, why)})
		}
	}
}

// take reads one line and gives the name that it sets, "" for none. Of a broken line it takes
// what was most likely meant, so that nothing follows from it but its own problem.
func (e *Environment) take(line string) (name string) {
	pairs, err := godotenv.Unmarshal(strings.TrimPrefix(line, byteOrderMark))
	if err != nil {
		return "" // its error is not shown, for it quotes the line
	}
	for n, value := range pairs {
		e.filed[n], name = value, n
	}
	return name
}

// get gives the value of a name, "" where it is not set.
func (e *Environment) get(name string) string {
	if value, is := e.given[name]; is {
		return value
	}
	return e.filed[name]
}

// Broken gives what is wrong with the file, each with the way to mend it.
func (e *Environment) Broken() (problems []string) {
	for _, line := range e.broken {
		problems = append(problems, line.problem)
	}
	return problems
}

// brokenFor gives what is wrong with the lines of the file that have the name in them,
// where the process was not given it.
func (e *Environment) brokenFor(name string) (problems []string) {
	if _, is := e.given[name]; is {
		return nil
	}
	for _, line := range e.broken {
		if strings.Contains(line.text, name) {
			problems = append(problems, line.problem)
		}
	}
	return problems
}
