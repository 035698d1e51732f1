// A select that is searched by typing: one choice of many.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const labelOf = (option) => withEmoji(option.text.text);

let serial = 0;

// select gives the control for a static_select. on.changed is called while the person
// types and on.done when something was chosen.
export function select(e, on) {
  const all = e.options;
  const id = "options" + serial++;
  let chosen = null;
  let shown = []; // the options that fit what is typed, with their elements
  let active = -1;
  let typing = false;

  const box = el("input", {
    type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
    autocomplete: "off", spellcheck: "false", placeholder: e.placeholder?.text ?? "Select an option",
  });
  const list = el("div", { id, class: "options", role: "listbox", popover: "manual", "aria-label": "Options" });
  const node = el("div", { class: "select" }, box, list);
  const open = () => list.matches(":popover-open");

  function fill() {
    const wanted = typing ? plain(box.value.trim()) : "";
    shown = [];
    list.replaceChildren(...all.filter((o) => plain(labelOf(o)).includes(wanted)).map(item));
    if (shown.length === 0) list.append(el("p", { class: "none", role: "option", "aria-disabled": "true" }, "No results"));
    const at = typing ? 0 : shown.findIndex((s) => s.option === chosen);
    mark(Math.min(at, shown.length - 1));
  }

  function item(option) {
    const entry = { option };
    entry.node = el("div", {
      role: "option", id: `${id}-${shown.length}`, "aria-selected": String(option === chosen),
      onpointerdown: (event) => event.preventDefault(), // the focus stays in the box
      onclick: () => take(option),
    }, el("span", {}, labelOf(option)), option.description ? el("span", { class: "about" }, withEmoji(option.description.text)) : null);
    shown.push(entry);
    return entry.node;
  }

  function mark(i) {
    active = i;
    shown.forEach((s, j) => s.node.classList.toggle("active", j === i));
    if (i < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", shown[i].node.id);
    shown[i].node.scrollIntoView({ block: "nearest" });
  }

  // place puts the list below the box, or above it where there is more room.
  function place() {
    const at = box.getBoundingClientRect();
    const below = innerHeight - at.bottom;
    const up = below < 180 && at.top > below;
    list.style.left = at.left + "px";
    list.style.width = at.width + "px";
    list.style.maxHeight = Math.min(300, (up ? at.top : below) - 12) + "px";
    list.style.top = up ? "auto" : at.bottom + 4 + "px";
    list.style.bottom = up ? innerHeight - at.top + 4 + "px" : "auto";
  }

  function show() {
    if (!open()) {
      list.showPopover();
      addEventListener("scroll", place, true);
      addEventListener("resize", place);
    }
    box.setAttribute("aria-expanded", "true");
    place();
    fill();
  }

  function hide() {
    typing = false;
    if (!open()) return;
    list.hidePopover();
    removeEventListener("scroll", place, true);
    removeEventListener("resize", place);
    box.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function take(option) {
    const news = option !== chosen;
    chosen = option;
    box.value = option ? labelOf(option) : "";
    hide();
    if (!news) return;
    on.changed();
    on.done(true);
  }

  // leave keeps the choice when what is typed is none; an emptied box chooses nothing.
  function leave() {
    if (box.value.trim() === "") return take(null);
    if (chosen) box.value = labelOf(chosen);
    else box.value = "";
    hide();
  }

  const keys = {
    ArrowDown: () => (open() ? mark(Math.min(active + 1, shown.length - 1)) : show()),
    ArrowUp: () => (open() ? mark(Math.max(active - 1, 0)) : show()),
    Enter: () => (!open() ? show() : active >= 0 ? take(shown[active].option) : null),
    Escape: () => leave(),
  };

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Tab" && open() && typing && active >= 0) return take(shown[active].option);
    if (!keys[event.key] || (event.key === "Escape" && !open())) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  box.addEventListener("input", () => { typing = true; show(); });
  box.addEventListener("click", () => { if (!open()) show(); });
  box.addEventListener("focus", () => box.select());
  box.addEventListener("blur", leave);

  return {
    node, target: box,
    get: () => (chosen ? [chosen.value] : []),
    set([value]) {
      chosen = all.find((o) => o.value === value) ?? null;
      box.value = chosen ? labelOf(chosen) : "";
    },
  };
}
