package store

import (
	"log/slog"
	"time"
)

// Options tell how to open a ledger, of whichever engine.
type Options struct {
	Workspace string           // written on every row: Slack's team id, or "local"
	Now       func() time.Time // the desk's clock: the moment of recording
	// Exclusive is for the bot: no second one may serve the same file. Terminal commands
	// open without it and work beside a running bot. A database serves as many bots as want to.
	Exclusive bool
	// Reading is for who records nothing: a ledger that is missing is refused, and on a disk
	// that cannot be written a closed one is read as it lies there.
	Reading bool
	// Progress is called now and then while many entries are read; nil for never.
	Progress func(done, total int)
	// Log hears of what nobody asked about; nil for nobody.
	Log *slog.Logger
}
