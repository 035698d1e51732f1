package bot

import (
	"errors"
	"slices"

	"natobot/bot/slackerr"
)

// unreachable are the refusals that mean that nothing will be known of a channel until a
// person does something about it.
var unreachable = []string{"not_in_channel", "channel_not_found", "is_archived", "missing_scope"}

// outOfReach tells whether an error means that a channel can be posted to only after a
// person did something about it (S8, S9).
func outOfReach(err error) bool {
	closed, is := errors.AsType[*closedError](err)
	return is && closed.found != unknown || slackerr.Code(err) != "missing_scope" && slices.Contains(unreachable, slackerr.Code(err))
}
