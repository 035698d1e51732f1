package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// source is one Go file of the project.
type source struct {
	path  string // "store/append.go"
	room  string // "store", "." for the program itself
	test  bool
	lines int
	file  *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	list, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// parsed reads all of them once.
var parsed = sync.OnceValues(func() (list []source, err error) {
	err = filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() && name == "deploy" { // a module of its own
			return filepath.SkipDir
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		list = append(list, source{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), set.Position(file.FileEnd).Line, file})
		return nil
	})
	return list, err
})

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

// room is what a room may enter, and the libraries that belong to it.
type room struct{ rooms, libraries []string }

// rooms says so for each. A room that is not here is new: give it a place in ARCHITECTURE.md first.
func rooms() map[string]room {
	list := func(names ...string) []string { return names }
	return map[string]room{
		".":      {rooms: list("bot", "bot/fleet", "bot/install", "bot/localslack", "commands", "commands/answer", "config", "consensus", "ops", "store", "store/postgres", "store/sqlite")},
		"config": {rooms: list("consensus", "consensus/bodies"), libraries: list("github.com/joho/godotenv")},
		"ops":    {libraries: list("github.com/VictoriaMetrics/metrics")},
		"bot": {
			rooms: list("bot/blockkit", "bot/plaintext", "bot/receiver", "bot/slackerr", "commands", "commands/answer", "commands/beats", "commands/form", "commands/held", "commands/report",
				"consensus", "outbox"),
			libraries: list("github.com/slack-go/slack", "github.com/slack-go/slack/slackevents"),
		},
		"bot/receiver": {
			rooms: list("bot/slackerr"),
			libraries: list("github.com/slack-go/slack", "github.com/slack-go/slack/slackevents", "github.com/slack-go/slack/socketmode",
				"github.com/gorilla/websocket"),
		},
		"bot/install": {rooms: list("bot/slackerr", "store"), libraries: list("github.com/slack-go/slack")},
		"bot/fleet": {
			rooms:     list("bot", "bot/install", "bot/receiver", "bot/slackerr", "outbox"),
			libraries: list("github.com/slack-go/slack", "github.com/slack-go/slack/slackevents", "golang.org/x/sync/singleflight"),
		},
		"bot/slackerr":              {rooms: list("consensus"), libraries: list("github.com/slack-go/slack")},
		"bot/blockkit":              {rooms: list("commands/answer"), libraries: list("github.com/slack-go/slack")},
		"bot/plaintext":             {rooms: list("bot/blockkit"), libraries: list("github.com/slack-go/slack")},
		"bot/blockkit/blockkittest": {rooms: list("bot/localslack")},
		"bot/localslack":            {libraries: list("github.com/gorilla/websocket")},
		"outbox":                    {rooms: list("consensus"), libraries: list("github.com/robfig/cron/v3", "golang.org/x/sync/errgroup")},
		"commands/beats":            {rooms: list("commands/answer", "commands/english", "commands/report", "consensus")},
		"commands/posted":           {rooms: list("commands/answer", "commands/english", "commands/report", "consensus")},
		"commands/cells":            {},
		"commands/jsonl":            {rooms: list("commands/english", "consensus")},
		"commands/long":             {rooms: list("commands/cells", "commands/english", "commands/jsonl", "commands/lexicon", "consensus")},
		"commands/sheet":            {rooms: list("commands/english", "commands/grammar", "commands/lexicon", "consensus"), libraries: list("golang.org/x/text/encoding/unicode")},
		"commands": {
			rooms: list("commands/answer", "commands/beats", "commands/english", "commands/form", "commands/grammar", "commands/held", "commands/lexicon", "commands/press",
				"commands/jsonl", "commands/long", "commands/posted", "commands/report", "commands/sheet", "consensus", "consensus/bodies", "page"),
			libraries: list("golang.org/x/sync/singleflight"),
		},
		"commands/answer":  {rooms: list("commands/english", "consensus")},
		"commands/english": {rooms: list("consensus")},
		"commands/lexicon": {
			rooms:     list("commands/english", "consensus", "consensus/bodies"),
			libraries: list("golang.org/x/text/unicode/norm", "golang.org/x/text/cases"),
		},
		"commands/lexicon/lexicontest": {rooms: list("commands/lexicon", "consensus", "consensus/bodies")},
		"commands/grammar":             {rooms: list("commands/english", "commands/lexicon", "consensus")},
		"commands/press":               {rooms: list("commands/english", "commands/lexicon", "consensus", "consensus/bodies")},
		"commands/report":              {rooms: list("commands/answer", "commands/cells", "commands/english", "commands/jsonl", "commands/lexicon", "commands/long", "commands/report/news", "consensus", "picture")},
		"commands/report/news":         {rooms: list("commands/answer", "commands/english", "commands/lexicon", "consensus")},
		"commands/form": {rooms: list("commands/answer", "commands/english", "commands/grammar", "commands/lexicon", "commands/press",
			"commands/report", "consensus")},
		"commands/held":    {rooms: list("commands/answer", "commands/english", "commands/grammar", "commands/lexicon", "commands/report", "consensus")},
		"consensus":        {},
		"consensus/bodies": {rooms: list("consensus")},
		"page":             {rooms: list("commands/answer", "commands/english", "commands/report", "consensus")},
		"picture": {rooms: list("commands/answer", "commands/english", "consensus"), libraries: list("golang.org/x/image/font", "golang.org/x/image/font/gofont/gobold",
			"golang.org/x/image/font/gofont/goregular", "golang.org/x/image/font/opentype", "golang.org/x/image/math/fixed")},
		"store":        {rooms: list("consensus")},
		"store/sqlite": {rooms: list("consensus", "store"), libraries: list("modernc.org/sqlite", "modernc.org/sqlite/lib")},
		"store/postgres": {rooms: list("consensus", "store"), libraries: list("github.com/jackc/pgx/v5", "github.com/jackc/pgx/v5/pgconn",
			"github.com/jackc/pgx/v5/pgxpool", "golang.org/x/text/unicode/norm")},
		"store/postgres/postgrestest": {libraries: list("github.com/jackc/pgx/v5")},
		"store/storetest":             {rooms: list("consensus", "store"), libraries: list("github.com/google/go-cmp/cmp")},
	}
}

