package config

import (
	"fmt"
	"io"
	"net/url"
	"strings"
)

// Address is where a ledger is: the path of a file, or a PostgreSQL database, postgres://…, whose
// user and password nothing prints.
type Address string

// Database tells whether it is one.
func (a Address) Database() bool {
	return strings.HasPrefix(string(a), "postgres://") || strings.HasPrefix(string(a), "postgresql://")
}

// String gives what may be shown of it.
func (a Address) String() string {
	if !a.Database() {
		return string(a)
	}
	u, err := url.Parse(string(a))
	if err != nil {
		return "postgres://" + redacted
	}
	host := u.Host
	if host == "" {
		host = u.Query().Get("host")
	}
	return "postgres://" + host + u.Path
}

// Format prints that, whatever the verb.
func (a Address) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// MarshalText gives that too, which is what slog and encoding/json write.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// found tells whether it names a server and a database.
func (a Address) found() bool {
	u, err := url.Parse(string(a))
	return err == nil && (u.Host != "" || u.Query().Get("host") != "") && len(u.Path) > 1
}
