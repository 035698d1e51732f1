package postgres_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"natobot/store"
	"natobot/store/postgres/postgrestest"
	"natobot/store/storetest"
)

// pooler starts PgBouncer in transaction mode before a server, and gives the address of that for the program's role.
func pooler(t *testing.T, s *postgrestest.Server) string {
	t.Helper()
	program, err := exec.LookPath("pgbouncer")
	if err != nil {
		program, err = exec.LookPath("/usr/sbin/pgbouncer") // where few have it in their PATH
	}
	if err != nil {
		postgrestest.Missing(t, fmt.Errorf("PgBouncer is not installed here (make tools): %w", err))
	}
	dir, err := os.MkdirTemp("/tmp", "natobot-pgb-")
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	must(t, os.Chmod(dir, 0o777))
	settings := fmt.Sprintf(`[databases]
postgres = host=%s dbname=postgres user=natobot_app
[pgbouncer]
listen_addr =
unix_socket_dir = %s
listen_port = 5432
auth_type = any
pool_mode = transaction
default_pool_size = 3
logfile = %s/log
pidfile = %s/pid
`, s.Dir(), dir, dir, dir)
	file := filepath.Join(dir, "pgbouncer.ini")
	must(t, os.WriteFile(file, []byte(settings), 0o644))
	cmd := exec.Command(program, file)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.Credential(), Pdeathsig: syscall.SIGKILL}
	must(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	address := strings.Replace(s.Address("postgres"), s.Dir(), dir, 1)
	end := time.After(30 * time.Second)
	for err := postgrestest.Try(address); err != nil; err = postgrestest.Try(address) {
		select {
		case <-end:
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Fatalf("%v\n%s", err, log)
		case <-time.After(20 * time.Millisecond):
		}
	}
	return address
}

// Behind a pooler in transaction mode each transaction may meet another server process.
func TestBehindPgBouncer(t *testing.T) {
	server := postgrestest.Start(t)
	connect(t, server.Address("postgres"), store.Options{})
	roles, err := os.ReadFile("../../deploy/roles.sql")
	must(t, err)
	postgrestest.Do(t, server.Address("postgres"), string(roles))
	address := pooler(t, server)
	storetest.Run(t, func(t *testing.T, place string) store.Ledger { return open(t, address, place) })
}

// Where none stands between, the address may ask for named statements, which the server plans once.
func TestNamedStatements(t *testing.T) {
	address := postgrestest.Database(t) + "&default_query_exec_mode=cache_statement"
	storetest.Run(t, func(t *testing.T, place string) store.Ledger { return open(t, address, place) })
}
