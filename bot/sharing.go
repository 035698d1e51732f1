package bot

// sharing is what is known of who is in a channel.
type sharing uint8

const (
	ours     sharing = iota // people of this organisation alone, and its guests
	foreign                 // people of another organisation too, or soon
	unknown                 // Slack did not say
	unscoped                // Slack may not say: the bot's token lacks a scope
	unseen                  // it is private, and the bot is not in it
	direct                  // a direct message
	group                   // a group message
)

// unpostable tells that no message of ours can surely be posted there, whoever reads it.
func (s sharing) unpostable() bool { return s == unseen || s == direct || s == group }

// closedError keeps back what would reach another organisation's people (S9).
type closedError struct{ found sharing }

func (*closedError) Error() string {
	return "the channel is shared with another organisation, or may be: an editor opens it with “access guests on”"
}
