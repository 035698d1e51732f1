package fleet

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/bot/install"
)

// shelf are installations in memory, of which what is erased and reinstated is noted.
type shelf struct {
	Installations
	kept               map[string]install.Installation
	erased, reinstated []string
}

func (s *shelf) RemovedBefore(_ context.Context, at time.Time) (list []install.Installation, err error) {
	for _, i := range s.kept {
		if !i.Removed.IsZero() && !i.Removed.After(at) {
			list = append(list, i)
		}
	}
	return list, nil
}

func (s *shelf) Reinstate(_ context.Context, workspace string, _ int) error {
	s.reinstated = append(s.reinstated, workspace)
	return nil
}

func (s *shelf) Erase(_ context.Context, workspace string, _ time.Time) (bool, error) {
	s.erased = append(s.erased, workspace)
	return true, nil
}

// What a workspace recorded is erased after its days of grace; not before, not while Slack does not
// answer, and not where its token is good after all.
func TestPurge(t *testing.T) {
	now := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	keys, err := install.NewKeys("a key")
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{kept: map[string]install.Installation{}}
	for workspace, removed := range map[string]time.Time{
		"TGONE": now.Add(-Grace), "TGOOD": now.Add(-2 * Grace), "TDOWN": now.Add(-Grace), "TLATELY": now.Add(time.Minute - Grace), "THERE": {},
	} {
		i := install.Installation{App: "A1", Workspace: workspace, Removed: removed}
		i.Sealed = keys.Seal("xoxb-"+workspace, i)
		s.kept[workspace] = i
	}
	slack := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		switch all := r.Header.Get("Authorization") + string(body); {
		case strings.Contains(all, "TGOOD"):
			_, _ = io.WriteString(out, `{"ok":true,"team_id":"TGOOD"}`)
		case strings.Contains(all, "TDOWN"):
			out.WriteHeader(http.StatusBadGateway)
		default:
			_, _ = io.WriteString(out, `{"ok":false,"error":"account_inactive"}`)
		}
	}))
	defer slack.Close()
	f := New(Config{Installations: s, Keys: keys, APIURL: slack.URL + "/", Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)})
	f.purge(t.Context())
	if !slices.Equal(s.erased, []string{"TGONE"}) || !slices.Equal(s.reinstated, []string{"TGOOD"}) {
		t.Errorf("erased %v, reinstated %v", s.erased, s.reinstated)
	}
	f.http.CloseIdleConnections()
}
