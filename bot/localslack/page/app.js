// The page: one person's view of the workspace, kept up to date by a stream of news.

import { ask, listen } from "./api.js";
import { fixed, isWhole, onSend, setPlace, setSuggestions, type } from "./composer.js";
import { showViews } from "./dialog.js";
import { byId, el } from "./dom.js";
import { showHome, showTabs } from "./home.js";
import { hide, show, showAll } from "./messages.js";
import { inline } from "./mrkdwn.js";
import { setNames } from "./names.js";
import { showChannels, showPeople } from "./sidebar.js";
import { deskNow, hour, longDay, setClock, tsToMs, zoneName } from "./time.js";

const query = new URLSearchParams(location.search);
let me = query.get("as") ?? "";
let open = query.get("in") ?? "";
let tab = query.get("tab") ?? ""; // of the app's own place: "home", "messages"
let state = null;
let arriving = true; // the person has just come: their place opens
let stop = () => {};
const unread = new Map();

const context = {
  get me() { return me; },
  get app() { return state.app_user; },
  get team() { return state.team; },
  get people() { return state.people; },
  get appName() { return state.app; },
  get shortcuts() { return state.shortcuts ?? []; },
  shortcut: (m, s) => ask("shortcut", { user: me, channel: m.channel, ts: m.ts, callback_id: s.callback_id }).catch(told),
  press: (m, block, button) => ask("press", {
    user: me, channel: m.channel, ts: m.ts, block_id: block.block_id, action_id: button.action_id ?? "",
  }).catch(told),
  empty,
};

const told = (problem) => { byId("busy").textContent = problem.message; };

// remember keeps person and channel in the address, so that a reload stays where it was.
function remember() {
  history.replaceState(null, "", "?" + new URLSearchParams({ as: me, in: open, ...(tab ? { tab } : {}) }));
}

function become(user) {
  stop();
  me = user;
  arriving = true;
  unread.clear();
  stop = listen(me, hear, lost);
}

function hear(news) {
  byId("offline").hidden = true;
  switch (news.kind) {
    case "state": return begin(news.state);
    case "message": return onMessage(news.message);
    case "removed":
      state.messages = state.messages.filter((m) => m.ts !== news.message.ts);
      return hide(news.message);
    case "views": return showViews(news.views ?? [], deeds);
    case "home":
      state.home = news.home;
      return showHome(state.home, state.app, deeds);
    case "link": return drawLink(news.connected);
    case "clock": return onClock(news);
  }
}

function lost() {
  const bar = byId("offline");
  bar.textContent = "The workspace does not answer. Is the program still running? Trying again…";
  bar.hidden = false;
  if (state) drawLink(false);
}

function begin(s) {
  state = s;
  me = s.me;
  if (!place(open)) open = ((tab && s.channels.find(hasTabs)) || s.channels[0]).id;
  setNames(s);
  setClock(s.clock);
  setSuggestions(s.suggestions);
  byId("team").textContent = s.team;
  byId("morning").hidden = !s.clock.movable;
  showPeople(s, become);
  drawLink(s.connected);
  showViews(s.views, deeds);
  showHome(s.home, s.app, deeds);
  drawClock();
  if (arriving) go(open, tab);
  else draw(true);
  arriving = false;
}

const place = (id) => state.channels.find((c) => c.id === id);
const hasTabs = (c) => state.home_tab && c.person === me;

// go opens a channel, or one of the two tabs of the app's own place: new messages come
// first there.
function go(channel, wanted = "") {
  open = channel;
  tab = !hasTabs(place(channel)) ? "" : wanted || (unread.get(channel) ? "messages" : "home");
  if (tab) ask("tab", { user: me, tab }).catch(told);
  draw();
}

