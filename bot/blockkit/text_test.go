package blockkit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"natobot/bot/blockkit/blockkittest"
)

func FuzzEscape(f *testing.F) {
	for _, seed := range []string{"<!channel>", "<@U1>", "a & b", "@channel", "<#C1|x>", "@\u200bhere", "&lt;!here&gt;", "<<!!>>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Escape(s)
		if strings.ContainsAny(got, "<>\x00") || blockkittest.CallsSomebody(got) {
			t.Errorf("%q becomes %q", s, got)
		}
		read := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(got)
		if strings.ReplaceAll(read, breaker, "") != strings.ReplaceAll(tame(s), breaker, "") {
			t.Errorf("%q is shown as %q", s, read)
		}
	})
}

func TestLink(t *testing.T) {
	tests := []struct{ name, url, want string }{
		{"S7 a query keeps its &", "https://example.com/?a=1&b=2", "https://example.com/?a=1&b=2"},
		{"S7 what ends a link is encoded", "https://example.com/a|b>c<d", "https://example.com/a%7Cb%3Ec%3Cd"},
		{"not the web", "javascript:alert(1)", ""},
		{"mail", "mailto:a@example.com", ""},
		{"no host", "https:///a", ""},
		{"a space", "https://example.com/a b", ""},
		{"a line break", "https://example.com/a\nb", ""},
		{"beyond Slack's limit", "https://example.com/" + strings.Repeat("a", 3000), ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := link(tt.url); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCut(t *testing.T) {
	tests := []struct {
		name, text string
		limit      int
		want       []string
	}{
		{"short", "a b", 5, []string{"a b"}},
		{"at a line end", "one two\nthree", 10, []string{"one two\n", "three"}},
		{"at a space", "one two three", 10, []string{"one two ", "three"}},
		{"within a word", "onetwothree", 4, []string{"onet", "woth", "ree"}},
		{"not within a character", "ÄÖÜ", 2, []string{"ÄÖ", "Ü"}},
		{"a character of two units", "🙂🙂", 3, []string{"🙂", "🙂"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, cut(tt.text, tt.limit)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
