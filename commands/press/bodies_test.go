package press_test

import (
	"testing"

	"natobot/commands/lexicon"
	"natobot/commands/press"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Names, adjectives and seats of government are those of the race's own body.
func TestABodysOwnNames(t *testing.T) {
	wto := lexicon.Vocabulary{
		Today: 20201101, Body: bodies.Shipped().Find("wto"), Members: bodies.Shipped().Find("wto").Members,
		Candidates: []consensus.Candidate{
			{Key: "ngozi-okonjo-iweala", Name: "Ngozi Okonjo-Iweala", Country: "NG"},
			{Key: "yoo-myung-hee", Name: "Yoo Myung-hee", Country: "KR"},
		},
	}
	osce := wto
	osce.Body, osce.Members = bodies.Shipped().Find("osce"), bodies.Shipped().Find("osce").Members
	for _, tt := range []struct {
		lex      lexicon.Vocabulary
		text     string
		member   consensus.Code
		position consensus.Position
	}{
		{wto, "Japan backs Ngozi Okonjo-Iweala.", "JP", consensus.Backs},
		{wto, "Tokyo backs Okonjo-Iweala, a diplomat said.", "JP", consensus.Backs},
		{wto, "The Japanese government supports Okonjo-Iweala.", "JP", consensus.Backs},
		{wto, "The European Union supports Okonjo-Iweala.", "EU", consensus.Backs},
		{wto, "The EU backs Ngozi Okonjo-Iweala.", "EU", consensus.Backs},
		{wto, "The United States opposes Okonjo-Iweala.", "US", consensus.Opposes},
		{wto, "Washington backs Yoo Myung-hee.", "US", consensus.Backs},
		{wto, "Brazil supports Yoo.", "BR", consensus.Backs},
		{wto, "Beijing backs Okonjo-Iweala.", "CN", consensus.Backs},
		{wto, "Chinese Taipei backs Yoo Myung-hee.", "TW", consensus.Backs},
		{osce, "Moscow opposes Okonjo-Iweala.", "RU", consensus.Opposes},
		{osce, "Kazakhstan backs Okonjo-Iweala.", "KZ", consensus.Backs},
		{osce, "The Holy See backs Okonjo-Iweala.", "VA", consensus.Backs},
		{osce, "Yerevan supports Okonjo-Iweala.", "AM", consensus.Backs},
		{osce, "Japan backs Okonjo-Iweala.", "", consensus.Undeclared}, // no participating State
	} {
		var got []press.Draft
		for _, d := range press.Read(tt.lex, tt.lex.Today, tt.text) {
			if d.Kind == consensus.StanceKind && d.Member != "" && d.Position != consensus.Undeclared {
				got = append(got, d)
			}
		}
		switch {
		case tt.member == "" && len(got) > 0:
			t.Errorf("%s: %v", tt.text, got)
		case tt.member != "" && (len(got) != 1 || got[0].Member != tt.member || got[0].Position != tt.position):
			t.Errorf("%s: %v", tt.text, got)
		}
	}
}
