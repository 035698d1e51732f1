package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"net"
	"strings"
	"time"

	"natobot/bot"
	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/config"
)

// settings reads all settings by load, and fills in what the local workspace has of its own:
// its people, and a channel that gets the digest.
func (p *program) settings(load func(config.Environment) (config.Config, error)) (config.Config, error) {
	c, err := load(p.env)
	if err != nil || !c.Local() {
		return c, err
	}
	c.Digest.Channel = cmp.Or(c.Digest.Channel, localslack.DeskID)
	if len(c.Reporters) == 0 {
		c.Reporters = []string{localslack.ReporterID}
	}
	if len(c.Editors) == 0 {
		c.Editors = []string{localslack.EditorID}
	}
	return c, nil
}

// localSlack makes the local workspace, and leads the bot to it. Its page can move the
// desk's clock to the next morning; next gives the next digest, the zero Time for none.
func (a *app) localSlack(c *bot.Config, at net.Addr, next func(context.Context) time.Time) *localslack.Server {
	c.BotToken, c.AppToken = "xoxb-local-"+rand.Text(), "xapp-local-"+rand.Text()
	c.APIURL = "http://" + at.String() + "/api/"
	return localslack.New(localslack.Options{
		Now: a.clock.Now,
		Move: func(ctx context.Context) (time.Time, error) {
			morning := nextMorning(a.clock.Now(), next(ctx), c.Zone)
			return morning, a.clock.move(ctx, a.ledger, morning)
		},
		Zone:        c.Zone,
		Log:         c.Log,
		Command:     a.desk.Command,
		Suggestions: suggestions(a.desk.Command),
		AppName:     "natobot",
		Shortcuts:   []localslack.Shortcut{{Name: "Record a stance", CallbackID: bot.RecordShortcut}},
		Home:        true,
		BotToken:    c.BotToken,
		AppToken:    c.AppToken,
	})
}

// suggestions is what the page's composer offers.
func suggestions(command string) []localslack.Suggestion {
	var list []localslack.Suggestion
	for _, c := range commands.Commands() {
		for _, usage := range c.Usage {
			list = append(list, localslack.Suggestion{Usage: strings.TrimSpace(command + " " + usage), Summary: c.Summary})
		}
	}
	return list
}
