package blockkit

import (
	"slices"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// FileAlt gives what a picture shows within what Slack takes with its upload.
func FileAlt(p answer.Picture) string { return shorten(Flat(p.Alt), maxFileAlt) }

// pictureBlock shows a picture that is in Slack, and gives the words of one that is not.
func pictureBlock(p answer.Picture) []slack.Block {
	if p.File == "" {
		return Paragraph(answer.Paragraph{Text: answer.Line{{Text: p.Alt}}})
	}
	return []slack.Block{slack.NewImageBlockSlackFile(&slack.SlackFileObject{ID: p.File}, shorten(Flat(p.Alt), maxAlt), "", nil)}
}

// Drawn gives a reply with its drawings, or with their words in place of them.
func Drawn(r answer.Reply, draw bool) answer.Reply {
	r.Sections = slices.Clone(r.Sections)
	for i, section := range r.Sections {
		switch s := section.(type) {
		case answer.Trend:
			s.Drawn = draw
			r.Sections[i] = s
		case answer.Picture:
			if !draw {
				s.File = ""
			}
			r.Sections[i] = s
		}
	}
	return r
}
