package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"natobot/consensus"
)

// Example gives an example of ours, which has its people and members from the article, with those of
// the race in their place that it does not know.
func (n *Names) Example(text string) string {
	text = n.members(n.people(text))
	if !n.OfMotions() {
		return text
	}
	for p, phrases := range map[consensus.Position][]string{
		consensus.Backs: {"backs", "back", "won't block"}, consensus.Holdout: {"holdout"}, consensus.Leans: {"leans"},
	} {
		said := Written(consensus.Saying{Position: p, Motion: true, Stage: map[consensus.Position]consensus.Stage{consensus.Leans: consensus.Announced}[p]})
		for _, phrase := range phrases {
			text = strings.ReplaceAll(text, " "+phrase+" ", " "+said+" ")
		}
	}
	return strings.NewReplacer(" declared", " tabled", " interested", " proposed").Replace(text)
}

// OfMotions tells whether the race is one of motions. Where it has persons too, what was there first counts:
// examples are of one kind.
func (n *Names) OfMotions() bool {
	list := n.Vocabulary.Candidates
	return len(list) > 0 && list[0].Motion
}

// people puts candidates of the race in the place of those of the article.
func (n *Names) people(text string) string {
	motions := n.OfMotions()
	list := slices.DeleteFunc(slices.Clone(n.Vocabulary.Candidates), func(c consensus.Candidate) bool { return c.Motion != motions })
	for i, name := range []string{"Mark Rutte of Netherlands", "Mark Rutte", "Rutte", "Klaus Iohannis of Romania", "Kallas"} {
		person, _, whole := strings.Cut(name, " of ")
		if !strings.Contains(text, name) || len(n.People[Key(person)]) > 0 && !motions || len(list) == 0 && n.ofDefaultBody() {
			continue
		}
		by := "NAME of COUNTRY"
		if len(list) > 0 {
			c := list[i/3%len(list)]
			switch m, _ := n.MemberByCode(c.Country); {
			case c.Motion:
				by = fmt.Sprintf("%q", c.Name)
			case whole && m.Name != "":
				by = c.Name + " of " + m.Name
			default:
				by = Surname(c)
			}
		}
		if !whole {
			by = strings.TrimSuffix(by, " of COUNTRY")
		}
		if strings.HasPrefix(by, `"`) { // of a motion, which has quotation marks of its own
			text = strings.ReplaceAll(text, `"`+name+`"`, name)
		}
		text = strings.ReplaceAll(text, name, by)
	}
	return text
}

// members puts members of the race in the place of those that are none of it.
func (n *Names) members(text string) string {
	for i, name := range []string{"Poland", "Hungary", "Türkiye", "Turkey", "Romania", "Germany", "Estonia", "Latvia", "Lithuania"} {
		if all := n.Vocabulary.Members; len(all) > 0 && n.Members[Key(name)] == "" {
			text = strings.ReplaceAll(text, name, all[i%len(all)].Name)
		}
	}
	if !n.ofDefaultBody() {
		text = strings.ReplaceAll(text, " of 31", fmt.Sprintf(" of %d", len(n.Vocabulary.Members)))
	}
	return text
}

func (n *Names) ofDefaultBody() bool {
	return n.Vocabulary.Body == nil || n.Vocabulary.Body.Key == consensus.DefaultBody
}
