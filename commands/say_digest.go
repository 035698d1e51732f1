// What a digest says of itself, by the rules at the head of say.go.

package commands

// dateline says what the digest is of, which one it follows, and that it is late.
func (v view) dateline(o DigestOptions, first bool) string {
	title, _, _ := v.race.Title(v.at.Known)
	s := title + ", " + v.at.On.Long()
	if first {
		s += ". This is the first digest; the next ones say what moved"
	} else {
		s += ". The last digest was of " + o.Since.On.Long()
	}
	if !o.Late.IsZero() {
		s += ". Late: it was due on " + v.moment(o.Late)
	}
	return s + "."
}

func (v view) headlineOrNothing() string {
	if tallies := v.race.Standing(v.at).Tallies; len(tallies) > 0 {
		return v.headline(tallies)
	}
	return "Nothing is recorded about this race yet."
}
