package bot

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/receiver"
	"natobot/commands"
	"natobot/commands/answer"
)

// submission is a dialog that was submitted: a form, to be reviewed, or a review, to be
// recorded. Slack wants what the dialog is to show next with the acknowledgement; an
// empty one closes it.
type submission struct {
	*incoming
	view   string
	record bool // a review
	state  dialogState
	values formValues // what the form holds

	mu    sync.Mutex
	next  *slack.ViewSubmissionResponse // what the dialog shows next
	known chan struct{}                 // closed when that is known
}

// fromSubmission reads a submission, nil for one that is not ours.
func (b *Bot) fromSubmission(a *incoming, v slack.View) task {
	s := &submission{incoming: a, view: v.ID, record: v.CallbackID == callbackReview, state: readState(v.PrivateMetadata), known: make(chan struct{})}
	if !s.record && v.CallbackID != callbackForm {
		return nil
	}
	if a.channel = s.state.Channel; !s.record {
		s.values = formValuesOf(v)
		s.state.Draft = s.values.applyTo(s.state.Draft)
	}
	return s
}

// submissionPayload is what goes with an acknowledgement of a submission.
type submissionPayload struct {
	*slack.ViewSubmissionResponse
	submission *submission
}

func (p *submissionPayload) Encode() ([]byte, error) { return json.Marshal(p.ViewSubmissionResponse) }

// Resend shows by a call what an acknowledgement could not bring. Errors cannot be shown
// so: then Slack tells the person to try again, in the form as it is.
func (p *submissionPayload) Resend() {
	if p.View != nil {
		_ = p.submission.bot.update(p.submission.ackContext, *p.View, p.submission.view, "") // it logs
	}
}

func (s *submission) begin() { s.acknowledgeAfter(receiver.AckAfter, s.loading()) }

// loading is the answer as long as there is none.
func (s *submission) loading() *submissionPayload {
	view := loadingView()
	if s.state.fits() {
		view.PrivateMetadata = s.state.String()
	}
	return &submissionPayload{slack.NewUpdateViewSubmissionResponse(&view), s}
}

func (s *submission) work(ctx, limited context.Context) {
	request, no := s.request(limited, "", s.record)
	switch {
	case no != "":
		s.decline(ctx, no)
	case s.record:
		s.save(ctx, limited, request)
	default:
		s.review(ctx, limited, request)
	}
}

func (s *submission) review(ctx, limited context.Context, r commands.Request) {
	review := s.bot.desk.Review(limited, r, s.state.Draft)
	s.bot.logCause(r, review.Cause)
	m := s.state
	m.Seal = review.Seal
	switch {
	case len(review.Problems) > 0:
		s.refuse(ctx, r, review.Problems)
	case !m.fits():
		s.refuse(ctx, r, map[answer.Field]string{longest(s.values.values, s.values.order): answer.Spelled(sayTooLong, s.bot.command)})
	default:
		s.respond(ctx, nil, content{view: s.bot.reviewView(limited, review, m, "")})
	}
}

// refuse sends a form back: with the errors at its fields where the dialog still shows it, else drawn
// anew with them.
func (s *submission) refuse(ctx context.Context, r commands.Request, problems map[answer.Field]string) {
	limited, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	form := s.bot.form(limited, r, s.state.Draft)
	form.Sections = append(problemList(form, problems), form.Sections...)
	s.respond(ctx, s.values.errors(problems), content{view: s.bot.formView(limited, form, s.state, formValues{})})
}

// save records a draft, once for its review.
func (s *submission) save(ctx, limited context.Context, r commands.Request) {
	r.Key = s.state.key(s.view)
	saved := s.bot.desk.Save(limited, r, s.state.Draft, s.state.Seal)
	reply := saved.Reply
	switch {
	case saved.Stale != nil && len(saved.Stale.Problems) > 0:
		s.refuse(ctx, r, saved.Stale.Problems)
	case saved.Stale != nil:
		m := s.state
		m.Seal = saved.Stale.Seal
		s.respond(ctx, nil, content{view: s.bot.reviewView(limited, *saved.Stale, m, sayMoved)})
	case reply.Outcome == answer.Recorded, reply.Outcome == answer.Answered:
		s.respond(ctx, nil, content{s.bot.replyView(limited, reply, dialogState{Channel: s.state.Channel}), reply})
		s.bot.tick(ctx, s.state.Row, reply)
		s.bot.notify(ctx, reply.Notices)
		s.bot.homes.refresh(s.asker.ID)
	default:
		s.bot.logFailure(r, reply)
		s.respond(ctx, nil, content{view: s.bot.replyView(limited, reply, s.state)})
	}
}

// decline keeps the form, or the review's draft, and says why nothing was done.
func (s *submission) decline(ctx context.Context, why decline) {
	reply, errors := why.reply(""), map[string]string(nil)
	if !s.record {
		errors = s.values.errors(map[answer.Field]string{"": reply.Title})
	}
	s.respond(ctx, errors, content{view: s.bot.replyView(ctx, reply, s.state)})
}

// settleTime is how long an acknowledgement may take on the socket before a call that
// changes the same dialog overtakes it no more.
const settleTime = 500 * time.Millisecond

// respond answers the submission: with the acknowledgement where that is still to come, else by a
// call. Errors stand at the inputs of the form, by block, where the dialog still shows it.
func (s *submission) respond(ctx context.Context, errors map[string]string, p content) {
	if len(errors) > 0 && s.ackedWith(slack.NewErrorsViewSubmissionResponse(errors)) {
		return
	}
	if s.ackedWith(slack.NewUpdateViewSubmissionResponse(&p.view)) {
		return
	}
	s.ackWith(s.loading())
	sleep(ctx, settleTime)
	if err := s.bot.update(ctx, p.view, s.view, ""); err != nil && p.reply.Title != "" {
		s.bot.direct(ctx, s.asker.ID, p.reply)
	}
	s.settle(slack.NewUpdateViewSubmissionResponse(&p.view))
}

// ackedWith gives true if the answer is on its way with the acknowledgement.
func (s *submission) ackedWith(r *slack.ViewSubmissionResponse) bool {
	if !s.ackFitting(&submissionPayload{r, s}) {
		return false
	}
	s.settle(r)
	return true
}

// settle notes what the dialog shows next, for the same submission delivered again.
func (s *submission) settle(r *slack.ViewSubmissionResponse) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next == nil {
		close(s.known)
	}
	s.next = r
}

// again gives a later delivery the answer of the first: which of the two Slack goes by is
// not known, and an empty one would close the dialog.
func (s *submission) again(later *incoming) {
	timer := time.NewTimer(receiver.AckAfter)
	defer timer.Stop()
	select {
	case <-s.known:
	case <-timer.C:
	}
	answer := s.loading()
	s.mu.Lock()
	if s.next != nil {
		answer.ViewSubmissionResponse = s.next
	}
	s.mu.Unlock()
	later.ackWith(answer)
}
