// Package postgrestest gives tests a real PostgreSQL: a server of their own that no process
// outlives, and a fresh database for each test.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Server is a cluster of its own in a directory that goes with it.
type Server struct {
	programs, dir string
	keeper        *exec.Cmd
	orders        io.WriteCloser
}

// keeper starts the server and ends it: as it is told, or at once, with its directory, when the test's process
// is gone, however it went.
const keeper = `"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 >>"$2/log" 2>&1 &
if read order; then kill -"$order" $!; wait $!; else kill -QUIT $!; wait $!; rm -rf "$2"; fi`

// programs finds initdb and postgres.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		path, err = filepath.EvalSymlinks(path)
		return filepath.Dir(path), err
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
		return n
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", errors.New("no PostgreSQL is installed here: install it (make tools), or name a server in NATO_TEST_POSTGRES")
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
}

// Start starts a server for one test, which may stop and start it again. Where none is installed the
// test is skipped, under CI=true it fails.
func Start(tb testing.TB) *Server {
	tb.Helper()
	s, err := initialized()
	if err == nil {
		err = s.Run()
	}
	if err != nil {
		Missing(tb, err)
	}
	tb.Cleanup(s.close)
	return s
}

// Missing skips a test, or fails it under CI=true, where nothing may be missing.
func Missing(tb testing.TB, err error) {
	tb.Helper()
	if os.Getenv("CI") != "" {
		tb.Fatal(err)
	}
	tb.Skip(err)
}

// initialized makes an empty cluster.
func initialized() (*Server, error) {
	s, err := directory()
	if err != nil {
		return nil, err
	}
	out, err := s.command("initdb", "-D", s.dir+"/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-k", "--no-instructions").CombinedOutput()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("initdb: %w\n%s", err, out), os.RemoveAll(s.dir))
	}
	return s, nil
}

// directory makes the directory of a cluster, with a short name: a socket's path is at most 107 bytes.
func directory() (*Server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("/tmp", "natobot-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{programs: bin, dir: dir}
	if who := s.Credential(); who != nil {
		err = os.Chown(dir, int(who.Uid), int(who.Gid))
	}
	return s, err
}

// Credential is who runs it: PostgreSQL refuses root. It is nil for whoever runs the test.
func (s *Server) Credential() *syscall.Credential {
	if os.Getuid() != 0 {
		return nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		return nil // it will say so itself
	}
	uid, _ := strconv.ParseUint(who.Uid, 10, 32)
	gid, _ := strconv.ParseUint(who.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func (s *Server) command(program string, args ...string) *exec.Cmd {
	if !filepath.IsAbs(program) {
		program = filepath.Join(s.programs, program)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = s.dir // the server's user may not read ours
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.Credential(), Setpgid: true}
	return cmd
}

// Run starts the server, and returns when it answers.
func (s *Server) Run() error {
	s.keeper = s.command("/bin/sh", "-c", keeper, "sh", s.programs, s.dir)
	var err error
	if s.orders, err = s.keeper.StdinPipe(); err != nil {
		return err
	}
	if err := s.keeper.Start(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for pause := time.NewTicker(20 * time.Millisecond); ; <-pause.C {
		err := Try(s.Address("postgres"))
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			log, _ := os.ReadFile(s.dir + "/log")
			return fmt.Errorf("the server does not answer: %w\n%s", err, log)
		}
	}
}

// Stop stops the server: nobody is let finish what they began, and all is put away.
func (s *Server) Stop() { s.end("INT") }

// Crash ends the server as a power loss would: what it keeps in memory is gone.
func (s *Server) Crash() { s.end("QUIT") }

func (s *Server) end(signal string) {
	_, _ = io.WriteString(s.orders, signal+"\n")
	_ = s.keeper.Wait()
	s.keeper = nil
}

func (s *Server) close() {
	if s.keeper == nil {
		_ = os.RemoveAll(s.dir)
		return
	}
	_ = s.orders.Close()
	_ = s.keeper.Wait()
}

// Address gives that of one of its databases, for the user who may do everything.
func (s *Server) Address(database string) string {
	return fmt.Sprintf("postgres://postgres@/%s?host=%s&pool_max_conns=4", database, s.dir)
}

// Dir is where its socket is.
func (s *Server) Dir() string { return s.dir }

// Standby starts one that gets what this server records, as it is recorded.
func (s *Server) Standby(tb testing.TB) *Server {
	tb.Helper()
	standby, err := directory()
	if err != nil {
		tb.Fatal(err)
	}
	name := strings.ReplaceAll(filepath.Base(standby.dir), "-", "_")
	out, err := s.command("pg_basebackup", "-D", standby.dir+"/data", "-R", "-X", "stream", "-c", "fast", "-C", "-S", strings.ToLower(name), "-h", s.dir, "-U", "postgres").CombinedOutput()
	if err == nil {
		err = standby.Run()
	}
	if err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	tb.Cleanup(standby.close)
	return standby
}
