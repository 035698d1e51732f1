// Channels, people, and the phone's menu.

import { byId, el, initials } from "./dom.js";
import { tint } from "./messages.js";

const menu = byId("menu");
const side = byId("side");

function openMenu(open) {
  side.classList.toggle("open", open);
  menu.setAttribute("aria-expanded", String(open));
}

menu.addEventListener("click", () => openMenu(!side.classList.contains("open")));

export function showChannels(state, open, unread, go) {
  const item = (c) => {
    const count = unread.get(c.id) ?? 0;
    const mark = c.person ? "" : "#";
    return el("li", {}, el("button", {
      type: "button", class: count ? "unread" : null, "aria-current": c.id === open ? "page" : null,
      onclick: () => { openMenu(false); go(c.id); },
    }, el("span", { class: "hash", "aria-hidden": "true" }, mark || "•"), el("span", { class: "name" }, c.name),
    count ? el("span", { class: "count" }, String(count), el("span", { class: "hidden" }, " unread")) : null));
  };
  const direct = state.channels.filter((c) => c.person);
  byId("channels").replaceChildren(...state.channels.filter((c) => !c.person).map(item));
  byId("direct").replaceChildren(...direct.map(item));
  byId("direct-title").textContent = state.home_tab ? "Apps" : "Direct messages";
  byId("direct-title").hidden = direct.length === 0;
}

export function showPeople(state, become) {
  byId("people").replaceChildren(...state.people.map((p) => el("li", {}, el("button", {
    type: "button", "aria-pressed": String(p.id === state.me),
    onclick: () => { openMenu(false); become(p.id); },
  }, el("span", { class: "avatar" + tint(p.id, state), "aria-hidden": "true" }, initials(p.real_name)),
  el("span", { class: "who" }, el("strong", {}, p.real_name), el("span", {}, p.role))))));
}
