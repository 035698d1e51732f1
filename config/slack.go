package config

import (
	"cmp"
	"crypto/tls"
	"net/url"
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
	c.BotToken, c.AppToken = Secret(s.getenv("SLACK_BOT_TOKEN")), Secret(s.getenv("SLACK_APP_TOKEN"))
	s.prefix("SLACK_BOT_TOKEN", c.BotToken, "xoxb-", "the bot's token, under OAuth & Permissions")
	s.prefix("SLACK_APP_TOKEN", c.AppToken, "xapp-", "the app-level token, under Basic Information")
	secrets := s.signingSecrets()
	if c.AppToken == "" {
		c.SigningSecrets = secrets
	}
	switch {
	case c.BotToken == "" && c.AppToken != "":
		s.problem("SLACK_BOT_TOKEN", "is missing beside SLACK_APP_TOKEN: set both for Slack, or neither for the local workspace")
	case c.BotToken == "" && secrets != nil:
		s.problem("SLACK_BOT_TOKEN", "is missing beside SLACK_SIGNING_SECRET: set both for Slack over HTTP, or neither for the local workspace")
	case c.BotToken != "" && c.AppToken == "" && s.getenv("SLACK_SIGNING_SECRET") == "":
		s.problem("SLACK_APP_TOKEN", "is missing beside SLACK_BOT_TOKEN: set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP, or unset SLACK_BOT_TOKEN for the local workspace")
	}
}

func (s *settings) prefix(name string, value Secret, prefix, where string) {
	if value != "" && !strings.HasPrefix(string(value), prefix) {
		s.problem(name, "does not begin with %s: copy %s of your Slack app", prefix, where)
	}
}

// signingSecrets reads the secret that Slack signs with, or two while one takes the
// other's place.
func (s *settings) signingSecrets() []Secret {
	var list []Secret
	for _, one := range words(s.getenv("SLACK_SIGNING_SECRET")) {
		if strings.HasPrefix(one, "xox") || strings.HasPrefix(one, "xapp-") {
			s.problem("SLACK_SIGNING_SECRET", "is a token: copy the signing secret of your Slack app, under Basic Information")
		}
		list = append(list, Secret(one))
	}
	switch {
	case len(list) > 2:
		s.problem("SLACK_SIGNING_SECRET", "has more than two secrets: write one, or the new and the old one with a comma between them")
	case list == nil && s.getenv("SLACK_SIGNING_SECRET") != "":
		s.problem("SLACK_SIGNING_SECRET", "has no secret in it: copy the signing secret of your Slack app, under Basic Information, or unset it")
	}
	return list
}

func (s *settings) apiURL() string {
	value := cmp.Or(s.getenv("SLACK_API_URL"), "https://slack.com/api/")
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		s.problem("SLACK_API_URL", "is not a web address: write it as https://slack.com/api/, or unset it")
		return ""
	}
	return strings.TrimSuffix(value, "/") + "/"
}

// tls reads the files of the web server's certificate, "" and "" for none.
func (s *settings) tls(local bool) (cert, key string) {
	cert, key = s.getenv("NATO_TLS_CERT"), s.getenv("NATO_TLS_KEY")
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
