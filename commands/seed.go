package commands

import (
	_ "embed"
	"time"
)

//go:embed seed.txt
var seed string

// Seeder is who recorded the entries that a fresh ledger begins with.
const Seeder = "seed"

// Seed gives the recording commands that a fresh ledger begins with: the facts of one
// newspaper article, in our own words.
func Seed() string { return seed }

// SeedMoment is the moment at which the seed counts as recorded: the morning of the day
// that the article is of.
func SeedMoment() time.Time { return time.Date(2024, 2, 22, 9, 0, 0, 0, time.UTC) }
