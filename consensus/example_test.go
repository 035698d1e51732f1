package consensus_test

import (
	"fmt"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// A report moves the count; what the ledger said before stays readable.
func Example() {
	book := consensus.NewBook(bodies.Shipped())
	for _, entry := range ledger(
		stance("DE", consensus.Backs, 20240222, consensus.Spokesperson),
		stance("HU", consensus.Holdout, 20240222, consensus.Inferred),
		stance("HU", consensus.Accepts, 20240618, consensus.OnRecord),
	) {
		if err := book.Apply(entry); err != nil {
			fmt.Println(err)
		}
	}
	race := book.Current(book.Last())
	for _, known := range []int{2, 3} {
		tally, _ := race.Standing(consensus.Point{On: 20240620, Known: known}).Find("mark-rutte")
		fmt.Printf("known by #%d: %d of %d agree, %d missing\n",
			known, tally.Count(consensus.Backs, consensus.Accepts), len(tally.Stances), len(tally.Missing()))
	}
	// Output:
	// known by #2: 1 of 32 agree, 31 missing
	// known by #3: 2 of 32 agree, 30 missing
}

// The day may lie before a member joined, or after it left.
func ExampleBody_On() {
	nato := bodies.NATO()
	fmt.Println(len(nato.On(20240306)), len(nato.On(20240307)))
	// Output: 31 32
}
