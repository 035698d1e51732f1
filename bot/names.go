package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"natobot/bot/blockkit"
	"natobot/bot/slackerr"
	"natobot/commands"
	"natobot/commands/answer"
)

// namesTime is how long a reply may wait for the names of those whom it names.
const namesTime = 1500 * time.Millisecond

// withNames gives a reply with names in place of the ids of people and channels, and links to
// messages. The names are plain text: a mention would ping.
func (p *people) withNames(ctx context.Context, r answer.Reply) answer.Reply {
	ctx, cancel := context.WithTimeout(ctx, namesTime)
	defer cancel()
	return withLines(r, func(l answer.Line) answer.Line {
		l = slices.Clone(l)
		for i, s := range l {
			if s.ID != "" {
				l[i].Text = cmp.Or(p.nameOf(ctx, s.ID), s.Text)
			}
			if s.Message != "" {
				l[i].URL = p.self.permalink(s.Message)
			}
		}
		return l
	})
}

// withLines gives a reply with other lines in its paragraphs and lists.
func withLines(r answer.Reply, line func(answer.Line) answer.Line) answer.Reply {
	r.Sections = slices.Clone(r.Sections)
	for i, section := range r.Sections {
		switch s := section.(type) {
		case answer.Paragraph:
			s.Text = line(s.Text)
			r.Sections[i] = s
		case answer.List:
			s.Items = slices.Clone(s.Items)
			for j := range s.Items {
				s.Items[j] = line(s.Items[j])
			}
			r.Sections[i] = s
		}
	}
	return r
}

// nameOf gives the name of a person or channel, "" when it is not known.
func (p *people) nameOf(ctx context.Context, id string) string {
	if strings.HasPrefix(id, "C") || strings.HasPrefix(id, "G") {
		name, _ := p.channels.get(id)
		return name
	}
	if one, ok := p.known.get(id); ok {
		return one.user.Name
	}
	if ctx.Err() != nil {
		return ""
	}
	info, err := p.api.GetUserInfoContext(ctx, id)
	one := person{user: commands.User{ID: id}} // of no moment: find asks again
	switch {
	case err == nil:
		one = person{p.describe(info, asker{ID: id}), p.now()}
	case !slackerr.Refused(err):
		return ""
	}
	p.known.put(id, one)
	return one.user.Name
}

// channel notes a channel's name. Requests tell it, and to ask for it would take one more
// scope. Slack tells no name of a private channel or a direct message.
func (p *people) channel(id, name string) {
	if name == "" || name == "privategroup" || name == "directmessage" || strings.HasPrefix(name, "mpdm-") {
		return
	}
	p.channels.put(id, "#"+name)
}

// maxInlined is how much of a file is given as text: more than all messages of an answer hold.
const maxInlined = 60_000

// inlined gives a reply with its file as text.
func inlined(r answer.Reply) answer.Reply {
	if r.File != nil {
		content := blockkit.Beginning(string(r.File.Content[:min(len(r.File.Content), 4*maxInlined)]), maxInlined)
		r.Sections = append(slices.Clip(r.Sections), answer.Paragraph{Text: answer.Line{{Text: content}}})
		r.File = nil
	}
	return r
}
