package config

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/joho/godotenv"
)

// envFile writes a file .env and gives its path.
func envFile(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), ".env")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEnvFileFillsInWhatTheEnvironmentLeavesUnset(t *testing.T) {
	e := environment(t, "NATO_TIMEZONE=", "LOG_LEVEL=warn", "NATO_STORE=given.db")
	e.ReadFile(envFile(t, "# ours\r\n\r\nNATO_STORE=filed.db\r\n  NATO_REPORTERS=U1, U2\r\nNATO_TIMEZONE=Mars\r\nLOG_LEVEL=loud\r\nPATH=a=b\r\nLOG_FORMAT=json"))
	c, err := Load(e)
	if err != nil {
		t.Fatal(err)
	}
	if c.Store != "given.db" || !slices.Equal(c.Reporters, []string{"U1", "U2"}) || c.Zone.String() != "Europe/Brussels" || !c.LogJSON {
		t.Errorf("got %+v", c)
	}
	e.ReadFile(filepath.Join(t.TempDir(), "none"))
	if e.Broken() != nil {
		t.Errorf("a file that is not there: %v", e.Broken())
	}
}

// A line that systemd, Docker and we read differently is refused with its number and a cure,
// and nothing else is said of it.
func TestEnvFileRefusesLines(t *testing.T) {
	for line, want := range map[string]string{
		`NATO_STORE="natobot.db"`:           "line 2 has quotes",
		`NATO_STORE='natobot.db'`:           "line 2 has quotes",
		`NATO_STORE="natobot.db`:            "line 2 has quotes",
		`NATO_SEED=o'brien.txt`:             "line 2 has quotes",
		`NATO_STORE=natobot.db # the one`:   "line 2 has a comment behind its value",
		"NATO_STORE=natobot.db\t# the one":  "line 2 has a comment behind its value",
		`SLACK_APP_TOKEN= # none yet`:       "line 2 has a comment behind its value",
		`NATO_STORE=# the one`:              "line 2 has a comment behind its value",
		`NATO_STORE=$HOME/natobot.db`:       "line 2 has a $",
		`NATO_STORE=c:\natobot.db`:          "line 2 has a backslash",
		`NATO_STORE=natobot.db `:            "line 2 has blanks around its value",
		"NATO_STORE=natobot.db\t":           "line 2 has blanks around its value",
		"NATO_STORE=natobot.db\u00a0":       "line 2 has blanks around its value",
		`NATO_STORE= natobot.db`:            "line 2 has blanks around its value",
		`NATO_STORE = natobot.db`:           "line 2 is no setting",
		`NATO_STORE: natobot.db`:            "line 2 is no setting",
		`NATO_STORE`:                        "line 2 is no setting",
		`; systemd's other comment`:         "line 2 is no setting",
		`export NATO_STORE=natobot.db`:      "line 2 begins with export",
		`# C:\`:                             "line 2 is a comment that ends with a backslash",
		"NATO_STORE=natobot\x00.db":         "line 2 has a control character",
		"# old\rNATO_STORE=natobot.db":      "line 2 has a control character",
		"NATO_STORE=natobot\xff.db":         "line 2 is not UTF-8",
		"NATO_STORE=a.db\nNATO_STORE=b.db":  "line 3 sets NATO_STORE again, as line 2 does",
		"NATO_EDITORS=U1\n\nNATO_EDITORS=,": "line 4 sets NATO_EDITORS again, as line 2 does",
		`SLACK_BOT_TOKEN="xoxb-1-s3cr3t"`:   "line 2 has quotes",
		`xoxb-1-s3cr3t !`:                   "line 2 is no setting",
	} {
		e := NewEnvironment(nil)
		e.ReadFile(envFile(t, "LOG_LEVEL=info\n"+line+"\nLOG_FORMAT=text\n"))
		t.Chdir(t.TempDir())
		problems := e.Broken()
		if len(problems) != 1 || !strings.Contains(problems[0], ".env "+want) || strings.Contains(problems[0], "s3cr3t") {
			t.Errorf("%q\n got %q\nwant %s", line, problems, want)
		}
		_, err := Load(e)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%q: %v", line, err)
		}
		if lines := strings.Count(err.Error(), "\n"); strings.HasPrefix(line, "NATO_STORE") && lines != 1 {
			t.Errorf("%q: more is said than that: %v", line, err)
		}
	}
}

func TestEnvFileOfAnotherProgram(t *testing.T) {
	utf16 := "\xff\xfeN\x00A\x00T\x00O\x00"
	for text, want := range map[string]string{
		byteOrderMark + "NATO_STORE=natobot.db\nLOG_LEVEL=info\n": ".env line 1 begins with a byte order mark: save the file as UTF-8 without one",
		utf16: ".env is UTF-16: save it as UTF-8",
	} {
		e := NewEnvironment(nil)
		e.ReadFile(envFile(t, text))
		if problems := e.Broken(); len(problems) != 1 || !strings.Contains(problems[0], want) {
			t.Errorf("%q: %q", text, problems)
		}
	}
	e := NewEnvironment(nil)
	e.ReadFile(t.TempDir())
	if problems := e.Broken(); len(problems) != 1 || !strings.Contains(problems[0], "cannot be read: make it a file") {
		t.Errorf("a directory: %q", problems)
	}
}

// What reads one setting alone is not stopped by what is wrong with others.
func TestStoreAndServerReadTheirOwnLines(t *testing.T) {
	e := NewEnvironment(nil)
	e.ReadFile(envFile(t, "NATO_EDITOR=U1\nexport X\nNATO_TIMEZONE=\"Mars\"\nNATO_STORE=own.db\nNATO_LISTEN='127.0.0.1:1'\n"))
	if path, err := Store(e); path != "own.db" || err != nil {
		t.Errorf("%s, %v", path, err)
	}
	if _, _, err := Server(e); err == nil || strings.Count(err.Error(), "\n") != 1 || !strings.Contains(err.Error(), "line 5 has quotes") {
		t.Errorf("%v", err)
	}
	e = NewEnvironment([]string{"NATO_LISTEN=127.0.0.1:2"})
	e.ReadFile(envFile(t, "NATO_LISTEN='127.0.0.1:1'\nexport NATO_STORE=own.db\n"))
	if at, _, err := Server(e); at != "127.0.0.1:2" || err != nil {
		t.Errorf("the environment goes before the file: %s, %v", at, err)
	}
	if _, err := Store(e); err == nil || !strings.Contains(err.Error(), "line 2 begins with export") {
		t.Errorf("the ledger that the broken line names is not any other: %v", err)
	}
}

// A line that is taken is read the same by the three that may read it.
func FuzzEnvFileReadsTheSame(f *testing.F) {
	for _, seed := range []string{
		"A=1", " A=1", "A=", "#A=1", "A=x#y", "A=#x", "A=a b", "A=a, b", "A=1\r", "A=\u00a0", "A=x\u2003#y", "A=%h", "A=`x`", "A=“x”", "a.b=1", "A=1=2",
		"A=\"1\"", "A='", "A=\\", "A=$X", "A=1 #", "export A=1", "A:1", "A", ";", "\ufeffA=1", "A=1 ", "\u00a0#x", "# \\", "A=\v1", "A=\u0085", "A=\xff",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, "\n") || misread(strings.TrimSuffix(line, "\r")) != "" {
			t.Skip()
		}
		text := "# first\n" + line + "\nZ=26"
		want, err := godotenv.Unmarshal(text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, bySystemd(text)); diff != "" {
			t.Errorf("we (-) and systemd (+): %s", diff)
		}
		if diff := cmp.Diff(want, byDocker(text)); diff != "" {
			t.Errorf("we (-) and Docker (+): %s", diff)
		}
		e := NewEnvironment(nil)
		e.ReadFile(envFile(t, text))
		if diff := cmp.Diff(want, e.filed); diff != "" && len(want) > 1 {
			t.Errorf("the parser (-) and we (+): %s", diff)
		}
	})
}

// bySystemd reads as systemd's parse_env_file does (src/basic/env-file.c).
func bySystemd(text string) map[string]string {
	const blank, lineEnd = " \t\n\r", "\n\r"
	all, key, value, state := map[string]string{}, "", "", "before"
	set := func() {
		if name := strings.TrimRight(key, blank); plainName(name) {
			all[name] = strings.TrimRight(value, blank)
		}
		key, value, state = "", "", "before"
	}
	for _, c := range text + "\n" {
		switch is := func(in string) bool { return strings.ContainsRune(in, c) }; state {
		case "before":
			if is("#;") {
				state = "comment"
			} else if !is(blank) {
				key, state = string(c), "key"
			}
		case "key":
			if is(lineEnd) {
				key, state = "", "before"
			} else if c == '=' {
				state = "before the value"
			} else {
				key += string(c)
			}
		case "before the value", "value":
			switch {
			case is(lineEnd):
				set()
			case c == '\\', state == "before the value" && is(`"'`):
				return map[string]string{"not": "plain"}
			case state == "value" || !is(blank):
				value, state = value+string(c), "value"
			}
		case "comment":
			if c == '\\' {
				state = "escape in a comment"
			} else if is(lineEnd) {
				state = "before"
			}
		case "escape in a comment":
			if is(lineEnd) { // releases differ in what they do
				return map[string]string{"not": "plain"}
			}
			state = "comment"
		}
	}
	return all
}

