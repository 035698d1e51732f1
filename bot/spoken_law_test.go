package bot

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/form"
)

// way is one in which words reach the bot, and gives what it answers.
type way func(a *article, who, text string) []localslack.Message

func typedIn(channel func(a *article, who string) string) way {
	return func(a *article, who, text string) []localslack.Message {
		return a.saysIn(who, channel(a, who), func(in string) *localslack.Invocation { return a.Command(who, in, "/nato", text) })
	}
}

func saidIn(channel func(a *article, who string) string, before string) way {
	return func(a *article, who, text string) []localslack.Message {
		return a.saysIn(who, channel(a, who), func(in string) *localslack.Invocation { return a.Say(who, in, "", before+text) })
	}
}

// saysIn says something in a channel, and gives what the bot says there then but for its files and
// digests.
func (a *article) saysIn(who, channel string, say func(channel string) *localslack.Invocation) []localslack.Message {
	known := len(a.Messages(channel, who))
	a.acknowledged(say(channel))
	pass(30 * time.Second)
	return slices.DeleteFunc(a.Messages(channel, who)[known:], func(m localslack.Message) bool {
		return m.User != localslack.BotUserID || len(m.Files) > 0 || strings.Contains(m.Text, "Ledger: ")
	})
}

func inDeskRoom(*article, string) string { return deskRoom }

func inDirect(a *article, who string) string { return a.Direct(who) }

// whereTo is where a file went, and who sees an answer: it depends on where it was asked for.
var whereTo = regexp.MustCompile(`is in (this channel|your direct messages with me)\.|\n*Only you see this: this is a direct message.*|D04[0-9A-F]{7}`)

// everything says all examples of the table of commands by a way, each by every role, and gives the
// answers and what the ledger holds then.
func everything(a *article, by way) (texts, answers []string, entries int) {
	names := strings.NewReplacer("<@U024BE7LH>", "@ben", "<#C024BE91L>", "#newsroom")
	a.AddPerson(localslack.Person{ID: "U1", Name: "guest", Guest: true})
	for _, c := range commands.Commands() {
		for _, example := range append([]string{c.Name}, c.Examples...) {
			text := names.Replace(example)
			if _, opens := form.FormOf(text); opens {
				continue // typed, it opens in a dialog
			}
			for _, who := range []string{"U1", reader, reporter, editor} {
				var parts []string
				for _, m := range by(a, who, text) {
					parts = append(parts, m.Text)
				}
				texts = append(texts, who+": "+text)
				answers = append(answers, whereTo.ReplaceAllString(strings.Join(parts, "\n"), ""))
			}
		}
	}
	return texts, answers, a.entries()
}

// The words of a mention, of a direct message and of the same slash command give the same answer,
// whoever says them, and record the same.
func TestTheSameWordsGiveTheSameAnswer(t *testing.T) {
	ways := []struct {
		name        string
		typed, said way
	}{
		{"a mention", typedIn(inDeskRoom), saidIn(inDeskRoom, "@nato ")},
		{"a direct message", typedIn(inDirect), saidIn(inDirect, "")},
	}
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			var texts []string
			var answers [2][]string
			var entries [2]int
			for i, by := range []way{w.typed, w.said} {
				inWorld(t, inArticle(func(a *article) { texts, answers[i], entries[i] = everything(a, by) }))
			}
			if entries[0] != entries[1] || len(texts) < 300 {
				t.Errorf("%d and %d entries after %d texts", entries[0], entries[1], len(texts))
			}
			for i, text := range texts {
				if answers[0][i] != answers[1][i] || answers[0][i] == "" {
					t.Errorf("%s\ntyped:\n%s\nsaid:\n%s", text, answers[0][i], answers[1][i])
				}
			}
		})
	}
}

// The welcome's third button says to an editor how the digest is set, and to others who may.
func TestWelcomeToTheDigest(t *testing.T) {
	inWorld(t, inArticle(func(a *article) {
		for who, want := range map[string]string{editor: "At what time?", reporter: "This is for editors, and you are a reporter here."} {
			a.acknowledged(a.OpenHome(who))
			pass(time.Minute)
			hello := a.Messages(a.Direct(who), who)[0]
			if got := a.replies(a.Press(who, hello, "Set the morning digest"), 1)[0]; !strings.HasPrefix(got.Text, want) {
				t.Errorf("%s is told %q", who, got.Text)
			}
		}
	}))
}

// A channel that Slack calls by another id gets its digests there, each once, and each begins where
// the last one ended.
func TestDigestsFollowTheirChannel(t *testing.T) {
	inWorld(t, inArticle(func(a *article) {
		a.ask(editor, "digest daily 08:00 in #newsroom")
		night := func() { a.move(23*time.Hour + 55*time.Minute); pass(time.Minute) }
		night()
		digests := func(channel string) (n int) {
			for _, m := range a.posted(channel) {
				if m.ThreadTS == "" {
					n++
				}
			}
			return n
		}
		if n := digests(localslack.NewsroomID); n != 1 {
			t.Fatalf("%d digests before", n)
		}
		a.acknowledged(a.RenameChannel(localslack.NewsroomID, "C9"))
		a.acknowledged(a.Happen(map[string]any{"type": "channel_id_changed", "old_channel_id": localslack.NewsroomID, "new_channel_id": "C9"}))
		pass(time.Minute)
		if n := digests("C9"); n != 1 {
			t.Errorf("%d digests after it was renamed", n)
		}
		night()
		list := a.posted("C9")
		if n := digests("C9"); n != 2 || strings.Contains(list[len(list)-1].Text, "first digest") {
			t.Errorf("%d digests on the next day, the last: %s", n, list[len(list)-1].Text)
		}
		if got := a.ask(editor, "digest list").Text; !strings.Contains(got, "1 digest is set.") {
			t.Errorf("set is %s", got)
		}
	}))
}
