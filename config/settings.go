package config

import (
	"fmt"
	"slices"
)

// settings reads the environment and gathers what is wrong with it, so that a person
// mends everything in one go.
type settings struct {
	env      Environment
	read     map[string]bool
	problems []string
}

func newSettings(e Environment) *settings {
	return &settings{env: e, read: map[string]bool{}}
}

func (s *settings) err() error {
	if s.problems == nil {
		return nil
	}
	return &Error{s.problems}
}

// get gives the value of a setting, as it was meant where it is not written well.
func (s *settings) get(name string) string {
	value, problem := tidy(s.env.get(name))
	if s.read[name] {
		return value
	}
	s.read[name] = true
	for _, line := range s.env.brokenFor(name) {
		s.add(line)
	}
	if problem != "" {
		s.problem(name, "%s", problem)
	}
	return value
}

// problem notes what is wrong with a setting and how to mend it. Of one whose line is broken
// that is all there is to say. A token may have been pasted into any, so none is quoted as it is.
func (s *settings) problem(name, format string, args ...any) {
	if s.env.brokenFor(name) == nil {
		s.add(name + " " + HideTokens(fmt.Sprintf(format, args...)))
	}
}

// add notes a problem, once.
func (s *settings) add(problem string) {
	if !slices.Contains(s.problems, problem) {
		s.problems = append(s.problems, problem)
	}
}
