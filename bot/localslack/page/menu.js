// The menu of a message: what the app offers to do with it.

import { el } from "./dom.js";

const list = el("div", { class: "actions-menu", role: "menu", popover: "auto", "aria-label": "More actions" });
let opener = null;
document.body.append(list);

// menuButton gives the button that opens the menu. items are {name, run}; about says whose
// they are.
export function menuButton(items, about) {
  const button = el("button", {
    type: "button", class: "more", "aria-label": "More actions", title: "More actions", "aria-haspopup": "menu", "aria-expanded": "false",
    onclick: () => (opener === button ? list.hidePopover() : open(button, items, about)),
  }, el("span", { "aria-hidden": "true" }, "⋯"));
  return button;
}

function open(button, items, about) {
  if (opener) list.hidePopover();
  list.replaceChildren(...items.map(({ name, run }) => el("button", {
    type: "button", role: "menuitem", tabindex: "-1", onclick: () => { list.hidePopover(); run(); },
  }, el("span", {}, name), el("span", { class: "about" }, about))));
  opener = button;
  button.setAttribute("aria-expanded", "true");
  list.showPopover();
  const at = button.getBoundingClientRect();
  list.style.top = Math.min(at.bottom + 4, innerHeight - list.offsetHeight - 8) + "px";
  list.style.left = Math.max(8, at.right - list.offsetWidth) + "px";
  list.firstElementChild.focus();
}

list.addEventListener("toggle", (event) => {
  if (event.newState === "open" || !opener) return;
  opener.setAttribute("aria-expanded", "false");
  if (document.activeElement === document.body || list.contains(document.activeElement)) opener.focus();
  opener = null;
});

list.addEventListener("keydown", (event) => {
  const items = [...list.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") list.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length).focus();
});
