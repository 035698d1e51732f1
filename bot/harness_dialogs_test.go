package bot

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit/blockkittest"
	"natobot/bot/localslack"
	"natobot/commands/answer"
)

// dialog gives the dialog that a person has before them, when the bot has done all that
// it does at once.
func (w *world) dialog(who string) localslack.View {
	w.t.Helper()
	synctest.Wait()
	open := w.Views(who)
	if len(open) == 0 {
		w.t.Fatalf("%s has no dialog open", who)
	}
	return open[len(open)-1]
}

// pass lets time pass, as while a person reads or the bot waits.
func pass(d time.Duration) { time.Sleep(d); synctest.Wait() }

// shown gives the text of a view's blocks.
func shown(v localslack.View) string { return blockkittest.Words(v.Blocks) }

// block gives the name of a field's block, "" where the form has no such field.
func block(v localslack.View, field answer.Field) string {
	var blocks []struct {
		BlockID string `json:"block_id"`
		Type    string `json:"type"`
	}
	_ = json.Unmarshal(v.Blocks, &blocks)
	for _, b := range blocks {
		if name, _, _ := strings.Cut(b.BlockID, ":"); b.Type == "input" && name == string(field) {
			return b.BlockID
		}
	}
	return ""
}

// value gives what a field of a form holds.
func value(v localslack.View, field answer.Field) string {
	return strings.Join(v.Values[block(v, field)][string(field)], ",")
}

// enter fills in a field of the dialog that a person has before them.
func (w *world) enter(who string, field answer.Field, text string) {
	w.t.Helper()
	v := w.dialog(who)
	if inv := w.Fill(who, v.ID, block(v, field), text); inv != nil {
		w.acknowledged(inv)
	}
	pass(time.Second)
}

// submit submits the dialog that a person has before them, and waits for what follows.
func (w *world) submit(who string) localslack.View {
	w.t.Helper()
	w.acknowledged(w.Submit(who, w.dialog(who).ID))
	pass(time.Second)
	return w.dialog(who)
}

// form opens the form and fills in Poland's backing.
func (w *world) form(who string) localslack.View {
	w.t.Helper()
	w.acknowledged(w.Command(who, deskRoom, "/nato", "stance"))
	pass(time.Second)
	w.enter(who, answer.FieldMember, "Poland")
	w.enter(who, answer.FieldPosition, "backs")
	w.enter(who, answer.FieldQuote, `We do, R&D <!channel> "now"`)
	return w.dialog(who)
}

// direct gives the messages that the bot sent to one person, but for the welcome.
func (r *running) direct(w *world, who string) []localslack.Message {
	w.t.Helper()
	synctest.Wait()
	c, _, _, err := r.api.OpenConversationContext(w.t.Context(), &slack.OpenConversationParameters{Users: []string{who}})
	if err != nil {
		w.t.Fatal(err)
	}
	return slices.DeleteFunc(w.posted(c.ID), func(m localslack.Message) bool { return strings.HasPrefix(m.Text, welcome().Title) })
}

func (w *world) replies(inv *localslack.Invocation, n int) []localslack.Message {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Hour)
	defer cancel()
	got, err := inv.Wait(ctx, n)
	if err != nil {
		w.t.Fatal(err)
	}
	return got
}

func (w *world) acknowledged(inv *localslack.Invocation) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Hour)
	defer cancel()
	if err := inv.Acknowledged(ctx); err != nil {
		w.t.Fatal(err)
	}
}

// posted gives the digests in a channel: its messages that everybody sees.
func (w *world) posted(channel string) []localslack.Message {
	return slices.DeleteFunc(w.Messages(channel, localslack.ReaderID), func(m localslack.Message) bool {
		return m.User != localslack.BotUserID || m.To != ""
	})
}
