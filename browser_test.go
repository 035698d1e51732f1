package main

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The main job in a real browser: ask, record, share, be refused, get the next morning's
// digest.
func TestBrowserOnTheLocalWorkspace(t *testing.T) {
	b := browseWorkspace(t)

	b.become("Ben")
	b.say("/nato status")
	b.until("four members back Rutte", said(".private", "4 of 31"))

	b.say("/nato stance Poland backs Rutte via spokesperson https://example.org/warsaw “We back him.”")
	b.until("the stance is recorded", said(".private", "undeclared → backs"))
	b.say("/nato status")
	b.until("the count has moved", said(".private", "5 of 31"))

	b.press("Share in channel")
	b.until("all see it", said(":not(.private)", "5 of 31"))

	b.become("Ines")
	b.say("/nato stance Italy backs Rutte")
	b.until("a reader is refused", said(".private", "reporter"))

	b.press("Next morning")
	b.until("the digest has come", said(":not(.private)", "This is the first digest"))

	b.become("Ben")
	b.say("/nato stance Türkiye accepts Rutte by “Recep Tayyip Erdoğan” https://example.org/ankara")
	b.until("the second stance is recorded", said(".private", "holdout → accepts"))
	b.press("Next morning")
	b.until("the next digest says what moved", said(":not(.private)", "Türkiye no longer holds out"))
	b.picture()
}

// browseWorkspace starts the program and opens its page.
func browseWorkspace(t *testing.T) *browser {
	t.Helper()
	b := browse(t, start(t).address)
	b.until("the bot is connected", `document.querySelector("#link.up") !== null`)
	return b
}

// said is true when a message of that kind, of the app, holds the text.
func said(kind, text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("article.app%s")].some((m) => m.textContent.includes(%q))`, kind, text)
}

// browser is one tab of a real browser.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// browse opens the address. A page that logs a warning or breaks its own content policy
// fails the test.
func browse(t *testing.T, address string) *browser {
	t.Helper()
	allocator, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)),
		chromedp.NoSandbox, // a container's root cannot have one, and the only page is ours
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.WindowSize(1280, 1000),
	)...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	b := &browser{t, ctx}
	console, stop := context.WithCancel(ctx)
	messages := chromedp.Console(console)
	complaints := make(chan []string)
	go func() { complaints <- collect(messages) }()
	t.Cleanup(func() {
		stop()
		if list := <-complaints; len(list) > 0 {
			t.Errorf("the browser complains:\n%s", strings.Join(list, "\n"))
		}
	})
	b.do(chromedp.Navigate(address))
	return b
}

// collect gives the warnings and errors of the browser's console until it ends.
func collect(messages iter.Seq2[chromedp.ConsoleMessage, error]) (complaints []string) {
	for m, err := range messages {
		if err != nil {
			return complaints
		}
		switch m.Type {
		case chromedp.ConsoleWarning, chromedp.ConsoleError, chromedp.ConsoleException:
			complaints = append(complaints, fmt.Sprint(m, " ", m.URL))
		}
	}
	return complaints
}

// chromium finds the browser. Where everything has to be tested it must be there.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{cmp.Or(os.Getenv("CHROMIUM"), "chromium"), "chromium-browser"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("there is no Chromium: install it, or set CHROMIUM")
	}
	t.Skip("there is no Chromium: install it, or set CHROMIUM")
	return ""
}

// do has the browser do something within half a minute.
func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// evaluate gives the value of an expression in the page.
func evaluate[T any](b *browser, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatal(err)
	}
	return value
}

// until waits for a condition. It looks by itself, for the page's content policy forbids
// what chromedp.Poll would have the page do.
func (b *browser) until(what, condition string) {
	b.t.Helper()
	limit, again := time.After(20*time.Second), time.NewTicker(50*time.Millisecond)
	defer again.Stop()
	for !evaluate[bool](b, condition) {
		select {
		case <-again.C:
		case <-limit:
			b.t.Fatalf("waited in vain until %s. The page shows:\n%s", what, evaluate[string](b, `(document.querySelector("dialog[open]") ?? document.querySelector("main")).innerText`))
		}
	}
}

// say types a line into the composer and sends it.
func (b *browser) say(line string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(chromedp.CSS("#message"), line))
	b.press("Send")
}

// press clicks the last button of that name.
func (b *browser) press(name string) {
	b.t.Helper()
	b.do(chromedp.Click(fmt.Sprintf("(//button[contains(., %q)])[last()]", name)))
}

// become switches to another person.
func (b *browser) become(name string) {
	b.t.Helper()
	b.press(name)
	b.until("it is "+name+"’s page", fmt.Sprintf(`document.querySelector("#people [aria-pressed=true]").textContent.includes(%q)`, name))
}

// picture takes README's screenshot where NATO_SCREENSHOT names a file: the last report
// and the digest that it led to.
func (b *browser) picture() {
	b.t.Helper()
	path := os.Getenv("NATO_SCREENSHOT")
	if path == "" {
		return
	}
	evaluate[any](b, `[...document.querySelectorAll("article.private")].at(-1).scrollIntoView()`)
	b.until("nothing moves", `document.getAnimations().every((a) => a.playState !== "running")`)
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
