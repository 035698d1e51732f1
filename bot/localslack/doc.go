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
// What a person does at the page is a method too, by the same path: [Server.Command],
// [Server.Press], [Server.Submit] and their neighbours give an [Invocation] to wait on.
// [Server.Messages], [Server.Views] and [Server.Home] are what a person has before them, and
// [Server.Await] waits for any condition. [Server.Happen] tells the app of any event;
// [Server.AddPerson] and [Server.ChangeChannel] make guests, strangers, archived and shared
// channels.
//
// What goes wrong on the way to Slack and back is asked for by name: [Server.FailNext] makes
// calls fail with a [Fault], [Server.DropEnvelopes] and its neighbours lose, double and reorder
// what is sent to the app, [Server.Redeliver] sends it again, [Server.Silence],
// [Server.CloseSockets] and [Server.Disconnect] break connections. [Server.Heal] ends faults.
package localslack
