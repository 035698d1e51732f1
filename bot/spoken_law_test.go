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
