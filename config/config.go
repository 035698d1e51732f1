// Package config reads the settings from the environment and a file .env, and says all that
// is wrong with them at once. Tokens and secrets that it gives cannot be printed.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/joho/godotenv"

	"natobot/consensus"
)

// Config is what the settings of docs/product.md §4 say. One that Load gives has passed every
// check.
type Config struct {
	BotToken, AppToken Secret
	SigningSecrets     []Secret // one or two: Slack reaches the bot over HTTP
	APIURL             string   // with a trailing slash
	Store              string   // a file path
	Listen             string   // host:port
	TLSCert, TLSKey    string   // file paths, both or neither
	Zone               *time.Location
	Seed               string              // SeedArticle, SeedNone or a file path
	Digest             *consensus.Schedule // nil for none; Channel is "" for the local workspace's own
	Reporters, Editors []string
	LogLevel           slog.Level
	LogJSON            bool
}

// What NATO_SEED may be besides a file path.
const (
	SeedArticle = "article"
	SeedNone    = "none"
)

// Local tells whether there is no Slack to go to: then the bot works in the local
// workspace.
func (c Config) Local() bool { return c.BotToken == "" }

// Error is what is wrong with the settings, all of it.
type Error struct {
	Problems []string // each names a setting, and the way to mend it
}

// Error lists the problems.
func (e *Error) Error() string {
	return "the settings stop the start:\n  - " + strings.Join(e.Problems, "\n  - ")
}

// ReadEnvFile adds what the file .env says to the environment, where there is one. What the
// environment sets already, even to nothing, stands.
func ReadEnvFile() error {
	if err := godotenv.Load(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		// The parser's error is not shown, for it quotes the line, and the line may hold a token.
		return errors.New("the file .env cannot be read: write one setting a line, as NAME=value (see .env.example)")
	}
	return nil
}

// Load reads and checks every setting.
func Load(getenv func(string) string) (Config, error) {
	s := &settings{getenv: getenv}
	c := Config{
		Store:     s.store(),
		Zone:      s.zone(),
		Seed:      s.seed(),
		Reporters: s.users("NATO_REPORTERS"),
		Editors:   s.users("NATO_EDITORS"),
		LogLevel:  s.logLevel(),
		LogJSON:   s.oneOf("LOG_FORMAT", "text", "json") == "json",
	}
	s.slack(&c)
	c.Listen = s.listen(c.Local())
	c.TLSCert, c.TLSKey = s.tls(c.Local())
	c.Digest = s.digest(c.Local(), c.Zone)
	s.directory(c.Store)
	if err := s.err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// Store reads where the ledger is, and no other setting: what mends a ledger works whatever
// else is wrong.
func Store(getenv func(string) string) (string, error) {
	s := &settings{getenv: getenv}
	return s.store(), s.err()
}

// Server reads where the web server listens and whether it speaks HTTPS, and no other setting.
func Server(getenv func(string) string) (listen string, https bool, err error) {
	s := &settings{getenv: getenv}
	return s.listen(false), getenv("NATO_TLS_CERT") != "", s.err()
}

// settings reads the environment and gathers what is wrong with it, so that a person
// mends everything in one go.
type settings struct {
	getenv   func(string) string
	problems []string
}

func (s *settings) err() error {
	if s.problems == nil {
		return nil
	}
	return &Error{s.problems}
}

// problem notes what is wrong with a setting and how to mend it. A token may have
// been pasted into any of them, so none is quoted as it is.
func (s *settings) problem(name, format string, args ...any) {
	s.problems = append(s.problems, name+" "+HideTokens(fmt.Sprintf(format, args...)))
}

// store reads where the ledger is.
func (s *settings) store() string {
	path := cmp.Or(s.getenv("NATO_STORE"), "natobot.db")
	if strings.HasPrefix(path, "postgres://") || strings.HasPrefix(path, "postgresql://") {
		s.problem("NATO_STORE", "names a PostgreSQL server, which a later release will know: write a file path, such as natobot.db")
	}
	return path
}

// directory makes sure that the ledger can be created where it shall be.
func (s *settings) directory(path string) {
	if strings.Contains(path, "://") {
		return
	}
	dir := filepath.Dir(path)
	probe, err := os.CreateTemp(dir, ".natobot-*")
	switch {
	case errors.Is(err, os.ErrNotExist):
		s.problem("NATO_STORE", "lies in %s, which does not exist: create that directory, or name another file", dir)
		return
	case err != nil:
		s.problem("NATO_STORE", "lies in %s, where this user may not write: make it writable, or name another file", dir)
		return
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		s.problem("NATO_STORE", "is %s, which is not a file: name a file, such as %s", path, filepath.Join(path, "natobot.db"))
	}
}

// listen reads the address of the web server. The local workspace has no passwords,
// so it is served to this machine alone.
func (s *settings) listen(local bool) string {
	value := cmp.Or(s.getenv("NATO_LISTEN"), "127.0.0.1:8080")
	host, port, err := net.SplitHostPort(value)
	if _, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil {
		s.problem("NATO_LISTEN", "is %q, not host:port: write it as 127.0.0.1:8080", value)
		return ""
	}
	if ip := net.ParseIP(host); local && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		s.problem("NATO_LISTEN", "is %q, but without Slack the workspace is for this machine alone: write it as 127.0.0.1:%s, or set Slack's tokens", value, port)
	}
	return value
}

