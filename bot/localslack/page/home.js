// The app's two tabs: Home, which the app fills, and Messages.

import { byId, el } from "./dom.js";
import { pane } from "./view.js";

const tabs = byId("tabs");
const panel = byId("home");
let shown = null; // the view that stands there, and its body

// showTabs shows the tabs of a place that has them and which is open.
export function showTabs(has, tab, unread, go) {
  tabs.hidden = !has;
  if (!has) return;
  const names = { home: "Home", messages: "Messages" };
  const made = Object.keys(names).map((t) => el("button", {
    type: "button", role: "tab", id: "tab-" + t, "aria-selected": String(t === tab), "aria-controls": t === "home" ? "home" : "scroller",
    tabindex: t === tab ? "0" : "-1", onclick: () => go(t), onkeydown: (e) => turn(e, t, go),
  }, names[t], t === "messages" && unread ? el("span", { class: "count" }, String(unread), el("span", { class: "hidden" }, " unread")) : null));
  const had = tabs.contains(document.activeElement);
  tabs.replaceChildren(...made);
  if (had) byId("tab-" + tab).focus();
}

function turn(event, from, go) {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  event.preventDefault();
  go(from === "home" ? "messages" : "home");
}

// showHome draws what the app has published, in place where it is the same view.
export function showHome(view, app, deeds) {
  if (!view) {
    shown = null;
    panel.replaceChildren(el("div", { class: "empty" }, el("h3", {}, "Nothing is here yet"),
      el("p", {}, el("strong", {}, app), " has not filled its Home tab.")));
    return;
  }
  if (shown?.id !== view.id) {
    const body = pane({
      press: (block, action, values) => deeds.press(view.id, block, action, values),
      fill: (block, action, values, tell) => deeds.fill(view.id, block, action, values, tell),
    });
    const trouble = el("p", { class: "trouble", role: "alert" });
    shown = { id: view.id, body, trouble };
    panel.replaceChildren(el("div", { class: "sheet" }, trouble, body.node));
  }
  shown.body.update(view);
  shown.trouble.textContent = view.trouble;
  shown.trouble.hidden = view.trouble === "";
}
