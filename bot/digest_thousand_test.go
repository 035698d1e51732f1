package bot

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/outbox"
)

var digestSeed = flag.Uint64("digest.seed", 0, "repeat the thousand slots that failed with this seed")

const (
	thousandChannels = 20
	thousandDays     = 50
	ticksPerSlot     = 14 // of 20 seconds each
	apartBy          = 30 * time.Minute
)

// thousand is the test's own account of what happened.
type thousand struct {
	*world
	r         *rand.Rand
	schedules []consensus.Schedule
	running   []*process
	processes int
	ended     []func() // what ends the faults of a slot
	back      map[string]int
	step      int

	healthy map[consensus.Slot]int    // ticks at which nothing was in a slot's way
	away    map[consensus.Slot]bool   // its channel was gone while it was due
	excused map[consensus.Slot]bool   // it is not owed any more
	newest  map[string]consensus.Slot // the last slot that was due, by channel, whatever the clock said
	kinds   map[string]int
}

// TestAThousandSlots is docs/product.md §5, promise 3: each of 1,000 slots meets a fault at
// random, and is in its channel once, unless a later one overtook it.
func TestAThousandSlots(t *testing.T) {
	seed := *digestSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("again with: go test ./bot -run TestAThousandSlots -digest.seed=%d", seed)
	inWorld(t, func(w *world) {
		w.apart = true
		m := &thousand{
			world: w, r: rand.New(rand.NewPCG(seed, 1)), back: map[string]int{},
			healthy: map[consensus.Slot]int{}, away: map[consensus.Slot]bool{}, excused: map[consensus.Slot]bool{},
			newest: map[string]consensus.Slot{}, kinds: map[string]int{},
		}
		m.set()
		for i := range thousandChannels {
			id := fmt.Sprintf("C04THOUS%02d", i)
			w.ChangeChannel(id, func(c *localslack.Channel) { c.Name, c.Member = strings.ToLower(id), true })
			m.schedules = append(m.schedules, consensus.Schedule{Channel: id, Minute: 480 + i*int(apartBy/time.Minute), Set: w.start})
		}
		w.desk.schedules = m.schedules
		w.desk.digest.Thread = []answer.Reply{{Title: "Over time", Sections: []answer.Section{trendOf(3)}}}
		m.spawn()
		for day := range thousandDays {
			for _, s := range m.schedules {
				m.live(day, s)
			}
		}
		m.judge()
	})
}

func (m *thousand) spawn() {
	m.processes++
	m.running = append(m.running, m.process(m.processes))
}

// live brings the world to a slot, and through the fault that it meets.
func (m *thousand) live(day int, s consensus.Schedule) {
	m.step++
	at, _ := consensus.SlotTime(consensus.DayOf(m.start).Add(day), s.Minute, m.zone)
	time.Sleep(at.Sub(m.slackTime()) - 10*time.Second)
	kind := m.fault(s.Channel)
	m.kinds[kind]++
	faulty := m.r.IntN(6)
	for tick := range ticksPerSlot {
		if tick == faulty {
			m.Heal()
			for _, end := range m.ended {
				end()
			}
			m.ended = nil
		}
		m.tickAll(tick > faulty)
		time.Sleep(outbox.Every)
	}
	for id, step := range m.back {
		if step <= m.step {
			m.ChangeChannel(id, func(c *localslack.Channel) { c.Archived, c.Member = false, true })
			delete(m.back, id)
		}
	}
}

// tickAll ticks every process, side by side, and lets successors take the place of the dead.
func (m *thousand) tickAll(healthy bool) {
	m.account(healthy)
	done := make(chan struct{})
	for _, p := range m.running {
		go func() { p.Do(m.t.Context()); done <- struct{}{} }()
	}
	for range m.running {
		<-done
	}
	var alive []*process
	for _, p := range m.running {
		if p.dead.Load() {
			p.end()
			continue
		}
		alive = append(alive, p)
	}
	if m.running = alive; len(alive) == 0 {
		m.spawn()
	}
}

// account notes for each channel's latest slot whether anything is in its way.
func (m *thousand) account(healthy bool) {
	now := m.now()
	for _, s := range m.schedules {
		slot, _, ok := s.Latest(m.zone, now)
		if !ok {
			continue
		}
		_, gone := m.back[s.Channel]
		overtaken := m.newest[s.Channel].Later(slot)
		missedItsDay := m.away[slot] && consensus.DayOf(now.In(m.zone)) > slot.Day
		m.away[slot] = m.away[slot] || gone
		m.excused[slot] = m.excused[slot] || overtaken || missedItsDay
		if !overtaken {
			m.newest[s.Channel] = slot
		}
		if healthy && !gone && !m.excused[slot] {
			m.healthy[slot]++
		}
	}
}

