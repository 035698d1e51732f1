// Package grammar reads what a person typed and has the one table of commands. It accounts for
// every word or refuses with a question, and knows neither who asks nor what the ledger says.
package grammar
