package commands_test

import (
	"context"
	"fmt"
	"testing"

	"natobot/commands/report"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// BenchmarkDigest shows that the digest of a busy day, on which a hundred positions moved,
// costs the same whatever the ledger's size. The picture, which is drawn once for each
// standing, is apart.
func BenchmarkDigest(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprint("entries=", n), func(b *testing.B) {
			desk, _ := synthetic(b, n)
			now, err := desk.Digest(context.Background(), report.DigestOptions{})
			if err != nil {
				b.Fatal(err)
			}
			since := consensus.Point{On: now.Point.On.Add(-1), Known: now.Point.Known}
			for i, m := range bodies.NATO().Members[:25] {
				for c := range 4 {
					do(desk, fmt.Sprintf("stance %s %s Candidate%d", m.Name, []string{"accepts", "leans", "undeclared", "opposes by \"A Minister\""}[(i+c)%4], c))
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				digest, err := desk.Digest(context.Background(), report.DigestOptions{Since: since})
				if err != nil || len(digest.Thread) == 0 {
					b.Fatal(err, digest.Reply.Plain())
				}
			}
		})
	}
}
