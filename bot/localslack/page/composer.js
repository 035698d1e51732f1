// The message box: completes commands, recalls what was sent, sends.

import { byId, el } from "./dom.js";

const box = byId("message");
const list = byId("suggestions");
const send = byId("send");
const busy = byId("busy");

let suggestions = [];
let offered = [];
let active = -1;
let sent = [];
let recalled = -1; // how far back in what was sent; -1: not looking back
let deliver = async () => {};

// fixed is a usage's beginning that can be typed as it is: "/nato stance " of
// "/nato stance MEMBER POSITION CANDIDATE".
export function fixed(usage) {
  const words = usage.split(" ");
  const end = words.findIndex((w) => /^[[("“<]/.test(w) || (/[A-Z]/.test(w) && w === w.toUpperCase()));
  return end < 0 ? usage : words.slice(0, end).join(" ");
}

// isWhole tells whether a usage needs nothing more than its beginning.
export const isWhole = (usage) => fixed(usage) === usage.replace(/\s*\[[^\]]*\](?:…|\.\.\.)?/g, "").trim();

export function setSuggestions(all) {
  suggestions = all ?? [];
}

export function setPlace(channel, command) {
  box.placeholder = `Message ${channel}, or type ${command} for a command`;
}

export function onSend(how) {
  deliver = how;
}

// type puts a line into the box for the person to go on from.
export function type(line) {
  box.value = line;
  grown();
  box.focus();
  offer();
}

// matches are the usages that what is typed can still become, and, once its fixed part is
// written, the one that tells what comes next.
function matches() {
  const typed = box.value.toLowerCase();
  if (!typed.startsWith("/") || typed.includes("\n")) return [];
  return suggestions.filter(({ usage }) => {
    const start = fixed(usage).toLowerCase();
    return usage.toLowerCase().startsWith(typed) || (start.includes(" ") && typed.startsWith(start + " "));
  });
}

function offer() {
  offered = recalled >= 0 ? [] : matches();
  active = -1;
  list.replaceChildren(...offered.map((s, i) => el("li", {
    role: "option", id: "suggestion" + i, "aria-selected": "false",
    onpointerdown: (e) => { e.preventDefault(); accept(i); },
  }, el("code", {}, s.usage), el("span", {}, s.summary))));
  shown(offered.length > 0);
}

function shown(open) {
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  if (!open) box.removeAttribute("aria-activedescendant");
}

function choose(i) {
  active = (i + offered.length) % offered.length;
  [...list.children].forEach((li, j) => li.setAttribute("aria-selected", String(j === active)));
  list.children[active].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", "suggestion" + active);
}

function accept(i) {
  const { usage } = offered[i];
  const start = fixed(usage);
  box.value = start === usage ? usage : start + " ";
  grown();
  offer();
  if (isWhole(usage)) shown(false);
  box.focus();
}

function grown() {
  box.style.blockSize = "auto";
  box.style.blockSize = Math.min(box.scrollHeight, 180) + "px";
  send.disabled = box.value.trim() === "";
}

function recall(by) {
  const next = recalled + by;
  if (next >= sent.length || next < -1) return;
  recalled = next;
  box.value = recalled < 0 ? "" : sent[sent.length - 1 - recalled];
  grown();
  shown(false);
  box.setSelectionRange(box.value.length, box.value.length);
}

async function go() {
  const line = box.value.trim();
  if (line === "") return;
  sent = [...sent.filter((s) => s !== line), line].slice(-100);
  recalled = -1;
  box.value = "";
  grown();
  shown(false);
  const late = setTimeout(() => { busy.textContent = "Waiting for the answer…"; }, 300);
  try {
    await deliver(line);
    busy.textContent = "";
  } catch (problem) {
    busy.textContent = problem.message;
    if (box.value === "") type(line); // nobody types a line twice
  } finally {
    clearTimeout(late);
  }
}

// deed is what a key does; nothing where the browser's own way is right.
function deed(e) {
  const open = !list.hidden;
  switch (e.key) {
    case "ArrowDown":
      if (open) return () => choose(active + 1);
      return recalled >= 0 ? () => recall(-1) : null;
    case "ArrowUp":
      if (open && active >= 0) return () => choose(active - 1);
      return box.value === "" || recalled >= 0 ? () => recall(1) : null;
    case "Tab":
      return open && !e.shiftKey ? () => accept(Math.max(active, 0)) : null;
    case "Escape":
      return open ? () => shown(false) : null;
    case "Enter":
      if (e.shiftKey) return null;
      return open && active >= 0 ? () => accept(active) : go;
  }
  return null;
}

function onKey(e) {
  const done = e.isComposing ? null : deed(e);
  if (!done) return;
  e.preventDefault();
  done();
}

box.addEventListener("keydown", onKey);
box.addEventListener("input", () => { recalled = -1; grown(); offer(); });
box.addEventListener("blur", () => shown(false));
send.addEventListener("click", go);
