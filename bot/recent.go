package bot

import (
	"slices"
	"sync"
)

// recent keeps what was learned lately, by its name: of more than most it forgets the oldest.
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

// put keeps something. What is known already keeps its place.
func (r *recent[K, V]) put(name K, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil {
		r.known = map[K]V{}
	}
	if _, ok := r.known[name]; !ok {
		r.order = append(r.order, name)
	}
	r.known[name] = v
	if len(r.order) > r.most {
		delete(r.known, r.order[0])
		r.order = r.order[1:]
	}
}

func (r *recent[K, V]) drop(name K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.known, name)
	r.order = slices.DeleteFunc(r.order, func(other K) bool { return other == name })
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
