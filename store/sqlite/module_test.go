package sqlite_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The driver is translated from C against one version of its C library, and another
// version may corrupt what it writes. So the two only move together.
func TestTheDriverHasTheLibraryThatItAsksFor(t *testing.T) {
	const library = "modernc.org/libc"
	asked, err := os.ReadFile(list(t, "{{.GoMod}}", "modernc.org/sqlite"))
	must(t, err)
	if used := list(t, "{{.Version}}", library); !strings.Contains(string(asked), library+" "+used+"\n") {
		t.Errorf("%s %s is used, which is not the version that modernc.org/sqlite asks for", library, used)
	}
}

func list(t *testing.T, format, module string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", format, module).Output()
	must(t, err)
	return strings.TrimSpace(string(out))
}
