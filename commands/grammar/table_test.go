package grammar

import (
	"strings"
	"testing"

	"natobot/consensus"
)

func TestEveryCommandHasWhatHelpNeeds(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Commands() {
		if c.Name == "" || seen[c.Name] || c.Summary == "" || !strings.HasSuffix(c.Summary, ".") || len(c.forms) == 0 || c.Role < consensus.Reader {
			t.Errorf("%q: %q, role %s", c.Name, c.Summary, c.Role)
		}
		seen[c.Name] = true
		if len(c.Usage) == 0 || len(c.Examples) == 0 || len(c.Usage) > 1 && len(c.Examples) < 2 {
			t.Errorf("%s: %d usages, %d examples", c.Name, len(c.Usage), len(c.Examples))
		}
		for _, usage := range c.Usage {
			if usage != "" && usage != c.Name && !strings.HasPrefix(usage, c.Name+" ") {
				t.Errorf("%s: the usage %q is another's", c.Name, usage)
			}
		}
	}
	want := "status candidates candidate members member missing changes history race digest export help stance claim note correct retract undo settle live picture access search held release drop review today still beat"
	for name := range strings.FieldsSeq(want) {
		if !seen[name] {
			t.Errorf("no command %s", name)
		}
		delete(seen, name)
	}
	for name := range seen {
		t.Errorf("docs/product.md has no command %s", name)
	}
}

func TestExamplesAreUnderstood(t *testing.T) {
	for _, c := range Commands() {
		for _, example := range c.Examples {
			u := understood(t, example)
			if u.Command != c.Name || u.Bare || u.Role < c.Role || c.Records && !u.Records {
				t.Errorf("%s: %s", example, described(u))
			}
		}
	}
}

func TestRolesGoWithWhatIsAsked(t *testing.T) {
	for text, want := range map[string]consensus.Role{
		"": consensus.Reader, "status": consensus.Reader, "candidate Rutte": consensus.Reader, "candidate Rutte declared": consensus.Reporter,
		"member Sweden": consensus.Reader, "member Sweden joins": consensus.Reporter, "race": consensus.Reader, "race close": consensus.Editor,
		`race open 2034 "T"`: consensus.Editor, "digest": consensus.Reader, "digest list": consensus.Reader, "digest now": consensus.Editor,
		"digest off": consensus.Editor, "digest daily 08:00": consensus.Editor, "access": consensus.Reader, "access reader <@U1>": consensus.Editor, "access guests off": consensus.Editor, "settle #1": consensus.Editor,
		"today": consensus.Reader, "beat": consensus.Reader, "beat Hungary <@U1>": consensus.Editor, "beat off Hungary": consensus.Editor, "still Hungary": consensus.Reporter,
		"live": consensus.Reader, "live here": consensus.Reader, "live off": consensus.Editor, "live changes in <#C1>": consensus.Editor,
		"stance Poland backs Rutte": consensus.Reporter, "undo": consensus.Reporter, "retract #1 because x": consensus.Reporter, "correct #1 backs": consensus.Reporter,
	} {
		u := understood(t, text)
		if records := want > consensus.Reader && u.Sub != "now"; u.Role != want || u.Records != records {
			t.Errorf("%q: role %s, records %v", text, u.Role, u.Records)
		}
	}
}

// What cannot be read in the file of commands is named, with its command.
func TestTheFileOfCommandsIsChecked(t *testing.T) {
	for file, want := range map[string]string{
		"status\n  summery: Show.":                     `status: nothing is said by "  summery: Show."`,
		"status\n  role: king":                         `status: nothing is said by "  role: king"`,
		"status\n  form: candidate, crown":             "no part is called crown",
		"status\n  form: candidate\n    then: crown":   `status: nothing is said by "    then: crown"`,
		"status\n  form: candidate\n    kind: crown":   `status: nothing is said by "    kind: crown"`,
		"status\n  form: candidate\n    wants: crowns": `status: nothing is said by "    wants: crowns"`,
	} {
		func() {
			defer func() {
				if said, _ := recover().(string); !strings.Contains(said, want) {
					t.Errorf("%q: %q, want %q", file, said, want)
				}
			}()
			readTable(file)
		}()
	}
}
