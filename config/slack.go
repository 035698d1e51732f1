package config

import (
	"cmp"
	"crypto/tls"
	"net/url"
	"regexp"
	"strings"
)

// OverHTTP tells whether Slack reaches the bot over HTTP, and not by Socket Mode.
func (c Config) OverHTTP() bool { return len(c.SigningSecrets) > 0 }

// Scheme is what the web server speaks.
func (c Config) Scheme() string {
	if c.TLSCert != "" {
		return "https"
	}
	return "http"
}

// slack reads how to reach Slack, and how Slack reaches us: by Socket Mode where there is
// an app token, else over HTTP. What it says never quotes a token or a secret.
func (s *settings) slack(c *Config) {
	c.APIURL = s.apiURL()
	c.BotToken, c.AppToken = Secret(s.get("SLACK_BOT_TOKEN")), Secret(s.get("SLACK_APP_TOKEN"))
	s.prefix("SLACK_BOT_TOKEN", c.BotToken, "xoxb-", "the bot's token, under OAuth & Permissions")
	s.prefix("SLACK_APP_TOKEN", c.AppToken, "xapp-", "the app-level token, under Basic Information")
	secrets := s.signingSecrets()
	if c.AppToken == "" {
		c.SigningSecrets = secrets
	}
	switch {
	case c.Many != nil: // which says itself what is missing
	case c.BotToken == "" && c.AppToken != "":
		s.problem("SLACK_BOT_TOKEN", "is missing beside SLACK_APP_TOKEN: set both for Slack, or neither for the local workspace")
	case c.BotToken == "" && secrets != nil:
		s.problem("SLACK_BOT_TOKEN", "is missing beside SLACK_SIGNING_SECRET: set both for Slack over HTTP, or neither for the local workspace")
	case c.BotToken != "" && c.AppToken == "" && s.get("SLACK_SIGNING_SECRET") == "":
		s.problem("SLACK_APP_TOKEN", "is missing beside SLACK_BOT_TOKEN: set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP, or unset SLACK_BOT_TOKEN for the local workspace")
	}
}

func (s *settings) prefix(name string, value Secret, prefix, where string) {
	switch {
	case value == "":
	case !strings.HasPrefix(string(value), prefix):
		s.problem(name, "does not begin with %s: copy %s of your Slack app", prefix, where)
	case !secretive.MatchString(string(value)):
		s.problem(name, unlikeSecret+": copy %s of your Slack app", where)
	}
}

// secretive matches what tokens and secrets of Slack are made of. Anything else in one is
// something that was left beside it, and would be a key of its own or make every request fail.
var secretive = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

const unlikeSecret = "has a blank, a quote, a # or another character in it that none has"

// signingSecrets reads the secret that Slack signs with, or two while one takes the
// other's place.
func (s *settings) signingSecrets() []Secret {
	const name, where = "SLACK_SIGNING_SECRET", "copy the signing secret of your Slack app, under Basic Information"
	var list []Secret
	for one := range strings.SplitSeq(s.get(name), ",") {
		one = strings.TrimSpace(one)
		switch {
		case one == "":
			continue
		case strings.HasPrefix(one, "xox") || strings.HasPrefix(one, "xapp-"):
			s.problem(name, "is a token: "+where)
		case !secretive.MatchString(one):
			s.problem(name, unlikeSecret+": "+where+"; where there are two, write a comma between them")
		}
		list = append(list, Secret(one))
	}
	switch {
	case len(list) > 2:
		s.problem(name, "has more than two secrets: write one, or the new and the old one with a comma between them")
	case list == nil && s.get(name) != "":
		s.problem(name, "has no secret in it: "+where+", or unset it")
	}
	return list
}

func (s *settings) apiURL() string {
	value := cmp.Or(s.get("SLACK_API_URL"), "https://slack.com/api/")
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		s.problem("SLACK_API_URL", "is not a web address: write it as https://slack.com/api/, or unset it")
		return ""
	}
	return strings.TrimSuffix(value, "/") + "/"
}

// tls reads the files of the web server's certificate, "" and "" for none.
func (s *settings) tls(local bool) (cert, key string) {
	cert, key = s.get("NATO_TLS_CERT"), s.get("NATO_TLS_KEY")
	switch {
	case cert == "" && key == "":
		return "", ""
	case cert == "":
		s.problem("NATO_TLS_CERT", "is missing beside NATO_TLS_KEY: set both, or neither where a proxy speaks HTTPS")
	case key == "":
		s.problem("NATO_TLS_KEY", "is missing beside NATO_TLS_CERT: set both, or neither where a proxy speaks HTTPS")
	case local:
		s.problem("NATO_TLS_CERT", "is set, but without Slack the workspace is for this machine alone: unset it and NATO_TLS_KEY, or set Slack's tokens")
	default:
		if _, err := tls.LoadX509KeyPair(cert, key); err != nil {
			s.problem("NATO_TLS_CERT", "and NATO_TLS_KEY do not make a certificate (%v): name a file of PEM certificates, the server's own first, and the file of its key", err)
		}
	}
	return cert, key
}
