package localslack_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"natobot/bot/localslack"
)

func serve(t *testing.T) http.Handler {
	t.Helper()
	s := localslack.New(pageOptions())
	t.Cleanup(s.Close)
	return s.Handler()
}

func TestOnlyThisMachineAndThisPageGetIn(t *testing.T) {
	const own = "http://127.0.0.1:8080"
	type head map[string]string
	for name, tc := range map[string]struct {
		method, path, host string
		head               head
		let                bool
	}{
		"127.0.0.1":                         {host: "127.0.0.1:8080", let: true},
		"localhost":                         {host: "localhost:8080", let: true},
		"[::1]":                             {host: "[::1]:8080", let: true},
		"a name that points here":           {host: "rebind.example:8080"},
		"the machine's own address":         {host: "192.168.1.5:8080"},
		"localhost as a part of a name":     {host: "localhost.example:8080"},
		"no host":                           {host: ""},
		"the page's own post":               {method: "POST", path: "/do/close", head: head{"Origin": own}, let: true},
		"another site's post":               {method: "POST", path: "/do/close", head: head{"Origin": "https://evil.example"}},
		"a sandboxed page's post":           {method: "POST", path: "/do/close", head: head{"Origin": "null"}},
		"another port's page":               {method: "POST", path: "/do/close", head: head{"Origin": "http://127.0.0.1:3000"}},
		"another site's stream":             {path: "/socket", head: head{"Origin": "https://evil.example"}},
		"another site's listening":          {path: "/events", head: head{"Origin": "https://evil.example"}},
		"another site's script tag":         {path: "/page/app.js", head: head{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}},
		"a link on another site":            {head: head{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, let: true},
		"another site's form":               {method: "POST", path: "/do/close", head: head{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}},
		"another site's Web API call":       {method: "POST", path: "/api/auth.test", head: head{"Origin": "https://evil.example"}},
		"slack-go's Origin where no socket": {method: "POST", path: "/do/close", head: head{"Origin": "https://api.slack.com"}},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.method == "" {
				tc.method = http.MethodGet
			}
			if tc.path == "" {
				tc.path = "/"
			}
			req := httptest.NewRequest(tc.method, own+tc.path, strings.NewReader("{}"))
			req.Header.Set("Content-Type", "application/json")
			if tc.host != "" || tc.head == nil {
				req.Host = tc.host
			}
			for k, v := range tc.head {
				req.Header.Set(k, v)
			}
			w := httptest.NewRecorder()
			serve(t).ServeHTTP(w, req)
			if let := w.Code != http.StatusForbidden; let != tc.let {
				t.Errorf("status %d: let in %v, want %v", w.Code, let, tc.let)
			}
			if !tc.let && !strings.HasPrefix(w.Body.String(), "This ") {
				t.Errorf("refused without a sentence: %q", w.Body)
			}
		})
	}
}

func TestHeaders(t *testing.T) {
	w := httptest.NewRecorder()
	serve(t).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost/", nil))
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
			"img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":     "nosniff",
		"Referrer-Policy":            "no-referrer",
		"Cross-Origin-Opener-Policy": "same-origin",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// S7: text reaches the page as text. No file of the page may use what parses HTML, and
// nothing may need a looser policy than 'self'.
func TestPageTakesNoHTML(t *testing.T) {
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|srcdoc|setHTML`)
	inline := regexp.MustCompile(`(?i)<script[^>]*>[^<]|<style|\sstyle=|\son[a-z]+=|javascript:|https?://`)
	files, err := filepath.Glob("page/*")
	if err != nil || len(files) < 10 {
		t.Fatalf("found %v, %v", files, err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.Find(text); found != nil {
			t.Errorf("%s uses %s", f, found)
		}
		if found := inline.Find(text); strings.HasSuffix(f, ".html") && found != nil {
			t.Errorf("%s has %s in it, which the policy forbids", f, found)
		}
	}
}
