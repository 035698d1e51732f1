// Dialogs: those that an app opens, and the question before a button that asks first.

import { byId, el } from "./dom.js";
import { textObject } from "./blocks.js";

// confirmed asks what a button's confirm object says, and gives true for yes.
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  const dialog = byId("confirm");
  return new Promise((resolve) => {
    const end = (yes) => () => { dialog.close(); resolve(yes); };
    const danger = confirm.style === "danger";
    dialog.replaceChildren(
      el("h2", { id: "confirm-title" }, ...textObject(confirm.title)),
      el("div", { class: "body" }, ...textObject(confirm.text)),
      el("div", { class: "foot" },
        el("button", { type: "button", onclick: end(false) }, confirm.deny?.text ?? "Cancel"),
        el("button", { type: "button", class: danger ? "danger solid" : "primary", onclick: end(true) }, confirm.confirm.text)));
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
  });
}

// showView shows the topmost dialog that the app has open, or none.
export function showView(views, render, close) {
  const dialog = byId("view");
  const view = views.at(-1);
  if (!view) {
    if (dialog.open) dialog.close();
    return;
  }
  const shut = () => close(view.id);
  dialog.replaceChildren(
    el("h2", { id: "view-title" }, view.title),
    el("div", { class: "body" }, ...render(view.blocks)),
    el("div", { class: "foot" }, el("button", { type: "button", onclick: shut }, view.close)));
  dialog.oncancel = shut;
  if (!dialog.open) dialog.showModal();
}
