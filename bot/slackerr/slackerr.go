// Package slackerr reads what Slack's refusals mean: whether asking again can help, and what a person
// has to mend.
package slackerr

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

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
	lasting := func(message, hint string) error {
		return &consensus.Error{Kind: consensus.Unavailable, Cause: err, Message: message, Hint: hint}
	}
	switch {
	case slices.Contains(noSocketMode, word):
		return lasting("Slack says that Socket Mode is switched off for this app ("+word+").", "Switch it on in the app's settings, under Socket Mode, and start again.")
	case word == "missing_scope":
		return lasting(fmt.Sprintf("Slack says that %s lacks a scope (%s).", setting, cmp.Or(Needed(err), "missing_scope")),
			"Add the scope in the app's settings, install the app again, set the new token and start again. manifest.json lists all of them.")
	case slices.Contains(badToken, word), status.Code == http.StatusNotFound:
		return lasting(fmt.Sprintf("Slack does not take %s (%s).", setting, err), "Copy the token again from the app's settings, check SLACK_API_URL if it is set, and start again.")
	}
	return nil
}

// Needed gives the scope that a call lacked, "" where Slack does not name one.
func Needed(err error) string {
	refusal, _ := errors.AsType[slack.SlackErrorResponse](err)
	return refusal.Needed
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

// unshowable are the refusals of a message or view for what is in its blocks.
var unshowable = []string{"invalid_blocks", "invalid_blocks_format", "invalid_arguments", "invalid_attachments", "invalid_slack_file", "slack_file_not_found", "file_not_found"}

// Unshowable tells that Slack does not show what is in a message's blocks. What it does not show of
// them is a picture most often.
func Unshowable(err error) bool { return slices.Contains(unshowable, Code(err)) }

// ErrNothing is of a call that Slack answered with ok, and nothing that was asked for.
var ErrNothing = errors.New("answered by Slack with nothing")

// word is a refusal as response URLs give it, bare.
var word = regexp.MustCompile(`^[a-z]+(_[a-z]+)+$`)

// OfResponse gives what a response URL's answer says is wrong, nil for nothing.
func OfResponse(r *http.Response, body []byte) error {
	var said struct {
		OK    *bool  `json:"ok"`
		Error string `json:"error"`
	}
	_ = json.Unmarshal(body, &said) // a bare word, most often
	seconds, _ := strconv.Atoi(r.Header.Get("Retry-After"))
	switch text := strings.TrimSpace(string(body)); {
	case r.StatusCode == http.StatusTooManyRequests:
		return &slack.RateLimitedError{RetryAfter: time.Duration(seconds) * time.Second}
	case said.OK != nil && !*said.OK && said.Error != "":
		return slack.SlackErrorResponse{Err: said.Error}
	case word.MatchString(text):
		return slack.SlackErrorResponse{Err: text}
	case r.StatusCode != http.StatusOK:
		return slack.StatusCodeError{Code: r.StatusCode, Status: r.Status}
	}
	return nil
}

// WithoutURL gives what is wrong with a request without where it went.
func WithoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
