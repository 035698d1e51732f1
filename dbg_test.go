package main
import ("testing";"natobot/bot/localslack")
func TestDbg(t *testing.T) {
	slack := newSlack(t)
	start(t, slack.env...)
	slack.connected(t)
	inv := slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "export csv")
	m, err := inv.Wait(t.Context(), 1)
	t.Log(len(m), err, m[0].Text, string(m[0].Blocks))
}
