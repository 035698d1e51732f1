// The markdown block: the plain parts of standard Markdown.

import { el, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

export function markdown(text) {
  const parts = text.split(/```\w*\n?([\s\S]*?)\n?```/);
  return parts.flatMap((part, i) => (i % 2 ? [el("pre", {}, part)] : part.split(/\n{2,}/).flatMap(chunk)));
}

// chunk is what stands between empty lines.
function chunk(text) {
  const lines = text.split("\n").filter((l) => l.trim() !== "");
  const out = [];
  for (const line of lines) {
    const [, hashes, title] = line.match(/^(#{1,6})\s+(.*)$/) ?? [];
    const [, quote] = line.match(/^>\s?(.*)$/) ?? [];
    const [, number, item] = line.match(/^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/) ?? [];
    if (title !== undefined) out.push(el("p", { class: "h h" + Math.min(hashes.length, 4) }, ...inline(title)));
    else if (/^(-{3,}|\*{3,})$/.test(line.trim())) out.push(el("hr"));
    else if (quote !== undefined) into(out, "blockquote", el("div", {}, ...inline(quote)));
    else if (item !== undefined) into(out, number ? "ol" : "ul", el("li", {}, ...inline(item)));
    else into(out, "p", ...(out.at(-1)?.localName === "p" ? [el("br")] : []), ...inline(line));
  }
  return out;
}

// into adds to the last element when it is of that kind, else begins one.
function into(out, name, ...children) {
  if (out.at(-1)?.localName !== name || out.at(-1).className) out.push(el(name));
  out.at(-1).append(...children);
}

const token = /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|~~(.+?)~~|(?<![\p{L}\p{N}])[*_](.+?)[*_](?![\p{L}\p{N}])/u;

function inline(text) {
  const m = text.match(token);
  if (!m) return text === "" ? [] : [withEmoji(text)];
  const [whole, code, label, url, strong, struck, em] = m;
  const made = code !== undefined ? el("code", {}, code)
    : url !== undefined ? link(url, inline(label))
      : strong !== undefined ? el("strong", {}, ...inline(strong))
        : struck !== undefined ? el("s", {}, ...inline(struck))
          : el("em", {}, ...inline(em));
  return [...(m.index ? [withEmoji(text.slice(0, m.index))] : []), made, ...inline(text.slice(m.index + whole.length))];
}
