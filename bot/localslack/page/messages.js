// The list of messages of the open channel.

import { blocks } from "./blocks.js";
import { byId, el, initials } from "./dom.js";
import { menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { personName } from "./names.js";
import { dayKey, hour, longDay, tsToMs } from "./time.js";

const log = byId("log");
const scroller = byId("scroller");

// showAll draws a channel anew, without having it all read out.
export function showAll(messages, context, stay) {
  const at = stay && !nearEnd() ? scroller.scrollTop : Infinity;
  log.setAttribute("aria-live", "off");
  log.replaceChildren();
  if (messages.length === 0) log.append(context.empty());
  messages.forEach((m) => place(m, context));
  scroller.scrollTop = Math.min(at, scroller.scrollHeight);
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
}

// show adds a message or, when it stands there already, draws it anew.
export function show(message, context) {
  const stays = nearEnd();
  log.querySelector(".empty")?.remove();
  const node = place(message, context);
  if (node.closest(".thread")) return; // what it answers stays where it is read
  if (stays || message.user === context.me || message.to) toEnd();
  if (node.offsetHeight > scroller.clientHeight) node.scrollIntoView({ block: "start" }); // read from its beginning
}

export function hide(message) {
  find(message.ts)?.remove();
}

const find = (ts) => log.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
const nearEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
const toEnd = () => { scroller.scrollTop = scroller.scrollHeight; };

// place puts a message where it belongs and gives its element.
function place(m, context) {
  const node = article(m, context);
  const old = find(m.ts);
  if (old) {
    node.querySelector(".body").append(...old.querySelectorAll(":scope > .body > .thread"));
    old.replaceWith(node);
    return node;
  }
  const parent = m.thread_ts && m.thread_ts !== m.ts ? find(m.thread_ts) : null;
  if (parent) {
    reply(parent, node);
    return node;
  }
  newDay(m);
  log.append(node);
  return node;
}

// reply puts a message into the thread below another, which is folded until it is opened.
function reply(parent, node) {
  const body = parent.querySelector(".body");
  let thread = body.querySelector(":scope > .thread");
  if (!thread) {
    thread = el("details", { class: "thread" }, el("summary"), el("div", { class: "replies", role: "group", "aria-label": "Replies" }));
    body.append(thread);
  }
  thread.lastElementChild.append(node);
  const count = thread.lastElementChild.childElementCount;
  thread.firstElementChild.textContent = count === 1 ? "1 reply" : `${count} replies`;
}

function newDay(m) {
  const key = dayKey(tsToMs(m.ts));
  if (log.dataset.day === key && log.querySelector(".day")) return;
  log.dataset.day = key;
  log.append(el("p", { class: "day" }, el("span", {}, longDay(tsToMs(m.ts)))));
}

function article(m, context) {
  const app = m.user === context.app;
  const slack = m.user === "USLACKBOT";
  const name = slack ? context.team : personName(m.user);
  const kind = ["message", app && "app", slack && "notice", m.to && "private"].filter(Boolean).join(" ");
  return el("article", { class: kind, "data-ts": m.ts },
    el("span", { class: "avatar" + tint(m.user, context), "aria-hidden": "true" }, app || slack ? "" : initials(name)),
    el("div", { class: "body" },
      m.to ? el("p", { class: "only" }, "Only visible to you") : null,
      el("p", { class: "by" }, el("strong", {}, name), app ? el("span", { class: "tag" }, "APP") : null,
        el("time", {}, hour(tsToMs(m.ts))), m.answers ? el("code", { class: "asked" }, m.answers) : null),
      el("div", { class: "content" }, ...content(m, context)),
      m.edited ? el("p", { class: "edited" }, "(edited)") : null),
    menu(m, context));
}

// menu is what the app offers to do with a message that everybody sees.
function menu(m, context) {
  if (m.to || context.shortcuts.length === 0) return null;
  return menuButton(context.shortcuts.map((s) => ({ name: s.name, run: () => context.shortcut(m, s) })), context.appName);
}

function content(m, context) {
  return [...words(m, context), ...(m.files ?? []).map(file)];
}

// file shows a picture, and anything else as something to save.
function file(f) {
  const src = "/files/" + encodeURIComponent(f.id);
  if (/^image\//.test(f.mimetype)) return el("figure", { class: "shown" }, el("img", { src, alt: f.alt_txt || f.title }));
  const size = f.size < 1024 ? f.size + " bytes" : Math.round(f.size / 1024) + " kB";
  return el("a", { class: "file", href: src, download: f.name }, el("strong", {}, f.title), el("span", {}, size));
}

function words(m, context) {
  if (!m.blocks) return m.text ? [el("div", { class: "block text" }, ...mrkdwn(m.text))] : [];
  return blocks(m.blocks, { press: (block, button) => context.press(m, block, button) });
}

// tint gives each person a colour of their own.
export function tint(user, context) {
  const i = context.people.findIndex((p) => p.id === user);
  return i < 0 ? "" : " tint" + (i % 5);
}