// fault brings about what a slot meets, and names it.
func (m *thousand) fault(channel string) string {
	const post = "chat.postMessage"
	first := m.running[0]
	switch m.r.IntN(13) {
	case 0:
		m.FailNext(post, 1+m.r.IntN(2), localslack.RateLimited(time.Duration(1+m.r.IntN(40))*time.Second))
		return "429"
	case 1:
		m.FailNext(post, 1+m.r.IntN(3), localslack.Unavailable(500))
		return "500"
	case 2:
		m.FailNext(post, 1+m.r.IntN(2), localslack.ReplyLost())
		return "reply lost"
	case 3:
		m.FailNext(post, 1, localslack.ReplyLost())
		m.FailNext("conversations.history", 1+m.r.IntN(3), localslack.Unavailable(503))
		return "reply lost, and nothing to be seen"
	case 4:
		m.FailNext(post, 1, localslack.ReplyLost())
		m.ended = append(m.ended, func() { first.dead.Store(true) })
		return "reply lost, then killed"
	case 5:
		first.onceClaimed.Store(true)
		return "killed before posting"
	case 6:
		first.onceSent.Store(true)
		return "killed after posting"
	case 7:
		m.jump(time.Duration(1+m.r.IntN(180)) * time.Minute)
		return "clock forward"
	case 8:
		m.jump(-time.Duration(1+m.r.IntN(26*60)) * time.Minute)
		return "clock back"
	case 9:
		if m.r.IntN(8) == 0 { // it costs every channel a slot
			m.jump(26 * time.Hour)
			return "clock a day forward"
		}
		m.FailNext(post, 1, localslack.Refused("invalid_blocks"))
		return "invalid blocks"
	case 10:
		archived := m.r.IntN(2) == 0
		m.ChangeChannel(channel, func(c *localslack.Channel) { c.Archived, c.Member = archived, archived })
		m.back[channel] = m.step + m.r.IntN(2*thousandChannels)
		return "channel gone"
	case 11:
		m.FailNext("conversations.info", 1+m.r.IntN(3), localslack.Unavailable(500))
		return "not knowable whether it is shared"
	}
	m.spawn()
	second := m.running[len(m.running)-1]
	if m.r.IntN(2) == 0 { // for as long as both live
		m.FailNext(post, 1+m.r.IntN(2), localslack.ReplyLost())
		return "two at once, and a reply lost"
	}
	m.ended = append(m.ended, func() { second.dead.Store(true) })
	return "two at once"
}

// jump moves the desk's clock, until the fault ends.
func (m *thousand) jump(by time.Duration) {
	m.move(by)
	m.ended = append(m.ended, func() { m.move(-by) })
}

// judge looks into the channels.
func (m *thousand) judge() {
	found := map[string]int{}
	for _, s := range m.schedules {
		for _, msg := range m.posted(s.Channel) {
			var payload map[string]string
			if msg.Metadata == nil || json.Unmarshal(msg.Metadata.EventPayload, &payload) != nil {
				m.t.Fatalf("a message without a mark: %q", msg.Text)
			}
			found[payload[keyField]]++
		}
	}
	posted, missed := 0, 0
	for _, s := range m.schedules {
		for day := range thousandDays {
			slot := consensus.Slot{Channel: s.Channel, Day: consensus.DayOf(m.start).Add(day), Minute: s.Minute}
			post := consensus.Posting{Kind: consensus.DigestPost, Key: slot.String()}
			marks := []mark{markOf(post, 0), markOf(post, 1)}
			whole := found[marks[0].key]
			switch {
			case whole > 1 || found[marks[1].key] > whole:
				m.t.Errorf("%s: its parts are there %d and %d times", marks[0].key, whole, found[marks[1].key])
			case whole == 1:
				posted++
			case m.healthy[slot] > ticksPerSlot/2 && !m.excused[slot]:
				m.t.Errorf("%s is not there, and nothing was in its way for %d ticks", marks[0].key, m.healthy[slot])
			default:
				missed++
			}
		}
	}
	m.t.Logf("%d posted, %d overtaken or out of their day; faults: %v; %d processes", posted, missed, m.kinds, m.processes)
	if posted < 800 {
		m.t.Errorf("only %d were posted", posted)
	}
}
