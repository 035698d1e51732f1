package lexicon

import "testing"

func TestDistance(t *testing.T) {
	for pair, want := range map[[2]string]int{
		{"poland", "poland"}: 0, {"polnd", "poland"}: 1, {"polnad", "poland"}: 1, {"polandd", "poland"}: 1, {"polamd", "poland"}: 1,
		{"slovania", "slovakia"}: 1, {"slovania", "slovenia"}: 1, {"ireland", "iceland"}: 1, {"", "ab"}: 2, {"kariņš", "karins"}: 2, {"abcdef", "ab"}: 3,
	} {
		if got := distance(pair[0], pair[1]); got != want {
			t.Errorf("%q to %q: %d, want %d", pair[0], pair[1], got, want)
		}
		if a, b := distance(pair[0], pair[1]), distance(pair[1], pair[0]); a != b {
			t.Errorf("%q: %d there, %d back", pair, a, b)
		}
	}
}
