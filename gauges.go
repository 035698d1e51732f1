package main

import (
	"context"
	"log/slog"
	"os"

	"natobot/bot"
	"natobot/commands"
	"natobot/config"
	"natobot/consensus"
	"natobot/ops"
)

// watched is what those who watch over the program find out of it: whether the ledger takes a
// write and Slack was heard from lately, what was counted, and how things are.
func (a *app) watched(b *bot.Bot, at config.Address, log *slog.Logger) *ops.Health {
	return &ops.Health{
		Checks: []ops.Check{
			{Problem: "the ledger cannot be written", Check: a.ledger.Writable},
			{Problem: "the machine's clock is minutes off: nothing is recorded or posted by it", Check: func(context.Context) error { return a.desk.Doubt() }},
			{Problem: "nothing was heard from Slack lately", Check: func(context.Context) error { return b.Ready() }},
		},
		Metrics: a.metrics,
		Gauges: func(ctx context.Context) []ops.Gauge {
			return append(busy(b.Load()), a.stored(ctx, at)...)
		},
		Now: a.clock.real,
		Log: log,
	}
}

// busy tells how busy the bot is.
func busy(load bot.Load) []ops.Gauge {
	list := []ops.Gauge{
		{Name: "queue_length", Help: "Requests that wait for a worker.", Value: int64(load.Queued)},
		{Name: "queue_capacity", Help: "Requests that may wait; more are declined.", Value: int64(load.Queue)},
	}
	if load.Connections != nil {
		list = append(list, ops.Gauge{Name: "socket_connections", Help: "Connections to Slack by Socket Mode, by state.", States: load.Connections})
	}
	return list
}

// stored tells how much there is; what cannot be read now is left out.
func (a *app) stored(ctx context.Context, at config.Address) []ops.Gauge {
	var list []ops.Gauge
	if standing, err := a.desk.Standing(ctx, commands.About{}); err == nil {
		list = append(list, ops.Gauge{Name: "ledger_entries", Help: "How many entries the ledger has.", Value: int64(standing.Entries)})
	}
	if !at.Database() { // whose size whoever runs it knows
		list = append(list, ops.Gauge{Name: "ledger_size_bytes", Help: "How much of the disk the ledger takes.", Value: sizeOf(string(at))})
	}
	if slots, err := a.ledger.CountPosts(ctx, consensus.DigestPost); err == nil {
		states := map[string]int{}
		for _, state := range []consensus.PostingState{consensus.Claimed, consensus.Posted, consensus.Skipped} {
			states[state.String()] = slots[state]
		}
		list = append(list, ops.Gauge{Name: "digest_slots", Help: "The digests' slots, by state; claimed is not settled yet.", States: states})
	}
	return list
}

// sizeOf gives the size of a ledger's files: what is not in the one yet is in the other.
func sizeOf(path string) (size int64) {
	for _, file := range []string{path, path + "-wal"} {
		if info, err := os.Stat(file); err == nil {
			size += info.Size()
		}
	}
	return size
}
