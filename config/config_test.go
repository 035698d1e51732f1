package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/joho/godotenv"
)

const (
	botToken = "xoxb-1-secret"
	appToken = "xapp-1-secret"
)

// environment gives one of pairs, "NAME=value", with a ledger that can be created.
func environment(t testing.TB, pairs ...string) Environment {
	t.Helper()
	return NewEnvironment(append([]string{"NATO_STORE=" + filepath.Join(t.TempDir(), "natobot.db")}, pairs...))
}

func TestConfigOfNothingIsTheLocalWorkspace(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := Load(NewEnvironment(nil))
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintln(c.Local(), c.Store, c.Listen, c.Zone, c.Seed, c.APIURL, c.LogLevel, c.LogJSON, c.Digest.Minute, c.Digest.Zone)
	want := "true natobot.db 127.0.0.1:8080 Europe/Brussels article https://slack.com/api/ INFO false 480 Europe/Brussels\n"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestConfigOfSlack(t *testing.T) {
	c, err := Load(environment(t,
		"SLACK_BOT_TOKEN="+botToken, "SLACK_APP_TOKEN="+appToken, "SLACK_SIGNING_SECRET=unused",
		"SLACK_API_URL=http://127.0.0.1:9/api", "NATO_LISTEN=:8080", "NATO_TIMEZONE=America/New_York",
		"NATO_DIGEST_CHANNEL=C0123456789", "NATO_DIGEST_AT=07:30", "NATO_DIGEST_DAYS=fri, mon",
		"NATO_REPORTERS=U1,U2 W3", "LOG_LEVEL=WARN", "LOG_FORMAT=json"))
	if err != nil {
		t.Fatal(err)
	}
	if c.Local() || c.APIURL != "http://127.0.0.1:9/api/" || c.LogLevel != slog.LevelWarn || !c.LogJSON || len(c.Editors) > 0 {
		t.Errorf("got %+v", c)
	}
	if want := []string{"U1", "U2", "W3"}; !slices.Equal(c.Reporters, want) {
		t.Errorf("reporters %v, want %v", c.Reporters, want)
	}
	d := c.Digest
	if d.Channel != "C0123456789" || d.Minute != 450 || d.Zone != "America/New_York" || !slices.Equal(d.Days, []int{1, 5}) {
		t.Errorf("digest %+v", d)
	}
}

func TestConfigOfHTTP(t *testing.T) {
	c, err := Load(environment(t, "SLACK_BOT_TOKEN="+botToken, "SLACK_SIGNING_SECRET=secret-new, secret-old"))
	if err != nil {
		t.Fatal(err)
	}
	if c.Local() || !c.OverHTTP() || len(c.SigningSecrets) != 2 || c.SigningSecrets[0] != "secret-new" || c.SigningSecrets[1] != "secret-old" {
		t.Errorf("%d secrets", len(c.SigningSecrets))
	}
	if shown := fmt.Sprintf("%v %+v %#v", c, c, c); strings.Contains(shown, "secret-") {
		t.Errorf("a secret is shown: %s", shown)
	}
}

func TestAppTokenGoesBeforeSigningSecret(t *testing.T) {
	c, err := Load(environment(t, "SLACK_BOT_TOKEN="+botToken, "SLACK_APP_TOKEN="+appToken, "SLACK_SIGNING_SECRET=secret"))
	if err != nil || c.OverHTTP() {
		t.Errorf("over HTTP: %t, error %v", c.OverHTTP(), err)
	}
}

func TestConfigWithoutChannelHasNoDigestInSlack(t *testing.T) {
	c, err := Load(environment(t, "SLACK_BOT_TOKEN="+botToken, "SLACK_APP_TOKEN="+appToken))
	if err != nil || c.Digest != nil {
		t.Errorf("digest %+v, error %v; want neither", c.Digest, err)
	}
}

func TestConfigRefuses(t *testing.T) {
	directory, readOnly := t.TempDir(), t.TempDir()
	if err := os.Chmod(readOnly, 0o500); err != nil {
		t.Fatal(err)
	}
	slack := []string{"SLACK_BOT_TOKEN=" + botToken, "SLACK_APP_TOKEN=" + appToken}
	tests := []struct {
		name  string
		pairs []string
		want  string
	}{
		{"an app token alone", []string{"SLACK_APP_TOKEN=" + appToken}, "SLACK_BOT_TOKEN is missing beside SLACK_APP_TOKEN"},
		{"a bot token alone", []string{"SLACK_BOT_TOKEN=" + botToken}, "SLACK_APP_TOKEN is missing beside SLACK_BOT_TOKEN: set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP"},
		{"a signing secret alone", []string{"SLACK_SIGNING_SECRET=s3cr3t"}, "SLACK_BOT_TOKEN is missing beside SLACK_SIGNING_SECRET"},
		{"S11 a signing secret that is empty", []string{"SLACK_BOT_TOKEN=" + botToken, "SLACK_SIGNING_SECRET= ,"}, "SLACK_SIGNING_SECRET has no secret in it"},
		{"a token for a signing secret", []string{"SLACK_BOT_TOKEN=" + botToken, "SLACK_SIGNING_SECRET=" + appToken}, "SLACK_SIGNING_SECRET is a token"},
		{"three signing secrets", []string{"SLACK_BOT_TOKEN=" + botToken, "SLACK_SIGNING_SECRET=s3cr3t1,s3cr3t2,s3cr3t3"}, "SLACK_SIGNING_SECRET has more than two secrets"},
		{"a certificate without its key", append(slack, "NATO_TLS_CERT=cert.pem"), "NATO_TLS_KEY is missing beside NATO_TLS_CERT"},
		{"a key without its certificate", append(slack, "NATO_TLS_KEY=key.pem"), "NATO_TLS_CERT is missing beside NATO_TLS_KEY"},
		{"a certificate that is none", append(slack, "NATO_TLS_CERT=config.go", "NATO_TLS_KEY=config.go"), "NATO_TLS_CERT and NATO_TLS_KEY do not make a certificate"},
		{"a certificate for the local workspace", []string{"NATO_TLS_CERT=cert.pem", "NATO_TLS_KEY=key.pem"}, "NATO_TLS_CERT is set, but without Slack"},
		{"tokens swapped", []string{"SLACK_BOT_TOKEN=" + appToken, "SLACK_APP_TOKEN=" + botToken}, "SLACK_BOT_TOKEN does not begin with xoxb-"},
		{"an address that is none", append(slack, "SLACK_API_URL=slack.com/api"), "SLACK_API_URL is not a web address"},
		{"T6 an unknown zone", []string{"NATO_TIMEZONE=Europe/Bruxelles"}, `NATO_TIMEZONE is "Europe/Bruxelles", which is no known time zone`},
		{"T6 the machine's own zone", []string{"NATO_TIMEZONE=Local"}, "NATO_TIMEZONE"},
		{"a time of day that is none", []string{"NATO_DIGEST_AT=8am"}, `NATO_DIGEST_AT is "8am", not a time of day: write it as 08:00`},
		{"a day that is none", []string{"NATO_DIGEST_DAYS=mon,caturday"}, `NATO_DIGEST_DAYS has "caturday"`},
		{"a digest without a channel", append(slack, "NATO_DIGEST_AT=08:00"), "NATO_DIGEST_CHANNEL is missing"},
		{"a channel's name", append(slack, "NATO_DIGEST_CHANNEL=#desk"), `NATO_DIGEST_CHANNEL is "#desk", not a channel's ID`},
		{"a person's name", []string{"NATO_EDITORS=@eva"}, `NATO_EDITORS has "@eva", not a user's ID`},
		{"a directory that is missing", []string{"NATO_STORE=/nowhere/natobot.db"}, "NATO_STORE lies in /nowhere, which does not exist"},
		{"a directory for a file", []string{"NATO_STORE=" + directory}, "NATO_STORE is " + directory + ", which is not a file"},
		{"a database without a name", []string{"NATO_STORE=postgres://desk:s3cr3t@db"}, "NATO_STORE is no address of a database: write it as postgres://host:5432/database"},
		{"a password with a sign of addresses in it", []string{"NATO_STORE=postgres://desk:s3cr3t%@db/nato"}, "written as %25 and %2F"},
		{"a seed that is missing", []string{"NATO_SEED=seeds.txt"}, `NATO_SEED is "seeds.txt", which is no file`},
		{"a port alone", []string{"NATO_LISTEN=8080"}, `NATO_LISTEN is "8080", not host:port`},
		{"a port that is a word", []string{"NATO_LISTEN=127.0.0.1:web"}, "not host:port"},
		{"a local workspace for the world", []string{"NATO_LISTEN=0.0.0.0:8080"}, "the workspace is for this machine alone: write it as 127.0.0.1:8080"},
		{"a comment behind a secret", append(slack, "SLACK_SIGNING_SECRET=s3cr3t #prod"), "SLACK_SIGNING_SECRET has a comment in it"},
		{"a comment behind the comma", append(slack, "SLACK_SIGNING_SECRET=s3cr3t,#prod"), "SLACK_SIGNING_SECRET has a blank, a quote, a # or another character"},
		{"a blank in a secret", append(slack, "SLACK_SIGNING_SECRET=s3cr3t prod"), "SLACK_SIGNING_SECRET has a blank"},
		{"quotes around a secret", append(slack, `SLACK_SIGNING_SECRET="s3cr3t"`), "SLACK_SIGNING_SECRET has quotes around it: write it without them (docker run --env-file keeps them"},
		{"curly quotes around a secret", append(slack, "SLACK_SIGNING_SECRET=“s3cr3t”"), "SLACK_SIGNING_SECRET has quotes around it"},
		{"a quote in a secret", append(slack, `SLACK_SIGNING_SECRET=s3cr3t'1`), "SLACK_SIGNING_SECRET has a blank, a quote"},
		{"a blank that nobody sees in a secret", append(slack, "SLACK_SIGNING_SECRET=s3cr3t\u200b1"), "SLACK_SIGNING_SECRET has a blank, a quote"},
		{"a line break behind a secret", append(slack, "SLACK_SIGNING_SECRET=s3cr3t\n"), "SLACK_SIGNING_SECRET has blanks or line breaks around it"},
		{"quotes around a token", []string{`SLACK_BOT_TOKEN="xoxb-s3cr3t"`, "SLACK_APP_TOKEN=" + appToken}, "SLACK_BOT_TOKEN has quotes around it"},
		{"a comment behind a token", []string{"SLACK_BOT_TOKEN=" + botToken, "SLACK_APP_TOKEN=xapp-s3cr3t # prod"}, "SLACK_APP_TOKEN has a comment in it"},
		{"a blank in a token", []string{"SLACK_BOT_TOKEN=xoxb-s3cr3t 1", "SLACK_APP_TOKEN=" + appToken}, "SLACK_BOT_TOKEN has a blank"},
		{"a comment behind the ledger", []string{"NATO_STORE=natobot.db # the ledger"}, "NATO_STORE has a comment in it"},
		{"a comment for a ledger", []string{"NATO_STORE=# the ledger"}, "NATO_STORE has a comment in it"},
		{"quotes around the ledger", []string{`NATO_STORE="natobot.db"`}, "NATO_STORE has quotes around it"},
		{"a blank behind the zone", []string{"NATO_TIMEZONE=Europe/Brussels "}, "NATO_TIMEZONE has blanks or line breaks around it"},
		{"a line break in the ledger", []string{"NATO_STORE=a\nb.db"}, "NATO_STORE has a line break"},
		{"reporters that are nobody", []string{"NATO_REPORTERS=,"}, "NATO_REPORTERS has no user's ID in it"},
		{"editors that are nobody", []string{"NATO_EDITORS= ,, "}, "NATO_EDITORS has no user's ID in it"},
		{"days that are none", []string{"NATO_DIGEST_DAYS=,"}, "NATO_DIGEST_DAYS has no day in it"},
		{"an unknown log level", []string{"LOG_LEVEL=loud"}, `LOG_LEVEL is "loud": write one of info, debug, warn, error`},
		{"an unknown log format", []string{"LOG_FORMAT=xml"}, `LOG_FORMAT is "xml": write one of text, json`},
	}
	if os.Getuid() != 0 { // root may write everywhere
		tests = append(tests, struct {
			name  string
			pairs []string
			want  string
		}{"a directory that cannot be written", []string{"NATO_STORE=" + readOnly + "/natobot.db"}, "where this user may not write"})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(environment(t, tt.pairs...))
			var problems *Error
			if !errors.As(err, &problems) || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got  %v\nwant %s", err, tt.want)
			}
			if regexp.MustCompile(`-secret|s3cr3t`).MatchString(err.Error()) {
				t.Errorf("a token or a secret is shown: %v", err)
			}
		})
	}
}

