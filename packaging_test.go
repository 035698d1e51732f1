package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The image is built from what .dockerignore lets in: all that the program needs, and
// nothing that a working directory holds besides.
func TestImageIsBuiltFromWhatItIsGiven(t *testing.T) {
	text, err := os.ReadFile(".dockerignore")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i, line := range strings.Fields(string(text)) {
		pattern, let := strings.CutPrefix(line, "!")
		if i == 0 && line != "*" || i > 0 && !let {
			t.Fatalf("%s: it begins by leaving out everything, and then lets things in", line)
		}
		if i == 0 {
			continue
		}
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Errorf("%s lets nothing in: %v", line, err)
		}
		for _, name := range names {
			bring(t, name, filepath.Join(dir, name))
		}
	}
	list := exec.Command("go", "list", "-deps", ".") // fails where a package or a file to embed is missing
	list.Dir = dir
	if out, err := list.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// SECURITY.md leads to tests that are there.
func TestSecurityNamesWhatIsThere(t *testing.T) {
	text, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("`([a-z_]+(/[a-z_]*)?(\\.go)?)`").FindAllStringSubmatch(string(text), -1)
	for _, m := range found {
		if _, err := os.Stat(m[1]); err != nil && strings.ContainsAny(m[1], "/.") {
			t.Errorf("SECURITY.md leads to %s: %v", m[1], err)
		}
	}
	if len(found) < 8 {
		t.Errorf("only %d found", len(found))
	}
}

// bring copies a file or a directory.
func bring(t *testing.T, from, to string) {
	t.Helper()
	info, err := os.Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	if info.IsDir() {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A container asks the program itself whether it is well.
func TestHealth(t *testing.T) {
	p := start(t)
	awaitStatus(t, p.address+"/readyz", http.StatusOK)
	at := strings.TrimPrefix(p.address, "http://")
	_, port, err := net.SplitHostPort(at)
	if err != nil {
		t.Fatal(err)
	}
	for _, listen := range []string{at, "0.0.0.0:" + port, ":" + port} {
		if said, code := natobot(t, []string{"NATO_LISTEN=" + listen}, "health"); code != exitOK || said != "ready\n" {
			t.Errorf("%s: exit %d, and it says: %s", listen, code, said)
		}
	}
	p.kill()
	if said, code := natobot(t, []string{"NATO_LISTEN=" + at}, "health"); code != exitRefused || !strings.Contains(said, "no bot answers at "+at) {
		t.Errorf("exit %d, and it says: %s", code, said)
	}
	if said, code := natobot(t, []string{"NATO_LISTEN=nowhere"}, "health"); code != exitUsage || !strings.Contains(said, "NATO_LISTEN") {
		t.Errorf("exit %d, and it says: %s", code, said)
	}
}

// What is wrong with settings is wrong until somebody mends it: systemd does not start it again.
func TestSystemdLeavesWrongSettingsToPeople(t *testing.T) {
	if want := fmt.Sprintf("\nRestartPreventExitStatus=%d\n", exitUsage); !strings.Contains(document(t, "natobot.service"), want) {
		t.Errorf("natobot.service has no line %q", want)
	}
}

// The unit for systemd is one, and leaves the program little to do harm with.
func TestSystemdUnit(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("systemd is not installed")
	}
	out, err := exec.Command("systemd-analyze", "security", "--offline=true", "--threshold=20", "./natobot.service").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
