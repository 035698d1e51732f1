package localslack

import (
	"context"
)

// take puts what stands in the page's inputs into their view. The caller holds the lock.
func (s *Server) take(w wish) {
	v := s.view(w.View)
	if v == nil || v.User != w.User {
		return
	}
	for _, in := range v.inputs {
		values, there := w.Values[in.block][in.action]
		if !there || (in.chooses() && len(values) > 0 && in.option(values[0]) == nil) {
			continue
		}
		v.set(in, values)
	}
}

// doFill keeps what is typed and chosen, and tells the app where an input asks for that.
// What was typed last may arrive when the dialog is closed, or is another one by the app's
// answer: nobody misses it.
func (s *Server) doFill(ctx context.Context, w wish) (any, error) {
	s.mu.Lock()
	s.take(w)
	inv := s.fillOne(w)
	s.mu.Unlock()
	if inv == nil || inv.view == nil {
		return answer{}, nil
	}
	return s.answered(ctx, inv)
}

func (s *Server) fillOne(w wish) *Invocation {
	v, inv := s.inView(w.User, w.View)
	if v == nil {
		return inv
	}
	in := v.input(w.BlockID, w.ActionID)
	if in.kind == "" {
		return nil
	}
	return s.filled(inv, in, v.Values[in.block][in.action], w.Tell && in.dispatches)
}

func (s *Server) doSubmit(ctx context.Context, w wish) (any, error) {
	s.mu.Lock()
	s.take(w)
	s.mu.Unlock()
	return s.answered(ctx, s.Submit(w.User, w.View))
}

func (s *Server) doClose(_ context.Context, w wish) (any, error) {
	s.CloseView(w.User, w.View)
	return answer{}, nil
}

func (s *Server) doTab(_ context.Context, w wish) (any, error) {
	if inv := s.openTab(w.User, w.Tab); inv.failed != nil && inv.failed != ErrNotAcknowledged {
		return nil, inv.failed
	}
	return answer{}, nil
}

func (s *Server) doShortcut(ctx context.Context, w wish) (any, error) {
	return s.answered(ctx, s.Shortcut(w.User, Message{Channel: w.Channel, TS: w.TS}, w.Callback))
}