// zone reads the desk's time zone. An unknown one is refused, never taken for UTC.
func (s *settings) zone() *time.Location {
	name := cmp.Or(s.getenv("NATO_TIMEZONE"), "Europe/Brussels")
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		s.problem("NATO_TIMEZONE", "is %q, which is no known time zone: write one as Europe/Brussels or America/New_York", name)
	}
	return zone
}

func (s *settings) seed() string {
	seed := cmp.Or(s.getenv("NATO_SEED"), SeedArticle)
	if seed == SeedArticle || seed == SeedNone {
		return seed
	}
	if info, err := os.Stat(seed); err != nil || !info.Mode().IsRegular() {
		s.problem("NATO_SEED", "is %q, which is no file: write article, none, or the path of a file to import", seed)
	}
	return seed
}

// channelID matches the id that Slack gives a channel. A name will not do: it changes.
var channelID = regexp.MustCompile(`^[CG][A-Z0-9]+$`)

// digest reads the first digest, which holds until an editor sets others. The local
// workspace has one every morning unless the settings say otherwise.
func (s *settings) digest(local bool, zone *time.Location) *consensus.Schedule {
	channel, at, days := s.getenv("NATO_DIGEST_CHANNEL"), s.getenv("NATO_DIGEST_AT"), s.getenv("NATO_DIGEST_DAYS")
	d := &consensus.Schedule{Channel: channel, Minute: s.minute(at), Days: s.days(days)}
	if zone != nil {
		d.Zone = zone.String()
	}
	if channel == "" && !local {
		if at != "" || days != "" {
			s.problem("NATO_DIGEST_CHANNEL", "is missing beside NATO_DIGEST_AT or NATO_DIGEST_DAYS: set the ID of the channel that gets the digest, or unset them")
		}
		return nil
	}
	if channel != "" && !channelID.MatchString(channel) {
		s.problem("NATO_DIGEST_CHANNEL", "is %q, not a channel's ID: copy it from the foot of the channel's details in Slack; it looks like C0123456789", channel)
	}
	return d
}

func (s *settings) minute(at string) int {
	t, err := time.Parse("15:04", cmp.Or(at, "08:00"))
	if err != nil {
		s.problem("NATO_DIGEST_AT", "is %q, not a time of day: write it as 08:00", at)
	}
	return t.Hour()*60 + t.Minute()
}

// days reads "weekdays", "daily" or "mon,wed,fri".
func (s *settings) days(list string) []int {
	switch strings.ToLower(strings.TrimSpace(list)) {
	case "", "daily":
		return nil
	case "weekdays":
		return []int{1, 2, 3, 4, 5}
	}
	names := []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	var days []int
	for _, word := range words(list) {
		i := slices.Index(names, strings.ToLower(word))
		if i < 0 {
			s.problem("NATO_DIGEST_DAYS", "has %q: write daily, weekdays, or days as mon,wed,fri", word)
			return nil
		}
		days = append(days, i)
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// userID matches the id that Slack gives a person.
var userID = regexp.MustCompile(`^[UW][A-Z0-9]+$`)

func (s *settings) users(name string) []string {
	ids := words(s.getenv(name))
	for _, id := range ids {
		if !userID.MatchString(id) {
			s.problem(name, "has %q, not a user's ID: copy it from the person's profile in Slack (Copy member ID); it looks like U0123456789", id)
		}
	}
	return ids
}

func (s *settings) logLevel() slog.Level {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.oneOf("LOG_LEVEL", "info", "debug", "warn", "error")))
	return level
}

// oneOf reads a setting that is one of few words; the first is what it is when unset.
func (s *settings) oneOf(name string, choices ...string) string {
	value := strings.ToLower(cmp.Or(s.getenv(name), choices[0]))
	if !slices.Contains(choices, value) {
		s.problem(name, "is %q: write one of %s", value, strings.Join(choices, ", "))
	}
	return value
}

// words splits a list at commas and blanks.
func words(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}
