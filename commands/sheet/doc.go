// Package sheet reads a desk's own table: a file as spreadsheets save it, a row a report. What
// is in doubt is told by row and column; what the ledger makes of a row is for the desk.
package sheet
