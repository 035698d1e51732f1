package postgrestest

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// shared is the one server of a test binary. Its keeper ends it with the binary.
var shared = sync.OnceValues(func() (*Server, error) {
	s, err := initialized()
	if err == nil {
		err = s.Run()
	}
	return s, err
})

// Database gives the address of a fresh database, on the server that NATO_TEST_POSTGRES names or on
// one that all tests of the binary share. Where there is neither, the test is skipped; under CI=true
// it fails.
func Database(tb testing.TB) string {
	tb.Helper()
	at := os.Getenv("NATO_TEST_POSTGRES")
	if at == "" {
		s, err := shared()
		if err != nil {
			Missing(tb, err)
		}
		at = s.Address("postgres")
	}
	name := "natobot_test_" + strings.ToLower(rand.Text())
	Do(tb, at, "CREATE DATABASE "+name)
	tb.Cleanup(func() { Do(tb, at, "DROP DATABASE "+name+" WITH (FORCE)") })
	u, err := url.Parse(at)
	if err != nil {
		tb.Fatal("NATO_TEST_POSTGRES is no address of the form postgres://…")
	}
	u.Path = "/" + name
	return u.String()
}

// Do runs statements, one after the other, as whoever an address names.
func Do(tb testing.TB, address string, statements ...string) {
	tb.Helper()
	if err := Try(address, statements...); err != nil {
		tb.Fatal(err)
	}
}

// Try runs statements as Do does, and gives the first error.
func Try(address string, statements ...string) error {
	ctx := context.Background()
	address, _, _ = strings.Cut(address, "&pool_max_conns")
	c, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	for _, s := range statements {
		if _, err := c.PgConn().Exec(ctx, s).ReadAll(); err != nil {
			return err
		}
	}
	return nil
}
