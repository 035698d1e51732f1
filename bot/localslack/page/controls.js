// The elements that people type and choose in. Each control has its node, the target that
// a label names, and its value as a list of texts; on.changed is called while it changes
// and on.done when it has changed, with whether the app may be told.

import { el } from "./dom.js";
import { select } from "./select.js";

export const isControl = (e) => e.type in kinds;

// control makes the control for an element.
export const control = (e, on) => kinds[e.type](e, on);

const kinds = {
  plain_text_input: (e, on) => typed(e, on, {}),
  url_text_input: (e, on) => typed(e, on, { type: "url", inputmode: "url" }),
  number_input: (e, on) => typed(e, on, { inputmode: e.is_decimal_allowed ? "decimal" : "numeric" }),
  static_select: select,
  datepicker: date,
};

function typed(e, on, more) {
  const box = el(e.multiline ? "textarea" : "input", {
    ...(e.multiline ? { rows: 3 } : { type: "text", autocomplete: "off" }), ...more, placeholder: e.placeholder?.text,
  });
  const count = el("p", { class: "length", "aria-hidden": "true", hidden: true });
  const seen = () => {
    if (e.multiline) grow(box);
    const length = [...box.value].length;
    count.hidden = !e.max_length || length < e.max_length * 0.8;
    count.textContent = `${length} of ${e.max_length}`;
    count.classList.toggle("over", length > e.max_length);
  };
  box.addEventListener("input", () => { seen(); on.changed(); });
  box.addEventListener("change", () => on.done(false));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || e.multiline || event.isComposing || !on.tells) return;
    event.preventDefault(); // Enter tells the app instead of submitting the form
    on.done(true);
  });
  return {
    node: el("div", { class: "typed" }, box, count), target: box,
    get: () => (box.value === "" ? [] : [box.value]),
    set([value]) { box.value = value ?? ""; seen(); },
  };
}

function grow(box) {
  box.style.blockSize = "auto";
  if (box.scrollHeight) box.style.blockSize = Math.min(box.scrollHeight + 2, 260) + "px";
}

function date(e, on) {
  const box = el("input", { type: "date" });
  box.addEventListener("input", on.changed);
  box.addEventListener("change", () => on.done(true));
  return {
    node: box, target: box,
    get: () => (box.value === "" ? [] : [box.value]),
    set([value]) { box.value = value ?? ""; },
  };
}
