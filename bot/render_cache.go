package bot

import (
	"slices"
	"sync"

	"natobot/commands/answer"
)

// renderCache are the latest messages that were made of answers which the desk gives to many
// ([commands.Reply.Kept]): to render one takes far longer than to find it.
type renderCache struct {
	mu    sync.Mutex
	list  map[renderKey]*response
	bytes int
}

// renderKey is what a message is made of. Sections and actions are compared by their address: a
// reply to which something was added has other ones.
type renderKey struct {
	title    string
	sections *answer.Section
	actions  *answer.Action
	audience answer.Audience
	text     string
}

func renderKeyOf(r answer.Reply, text string) renderKey {
	of := renderKey{title: r.Title, audience: r.Audience, text: text}
	if len(r.Sections) > 0 {
		of.sections = &r.Sections[0]
	}
	if len(r.Actions) > 0 {
		of.actions = &r.Actions[0]
	}
	return of
}

const maxRendered = 4 << 20 // bytes

func (c *renderCache) get(key renderKey) *response {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.list[key]
}

func (c *renderCache) put(key renderKey, r *response) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.list == nil || c.bytes+len(r.body) > maxRendered {
		c.list, c.bytes = map[renderKey]*response{}, 0
	}
	if c.list[key] == nil {
		c.bytes += len(r.body)
	}
	c.list[key] = r
}

// unchanging tells whether a reply is rendered the same at any time: it shows no picture,
// and names neither people nor channels of the workspace, whose names Slack may not say or
// may say otherwise later.
func unchanging(r answer.Reply) bool {
	named := pictured(r)
	withLines(r, func(l answer.Line) answer.Line {
		named = named || slices.ContainsFunc(l, func(s answer.Span) bool { return s.ID != "" })
		return l
	})
	return !named
}
