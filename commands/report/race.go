package report

import (
	"bytes"
	"cmp"
	"fmt"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
	"natobot/picture"
)

// Race answers what the race is about.
func Race(v View) answer.Reply {
	_, terms, opened := v.Race.Title(v.At.Known)
	tallies := v.Race.Standing(v.At).Tallies
	post, label, rule := cmp.Or(terms.Post, v.Race.Body().Post), "Post", v.Race.Body().Rule
	reply := answer.Reply{Title: "The next " + post, Sections: []answer.Section{Note(v.asOf())}}
	if len(tallies) > 0 && tallies[0].Candidate.Motion {
		reply.Title, label, rule = v.headline(tallies), "To be ratified", "Every member has to ratify; one that does not stops it."
	}
	if len(tallies) > 0 && tallies[0].Candidate.Status.Decided() {
		reply.Title = v.decision(tallies[0])
	}
	l := answer.List{Items: []answer.Line{
		answer.Say("%s: %s", label, post),
		answer.Say("Rule: consensus. %s Members of the day: %d", rule, len(v.Race.Members(v.At))),
	}}
	if terms.Incumbent != "" {
		in := "Incumbent: " + terms.Incumbent
		if terms.Since != "" {
			in += ", since " + terms.Since
		}
		l.Items = append(l.Items, answer.Say("%s", in))
	}
	if terms.Vacant != "" {
		l.Items = append(l.Items, answer.Say("Falls vacant: %s", terms.Vacant))
	}
	if terms.Brief != "" {
		l.Items = append(l.Items, answer.Say("What awaits the next one: %s", terms.Brief))
	}
	if opened != 0 {
		l.Items = append(l.Items, answer.Say("Its word in commands: %s, #%d", v.Race.Key(), opened))
	} else {
		l.Items = append(l.Items, answer.Marked("Nobody has described this race yet. Editors do so with `/§ race open 2024 \""+v.Race.Body().Race+" 2024\"`."))
	}
	reply.Sections = append(reply.Sections, l)
	if others := len(v.Book.Races()) - 1; others > 0 {
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: answer.Marked("`/§ race list` lists the others.")})
	}
	return reply
}

// Races lists the races, with whose they are, and which a channel follows; "" is the desk's own.
func Races(v View, channel string) answer.Reply {
	l := answer.List{}
	for _, r := range v.Book.Races() {
		title, _, _ := r.Title(v.At.Known)
		state := "open"
		if day, closed := r.Closed(v.At.Known); closed {
			state = "closed on " + day.Long()
		}
		if r == v.Book.Focus(channel, v.At.Known) {
			state += "; followed here"
		} else if r == v.Book.Current(v.At.Known) {
			state += "; followed by the desk"
		}
		l.Items = append(l.Items, answer.Marked(fmt.Sprintf("%s, of %s: %s. `/§ status in \"%s\"`", title, r.Body().Name, state, r.Key())))
	}
	return answer.Reply{Title: english.Number(len(l.Items), "race", "races"), Sections: []answer.Section{l}}
}

// Open tells whether the race still takes reports.
func (v View) Open() error {
	if !v.Race.ClosedAt(v.At.Known) {
		return nil
	}
	return Ask("race closed", v.Race.Key(), v.Race.Body().Race)
}

// Drawing tells how a picture of what a view looks at is drawn.
type Drawing struct {
	Focus consensus.Key   // whose tiles it has; "" for the one who leads
	Since consensus.Point // what moved since is marked; the zero Point: nothing is
	Wide  bool
}

// Pictured answers with how the race stands, drawn. What moved since the last digest of the
// channel is marked.
func (v View) Pictured(key consensus.Key, wide bool, channel string) (answer.Reply, error) {
	drawing := Drawing{Focus: key, Wide: wide}
	for _, p := range v.Posted(channel) {
		if channel != "" && p.Point.On <= v.At.On && p.Point.Known <= v.At.Known {
			drawing.Since = p.Point
		}
	}
	drawn, err := v.Draw(v, drawing)
	if err != nil {
		return answer.Reply{}, err
	}
	return answer.Reply{Title: v.Headline(), Sections: []answer.Section{Note(v.asOf()), drawn}}, nil
}

// Picture draws what a view looks at. A view of the same point always looks the same.
func (v View) Picture(d Drawing) (answer.Picture, error) {
	s := v.Race.Standing(v.At)
	if _, ok := s.Find(d.Focus); d.Focus != "" && !ok {
		return answer.Picture{}, sayNothingOn(v.Person(d.Focus), v.At.On)
	}
	subject := picture.Subject{Standing: s, Focus: d.Focus, Wide: d.Wide}
	subject.Title, _, _ = v.Race.Title(v.At.Known)
	subject.Closed, _ = v.Race.Closed(v.At.Known)
	if d.Since != (consensus.Point{}) {
		subject.Before = v.Race.Standing(d.Since)
	}
	if focus, ok := picture.Focus(s, d.Focus); ok {
		subject.Course = v.Race.Course(focus.Candidate.Key, v.At, 90)
	}
	var file bytes.Buffer
	if err := picture.Encode(&file, subject); err != nil {
		return answer.Picture{}, err
	}
	return answer.Picture{Name: fmt.Sprintf("nato-%s-%s.png", v.Race.Key(), v.At.On), PNG: file.Bytes(), Alt: subject.Words()}, nil
}
