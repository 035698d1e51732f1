// The question before a button that asks first.

import { textObject } from "./blocks.js";
import { byId, el } from "./dom.js";

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
