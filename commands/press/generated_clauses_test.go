package press

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestGeneratedCounts makes up counts of allies, of a body of 32.
func TestGeneratedCounts(t *testing.T) {
	told := generated{t: t}
	claim := func(how string, n, of int) expected {
		what := fmt.Sprintf("claim mark-rutte %s %d", how, n)
		if of > 0 {
			what += fmt.Sprintf(" of %d", of)
		}
		return expected{what: what}
	}
	words := map[int]string{2: "two", 3: "three", 5: "five", 12: "twelve", 20: "twenty"}
	for i, verb := range []string{"back Rutte", "support Mark Rutte", "are behind Rutte", "have endorsed Rutte", "backs Rutte"} {
		c, d := generatedCountries[i], generatedCountries[i+5]
		for _, n := range []int{2, 3, 5, 12, 20, 28, 31, 32, 33, 40, 99, 100, 2024} {
			some := []string{fmt.Sprint(n)}
			if words[n] != "" {
				some = append(some, words[n])
			}
			for _, count := range some {
				in := func(frame string) string {
					text := strings.NewReplacer("#", count, "V", verb, "M", c.name, "D", d.name).Replace(frame)
					return strings.ToUpper(text[:1]) + text[1:]
				}
				one := func(frame string, e expected) {
					if n <= 32 {
						told.read(in(frame), e)
					} else {
						told.read(in(frame))
					}
				}
				one("# allies V.", claim("exactly", n, 0))
				one("about # allies V.", claim("about", n, 0))
				one("at least # countries V.", claim("at least", n, 0))
				one("more than # members V.", claim("over", n, 0))
				one("# of the 32 allies V.", claim("exactly", n, 32))
				one("# of NATO's 32 members V.", claim("exactly", n, 32))
				if n <= 31 {
					one("so far # out of 31 allies V.", claim("exactly", n, 31))
				}
				if n <= 20 {
					told.read(in("all but # allies V."), claim("exactly", 32-n, 32))
					told.read(in("all 32 allies except # V."), claim("exactly", 32-n, 32))
				}
				for _, frame := range []string{
					"# more allies V.", "another # allies V.", "# other allies V.", "# EU members V.", "# of 27 EU countries V.", "15 of 27 V.", "# allies oppose Rutte.", "# allies do not back Rutte.",
					"# diplomats V.", "# of them V.", "# percent of voters V.", "do # allies V?", "if # allies V, he wins.", "it is not true that # allies V.", "fewer than # allies V.",
					"no more than # allies V.", "up to # allies V.", "# to 30 allies V.", "between # and 30 allies V.", "not # allies V.", "# ministers from D V.", "# of the 5 Baltic and Nordic allies V.",
					"# out of three allies V.", "# allies had backed Rutte.", "# allies in the EU V.", "# allies want M to back Rutte.", "# allies could back Rutte.", "half of the # allies V.", "a third of the # allies V.", "none of the # allies V.",
					"not all # allies V.", "# million people V.", "# allies are yet to decide whether they V.",
				} {
					told.read(in(frame))
				}
			}
		}
		for _, frame := range []string{"all allies but M V.", "all allies except M V.", "everyone but M V.", "all 32 allies but M V.", "all NATO members, except M, V.", "with the exception of M, all allies V.", "all allies V, with the exception of M."} {
			told.read(capital(strings.NewReplacer("V", verb, "M", c.name).Replace(frame)), claim("exactly", 31, 32))
		}
		for _, frame := range []string{"all allies but M and D V.", "all 32 members except for M and D V.", "all allies V except M and D."} {
			told.read(capital(strings.NewReplacer("V", verb, "M", c.name, "D", d.name).Replace(frame)), claim("exactly", 30, 32))
		}
	}
	told.atLeast(70)
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// TestGeneratedScopes makes up messages of two and three members, of which each has its own position.
func TestGeneratedScopes(t *testing.T) {
	told := generated{t: t}
	for text, want := range map[string]string{
		"M backs Rutte, and so does N.":                             "M backs, N backs",
		"M backs Rutte; N does not.":                                "M backs, N opposes",
		"M backs Rutte, but N does not.":                            "M backs, N opposes",
		"M opposes Rutte, but N does not.":                          "M opposes, N accepts",
		"M has not backed Rutte, but N, O and P have.":              "M undeclared, N backs, O backs, P backs",
		"M has not endorsed Rutte, while N and O have.":             "M undeclared, N backs, O backs",
		"M and N have endorsed Rutte; O and P have not.":            "M backs, N backs, O undeclared, P undeclared",
		"Although M has endorsed Rutte, N has not.":                 "M backs, N undeclared",
		"M has not said whether it backs Rutte. N has.":             "M undeclared",
		"M will back Rutte, not N.":                                 "M backs",
		"M, not N, backs Rutte.":                                    "M backs",
		"M, unlike N, backs Rutte.":                                 "M backs",
		"Unlike N, M backs Rutte.":                                  "M backs",
		"M, like N, backs Rutte.":                                   "M backs, N backs",
		"M, whose neighbour N opposes Rutte, backs him.":            "M backs, N opposes",
		"M, which borders N, backs Rutte.":                          "M backs",
		"M backs Rutte, N opposes him, and O is undecided.":         "M backs, N opposes, O undeclared",
		"M backs Rutte, N Iohannis.":                                "M backs",
		"M backs Rutte over Iohannis.":                              "M backs",
		"M backs Rutte rather than Iohannis.":                       "M backs",
		"Neither M nor N backs Rutte.":                              "",
		"Either M or N backs Rutte.":                                "",
		"M or N backs Rutte.":                                       "",
		"Does M back Rutte? N does.":                                "",
		"Whether M backs Rutte is unclear. N backs Rutte.":          "N backs",
		"M wants N to back Rutte.":                                  "",
		"M asked N to back Rutte.":                                  "",
		"M urged N and O to support Rutte.":                         "",
		"M expects N to back Rutte.":                                "",
		"M thanked N for backing Rutte.":                            "",
		"M criticised N for opposing Rutte.":                        "",
		"M persuaded N not to oppose Rutte.":                        "",
		"M will back Rutte if N does.":                              "M holdout",
		"M would back Rutte if it were not for N.":                  "",
		"M would back Rutte, were it a member.":                     "",
		"Had M backed Rutte, N would have left.":                    "",
		"Should M back Rutte, N will leave.":                        "",
		"If M backs Rutte, so will N.":                              "",
		"M backed Rutte in 2010.":                                   "",
		"M had backed Rutte, but now opposes him.":                  "M opposes",
		"M used to oppose Rutte.":                                   "",
		"M no longer opposes Rutte.":                                "M accepts",
		"M no longer backs Rutte.":                                  "",
		"M once opposed Rutte. Now N does.":                         "",
		"M's refusal to back Rutte angered N.":                      "M opposes",
		"N said M's opposition backs Rutte.":                        "",
		"The opposition in M backs Rutte.":                          "",
		"Voters in M back Rutte.":                                   "",
		"A former minister from M backs Rutte.":                     "",
		"An ex-minister from M backs Rutte.":                        "",
		"An aide to the M government's critics backs Rutte.":        "",
		"The ambassador of Ukraine to M backs Rutte.":               "",
		"Diplomats from M and N back Rutte.":                        "",
		"Rutte's camp says M backs him. N says nothing.":            "M backs camp",
		"Rutte backs M's bid. N backs Rutte.":                       "N backs",
		"M backs Rutte's plan. N backs Rutte.":                      "N backs",
		"M backs N. N backs Rutte.":                                 "N backs",
		"M backs N's candidate.":                                    "",
		"M is for N what Rutte is for O.":                           "",
		"After talks with N, M backs Rutte.":                        "M backs",
		"In N, M backed Rutte.":                                     "M backs",
		"M, after N, backs Rutte.":                                  "M backs",
		"M joined N in backing Rutte.":                              "M backs",
		"M joins N, O and P in supporting Rutte.":                   "M backs",
		"Rutte is backed by M and N but not by O.":                  "M backs, N backs",
		"Rutte is backed by M, N and O, and opposed by P.":          "M backs, N backs, O backs, P opposes",
		"Rutte is not backed by M.":                                 "",
		"Rutte, who is opposed by M, is backed by N.":               "M opposes, N backs",
		"Rutte hopes M backs him.":                                  "",
		"Rutte thinks M backs him; N does.":                         "",
		"M denies it opposes Rutte.":                                "",
		"M denies that N opposes Rutte.":                            "",
		"It is false that M backs Rutte; N backs Rutte.":            "N backs",
		"M backs Rutte? No, N does.":                                "",
		"Reports that M backs Rutte are wrong.":                     "",
		"Nobody in M backs Rutte.":                                  "",
		"No minister of M backs Rutte.":                             "",
		"M may back Rutte, N might, O could.":                       "",
		"M is said to oppose Rutte.":                                "M opposes reported",
		"M is seen as backing Rutte.":                               "M backs inferred",
		"M failed to back Rutte.":                                   "",
		"M stopped short of backing Rutte.":                         "",
		"M has yet to back Rutte, N has not.":                       "M undeclared, N undeclared",
		"M has only said that N backs Rutte.":                       "",
		"According to M, N backs Rutte.":                            "N backs",
		"M says N says O backs Rutte.":                              "O backs",
		"M said N would oppose Rutte, but N backs him.":             "N opposes, N backs",
		"M: for Rutte. N: against. O: undecided.":                   "M backs, N opposes, O undeclared",
		"Rutte: for M, N; against O; undecided P.":                  "",
		"M's neighbours N and O back Rutte.":                        "N backs, O backs",
		"The M-N summit backs Rutte.":                               "",
		"M, N and possibly O back Rutte.":                           "M backs, N backs",
		"M and perhaps N back Rutte.":                               "M backs",
		"M, and not N as reported earlier, backs Rutte.":            "M backs",
		"M backs Rutte, contrary to N.":                             "M backs",
		"While N hesitates, M backs Rutte.":                         "M backs",
		"Rutte can count on M but not on N.":                        "M backs",
		"Only M has not backed Rutte.":                              "M undeclared",
		"Only M opposes Rutte.":                                     "M opposes",
		"M backs Rutte, said Lavrov; N, said he, does not.":         "M backs reported, N opposes reported",
		"M backs Rutte, said a diplomat; N, said Lavrov, does not.": "M backs diplomat, N opposes reported",
		"M alone opposes Rutte.":                                    "M opposes",
		"M does not only back Rutte, it nominated him.":             "M backs",
		"It was M that blocked Rutte, N said.":                      "M opposes",
		"It was not M that blocked Rutte.":                          "",
		"M, N said, backs Rutte.":                                   "M backs",
		"M, the N foreign minister said, opposes Rutte.":            "M opposes reported",
	} {
		for i := range generatedCountries {
			at := func(n int) country { return generatedCountries[(i+n)%len(generatedCountries)] }
			var list []expected
			for one := range strings.SplitSeq(want, ", ") {
				if f := strings.Fields(one); len(f) > 1 {
					e := expected{what: at(strings.Index("MNOP", f[0])).code + " " + f[1] + " mark-rutte"}
					if len(f) > 2 {
						e.via = f[2]
					}
					list = append(list, e)
				}
			}
			told.read(letters.ReplaceAllStringFunc(text, func(l string) string { return at(strings.Index("MNOP", l)).name }), list...)
		}
	}
	told.atLeast(70)
}

var letters = regexp.MustCompile(`\b[MNOP]\b`)
