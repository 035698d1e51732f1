// The dialogs that an app opens. They lie on one another; the topmost is shown, and those
// below keep what was typed in them.

import { byId, el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { pane } from "./view.js";

const dialog = byId("view");
let open = new Map(); // by view id
let deeds = {};

// showViews shows the dialogs that are open. how does what a person does in them: press,
// fill, submit, close.
export function showViews(views, how) {
  deeds = how;
  const before = open;
  open = new Map(views.map((v) => [v.id, before.get(v.id) ?? sheet(v.id)]));
  before.forEach((s, id) => { if (!open.has(id)) s.node.remove(); });
  const top = views.at(-1);
  for (const view of views) {
    const s = open.get(view.id);
    if (!s.node.isConnected) dialog.append(s.node);
    s.node.hidden = view !== top;
    s.update(view, views.find((v) => v.id === view.previous));
  }
  if (!top) return dialog.close();
  dialog.setAttribute("aria-labelledby", "title-" + top.id);
  if (!dialog.open) dialog.showModal();
  open.get(top.id).settle();
}

// sheet is one dialog of the stack.
function sheet(id) {
  const body = pane({
    press: (block, action, values) => deeds.press(id, block, action, values),
    fill: (block, action, values, tell) => deeds.fill(id, block, action, values, tell),
  });
  const title = el("h2", { id: "title-" + id, tabindex: "-1" });
  const back = el("button", { type: "button", class: "back", onclick: () => deeds.close(id) }, el("span", { "aria-hidden": "true" }, "←"));
  const shut = el("button", { type: "button", class: "shut", "aria-label": "Close", onclick: () => deeds.close(view.root) }, el("span", { "aria-hidden": "true" }, "×"));
  const trouble = el("p", { class: "trouble", role: "alert" });
  const close = el("button", { type: "button", onclick: () => deeds.close(id) });
  const submit = el("button", { type: "submit", class: "primary" });
  const scroller = el("div", { class: "body" }, body.node);
  const node = el("form", { class: "sheet", novalidate: true, onsubmit: send },
    el("div", { class: "head" }, back, title, shut), scroller, el("div", { class: "foot" }, trouble, close, submit));
  let view = null;
  let sending = false;
  let fresh = true; // opened, or become another dialog: the person starts at its beginning

  function update(next, below) {
    fresh ||= view?.title !== next.title;
    view = next;
    title.textContent = withEmoji(next.title);
    back.hidden = !below;
    back.setAttribute("aria-label", below ? `Back to ${below.title}` : "Back");
    body.update(next);
    close.textContent = withEmoji(next.close);
    submit.hidden = next.submit === "";
    submit.textContent = withEmoji(next.submit);
    say(next.trouble);
    busy();
  }

  function settle() {
    const lost = !node.contains(document.activeElement) || document.activeElement === title;
    if (!fresh && !lost) return;
    if (fresh) scroller.scrollTop = 0;
    const invalid = node.querySelector("[aria-invalid]");
    if (!invalid) (body.begin() ?? title).focus({ preventScroll: fresh });
    fresh = false;
  }

  function say(text) {
    if (trouble.textContent !== text) trouble.textContent = text;
    trouble.hidden = text === "";
  }

  // busy holds the button while a submission waits. It keeps the focus all the while.
  function busy() {
    const waits = sending || view.waiting > 0;
    submit.setAttribute("aria-disabled", String(waits));
    submit.setAttribute("aria-busy", String(waits));
  }

  async function send(event) {
    event.preventDefault();
    if (view.submit === "" || sending || view.waiting > 0) return;
    sending = true;
    busy();
    try {
      await deeds.submit(id, body.values());
    } catch (problem) {
      say(problem.message);
    } finally {
      sending = false;
      busy();
    }
  }

  return { node, update, settle, back: () => deeds.close(id) };
}

const topmost = () => [...open.values()].at(-1);

// Escape goes back by one dialog, as its close button does.
dialog.addEventListener("cancel", (event) => {
  if (event.target !== dialog) return;
  event.preventDefault();
  topmost()?.back();
});
dialog.addEventListener("close", () => { if (open.size > 0) dialog.showModal(); });