// In Slack a ledger begins empty unless somebody asks for the article; on this machine it begins
// with the article.
func TestSeedUnset(t *testing.T) {
	slack := []string{"SLACK_BOT_TOKEN=" + botToken, "SLACK_APP_TOKEN=" + appToken}
	for _, tt := range []struct {
		pairs []string
		want  string
	}{
		{nil, SeedArticle},
		{slack, SeedNone},
		{append(slack, "NATO_SEED="), SeedNone},
		{append(slack, "NATO_SEED=article"), SeedArticle},
		{[]string{"SLACK_BOT_TOKEN=" + botToken, "SLACK_SIGNING_SECRET=s"}, SeedNone},
		{[]string{"NATO_SEED=none"}, SeedNone},
	} {
		if c, err := Load(environment(t, tt.pairs...)); err != nil || c.Seed != tt.want {
			t.Errorf("%v: %q, %v, want %q", tt.pairs, c.Seed, err, tt.want)
		}
	}
}

// What only reads needs no place to write to.
func TestLoadToReadAsksForNoPlaceToWrite(t *testing.T) {
	if _, err := LoadToRead(environment(t, "NATO_STORE=/nowhere/natobot.db")); err != nil {
		t.Error(err)
	}
}

func TestConfigNamesAllProblemsAtOnce(t *testing.T) {
	_, err := Load(environment(t, "SLACK_APP_TOKEN="+appToken, "NATO_TIMEZONE=Mars", "NATO_DIGEST_AT=25:00", "NATO_STORE=/nowhere/x.db"))
	var problems *Error
	if !errors.As(err, &problems) || len(problems.Problems) != 4 {
		t.Fatalf("got %v, want four problems", err)
	}
}

