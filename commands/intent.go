package commands

import (
	"natobot/commands/grammar"
	"natobot/consensus"
)

// Intent is what a text is about, as far as that can be told without doing it.
type Intent struct {
	Changes bool   // it records or sets something, where it is understood at all
	Posts   bool   // it has messages posted into a channel, now or from now on
	Channel string // that channel; "" is the one that it was asked in
}

// Intent reads a text and does nothing.
func (d *Desk) Intent(text string) Intent {
	d.mu.RLock()
	defer d.mu.RUnlock()
	u, err := grammar.UnderstandNames(d.names(), text)
	return Intent{Changes: u.Role > consensus.Reader || err != nil && u.Command == "", Posts: err == nil && posts(u), Channel: u.Channel}
}

// posts tells whether a channel is to hear from us because of a command.
func posts(u grammar.Understood) bool {
	if u.Fact.Live != nil {
		return u.Fact.Live.Level != consensus.LiveOff
	}
	return u.Command == "digest" && (u.Sub == "daily" || u.Sub == "now")
}
