package lexicon_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"natobot/commands/lexicon"
	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
)

// Every list says where it comes from, and holds its phrases once, in the spelling of Key.
func TestWordFiles(t *testing.T) {
	for _, folder := range []string{".", "../grammar"} {
		paths, err := fs.Glob(os.DirFS(folder), "words/*.txt")
		if err != nil || len(paths) == 0 {
			t.Fatal(err, paths)
		}
		for _, path := range paths {
			text, err := fs.ReadFile(os.DirFS(folder), path)
			if err != nil || !strings.HasPrefix(string(text), "# ") || !strings.Contains(string(text), "\n# Source: ") {
				t.Errorf("%s: %v; no comment on what it is and its source", path, err)
			}
			for _, l := range lexicon.ReadWords(os.DirFS(folder), strings.TrimSuffix(strings.TrimPrefix(path, "words/"), ".txt")) {
				checkPhrases(t, path+": "+l.Word, l.Phrases)
			}
		}
	}
}

// checkPhrases tells of phrases that nobody could type, or that stand twice.
func checkPhrases(t *testing.T, of, phrases string) {
	t.Helper()
	seen := map[string]bool{}
	for phrase := range strings.SplitSeq(phrases, ",") {
		letter := len([]rune(phrase)) == 1 // a sign, or a letter that Key would fold
		if phrase == "" || seen[phrase] || phrase != lexicon.Key(phrase) && !letter {
			t.Errorf("%s: %q is empty, there twice or in no key's spelling", of, phrase)
		}
		seen[phrase] = true
	}
}

func TestWordFileIsReadLineByLine(t *testing.T) {
	files := fstest.MapFS{"words/x.txt": {Data: []byte("# A comment.\n\nbacks: backs, gives its blessing to\nleans: leans\nbacks: is for\n")}}
	got := lexicon.ReadWords(files, "x")
	if len(got) != 2 || got.List("backs") != "backs,gives its blessing to,is for" {
		t.Errorf("%q", got)
	}
}

func TestCountryList(t *testing.T) {
	codes, names := map[consensus.Code]bool{}, map[string]consensus.Code{}
	for _, c := range lexicon.Countries() {
		if codes[c.Code] || len(c.Code) != 2 || c.Name == "" || !lexicon.Contains(c.Names, lexicon.Key(c.Name)) || !lexicon.Contains(c.Names, strings.ToLower(string(c.Code))) {
			t.Errorf("%s %s: %s", c.Code, c.Name, c.Names)
		}
		codes[c.Code] = true
		for name := range strings.SplitSeq(c.Names, ",") {
			if name == "" || names[name] != "" || name != lexicon.Key(name) {
				t.Errorf("%s: %q is empty, another's too (%s) or in no key's spelling", c.Code, name, names[name])
			}
			names[name] = c.Code
		}
	}
	if len(codes) != 249+2 {
		t.Errorf("%d countries; ISO 3166-1 has 249, and Kosovo and the EU", len(codes))
	}
	for _, m := range lexicontest.Article().Members {
		if !codes[m.Code] {
			t.Errorf("%s is missing", m.Name)
		}
		for _, key := range lexicon.MemberKeys(m) {
			if c := names[key]; c != "" && c != m.Code {
				t.Errorf("%q is %s here and %s among the members", key, c, m.Code)
			}
		}
	}
}
