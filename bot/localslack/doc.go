// Package localslack is a Slack of one machine: a server that speaks the part of Slack's
// Web API and Socket Mode that a slash-command app needs, and a web page to use it with.
// It refuses what Slack refuses, in Slack's words, so that an app that works here has met
// Slack's limits. It knows nothing of the app that connects to it.
//
// [Server.Handler] serves everything: the page at /, the Web API at /api/, the socket at
// /socket and the response URLs at /response/. It answers loopback hosts only and keeps
// foreign pages out; binding to a loopback address is its caller's part.
//
// Messages are stamped with the desk's clock, Options.Now, which can be moved. What
// expires (acknowledgements, triggers, response URLs, rate limits) is timed by timers,
// which go by the machine's clock and, inside testing/synctest, by the bubble's.
//
// # In tests
//
// [Server.Command], [Server.Press] and [Server.Shortcut] do what a person at the page
// does, by the same path, and give an [Invocation] to wait on. [Server.Views] and
// [Server.Home] are what a person has before them; [Server.Fill], [Server.PressIn],
// [Server.Submit] and [Server.CloseView] use it, [Server.OpenHome] opens the Home tab.
// [Server.Say] speaks to the app, [Server.Invite] adds it to a channel, [Server.RenameChannel] gives a
// channel another id, and [Server.Happen] tells the app of any event. [Server.Await] waits for any condition.
// [Server.AddPerson] and [Server.ChangeChannel] make guests, strangers, archived and
// shared channels.
//
// Things that go wrong on the way to Slack and back are asked for by name:
//
//   - [Server.FailNext] makes the next calls of one method (or of "response_url") fail with a
//     [Fault]: [RateLimited] (429), [Unavailable] (5xx), [Refused] (invalid_auth,
//     missing_scope, …), [ReplyLost] (the call is carried out and the reply never
//     arrives) or [Empty] (ok, and nothing in it). [Server.RefusePictures] refuses what shows a
//     file. [Server.Heal] ends them all.
//   - [Server.TakePayloads] has every envelope say that it takes a payload.
//   - [Server.DropEnvelopes] and [Server.DuplicateEnvelopes] lose or double what is sent to
//     the app; [Server.Redeliver] sends what is not acknowledged once more, with
//     retry_attempt, on whatever connection there is now.
//   - [Server.Silence] leaves connections open and stops speaking and listening on them;
//     [Server.CloseSockets] cuts them; [Server.Disconnect] asks the app to reconnect, as
//     Slack does every few hours.
package localslack