// byDocker reads as docker run --env-file does (pkg/kvfile of docker/cli).
func byDocker(text string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if !utf8.ValidString(line) {
			return map[string]string{"not": "UTF-8"}
		}
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		if line == "" || line[0] == '#' {
			continue
		}
		if name, value, is := strings.Cut(line, "="); is && !strings.ContainsAny(name, " \t") {
			all[name] = value
		}
	}
	return all
}

func plainName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool { return r != '_' && (r > 'z' || !unicode.IsLetter(r) && !unicode.IsDigit(r)) })
}

// A name that is none of ours is told with the nearest one, and one of a later version as such.
func TestUnknownNamesAreTold(t *testing.T) {
	tests := map[string]string{
		"NATO_EDITOR=U1":              "NATO_EDITOR is no setting of natobot: did you mean NATO_EDITORS?",
		"NATO_EDITOR=":                "did you mean NATO_EDITORS?",
		"nato_editors=U1":             "nato_editors is no setting of natobot: did you mean NATO_EDITORS?",
		"NATO_REPORTER=U1":            "did you mean NATO_REPORTERS?",
		"NATO_TIME_ZONE=Mars":         "did you mean NATO_TIMEZONE?",
		"NATO_DIGEST_TIME=08:00":      "did you mean NATO_DIGEST_AT?",
		"NATO_STROE=x.db":             "did you mean NATO_STORE?",
		"SLACK_SINGING_SECRET=s3cr3t": "did you mean SLACK_SIGNING_SECRET?",
		"SLACK_BOTTOKEN=xoxb-s3cr3t":  "did you mean SLACK_BOT_TOKEN?",
		"NATO_BODIES=bodies":          "NATO_BODIES is \"bodies\", which is no folder that can be read",
	}
	for pair, want := range tests {
		filed := environment(t)
		filed.ReadFile(envFile(t, pair))
		for _, e := range []Environment{environment(t, pair), filed} {
			_, err := Load(e)
			if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "s3cr3t") {
				t.Errorf("%s: got %v\nwant %s", pair, err, want)
			}
		}
	}
	if _, err := Load(environment(t, "NATO_TEST_SOAK=1", "NATO_BODIES=", "NATOBOT=1", "SLACKWARE=15", "HOME=/")); err != nil {
		t.Error(err)
	}
}

// The contract names each setting that there is or will be.
func TestEverySettingIsOfTheContract(t *testing.T) {
	text, err := os.ReadFile("../docs/product.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(text), "```\nSLACK_BOT_TOKEN")
	block, _, _ = strings.Cut(block, "```")
	name, named := regexp.MustCompile(`^[A-Z]+(_[A-Z]+)+$`), map[string]bool{"SLACK_BOT_TOKEN": true}
	for line := range strings.Lines(block) {
		for _, word := range strings.Fields(line) {
			if name.MatchString(word) {
				named[word] = true
			}
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(named)), slices.Sorted(slices.Values(settingNames(t)))); diff != "" {
		t.Errorf("in the contract (-) and in the program (+):\n%s", diff)
	}
}
