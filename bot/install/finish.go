package install

import (
	"context"
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/slackerr"
)

// finish takes a browser back from Slack. What Slack says went wrong comes before all else; a code
// without our state, which Slack's own lists of apps send, begins anew.
func (s *Server) finish(out http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	known, err := s.ours(r, q.Get("state"))
	s.setCookie(out, "", -1)
	switch {
	case err != nil:
		s.failed(out, "an installation's state cannot be read", err)
	case q.Has("error"):
		again("natobot was not installed", "Slack says that the request was not allowed. If your workspace asks its administrators first, ask them.").write(out, http.StatusOK)
	case q.Get("state") == "" && q.Has("code"):
		http.Redirect(out, r, s.PublicURL+"/slack/install", http.StatusFound)
	case !known:
		again("This link is not good any more", "An installation has to be finished within ten minutes, once, in the browser that began it.").write(out, http.StatusBadRequest)
	default:
		s.exchange(r.Context(), q.Get("code")).write(out, http.StatusOK)
	}
}

// ours tells whether a state is one that this browser was given; it is used up by that.
func (s *Server) ours(r *http.Request, state string) (bool, error) {
	held, err := r.Cookie(cookie)
	if state == "" {
		return false, nil
	}
	known, broken := s.Store.Finish(r.Context(), hashOf(state), s.Now())
	return known && err == nil && subtle.ConstantTimeCompare([]byte(held.Value), []byte(state)) == 1, broken
}

// refusals are what a person can do about Slack's refusals of a code.
var refusals = map[string]string{
	"invalid_code":                         "The page was loaded twice, or too late.",
	"cannot_install_an_org_installed_app":  "Your organisation has natobot already: ask its administrators to add it to this workspace.",
	"org_login_required":                   "Your workspace is just moving into an organisation: try again when that is done.",
	"team_added_to_org":                    "Your workspace is just moving into an organisation: try again when that is done.",
	"oauth_authorization_url_mismatch":     "You began in another workspace.",
	"bad_redirect_uri":                     "natobot's settings do not fit Slack's: its redirect URL is another one. Tell whoever runs it.",
	"bad_client_secret":                    "natobot's settings do not fit Slack's: its client secret is another one. Tell whoever runs it.",
	"invalid_client_id":                    "natobot's settings do not fit Slack's: its client id is another one. Tell whoever runs it.",
	"invalid_team_for_non_distributed_app": "natobot's settings do not fit Slack's: the app is not distributed. Tell whoever runs it.",
}

// exchange makes an installation of a code.
func (s *Server) exchange(ctx context.Context, code string) page {
	got, err := slack.GetOAuthV2ResponseContext(ctx, s.HTTP, s.ClientID, s.ClientSecret, code, s.callback(), slack.OAuthOptionAPIURL(s.APIURL))
	if err != nil {
		s.Log.Warn("Slack refused an installation", "error", slackerr.WithoutURL(err))
		if text, known := refusals[slackerr.Code(err)]; known {
			return again("natobot was not installed", text)
		}
		return again("natobot was not installed", "Slack did not answer as expected.")
	}
	switch {
	case got.IsEnterpriseInstall:
		s.undo(ctx, got)
		return again("natobot cannot be installed for a whole organisation yet", "It keeps a record for one workspace. Nothing was kept: install it in each workspace that wants it, which you choose at the top right of Slack's page.")
	case got.RefreshToken != "" || got.ExpiresIn != 0:
		s.undo(ctx, got)
		s.Log.Error("the app has token rotation or PKCE on, which natobot does not serve: make a new app from the manifest, for neither can be switched off")
		return page{Title: "natobot was not installed", Text: "The app's settings ask for tokens that expire. Tell whoever runs natobot: the log says what to do."}
	}
	return s.keep(ctx, got)
}

// keep asks Slack who the bot is, seals its token and keeps the installation.
func (s *Server) keep(ctx context.Context, got *slack.OAuthV2Response) page {
	who, err := s.client(got.AccessToken).AuthTestContext(ctx)
	if err != nil {
		s.Log.Error("a new token does not work", "error", slackerr.WithoutURL(err))
		return again("natobot was not installed", "Slack gave a token and does not take it.")
	}
	if who.TeamID != got.Team.ID || who.TeamID == "" {
		s.Log.Error("a new token is of another workspace than Slack said", "said", got.Team.ID, "is", who.TeamID)
		return again("natobot was not installed", "Slack did not answer as expected.")
	}
	i := Installation{
		App: got.AppID, Enterprise: got.Enterprise.ID, Team: got.Team.ID, Workspace: got.Team.ID, Name: got.Team.Name, URL: who.URL,
		Bot: who.BotID, User: got.BotUserID, Scopes: got.Scope, Installer: got.AuthedUser.ID,
		Installed: s.Now().Truncate(time.Second), // as exact as the times of Slack's events are
	}
	i.Sealed = s.Keys.Seal(got.AccessToken, i)
	if i.Generation, err = s.Store.Install(ctx, i); err != nil {
		s.Log.Error("an installation cannot be kept", "error", err)
		return again("Something went wrong here", "Nothing was kept. It was noted for whoever runs natobot.")
	}
	s.Log.Info("installed", "workspace", i.Workspace, "generation", i.Generation)
	s.Welcome(i)
	text := "Open Slack and mention natobot in any channel, or write to it."
	if missing, off := s.Off(i.Scopes); len(missing) > 0 {
		s.Log.Warn("an installation was not granted all scopes", "workspace", i.Workspace, "missing", missing, "off", off)
		text += " Not all that natobot asks for was allowed, so this is off: " + strings.Join(off, "; ") + ". To switch it on, install natobot again."
	}
	return page{
		Title: "natobot is in " + i.Name, Text: text,
		Link: "https://slack.com/app_redirect?" + url.Values{"app": {i.App}, "team": {i.Team}}.Encode(), Label: "Open Slack",
	}
}

// undo takes the app out again, where what came of an installation cannot be served.
func (s *Server) undo(ctx context.Context, got *slack.OAuthV2Response) {
	if err := s.client(got.AccessToken).UninstallAppContext(ctx, s.ClientID, s.ClientSecret); err != nil {
		s.Log.Warn("an installation that is not kept cannot be taken out", "error", slackerr.WithoutURL(err))
	}
}
