// Package commands turns words into replies: it parses what a person typed, decides
// whether they may, has the ledger record it, and words the answer as a [Reply].
//
// Every way in (a slash command, a button, a form, the terminal, a line of an import
// file) becomes the same [Request]. The package knows the domain and a [Ledger]; it
// knows neither Slack nor SQL, and its clock is handed in.
package commands
