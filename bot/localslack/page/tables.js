// table and data_table blocks.

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

// dataTable is paged, and sorted by the column whose name is pressed.
export function dataTable(block) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? 5;
  const shown = { page: 0, by: -1, down: false, rows };
  const body = el("tbody");
  const pages = Math.ceil(rows.length / size);
  const where = el("span");
  const turn = (by) => () => { shown.page = Math.min(Math.max(shown.page + by, 0), pages - 1); draw(); };
  const before = el("button", { type: "button", onclick: turn(-1) }, "Previous");
  const after = el("button", { type: "button", onclick: turn(1) }, "Next");
  const names = head.map((cell, i) => el("th", { scope: "col", class: numeric(rows, i) ? "right" : null },
    el("button", { type: "button", onclick: () => sort(i) }, ...content(cell))));

  function sort(i) {
    shown.down = shown.by === i && !shown.down;
    shown.by = i;
    shown.page = 0;
    shown.rows = [...rows].sort((a, b) => compare(a[i], b[i]) * (shown.down ? -1 : 1));
    names.forEach((n) => n.removeAttribute("aria-sort"));
    names[i].setAttribute("aria-sort", shown.down ? "descending" : "ascending");
    draw();
  }

  function draw() {
    const first = shown.page * size;
    body.replaceChildren(...shown.rows.slice(first, first + size).map((row) => el("tr", {}, ...row.map((c, i) =>
      el(i === (block.row_header_column_index ?? 0) ? "th" : "td",
        { scope: i === (block.row_header_column_index ?? 0) ? "row" : null, class: isNumber(c) ? "right" : null },
        ...content(c))))));
    where.textContent = `${first + 1}–${Math.min(first + size, rows.length)} of ${rows.length}`;
    before.disabled = shown.page === 0;
    after.disabled = shown.page >= pages - 1;
  }
  draw();
  const wide = frame(el("table", {}, el("caption", {}, block.caption), el("thead", {}, el("tr", {}, ...names)), body));
  return el("div", { class: "data" }, wide, pages > 1 ? el("div", { class: "pages" }, before, where, after) : null);
}

const numeric = (rows, i) => rows.length > 0 && rows.every((row) => isNumber(row[i]));

const compare = (a, b) => (isNumber(a) && isNumber(b) ? a.value - b.value
  : words(a).localeCompare(words(b), "en-GB", { numeric: true }));

const words = (cell) => el("span", {}, ...content(cell)).textContent;

const frame = (inner) => el("div", { class: "frame", tabindex: "0", role: "group", "aria-label": "Table" }, inner);
