package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// full fills the disk to the last byte.
func full(t *testing.T, d desk) func() {
	if !onSmallDisk(d.dir) {
		t.Skip("no small disk can be mounted here; store/ fills one by a file-size limit")
	}
	filler := filepath.Join(d.dir, "filler")
	f, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	for size := 1 << 16; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	f.Close()
	return func() { remove(t, filler) }
}

// moved moves the ledger away.
func moved(t *testing.T, d desk) func() {
	from := d.slackServer.store()
	rename(t, from, from+".away")
	return func() { rename(t, from+".away", from) }
}

// replaced puts a copy in the ledger's place, as a hurried restore would.
func replaced(t *testing.T, d desk) func() {
	from := d.slackServer.store()
	rename(t, from, from+".away")
	text, err := os.ReadFile(from + ".away")
	if err == nil {
		err = os.WriteFile(from, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() { rename(t, from+".away", from) }
}

// logMoved moves the ledger's log away, as a careless clean-up would.
func logMoved(t *testing.T, d desk) func() {
	log := d.slackServer.store() + "-wal"
	rename(t, log, log+".away")
	return func() { rename(t, log+".away", log) }
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

// injected tampers with a system call of the program, below it, until it is healed.
func injected(call, how string) func(*testing.T, desk) func() {
	return func(t *testing.T, d desk) func() {
		strace, err := exec.LookPath("strace")
		if err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal("strace is missing: “make tools” installs it")
			}
			t.Skip("strace, which lets system calls fail, is not installed")
		}
		cmd := exec.Command(strace, "-f", "-p", strconv.Itoa(d.cmd.Process.Pid), "-o", os.DevNull,
			"-e", "trace="+call, "-e", "inject="+call+":"+how)
		told, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line, _ := bufio.NewReader(told).ReadString('\n')
		if !strings.Contains(line, "attached") {
			_ = cmd.Wait()
			t.Skip("system calls cannot be traced here: ", line)
		}
		go func() { _, _ = io.Copy(io.Discard, told) }()
		heal := func() {
			_ = cmd.Process.Signal(syscall.SIGINT)
			_ = cmd.Wait() // ended by our signal
		}
		t.Cleanup(heal)
		return heal
	}
}
