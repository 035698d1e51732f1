package config

import (
	"fmt"
	"io"
	"log/slog"
	"regexp"
)

const redacted = "[redacted]"

// Secret is a token. Nothing that prints, logs or marshals it shows it.
type Secret string

// Format prints a placeholder, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) {
	if s != "" {
		_, _ = io.WriteString(f, redacted)
	}
}

// MarshalText gives the placeholder, which is what slog and encoding/json write.
func (s Secret) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(s)), nil }

// issued matches what Slack issues, and the tickets in the addresses of its sockets.
var issued = regexp.MustCompile(`\b(xox[a-z]|xapp|xwfp)-[\w.-]+|\b(ticket|token|secret|password)=[^&\s"]+`)

// entered matches who enters a database, and by which password, in its address.
var entered = regexp.MustCompile(`(postgres(?:ql)?://)\S*@`)

// HideTokens gives the text without the tokens and passwords in it.
func HideTokens(text string) string {
	return entered.ReplaceAllString(issued.ReplaceAllString(text, redacted), "${1}"+redacted+"@")
}

// Logger gives the log that the settings ask for. No token reaches it.
func (c Config) Logger(w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.LogLevel, ReplaceAttr: hideInLog}
	if c.LogJSON {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// hideInLog is the log's second line of defence: errors of libraries may quote the
// request that failed, and a token in it must not reach a log (docs/product.md §5.5).
func hideInLog(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Any().(type) {
	case string:
		a.Value = slog.StringValue(HideTokens(v))
	case error:
		a.Value = slog.StringValue(HideTokens(v.Error()))
	}
	return a
}
