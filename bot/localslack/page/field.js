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
  const name = control.many ? el("legend", {}, ...words) : el("label", { for: id }, ...words);
  if (!control.many) control.target.id = id;
  const node = el(control.many ? "fieldset" : "div", { class: "block field" }, name, control.node, wrong, hint);
  const asked = control.many ? [...control.node.querySelectorAll("input")] : [control.target];
  if (!b.optional && !control.many) control.target.setAttribute("aria-required", "true");

  function error(text) {
    wrong.textContent = text;
    wrong.hidden = text === "";
    node.classList.toggle("invalid", text !== "");
    const about = [text && wrong.id, hint?.id].filter(Boolean).join(" ");
    for (const box of asked) {
      if (text) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
      if (about) box.setAttribute("aria-describedby", about);
      else box.removeAttribute("aria-describedby");
    }
  }
  error("");
  return { node, error };
}
