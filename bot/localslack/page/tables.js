// table blocks.

import { el } from "./dom.js";
import { richText } from "./richtext.js";

const isNumber = (cell) => cell?.type === "raw_number";

function content(cell) {
  if (!cell) return [];
  if (isNumber(cell)) return [cell.text || new Intl.NumberFormat("en-GB").format(cell.value)];
  if (cell.type === "rich_text") return richText(cell.elements);
  return (cell.text ?? "").split("\n").flatMap((line, i) => (i ? [el("br"), line] : [line]));
}

export function table(block) {
  const settings = block.column_settings ?? [];
  const cell = (name) => (c, i) => el(name, {
    scope: name === "th" ? "col" : null,
    class: settings[i]?.align ?? (isNumber(c) ? "right" : null),
  }, ...content(c));
  const [head, ...rows] = block.rows;
  return frame(el("table", {},
    el("thead", {}, el("tr", {}, ...head.map(cell("th")))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map(cell("td")))))));
}

const frame = (inner) => el("div", { class: "frame", tabindex: "0", role: "group", "aria-label": "Table" }, inner);
