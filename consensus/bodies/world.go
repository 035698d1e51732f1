package bodies

import (
	_ "embed"
	"strings"
	"sync"

	"natobot/consensus"
)

// worldLines have what countries are called, whichever bodies they are in.
//
//go:embed world.txt
var worldLines string

var countries = sync.OnceValue(func() []consensus.Member {
	r := &reader{file: "world.txt", body: &consensus.Body{}}
	for line := range strings.Lines(worldLines) {
		switch line = strings.TrimSpace(line); {
		case line == "" || line[0] == '#':
		case r.columns == nil:
			r.heading(line)
		default:
			r.body.Members = append(r.body.Members, r.called(r.cells(line)))
		}
	}
	if r.err != nil {
		panic(r.err) // the file is part of the program
	}
	return r.body.Members
})

var world = sync.OnceValue(func() map[consensus.Code]consensus.Member {
	by := make(map[consensus.Code]consensus.Member)
	for _, m := range countries() {
		by[m.Code] = m
	}
	return by
})

// World lists the countries and territories of the world, with what they are called in English.
func World() []consensus.Member { return countries() }
