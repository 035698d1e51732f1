package config

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// Many is what the settings say of an app that many workspaces install.
type Many struct {
	ClientID     string
	ClientSecret Secret
	Keys         []Secret // that seal their tokens: the one in use, and one that it takes the place of
	PublicURL    string   // of this server, as browsers and Slack reach it, without a slash at the end
}

// minKey is in characters, of a key that nobody guesses.
const minKey = 32

// many reads what is set for many workspaces, nil for the one that SLACK_BOT_TOKEN is of.
func (s *settings) many() *Many {
	m := &Many{
		ClientID: s.get("SLACK_CLIENT_ID"), ClientSecret: Secret(s.get("SLACK_CLIENT_SECRET")), Keys: s.keys(), PublicURL: s.publicURL(),
	}
	own := []string{"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "NATO_SECRET_KEY", "NATO_PUBLIC_URL"}
	set := slices.IndexFunc(own, func(name string) bool { return s.get(name) != "" })
	if set < 0 {
		return nil
	}
	for _, name := range append(own, "SLACK_SIGNING_SECRET") {
		if s.get(name) == "" {
			s.problem(name, "is missing beside %s: for many workspaces set both; for one, unset %s", own[set], strings.Join(own, ", "))
		}
	}
	if m.ClientID != "" && strings.Trim(m.ClientID, "0123456789.") != "" {
		s.problem("SLACK_CLIENT_ID", "is not made of figures and a dot: copy the client ID of your Slack app, under Basic Information")
	}
	s.prefix("SLACK_CLIENT_SECRET", m.ClientSecret, "", "the client secret")
	s.ofOne()
	return m
}

// ofOne refuses the settings that are of one workspace.
func (s *settings) ofOne() {
	for _, name := range []string{
		"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "NATO_REPORTERS", "NATO_EDITORS", "NATO_DIGEST_CHANNEL", "NATO_DIGEST_AT", "NATO_DIGEST_DAYS", "NATO_SEED",
	} {
		if s.get(name) != "" {
			s.problem(name, "is for one workspace, and SLACK_CLIENT_ID is for many: unset it; each of them has its own (docs/workspaces.md)")
		}
	}
	if at := Address(s.get("NATO_STORE")); !at.Database() {
		s.problem("NATO_STORE", "is a file, which holds one workspace: for many name a PostgreSQL database, postgres://… (docs/workspaces.md)")
	}
}

func (s *settings) keys() (list []Secret) {
	const name, how = "NATO_SECRET_KEY", "write at least 32 characters that nobody guesses, as `openssl rand -hex 32` makes them"
	value := s.get(name)
	if value == "" {
		return nil
	}
	for one := range strings.SplitSeq(value, ",") {
		one = strings.TrimSpace(one)
		if len(one) < minKey {
			s.problem(name, "has a key of less than %d characters: %s", minKey, how)
		}
		list = append(list, Secret(one))
	}
	if len(list) > 2 {
		s.problem(name, "has more than two keys: write one, or the new and the old one with a comma between them")
	}
	return list
}

// publicURL reads where browsers and Slack reach this server. Slack sends nobody back to what is not HTTPS.
func (s *settings) publicURL() string {
	value := s.get("NATO_PUBLIC_URL")
	if value == "" {
		return ""
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())) {
		s.problem("NATO_PUBLIC_URL", "is not an address that Slack can send to: write it as https://natobot.example.com, what stands before /slack/install")
	}
	return strings.TrimRight(value, "/")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
