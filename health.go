package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"natobot/config"
)

// health asks the bot that runs beside it, by the same settings, whether it can serve:
// for containers, which have no other program to ask with.
func (p *program) health(ctx context.Context, args []string) error {
	if _, err := p.parse(p.flags("health"), args, 0, 0); err != nil {
		return err
	}
	at, https, err := config.Server(p.env)
	if err != nil {
		return err
	}
	said, err := probe(ctx, readyAt(at, https))
	if err != nil {
		return fmt.Errorf("no bot answers at %s: %w", at, err)
	}
	fmt.Fprintln(p.stdout, said)
	if said != "ready" {
		return errShown
	}
	return nil
}

// readyAt gives where a bot that listens there tells of its readiness, on this machine.
func readyAt(listen string, https bool) string {
	scheme := "http"
	if https {
		scheme = "https"
	}
	host, port, _ := net.SplitHostPort(listen) // it was checked
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port) + "/readyz"
}

// probe asks, and gives the answer's one line. The certificate is not looked at: it is in
// the name that Slack knows the bot by, and this is the same machine.
func probe(ctx context.Context, url string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return "", err
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	defer client.CloseIdleConnections()
	response, err := client.Do(r)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<10))
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusServiceUnavailable {
		err = errors.Join(err, fmt.Errorf("it answers %s", response.Status))
	}
	return strings.TrimSpace(string(body)), err
}
