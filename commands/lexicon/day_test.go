package lexicon

import (
	"strings"
	"testing"

	"natobot/consensus"
)

func TestParseDay(t *testing.T) {
	const friday = consensus.Day(20240223)
	for text, want := range map[string]string{
		"2024-02-22": "22 February 2024", "2024-2-5": "5 February 2024", "2024/02/22": "22 February 2024",
		"2024–02–22": "22 February 2024", "22 Feb": "22 February 2024", "22 FEB": "22 February 2024", "22feb": "22 February 2024",
		"22Feb2024": "22 February 2024", "22nd Feb": "22 February 2024", "1st Feb": "1 February 2024", "3rd of February": "3 February 2024",
		"the 22nd of February 2024": "22 February 2024", "22 February 2024": "22 February 2024", "22 Feb. 2024": "22 February 2024",
		"Feb 22": "22 February 2024", "February 22, 2024": "22 February 2024", "Feb 22nd 2024": "22 February 2024",
		"22.02.2024": "22 February 2024", "5.2.2024": "5 February 2024", "03.02.2024": "3 February 2024",
		"22/02/2024": "22 February 2024", "02/22/2024": "22 February 2024", "02/02/2024": "2 February 2024", "22-02-2024": "22 February 2024",
		"today": "23 February 2024", "Today": "23 February 2024", "yesterday": "22 February 2024", "tomorrow": "24 February 2024",
		"Friday": "23 February 2024", "Monday": "19 February 2024", "monday": "19 February 2024", "Mon": "19 February 2024",
		"thurs": "22 February 2024", "Saturday": "17 February 2024", "last Friday": "16 February 2024", "last Monday": "19 February 2024",
		"Thursday 22 February 2024": "22 February 2024", "Thu, 22 Feb": "22 February 2024",
		"Feb 2024": "February 2024", "February": "February 2024", "2024-02": "February 2024", "Jan": "January 2024", "Dec 2023": "December 2023",
		"28 Dec": "28 December 2023", "24 Aug": "24 August 2023", "31 December": "31 December 2023", "September": "September 2023",
		"29 Feb 2020": "29 February 2020", "1 March 2024": "1 March 2024", "12 Sept 2023": "12 September 2023",
	} {
		when, err := ParseDay(text, friday)
		if err != nil || when.String() != want {
			t.Errorf("%q: %q, %v; want %q", text, when, err, want)
		}
	}
}

func TestMonthsStandAtTheirLastDay(t *testing.T) {
	for text, want := range map[string]consensus.Day{"Jan 2024": 20240131, "Feb 2024": 20240223, "Feb 2023": 20230228, "2020-02": 20200229} {
		if when, err := ParseDay(text, 20240223); err != nil || when.Day != want {
			t.Errorf("%q stands at %s, %v; want %s", text, when.Day, err, want)
		}
	}
	if when, _ := ParseDay("Feb 2024", 20240229); when.Day != 20240229 {
		t.Errorf("on its last day the month stands at %s", when.Day)
	}
}

func TestDaysThatAreAskedAbout(t *testing.T) {
	for text, says := range map[string]string{
		"31 Feb": "no 31 February 2024", "30 Feb 2024": "no 30 February 2024", "29 Feb 2023": "no 29 February 2023",
		"2024-02-30": "no 30 February 2024", "2024-13-01": "no 2024-13-01", "2024-00-10": "no 2024-00-10", "2024-01-00": "no 2024-01-00",
		"31 April": "no 31 April 2024", "31.04.2023": "no 31 April 2023", "13/13/2024": "no 13/13/2024", "22.13.2024": "no 22.13.2024",
		"03/04/2024": "3 April 2024 to some and 4 March 2024 to others", "3-4-2023": "3 April 2023 to some",
		"24 Feb": "lies ahead this year", "1 March": "lies ahead this year", "1 June": "lies ahead this year", "29 Feb": "lies ahead this year",
		"22 Feb 24": "not a year", "22/02/24": "not a year", "1024-02-22": "not a year", "22 February 0024": "not a year",
		"Monday 22 Feb 2024": "was a Thursday", "Monday Feb 2024": "of which day",
		"banana": "not a day", "": "not a day", "22": "not a day", "2024": "not a day", "0 Feb": "not a day", "32nd": "not a day",
		"22 Feb 2024 noon": "not a day", "22-23 Feb": "not a day", "-5": "not a day", "next Monday": "not a day",
		"22/02": "not a day", "22 22 Feb": "not a day", "Feb Feb": "not a day", "Feb 22 23 24": "not a day", "99999999999999999999 Feb": "not a day",
	} {
		when, err := ParseDay(text, 20240223)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %q, %v; want a question about %q", text, when, err, says)
		}
	}
}

func TestADayWithoutAYearIsTheLastOne(t *testing.T) {
	// Half a year back at most: what lies further back needs its year.
	for _, c := range []struct {
		today consensus.Day
		text  string
		want  string
	}{
		{20240101, "31 Dec", "2023-12-31"},
		{20240101, "1 Jan", "2024-01-01"},
		{20240301, "29 Feb", "2024-02-29"},
		{20230301, "28 Feb", "2023-02-28"},
		{20240223, "24 Aug", "2023-08-24"}, // 183 days
		{20240223, "23 Aug", ""},           // 184 days
		{20230301, "29 Feb", ""},           // no such day this year
		{20250110, "29 Feb", ""},
	} {
		when, err := ParseDay(c.text, c.today)
		if got := when.Day.String(); err == nil && got != c.want || err != nil && c.want != "" {
			t.Errorf("%s on %s: %q, %v; want %q", c.text, c.today, got, err, c.want)
		}
	}
}

func FuzzDay(f *testing.F) {
	for _, text := range []string{"22 Feb", "2024-02-22", "the 22nd of February 2024", "Monday", "03/04/2024", "Feb 2024", "last Friday", "29 Feb", "22.02.", "²2feb", "0000-00-00"} {
		f.Add(text, int32(8819))
	}
	f.Fuzz(func(t *testing.T, text string, number int32) {
		today := consensus.Day(20000101).Add(int(number % 20_000)) // 1945 to 2054
		when, err := ParseDay(text, today)
		if err != nil {
			return
		}
		back, err := ParseDay(when.Day.String(), today)
		if err != nil || back.Day != when.Day {
			t.Errorf("%q is %s, which is no day: %v", text, when.Day, err)
		}
		if when.Precision == consensus.InMonth && when.Day != today && when.Day != when.Day.EndOfMonth() {
			t.Errorf("%q stands at %s, which ends no month", text, when.Day)
		}
	})
}
