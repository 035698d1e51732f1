// Package config reads the settings from the environment and a file .env, and says all that
// is wrong with them at once. Tokens and secrets that it gives cannot be printed.
package config

import (
	"cmp"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Config is what the settings of docs/product.md §4 say. One that Load gives has passed every
// check.
type Config struct {
	BotToken, AppToken Secret
	SigningSecrets     []Secret // one or two: Slack reaches the bot over HTTP
	APIURL             string   // with a trailing slash
	Many               *Many    // nil for one workspace
	Store              Address
	Listen             string // host:port
	TLSCert, TLSKey    string // file paths, both or neither
	Zone               *time.Location
	Seed               string              // SeedArticle, SeedNone or a file path
	Bodies             bodies.Set          // those that ship, and those of the folder NATO_BODIES
	Command            string              // the slash command's name, with its slash
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
func (c Config) Local() bool { return c.BotToken == "" && c.Many == nil }

// Error is what is wrong with the settings, all of it.
type Error struct {
	Problems []string // each names a setting, and the way to mend it
}

// Error lists the problems.
func (e *Error) Error() string {
	return "the settings stop the start:\n  - " + strings.Join(e.Problems, "\n  - ")
}

// Load reads and checks every setting of a program that works with a ledger in a place where
// it can make and write one.
func Load(e Environment) (Config, error) {
	return load(e, func(s *settings, c Config) { s.directory(c.Store) })
}

// LoadToRead reads and checks every setting of a program that reads a ledger and writes
// nothing: its disk may be read-only.
func LoadToRead(e Environment) (Config, error) {
	return load(e, func(*settings, Config) {})
}

func load(e Environment, place func(*settings, Config)) (Config, error) {
	s := newSettings(e)
	s.problems = e.Broken()
	c := Config{
		Store:     s.store(),
		Zone:      s.zone(),
		Reporters: s.users("NATO_REPORTERS"),
		Editors:   s.users("NATO_EDITORS"),
		LogLevel:  s.logLevel(),
		LogJSON:   s.oneOf("LOG_FORMAT", "text", "json") == "json",
	}
	c.Many = s.many()
	s.slack(&c)
	c.Seed = s.seed(c.Local())
	c.Bodies, c.Command = s.bodies(), s.command()
	c.Listen = s.listen(c.Local())
	c.TLSCert, c.TLSKey = s.tls(c.Local())
	c.Digest = s.digest(c.Local(), c.Zone)
	place(s, c)
	s.unknown()
	if err := s.err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// Store reads where the ledger is, and no other setting: what mends a ledger works whatever
// else is wrong.
func Store(e Environment) (Address, error) {
	s := newSettings(e)
	return s.store(), s.err()
}

// Server reads where the web server listens and whether it speaks HTTPS, and no other setting.
func Server(e Environment) (listen string, https bool, err error) {
	s := newSettings(e)
	return s.listen(false), s.get("NATO_TLS_CERT") != "", s.err()
}

// store reads where the ledger is.
func (s *settings) store() Address {
	at := Address(cmp.Or(s.get("NATO_STORE"), "natobot.db"))
	if at.Database() && !at.found() {
		s.problem("NATO_STORE", "is no address of a database: write it as postgres://host:5432/database, with user:password@ before the host, and signs in the password such as %% and / written as %%25 and %%2F")
	}
	return at
}

// directory makes sure that the ledger's file can be created where it shall be.
func (s *settings) directory(at Address) {
	path := string(at)
	if at.Database() || strings.Contains(path, "://") {
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
	value := cmp.Or(s.get("NATO_LISTEN"), "127.0.0.1:8080")
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
	name := cmp.Or(s.get("NATO_TIMEZONE"), "Europe/Brussels")
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		s.problem("NATO_TIMEZONE", "is %q, which is no known time zone: write one as Europe/Brussels or America/New_York", name)
	}
	return zone
}

// seed reads what an empty ledger begins with: in Slack nothing, unless somebody asks for it,
// since a desk's own record would go on from it.
func (s *settings) seed(local bool) string {
	seed := s.get("NATO_SEED")
	switch {
	case seed == "" && local:
		return SeedArticle
	case seed == "":
		return SeedNone
	}
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
	channel, at, days := s.get("NATO_DIGEST_CHANNEL"), s.get("NATO_DIGEST_AT"), s.get("NATO_DIGEST_DAYS")
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
	if days == nil {
		s.problem("NATO_DIGEST_DAYS", "has no day in it: write daily, weekdays, or days as mon,wed,fri, or unset it")
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// userID matches the id that Slack gives a person.
var userID = regexp.MustCompile(`^[UW][A-Z0-9]+$`)

func (s *settings) users(name string) []string {
	list := s.get(name)
	ids := words(list)
	if len(ids) == 0 && list != "" {
		s.problem(name, "has no user's ID in it: write IDs such as U0123456789 with commas between them, or unset it")
	}
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
	value := strings.ToLower(cmp.Or(s.get(name), choices[0]))
	if !slices.Contains(choices, value) {
		s.problem(name, "is %q: write one of %s", value, strings.Join(choices, ", "))
	}
	return value
}

// words splits a list at commas and blanks.
func words(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}
