// data_visualization blocks, drawn as bars whatever their kind: the numbers are what counts
// here.

import { el } from "./dom.js";

export function chart(block) {
  const { chart: c, title } = block;
  const { series, axis_config: { categories: labels } } = c;
  const top = Math.max(...series.flatMap((s) => s.data.map((p) => Math.abs(p.value))), 1);
  const bar = (s, i, label) => {
    const value = s.data.find((p) => p.label === label)?.value ?? 0;
    const drawn = el("span", { class: `bar series${i % 6}` });
    drawn.style.inlineSize = `${(Math.abs(value) / top) * 60}%`;
    return el("div", { class: "bars" }, drawn, el("span", {}, (series.length > 1 ? s.name + " " : "") + value));
  };
  return el("figure", { class: "chart" },
    el("figcaption", {}, title),
    el("dl", {}, ...labels.flatMap((label) => [
      el("dt", {}, label), el("dd", {}, ...series.map((s, i) => bar(s, i, label)))])));
}
