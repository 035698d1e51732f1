package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one Go file of the project.
type source struct {
	path string // "store/append.go"
	room string // "store", "." for the program itself
	test bool
	file *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		name = filepath.ToSlash(name)
		list = append(list, source{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), file})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func (s source) imports() []string {
	var list []string
	for _, i := range s.file.Imports {
		name, _ := strconv.Unquote(i.Path.Value)
		list = append(list, name)
	}
	return list
}

// standard tells whether an import path is of the standard library: only other modules'
// paths begin with a host name.
func standard(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return !strings.Contains(first, ".") && first != "natobot"
}

// rooms says which rooms of the house each room may enter, and which libraries belong to
// it. A room that is not here is new: give it a place in ARCHITECTURE.md first.
var rooms = map[string]struct{ rooms, libraries []string }{
	".": {
		rooms:     []string{"bot", "bot/localslack", "commands", "consensus", "store", "store/sqlite"},
		libraries: []string{"github.com/joho/godotenv"},
	},
	"bot": {
		rooms: []string{"commands", "consensus", "outbox"},
		libraries: []string{
			"github.com/slack-go/slack", "github.com/slack-go/slack/slackevents", "github.com/slack-go/slack/socketmode",
			"github.com/gorilla/websocket",
		},
	},
	"bot/localslack": {libraries: []string{"github.com/gorilla/websocket"}},
	"commands":       {rooms: []string{"consensus", "picture"}, libraries: []string{"golang.org/x/text/unicode/norm", "golang.org/x/text/cases"}},
	"consensus":      {},
	"outbox":         {rooms: []string{"consensus"}, libraries: []string{"golang.org/x/sync/errgroup"}},
	"picture": {rooms: []string{"consensus"}, libraries: []string{
		"golang.org/x/image/font", "golang.org/x/image/font/gofont/gobold", "golang.org/x/image/font/gofont/goregular",
		"golang.org/x/image/font/opentype", "golang.org/x/image/math/fixed",
	}},
	"store":           {rooms: []string{"consensus"}},
	"store/sqlite":    {rooms: []string{"consensus", "store"}, libraries: []string{"modernc.org/sqlite", "modernc.org/sqlite/lib"}},
	"store/storetest": {rooms: []string{"consensus", "store"}, libraries: []string{"github.com/google/go-cmp/cmp"}},
}

// Imports run one way: main → bot → commands → consensus ← store. Only the bot knows
// Slack, only an engine of the store knows SQL, and the local workspace knows nothing of ours.
func TestImportsRunOneWay(t *testing.T) {
	for _, s := range sources(t) {
		may, known := rooms[s.room]
		if !known {
			t.Errorf("%s: a room that nobody planned", s.path)
			continue
		}
		for _, name := range s.imports() {
			switch own, isOwn := strings.CutPrefix(name, "natobot/"); {
			case s.test:
				// A test may use whatever shows that its room works.
			case isOwn && !slices.Contains(may.rooms, own):
				t.Errorf("%s imports %s", s.path, name)
			case !isOwn && !standard(name) && !slices.Contains(may.libraries, name):
				t.Errorf("%s imports %s", s.path, name)
			case name == "database/sql" && !strings.HasPrefix(s.room, "store/"):
				t.Errorf("%s imports %s: SQL is the store's engines'", s.path, name)
			}
		}
	}
}

// The domain has neither clock nor input nor output.
func TestConsensusIsPure(t *testing.T) {
	impure := []string{"os", "io", "net", "net/http", "log", "log/slog", "bufio", "os/exec", "embed", "context"}
	for _, s := range sources(t) {
		if s.room != "consensus" || s.test {
			continue
		}
		for _, name := range s.imports() {
			if slices.Contains(impure, name) {
				t.Errorf("%s imports %s", s.path, name)
			}
		}
	}
}

// The desk's clock is handed in; only main.go makes a real one. Nothing sleeps, but for
// tests in a bubble of testing/synctest, where that takes no time.
func TestClockIsHandedIn(t *testing.T) {
	bubbles := map[string]bool{}
	for _, s := range sources(t) {
		if slices.Contains(s.imports(), "testing/synctest") {
			bubbles[s.room] = true
		}
	}
	for _, s := range sources(t) {
		if s.calls("time", "Now") && !s.test && s.path != "main.go" {
			t.Errorf("%s calls time.Now", s.path)
		}
		if s.calls("time", "Sleep") && (!s.test || !bubbles[s.room]) {
			t.Errorf("%s calls time.Sleep", s.path)
		}
	}
}

// calls tells whether the file names that function of that package.
func (s source) calls(pkg, function string) bool {
	found := false
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == function {
			id, ok := sel.X.(*ast.Ident)
			found = found || ok && id.Name == pkg
		}
		return true
	})
	return found
}

// NATO does not vote: no name in the code says that it does.
func TestNamesAreTheDesksWords(t *testing.T) {
	foreign := regexp.MustCompile(`(?i)vote|ballot|winner|election`)
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && foreign.MatchString(id.Name) && !strings.Contains(strings.ToLower(id.Name), "selection") {
				t.Errorf("%s: %s", s.path, id.Name)
			}
			return true
		})
	}
}

// The map is of this house: what it names is there, and every room is on it.
func TestArchitectureNamesWhatIsThere(t *testing.T) {
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([\\w./-]+(?:\\.(?:go|md|json|txt|sql|yml|mod|txtar)|/))`").FindAllStringSubmatch(string(data), -1)
	if len(named) < 20 {
		t.Fatalf("only %d files are named", len(named))
	}
	for _, m := range named {
		if _, err := os.Stat(m[1]); err != nil {
			t.Errorf("ARCHITECTURE.md names %s: %v", m[1], err)
		}
	}
	for room := range rooms {
		if room != "." && !strings.Contains(string(data), "`"+room+"/`") {
			t.Errorf("ARCHITECTURE.md does not show %s", room)
		}
	}
}

// Each library that ships earns its place with a reason.
func TestArchitectureGivesAReasonForEachLibrary(t *testing.T) {
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	reasoned := regexp.MustCompile(`[a-z.]+\.[a-z]+/[\w./-]+\w`).FindAllString(string(data), -1)
	for _, s := range sources(t) {
		for _, name := range s.imports() {
			given := func(library string) bool { return name == library || strings.HasPrefix(name, library+"/") }
			if !standard(name) && !strings.HasPrefix(name, "natobot/") && !slices.ContainsFunc(reasoned, given) {
				t.Errorf("ARCHITECTURE.md gives no reason for %s", name)
			}
		}
	}
}