// Imports run one way, as ARCHITECTURE.md draws them. Only the bot knows Slack, only the store
// knows SQL, and the local workspace knows nothing of ours.
func TestImportsRunOneWay(t *testing.T) {
	for _, s := range sources(t) {
		may, known := rooms()[s.room]
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
			case name == "database/sql" && s.room != "store" && !strings.HasPrefix(s.room, "store/"):
				t.Errorf("%s imports %s: SQL is the store's", s.path, name)
			}
		}
	}
}

// The reader of messages has one door: nobody outside calls more than one function of it.
func TestPressHasOneDoor(t *testing.T) {
	const press = "commands/press"
	functions, called := map[string]bool{}, map[string]bool{}
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, is := d.(*ast.FuncDecl); is && s.room == press && f.Recv == nil {
				functions[f.Name.Name] = true
			}
		}
		if s.room == press || s.test || !slices.Contains(s.imports(), "natobot/"+press) {
			continue
		}
		for name := range s.namesOf("press") {
			called[name] = true
		}
	}
	maps.DeleteFunc(called, func(name string, _ bool) bool { return !functions[name] })
	if len(called) > 1 {
		t.Errorf("called from outside: %v", slices.Sorted(maps.Keys(called)))
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

// The desk's clock is handed in; only main.go makes a real one, and ends the process. Nothing
// sleeps, but for tests in a bubble of testing/synctest, where that takes no time.
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
		if s.calls("os", "Exit") && !s.test && s.path != "main.go" {
			t.Errorf("%s calls os.Exit", s.path)
		}
		if s.calls("time", "Sleep") && (!s.test || !bubbles[s.room]) {
			t.Errorf("%s calls time.Sleep", s.path)
		}
	}
}

// calls tells whether the file names that function of that package.
func (s source) calls(pkg, function string) bool { return s.namesOf(pkg)[function] }

// namesOf gives what the file names of a package.
func (s source) namesOf(pkg string) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == pkg {
				names[sel.Sel.Name] = true
			}
		}
		return true
	})
	return names
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