// draw shows the open place; stay keeps what is being read where it is.
function draw(stay = false) {
  const c = place(open);
  const home = tab === "home";
  if (!home) unread.delete(open);
  remember();
  byId("home").hidden = !home;
  byId("scroller").hidden = home;
  byId("composer").hidden = home;
  showTabs(hasTabs(c), tab, unread.get(open), (t) => { if (t !== tab) go(open, t); });
  const name = (c.person ? "" : "#") + c.name;
  byId("channel").textContent = name;
  document.title = `${name} · ${state.team}`;
  setPlace(name, state.command);
  drawLink(state.connected);
  showChannels(state, open, unread, go);
  showAll(state.messages.filter((m) => m.channel === open), context, stay);
}

function onMessage(m) {
  const known = state.messages.findIndex((x) => x.ts === m.ts);
  if (known >= 0) state.messages[known] = m;
  else state.messages.push(m);
  if (m.channel === open) show(m, context);
  if (m.user === state.app_user && !m.to && !m.thread_ts && known < 0) arrived(m);
  if ((m.channel !== open || tab === "home") && known < 0 && m.user !== me) {
    unread.set(m.channel, (unread.get(m.channel) ?? 0) + 1);
    showChannels(state, open, unread, go);
    showTabs(hasTabs(place(open)), tab, unread.get(open), (t) => go(open, t));
  }
}

// What a person does in a dialog or in Home. All that stands in its inputs goes along.
const deeds = {
  press: (view, block_id, action_id, values) => ask("press", { user: me, view, block_id, action_id, values }).catch(told),
  fill: (view, block_id, action_id, values, tell) => ask("fill", { user: me, view, block_id, action_id, values, tell }).catch(told),
  submit: (view, values) => ask("submit", { user: me, view, values }),
  close: (view) => ask("close", { user: me, view }).catch(told),
};

function drawLink(connected) {
  state.connected = connected;
  const c = place(open);
  const link = byId("link");
  link.classList.toggle("up", connected);
  link.textContent = !connected ? `${state.app} is not connected: commands will fail`
    : c.archived ? `${state.app} is connected · this channel is archived`
      : c.member ? `${state.app} is connected` : `${state.app} is connected, and not a member of this channel`;
}

function onClock(news) {
  setClock(news.clock);
  drawClock();
  if (!news.moved) return;
  const moved = byId("moved");
  const now = news.clock.now;
  moved.textContent = `The desk’s clock was moved: it is now ${longDay(now)}, ${hour(now)}. What was due by then arrives shortly.`;
  moved.hidden = false;
  delete moved.dataset.told;
  clearTimeout(onClock.timer);
  onClock.timer = setTimeout(() => { moved.hidden = true; }, 12000);
}

// arrived says after the clock was moved what the app posted first.
function arrived(m) {
  const moved = byId("moved");
  if (moved.hidden || moved.dataset.told) return;
  moved.dataset.told = m.ts;
  moved.replaceChildren(`#${place(m.channel)?.name}: `, ...inline(m.text.split("\n")[0]));
}

function drawClock() {
  const now = deskNow();
  byId("day").textContent = longDay(now);
  byId("hour").textContent = hour(now);
  byId("zone").textContent = zoneName();
}

// empty invites to the first command, with examples that need nothing more.
function empty() {
  const examples = (state.suggestions ?? []).filter((s) => isWhole(s.usage)).slice(0, 4);
  return el("div", { class: "empty" },
    el("h3", {}, "Nothing has been said here yet"),
    el("p", {}, "Ask ", el("strong", {}, state.app), " something. Type ", el("code", {}, state.command),
      " and choose a command, or try one of these:"),
    el("ul", {}, ...examples.map((s) => el("li", {}, el("button", { type: "button", onclick: () => say(fixed(s.usage)) },
      el("code", {}, fixed(s.usage)), el("span", {}, s.summary))))),
    el("p", { class: "hint" }, "To see what others may do, change who you are in the sidebar."));
}

const say = (text) => ask("say", { user: me, channel: open, text }).catch((problem) => { told(problem); type(text); });

onSend((text) => ask("say", { user: me, channel: open, text }));
byId("morning").addEventListener("click", async (e) => {
  const button = e.currentTarget;
  button.disabled = true;
  await ask("morning", { user: me }).catch(told);
  button.disabled = false;
});
setInterval(() => state && drawClock(), 5000);
become(me);
