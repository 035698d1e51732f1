// Package press reads what a message reports: its words become drafts, which a person looks at
// before anything is recorded. [Read] is its one door.
package press
