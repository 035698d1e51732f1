package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"natobot/consensus"
)

// testPosts keeps posts in memory, as the ledger's contract says.
type testPosts struct {
	mu     sync.Mutex
	all    []consensus.Posting
	now    func() time.Time
	broken error // what SettlePost fails with
}

func (s *testPosts) ClaimPosts(_ context.Context, list []consensus.Posting) ([]consensus.Posting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var claimed []consensus.Posting
	for _, p := range list {
		if p.Kind == "" || p.Key == "" || p.Channel == "" || p.After > p.Point.Known {
			return nil, fmt.Errorf("post %q has no kind, no channel, or ends before it begins", p.Key)
		}
		if s.find(p.Kind, p.Key) == nil {
			p.State, p.Holder, p.HeldSince = consensus.Claimed, p.Owner, p.ClaimedAt
			s.all, claimed = append(s.all, p), append(claimed, p)
		}
	}
	return claimed, nil
}

func (s *testPosts) find(kind, key string) *consensus.Posting {
	for i, p := range s.all {
		if p.Kind == kind && p.Key == key {
			return &s.all[i]
		}
	}
	return nil
}

func (s *testPosts) TakePost(_ context.Context, p consensus.Posting, holder string, since time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	got := s.find(p.Kind, p.Key)
	if got == nil || got.State != consensus.Claimed || got.Holder != p.Holder || !got.HeldSince.Equal(p.HeldSince) {
		return false, nil
	}
	got.Holder, got.HeldSince = holder, since
	return true, nil
}

func (s *testPosts) SettlePost(_ context.Context, kind, key string, state consensus.PostingState, ts string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.find(kind, key)
	switch {
	case s.broken != nil:
		return s.broken
	case p == nil:
		return fmt.Errorf("post %q was never claimed", key)
	case p.State != consensus.Claimed && (p.State != state || p.TS != ts):
		return fmt.Errorf("post %q is %s already", key, p.State)
	}
	p.State, p.TS, p.SettledAt = state, ts, s.now()
	return nil
}

func (s *testPosts) Post(_ context.Context, kind, key string) (consensus.Posting, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.find(kind, key); p != nil {
		return *p, true, nil
	}
	return consensus.Posting{}, false, nil
}

func (s *testPosts) OpenPosts(_ context.Context, kind string) ([]consensus.Posting, error) {
	return s.having(kind, consensus.Claimed), nil
}

func (s *testPosts) LastPosted(_ context.Context, kind, channel string) (last consensus.Posting, found bool, err error) {
	for _, p := range s.having(kind, consensus.Posted) {
		if p.Channel == channel {
			last, found = p, true
		}
	}
	return last, found, nil
}

func (s *testPosts) RecentPosts(_ context.Context, kind, channel string, since time.Time) ([]consensus.Posting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := slices.DeleteFunc(slices.Clone(s.all), func(p consensus.Posting) bool { return p.Kind != kind || p.Channel != channel })
	for i := range of {
		if i == len(of)-1 || !of[i].ClaimedAt.Before(since) {
			return of[i:], nil
		}
	}
	return nil, nil
}

// Head names an entry by its number.
func (s *testPosts) Head(_ context.Context, number int) (string, error) {
	return fmt.Sprintf("%064x", number), nil
}

// having gives the posts of a kind and a state, in the order of the claims.
func (s *testPosts) having(kind string, state consensus.PostingState) []consensus.Posting {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []consensus.Posting
	for _, p := range s.all {
		if p.Kind == kind && p.State == state {
			list = append(list, p)
		}
	}
	return list
}

// states gives the live notes of a state, by name.
func (s *testPosts) states(state consensus.PostingState) string {
	var list []string
	for _, p := range s.having(livePost, state) {
		list = append(list, strings.TrimPrefix(p.Key, p.Channel+" "))
	}
	return strings.Join(list, "; ")
}
