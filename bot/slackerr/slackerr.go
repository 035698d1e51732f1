// Package slackerr reads what Slack's refusals mean: whether asking again can help, and what a person
// has to mend.
package slackerr

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/slack-go/slack"

	"natobot/consensus"
)

// These answers of Slack do not change by asking again; a bot that keeps asking looks
// alive and hears nothing (gravitational/teleport#67148).
var (
	badToken = []string{
		"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
		"not_allowed_token_type", "org_login_required", "team_access_not_granted",
	}
	noSocketMode = []string{"link_disabled", "socket_mode_disabled", "socket_mode_not_enabled"}
)

// unsure are refusals after which a message may have been posted all the same: Slack
// says by them that it failed, not that it refused.
var unsure = []string{"internal_error", "fatal_error", "request_timeout", "service_unavailable", "team_added_to_org"}

// Code gives the word by which Slack refused, "" for any other error.
func Code(err error) string {
	if refusal, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return refusal.Err
	}
	return ""
}

// Permanent turns an error that no retry mends into a sentence that names the setting to
// mend, and gives nil for any other. setting is the token that the call was made with.
func Permanent(err error, setting string) error {
	word := Code(err)
	status, _ := errors.AsType[slack.StatusCodeError](err)
	switch {
	case slices.Contains(noSocketMode, word):
		return &consensus.Error{
			Kind: consensus.Unavailable, Cause: err, Message: "Slack says that Socket Mode is switched off for this app (" + word + ").",
			Hint: "Switch it on in the app's settings, under Socket Mode, and start again.",
		}
	case word == "missing_scope":
		return &consensus.Error{
			Kind: consensus.Unavailable, Cause: err, Message: fmt.Sprintf("Slack says that %s lacks a scope (%s).", setting, scopeOf(err)),
			Hint: "Add the scope in the app's settings, install the app again, set the new token and start again. manifest.json lists all of them.",
		}
	case slices.Contains(badToken, word), status.Code == http.StatusNotFound:
		return &consensus.Error{
			Kind: consensus.Unavailable, Cause: err, Message: fmt.Sprintf("Slack does not take %s (%s).", setting, err),
			Hint: "Copy the token again from the app's settings, check SLACK_API_URL if it is set, and start again.",
		}
	}
	return nil
}

func scopeOf(err error) string {
	if refusal, ok := errors.AsType[slack.SlackErrorResponse](err); ok && refusal.Needed != "" {
		return refusal.Needed
	}
	return "missing_scope"
}

// Refused tells that Slack surely did not do what was asked, so that it can be asked
// again.
func Refused(err error) bool {
	if _, limited := errors.AsType[*slack.RateLimitedError](err); limited {
		return true
	}
	word := Code(err)
	return word != "" && !slices.Contains(unsure, word)
}

// WithoutURL gives what is wrong with a request without where it went.
func WithoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
