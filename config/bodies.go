package config

import (
	"cmp"
	"os"
	"regexp"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Command reads the slash command's name, and no other setting.
func Command(e Environment) (string, error) {
	s := newSettings(e)
	return s.command(), s.err()
}

// slashCommand is what Slack takes for one.
var slashCommand = regexp.MustCompile(`^/[a-z0-9_-]{1,31}$`)

func (s *settings) command() string {
	command := cmp.Or(s.get("NATO_COMMAND"), "/"+consensus.DefaultBody)
	if !slashCommand.MatchString(command) {
		s.problem("NATO_COMMAND", "is %q, which Slack takes for no command: write a slash and small letters, such as /consensus", command)
	}
	return command
}

// Bodies reads which bodies are at hand, and no other setting.
func Bodies(e Environment) (bodies.Set, error) {
	s := newSettings(e)
	return s.bodies(), s.err()
}

// bodies reads the rosters of the folder.
func (s *settings) bodies() bodies.Set {
	set, folder := bodies.Shipped(), s.get("NATO_BODIES")
	if folder == "" {
		return set
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		s.problem("NATO_BODIES", "is %q, which is no folder that can be read: name the folder that your roster files are in", folder)
		return set
	}
	set, err := set.With(os.DirFS(folder), folder)
	if err != nil {
		s.problem("NATO_BODIES", "has a roster that cannot be read: %s", err)
	}
	return set
}