// A token that was pasted into the wrong setting is not shown either.
func TestConfigNeverShowsAToken(t *testing.T) {
	for _, name := range settingNames(t) {
		_, err := Load(environment(t, name+"="+botToken))
		if err != nil && strings.Contains(err.Error(), botToken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSecretIsNeverShown(t *testing.T) {
	var log bytes.Buffer
	shown := fmt.Sprintf("%v %+v %#v %s %q %x", Secret(botToken), Secret(botToken), Secret(botToken), Secret(botToken), Secret(botToken), Secret(botToken))
	data, err := json.Marshal(map[string]any{"token": Secret(botToken), "config": Config{BotToken: botToken}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []Config{{}, {LogJSON: true}} {
		l := c.Logger(&log)
		l.Error("refused "+botToken, "token", Secret(botToken), "config", Config{AppToken: appToken},
			"err", fmt.Errorf("dial wss://x/link/?ticket=secret-1&app_id=2: %s", appToken))
	}
	for _, s := range []string{shown, string(data), log.String()} {
		if strings.Contains(s, "secret") || strings.Contains(s, fmt.Sprintf("%x", botToken)) {
			t.Errorf("a token is shown: %s", s)
		}
		if !strings.Contains(s, redacted) {
			t.Errorf("nothing tells that something was left out: %s", s)
		}
	}
}

// A database's address is shown without who enters it.
func TestAddressIsShownWithoutItsPassword(t *testing.T) {
	for address, want := range map[Address]string{
		"postgres://desk:s3cr3t@db:5432/nato?sslmode=require":   "postgres://db:5432/nato",
		"postgresql://desk:s3cr3t@/nato?host=/run/postgresql":   "postgres:///run/postgresql/nato",
		"postgres://desk:s3cr3t%@db/nato":                       "postgres://[redacted]",
		"natobot.db":                                            "natobot.db",
		"postgres://desk:s3cr3t@db1,db2/nato?password=s3cr3t-2": "postgres://db1,db2/nato",
	} {
		for _, got := range []string{fmt.Sprint(address), fmt.Sprintf("%q", address), fmt.Sprintf("%#v", address), fmt.Sprintf("%v", Config{Store: address})} {
			if strings.Contains(got, "s3cr3t") || !strings.Contains(got, want) {
				t.Errorf("%s, want %s", got, want)
			}
		}
	}
	if got := HideTokens("dial postgres://desk:s3cr3t@x@db/nato?password=s3cr3t failed"); strings.Contains(got, "s3cr3t") {
		t.Error(got)
	}
}

// settingNames gives the settings that are read, by watching them being read.
func settingNames(t *testing.T) []string {
	t.Helper()
	var read map[string]bool
	if _, err := load(environment(t), func(s *settings, _ Config) { read = s.read }); err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(read))
}

func TestEnvExampleNamesExactlyTheSettings(t *testing.T) {
	example, err := godotenv.Read("../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for name := range example {
		named = append(named, name)
	}
	slices.Sort(named)
	if diff := cmp.Diff(settingNames(t), named); diff != "" {
		t.Errorf("read (-) against named in .env.example (+):\n%s", diff)
	}
	e := environment(t)
	e.ReadFile("../.env.example")
	if _, err := Load(e); err != nil {
		t.Errorf(".env.example as it is does not start: %v", err)
	}
}

func TestEnvExampleExplainsEverySetting(t *testing.T) {
	data, err := os.ReadFile("../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	explained := false
	for line := range strings.Lines(string(data)) {
		switch {
		case strings.HasPrefix(line, "#"):
			explained = true
		case strings.TrimSpace(line) == "":
			explained = false
		case !explained:
			t.Errorf("no comment above %s", line)
		}
	}
}

func TestEverySettingIsDocumented(t *testing.T) {
	data, err := os.ReadFile("../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range settingNames(t) {
		if !strings.Contains(string(data), "`"+name+"`") {
			t.Errorf("docs/settings.md does not explain %s", name)
		}
	}
}
