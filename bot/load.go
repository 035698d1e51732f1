package bot

// Load tells how busy the bot is, and how it is connected.
type Load struct {
	Queued, Queue int            // requests that wait for a worker, and how many may
	Connections   map[string]int // to Slack by Socket Mode, by state; nil over HTTP
}

// Load tells how busy the bot is now.
func (b *Bot) Load() Load {
	load := Load{Queued: len(b.tasks), Queue: cap(b.tasks)}
	if len(b.connections) > 0 {
		load.Connections = map[string]int{"open": 0, "silent": 0, "closed": 0}
	}
	for _, w := range b.connections {
		load.Connections[w.liveness.state()]++
	}
	return load
}

// state says in a word how the connection is.
func (p *liveness) state() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case !p.connected:
		return "closed"
	case p.silent || p.watch == nil:
		return "silent"
	}
	return "open"
}
