// Package report words answers, a file each: a [View] of the race comes in, an answer goes out.
// What it shows of the ledger is what the view brings, and it records nothing.
package report
