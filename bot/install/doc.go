// Package install lets Slack workspaces install the app by OAuth v2, and knows which have. It has two
// pages: /slack/install sends a browser to Slack, /slack/oauth is where Slack sends it back to.
//
// A state is made for each visit, lives ten minutes, is good once, and for the browser it was given to
// alone; a code that comes without one is never exchanged. Tokens are sealed before they are kept.
package install
