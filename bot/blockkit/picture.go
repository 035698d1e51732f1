package blockkit

import (
	"slices"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// AltText gives what a picture shows within what Slack takes.
func AltText(p commands.Picture) string { return shorten(Flat(p.Alt), maxAlt) }

// pictureBlock shows a picture that is in Slack. Of one that is not it gives the words,
// where nothing else in the reply says the same.
func pictureBlock(p commands.Picture) []slack.Block {
	switch {
	case p.File == "" && p.Told:
		return nil
	case p.File == "":
		return Paragraph(commands.Paragraph{Text: commands.Line{{Text: p.Alt}}})
	}
	return []slack.Block{slack.NewImageBlockSlackFile(&slack.SlackFileObject{ID: p.File}, AltText(p), "", nil)}
}

// Drawn gives a reply with its drawings, or with their words in place of them.
func Drawn(r commands.Reply, draw bool) commands.Reply {
	r.Sections = slices.Clone(r.Sections)
	for i, section := range r.Sections {
		switch s := section.(type) {
		case commands.Trend:
			s.Drawn = draw
			r.Sections[i] = s
		case commands.Picture:
			if !draw {
				s.File = ""
			}
			r.Sections[i] = s
		}
	}
	return r
}
