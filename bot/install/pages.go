package install

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"html/template"
	"net/http"
)

func hashOf(state string) string {
	sum := sha256.Sum256([]byte(state))
	return hex.EncodeToString(sum[:])
}

// bound are what a sealed token is good for. Neither has a blank.
func bound(i Installation) []byte { return []byte(i.App + " " + i.Workspace) }

//go:embed page.html
var pageHTML string

var pages = template.Must(template.New("page").Parse(pageHTML))

// page is what a person reads at the end of the way. Nothing in it comes from the request.
type page struct {
	Title, Text string
	Link, Label string // what to do next
}

// again says what to try again. The way there begins beside the page, wherever a proxy has it.
func again(title, text string) page { return page{title, text, "install", "Try again"} }

func (p page) write(out http.ResponseWriter, status int) {
	h := out.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	out.WriteHeader(status)
	_ = pages.Execute(out, p)
}
