package commands_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

// What is asked aloud is answered to all who heard it, what is understood and what is not, but for
// what concerns its asker alone; nobody is asked to share it.
func TestAskedAloud(t *testing.T) {
	d, _ := onMemory(t)
	key := 0
	for text, want := range map[string]answer.Audience{
		"status": answer.ToChannel, "status here": answer.ToChannel, "access": answer.ToAsker, "stance": answer.ToChannel,
		"stance Poland backs Rutte": answer.ToChannel, "stance Poland": answer.ToChannel, "help": answer.ToChannel,
		"held": answer.ToAsker, "stance Spain backs Rutte until tomorrow 06:00": answer.ToAsker, "release #H9": answer.ToAsker,
		"drop #H1 because \"no\"": answer.ToAsker,
	} {
		key++
		req := commands.Request{Key: fmt.Sprint("key ", key), User: commands.User{ID: "UBEN"}, Channel: "C1", Text: text, Aloud: true}
		for range 2 { // the same request again
			r := d.Do(context.Background(), req)
			if r.Audience != want || slices.ContainsFunc(r.Actions, func(a answer.Action) bool { return a.Share }) {
				t.Errorf("%q is answered to %d, with %+v", text, r.Audience, r.Actions)
			}
		}
	}
	if r := d.Do(context.Background(), commands.Request{User: commands.User{ID: "UEVE", Outsider: true}, Channel: "C1", Text: "status", Aloud: true}); r.Audience != answer.ToAsker {
		t.Error("what a guest is refused is for all to see")
	}
	if r := d.Do(context.Background(), commands.Request{User: commands.User{ID: "UBEN"}, Channel: "C1", Text: "status"}); r.Audience != answer.ToAsker {
		t.Error("what was asked aloud before is answered to all")
	}
}

// What is set for a channel follows it to another id, once.
func TestChannelMoved(t *testing.T) {
	d, _ := onMemory(t)
	ctx := context.Background()
	for i, text := range []string{"digest daily 08:00 on weekdays", "digest daily 18:00", "digest skip 1 May", "live changes", "access guests on", "digest daily 07:00 in <#C3>", "race open 2020 \"WTO Director-General\" of WTO", "race follow 2020"} {
		r := d.Do(ctx, commands.Request{Key: fmt.Sprint("key ", i), User: commands.User{ID: "UCLEO", Admin: true}, Channel: "C1", Text: text})
		if r.Outcome != answer.Recorded {
			t.Fatal(text, r.Plain())
		}
	}
	for range 2 {
		for _, err := range []error{d.ChannelMoved(ctx, "event:1", "C1", "C2"), d.ChannelMoved(ctx, "event:2", "C7", "C8")} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	schedules, err := d.Schedules(ctx)
	var got []string
	for _, s := range schedules {
		got = append(got, fmt.Sprint(s.Channel, " ", s.Minute/60, " ", s.Days, " ", s.Skips))
	}
	if want := []string{"C3 7 [] []", "C2 8 [1 2 3 4 5] [2024-05-01]", "C2 18 [] [2024-05-01]"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	live, err := d.Live(ctx)
	if err != nil || len(live) != 1 || live[0].Channel != "C2" || live[0].Level != consensus.LiveChanges {
		t.Errorf("%+v, %v", live, err)
	}
	for channel, want := range map[string]bool{"C1": false, "C2": true} {
		if opened, err := d.Opened(ctx, channel); err != nil || opened != want {
			t.Errorf("%s is open: %t, %v", channel, opened, err)
		}
	}
	if n := d.Do(ctx, commands.Request{User: commands.User{ID: "UCLEO", Admin: true}, Channel: "C2", Text: "race"}); !strings.Contains(n.Plain(), "WTO Director-General") {
		t.Error(n.Plain())
	}
	if n := d.Do(ctx, commands.Request{User: commands.User{ID: "UCLEO", Admin: true}, Text: "history"}); n.Title != "The whole ledger: 18 entries." {
		t.Error(n.Title)
	}
}
