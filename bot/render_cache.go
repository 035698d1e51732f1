package bot

import (
	"context"
	"slices"
	"sync"

	"natobot/commands"
)

// renderCache are the latest messages that were made of answers which the desk gives to many
// ([commands.Reply.Kept]): to render one takes far longer than to find it.
type renderCache struct {
	mu   sync.Mutex
	list map[renderKey]*response
}

// renderKey is what a message is made of. Its parts are told from others by where they are:
// a reply to which something was added has other ones.
type renderKey struct {
	title    string
	sections *commands.Section
	actions  *commands.Action
	audience commands.Audience
	text     string
}

func renderKeyOf(r commands.Reply, text string) renderKey {
	of := renderKey{title: r.Title, audience: r.Audience, text: text}
	if len(r.Sections) > 0 {
		of.sections = &r.Sections[0]
	}
	if len(r.Actions) > 0 {
		of.actions = &r.Actions[0]
	}
	return of
}

const maxRendered = 64

// responses gives a reply as it goes to Slack.
func (d *renderCache) responses(ctx context.Context, a *incoming, r commands.Reply, text string) []*response {
	if !r.Kept {
		return a.responses(ctx, r, text)
	}
	key := renderKeyOf(r, text)
	if one := d.get(key); one != nil {
		return []*response{{incoming: a, WebhookMessage: one.WebhookMessage, encoded: one.encoded}}
	}
	list := a.responses(ctx, r, text)
	if len(list) == 1 && unchanging(r) {
		d.put(key, list[0])
	}
	return list
}

func (d *renderCache) get(key renderKey) *response {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.list[key]
}

func (d *renderCache) put(key renderKey, r *response) {
	if _, err := r.encode(); err != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.list == nil || len(d.list) >= maxRendered {
		d.list = map[renderKey]*response{}
	}
	d.list[key] = &response{WebhookMessage: r.WebhookMessage, encoded: r.encoded}
}

// unchanging tells whether a reply is rendered the same at any time: it shows no picture,
// and names neither people nor channels of the workspace, whose names Slack may not say or
// may say otherwise later.
func unchanging(r commands.Reply) bool {
	named := func(l commands.Line) bool {
		return slices.ContainsFunc(l, func(s commands.Span) bool { return s.ID != "" })
	}
	for _, section := range r.Sections {
		switch s := section.(type) {
		case commands.Picture:
			return false
		case commands.Paragraph:
			if named(s.Text) {
				return false
			}
		case commands.List:
			if slices.ContainsFunc(s.Items, named) {
				return false
			}
		}
	}
	return true
}
