// One field of a form: label, control, hint and what is wrong with it.

import { textObject } from "./blocks.js";
import { el } from "./dom.js";

let serial = 0;

// field draws an input block around its control.
export function field(b, control) {
  const id = "field" + serial++;
  const hint = b.hint ? el("p", { class: "hint", id: id + "-hint" }, ...textObject(b.hint)) : null;
  const wrong = el("p", { class: "wrong", id: id + "-wrong", hidden: true });
  const words = [...textObject(b.label), b.optional ? el("span", { class: "optional" }, " (optional)") : null];
  const box = control.target;
  box.id = id;
  const node = el("div", { class: "block field" }, el("label", { for: id }, ...words), control.node, wrong, hint);
  if (!b.optional) box.setAttribute("aria-required", "true");

  function error(text) {
    wrong.textContent = text;
    wrong.hidden = text === "";
    node.classList.toggle("invalid", text !== "");
    const about = [text && wrong.id, hint?.id].filter(Boolean).join(" ");
    if (text) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
    if (about) box.setAttribute("aria-describedby", about);
    else box.removeAttribute("aria-describedby");
  }
  error("");
  return { node, error };
}
