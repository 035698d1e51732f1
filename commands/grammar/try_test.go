package grammar

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"natobot/commands/lexicon"
	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
)

var articleNames = lexicon.NewNames(lexicontest.Article())

// runs checks that every suggestion for a text can be run as it stands, and gives what they say.
func runs(t *testing.T, text string, u Understood) (said []Understood) {
	t.Helper()
	for _, try := range u.Try {
		again, err := UnderstandNames(articleNames, try)
		if err != nil || again.Bare {
			t.Errorf("%q suggests %q, which is not understood: %v", text, try, err)
		}
		said = append(said, again)
	}
	return said
}

// Every suggestion can be run as it stands: of all that the fixtures type.
func TestSuggestionsOfTheFixturesRun(t *testing.T) {
	suggested := 0
	for _, line := range fixtureLines(t) {
		if u, err := UnderstandNames(articleNames, line); err != nil {
			suggested += len(runs(t, line, u))
		}
	}
	if suggested < 80 {
		t.Errorf("only %d suggestions", suggested)
	}
}

// A slip of one letter is never taken for something else: what was meant is among the suggestions,
// where there are any, and what is understood at once is what was meant.
func TestSuggestionsNeverChangeTheMeaning(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var members []string
	for _, m := range lexicontest.Article().Members {
		members = append(members, m.Name)
	}
	suggested := 0
	for range 1500 {
		words := []string{pick(random, members), pick(random, single(lexicon.Positions())), "Mark", "Rutte", "via", pick(random, single(lexicon.Attributions())), "on", "22", "Feb"}
		rest := ` by "Ann Example" https://x.example/1`
		meant, err := UnderstandNames(articleNames, "stance "+strings.Join(words, " ")+rest)
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		at := []int{0, 1, 2, 3, 5}[random.IntN(5)]
		words[at] = slipped(random, words[at])
		text := "stance " + strings.Join(words, " ") + rest
		u, err := UnderstandNames(articleNames, text)
		if err == nil {
			if u.Fact != meant.Fact {
				t.Errorf("%q is understood as %s", text, described(u))
			}
			continue
		}
		said := runs(t, text, u)
		if len(said) > 0 && !slices.ContainsFunc(said, func(s Understood) bool { return s.Fact == meant.Fact }) {
			t.Errorf("%q suggests %q", text, u.Try)
		}
		suggested += len(said)
	}
	if suggested < 600 {
		t.Errorf("only %d suggestions", suggested)
	}
}

// Words of the language that mean something else are no slips of ours: they are asked about, and
// nothing is suggested in their place.
func TestWordsOfTheLanguageAreNoSlips(t *testing.T) {
	for _, list := range []string{ownWords, vagueWords, "privately,almost,partly,nearly,half,unofficially,unlikely,secretly,lacks,packs,hacks,loans,learns,expects,exposes,deposes,projects,ejects,subjects"} {
		for word := range strings.SplitSeq(list, ",") {
			for _, form := range []string{"stance Poland %s Rutte", "stance Poland %s backs Rutte", "stance Poland backs Rutte via %s", "candidate Rutte %s", "claim Rutte %s 20 of 31"} {
				text := fmt.Sprintf(form, word)
				if u, err := UnderstandNames(articleNames, text); err != nil && len(u.Try) > 0 {
					t.Errorf("%q suggests %q", text, u.Try)
				}
			}
		}
	}
}

// single gives the phrases of one word that leave no doubt.
func single[T any](list []lexicon.Synonyms[T]) (words []string) {
	for _, s := range list {
		for phrase := range strings.SplitSeq(s.Phrases, ",") {
			if !strings.Contains(phrase, " ") && any(s.Value) != any(consensus.Holdout) {
				words = append(words, phrase)
			}
		}
	}
	return words
}

func pick(random *rand.Rand, list []string) string { return list[random.IntN(len(list))] }

// slipped gives a word with one slip of the fingers: a letter left out, doubled, mistaken or swapped
// with its neighbour.
func slipped(random *rand.Rand, word string) string {
	letters := []rune(word)
	i := random.IntN(len(letters))
	switch random.IntN(4) {
	case 0:
		return string(slices.Delete(letters, i, i+1))
	case 1:
		return string(slices.Insert(letters, i, letters[i]))
	case 2:
		letters[i] = rune('a' + random.IntN(26))
		return string(letters)
	}
	if i+1 < len(letters) {
		letters[i], letters[i+1] = letters[i+1], letters[i]
	}
	return string(letters)
}
