package grammar

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// parseAccess reads nothing; a role and a person; or whether the guests of a channel may
// read there.
func parseAccess(r *reading, u *Understood) error {
	if r.done() {
		return nil
	}
	if lexicon.Contains("guests,guest", r.key(r.at)) {
		r.at++
		return parseGuests(r, u)
	}
	grant := &consensus.Grant{}
	if err := r.read(rolePart(grant), personMention(grant), herePart()); err != nil {
		return err
	}
	if !r.has("roles") && !r.has("people") {
		return nil // "access here"
	}
	switch {
	case grant.Role == consensus.Outsider:
		return r.missing("Which role?")
	case grant.User == "":
		return sentences.Ask("needs person")
	}
	u.Sub, u.User = grant.Role.String(), grant.User
	r.grants(grant)
	return nil
}

// parseGuests reads "on" or "off", and the channel.
func parseGuests(r *reading, u *Understood) error {
	grant := &consensus.Grant{}
	u.Sub = "guests"
	if err := r.read(switchPart(grant), channelPart()); err != nil {
		return err
	}
	if !r.has("switches") {
		return r.missing("On or off?")
	}
	grant.Channel = u.Channel
	r.grants(grant)
	return nil
}

// grants settles a decision on access.
func (r *reading) grants(g *consensus.Grant) {
	r.u.Role, r.u.Records = consensus.Editor, true
	r.u.Fact = consensus.Fact{Kind: consensus.Granting, On: consensus.On(r.names.Vocabulary.Today), Grant: g}
}

func switchPart(g *consensus.Grant) part {
	return part{
		read: func(r *reading) (bool, error) {
			word := r.key(r.at)
			if !lexicon.Contains("on,off", word) {
				return false, nil
			}
			r.at++
			if word == "on" {
				g.Role = consensus.Reader
			}
			return true, r.accept("switches", word)
		},
		hints: func(*reading) []lexicon.Hint {
			return []lexicon.Hint{{Key: "on", Show: "on"}, {Key: "off", Show: "off"}}
		},
	}
}

func rolePart(g *consensus.Grant) part {
	return part{
		read: func(r *reading) (bool, error) {
			for _, role := range []consensus.Role{consensus.Reader, consensus.Reporter, consensus.Editor} {
				if key := r.key(r.at); key == role.String() || key == role.String()+"s" {
					r.at++
					g.Role = role
					return true, r.accept("roles", role.String())
				}
			}
			return false, nil
		},
		hints: func(*reading) []lexicon.Hint {
			return []lexicon.Hint{{Key: "reader", Show: "reader"}, {Key: "reporter", Show: "reporter"}, {Key: "editor", Show: "editor"}, {Key: "guests", Show: "guests"}}
		},
	}
}

// personMention reads "@user", which Slack turns into an id.
func personMention(g *consensus.Grant) part {
	return part{read: func(r *reading) (bool, error) {
		w := r.words[r.at]
		switch {
		case w.kind == userToken, w.kind == wordToken && lexicon.IsID(w.text, "UW"):
			r.at++
			g.User = w.text
			return true, r.accept("people", w.text)
		case strings.HasPrefix(w.text, "@"):
			return true, sentences.Ask("no person", w.text)
		}
		return false, nil
	}}
}
