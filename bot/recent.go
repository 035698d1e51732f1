package bot

import (
	"slices"
	"sync"
)

// recent keeps what was learned last, by its name, and forgets the oldest of what is more than most.
type recent[K comparable, V any] struct {
	most int

	mu    sync.Mutex
	known map[K]V
	order []K // the latest last
}

func (r *recent[K, V]) get(name K) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok := r.known[name]
	return v, ok
}

// put makes something the latest.
func (r *recent[K, V]) put(name K, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil {
		r.known = map[K]V{}
	}
	r.forget(name)
	r.known[name] = v
	if r.order = append(r.order, name); len(r.order) > r.most {
		r.forget(r.order[0])
	}
}

func (r *recent[K, V]) drop(name K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forget(name)
}

// forget forgets what has that name. The caller holds the lock.
func (r *recent[K, V]) forget(name K) {
	if _, ok := r.known[name]; ok {
		delete(r.known, name)
		r.order = slices.DeleteFunc(r.order, func(other K) bool { return other == name })
	}
}

// all gives what is known, the latest first.
func (r *recent[K, V]) all() []V {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]V, len(r.order))
	for i, name := range r.order {
		list[len(list)-1-i] = r.known[name]
	}
	return list
}
