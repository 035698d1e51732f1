package main

import "testing"

// The bot is spoken to on the page: in a channel it answers in the thread, in its own place plainly,
// and who opens that for the first time is welcomed.
func TestBrowserSpeaksToTheBot(t *testing.T) {
	b := browseWorkspace(t)
	b.become("Ben")
	b.say("@natobot who is missing?")
	b.until("the answer stands in the thread", said(":not(.private)", "27 of NATO's 31 members are missing"))
	b.until("that of the question", `document.querySelector(".replies article.app") !== null`)
	b.say("@natobot stance Poland backs Rutte via spokesperson")
	b.until("the stance is recorded for all to see", said(":not(.private)", "undeclared → backs"))

	b.press("natobot")
	b.until("Ben is welcomed", `[...document.querySelectorAll("#direct .count, article.app")].length > 0`)
	b.press("Messages")
	b.until("the welcome is there", said("", "I keep the desk's record"))
	b.say("where does Hungary stand?")
	b.until("it is answered", said("", "Hungary has been a member since"))
	b.press("Record")
	b.until("the form opens", `document.querySelector("dialog[open]") !== null`)
}
