package lexicon

import (
	"strings"
	"testing"

	"natobot/consensus"
)

// Days in words, with the precision that the words have.
func TestDaysInWords(t *testing.T) {
	const friday = consensus.Day(20240223)
	for text, want := range map[string]string{
		"this morning": "23 February 2024", "This Afternoon": "23 February 2024", "tonight": "23 February 2024", "earlier today": "23 February 2024",
		"yesterday evening": "22 February 2024", "yesterday morning": "22 February 2024", "last night": "22 February 2024",
		"the day before yesterday": "21 February 2024", "Monday evening": "19 February 2024", "last Tuesday night": "20 February 2024",
		"this Monday": "19 February 2024", "this Sunday": "25 February 2024", "22 Feb evening": "",
		"3 days ago": "20 February 2024", "three days ago": "20 February 2024", "a day ago": "22 February 2024",
		"a week ago": "by 16 February 2024", "2 weeks ago": "by 9 February 2024", "two weeks ago": "by 9 February 2024", "a fortnight ago": "by 9 February 2024",
		"last week": "by 18 February 2024", "earlier this week": "by 23 February 2024", "this week": "by 23 February 2024",
		"last month": "January 2024", "this month": "February 2024", "a month ago": "January 2024", "3 months ago": "November 2023",
		"late January": "January 2024", "early Feb 2024": "February 2024", "end of January": "January 2024", "mid January": "January 2024", "mid-January": "January 2024",
		"late 22 Feb": "", "0 days ago": "", "ago": "", "weeks ago": "", "2 ago": "", "last week evening": "",
	} {
		when, err := ParseDay(text, friday)
		if when.String() != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", text, when, err, want)
		}
	}
}

// A day without a year goes by the day that it is near to, across the turn of the year too.
func TestDayNearAnother(t *testing.T) {
	const today = consensus.Day(20260601)
	for _, c := range []struct {
		text string
		near consensus.Day
		want string
	}{
		{"21 Feb", 20240222, "21 February 2024"},
		{"1 June", 20240222, "1 June 2024"},
		{"28 Dec", 20240103, "28 December 2023"},
		{"3 Jan", 20231228, "3 January 2024"},
		{"March", 20240222, "March 2024"},
		{"by 21 Feb", 20240222, ""},
		{"21 Feb 2025", 20240222, "21 February 2025"},
		{"20 Sept", 20240222, ""}, // of 2023 or of 2024
		{"yesterday", 20240222, "31 May 2026"},
		{"30 Feb", 20240222, ""},
	} {
		when, ok, err := ReadDayNear(strings.Fields(c.text), today, c.near)
		if when.String() != c.want && (ok && err == nil) || (c.want != "") != (ok && err == nil) {
			t.Errorf("%q near %s: %q, %v, %v; want %q", c.text, c.near, when, ok, err, c.want)
		}
	}
}
