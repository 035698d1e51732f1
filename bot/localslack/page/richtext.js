// rich_text blocks: sections, lists, quotes, preformatted text.

import { el, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelName, personName } from "./names.js";
import { dateText } from "./time.js";

export const richText = (elements = []) => nestLists(elements);

// nestLists puts lists that are indented into the list before them.
function nestLists(elements) {
  const out = [];
  const open = []; // the lists that a deeper one may go into, by indent
  for (const e of elements) {
    if (e.type !== "rich_text_list") {
      open.length = 0;
      out.push(part(e));
      continue;
    }
    const list = part(e);
    const indent = e.indent ?? 0;
    while (open.length && open.at(-1).indent >= indent) open.pop();
    const parent = open.at(-1)?.list.lastElementChild;
    if (parent) parent.append(list);
    else out.push(list);
    open.push({ indent, list });
  }
  return out;
}

function part(e) {
  switch (e.type) {
    case "rich_text_section": return el("p", {}, ...runs(e.elements));
    case "rich_text_quote": return el("blockquote", {}, ...runs(e.elements));
    case "rich_text_preformatted": return el("pre", {}, ...runs(e.elements));
    case "rich_text_list": return list(e);
    default: return el("p", {}, `[${e.type}]`);
  }
}

function list(e) {
  const items = e.elements.map((item) => el("li", {}, ...runs(item.elements)));
  const start = e.offset ? e.offset + 1 : null;
  return el(e.style === "ordered" ? "ol" : "ul", { start }, ...items);
}

const runs = (elements = []) => elements.flatMap((e) => lineBreaks(run(e), e.style));

function run(e) {
  switch (e.type) {
    case "text": return e.text;
    case "link": return link(e.url, [e.text || e.url]);
    case "emoji": return emoji(e.name) ?? `:${e.name}:`;
    case "user": return el("span", { class: "mention" }, "@" + personName(e.user_id));
    case "channel": return el("span", { class: "mention" }, "#" + channelName(e.channel_id));
    case "broadcast": return el("span", { class: "mention loud" }, "@" + e.range);
    case "date": return date(e);
    default: return `[${e.type}]`;
  }
}

function date(e) {
  const shown = el("time", {}, dateText(e.timestamp, e.format, e.fallback));
  return e.url ? link(e.url, [shown]) : shown;
}

// lineBreaks applies the styles to a run and turns line ends into breaks.
function lineBreaks(made, style = {}) {
  if (typeof made !== "string") return [styled([made], style)];
  const pieces = made.split("\n").flatMap((line, i) => (i ? [el("br"), line] : [line]));
  return [styled(pieces.filter((p) => p !== ""), style)];
}

function styled(children, style) {
  const wraps = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"], ["underline", "u"], ["highlight", "mark"]];
  const names = wraps.filter(([key]) => style[key]).map(([, name]) => name);
  if (names.length === 0 && children.length === 1) return children[0];
  return names.reduce((inner, name) => el(name, {}, inner), el("span", {}, ...children));
}
