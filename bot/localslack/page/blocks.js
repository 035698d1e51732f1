// Block Kit blocks as elements. What is not drawn here says so and shows its JSON.

import { chart } from "./chart.js";
import { confirmed } from "./confirm.js";
import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { table } from "./tables.js";

// blocks draws a list of blocks. deeds.press is called with the block and the button;
// deeds.control, where there is one, gives the element for what is chosen in.
export const blocks = (list, deeds) => (list ?? []).map((b) => block(b, deeds));

export const block = (b, deeds) => el("div", { class: "block " + b.type }, ...content(b, deeds));

function content(b, deeds) {
  switch (b.type) {
    case "section": return section(b, deeds);
    case "header": return [el("p", { class: "h h" + (b.level ?? 2), role: "heading", "aria-level": (b.level ?? 1) < 3 ? 3 : 4 }, ...textObject(b.text))];
    case "context": return [el("div", { class: "small" }, ...b.elements.map(contextElement))];
    case "divider": return [el("hr")];
    case "actions": return b.elements.map((e) => element(e, b, deeds));
    case "rich_text": return richText(b.elements);
    case "table": return [table(b)];
    case "data_visualization": return [chart(b)];
    case "image": return [image(b)];
    default: return [notShown(b)];
  }
}

export function textObject(t) {
  if (!t) return [];
  return t.type === "mrkdwn" ? mrkdwn(t.text) : plain(t);
}

function plain(t) {
  const text = t.emoji === false ? t.text : withEmoji(t.text);
  return text.split("\n").flatMap((line, i) => (i ? [el("br"), line] : [line]));
}

function section(b, deeds) {
  const words = [];
  if (b.text) words.push(el("div", { class: "text" }, ...textObject(b.text)));
  if (b.fields) words.push(el("div", { class: "fields" }, ...b.fields.map((f) => el("div", {}, ...textObject(f)))));
  const beside = b.accessory ? el("div", { class: "accessory" }, element(b.accessory, b, deeds)) : null;
  return [el("div", { class: "words" }, ...words), beside];
}

const contextElement = (e) => (e.type === "image" ? image(e) : el("span", {}, ...textObject(e)));

// image shows a picture of the app's. Of one that lies elsewhere it says what it shows:
// nothing is fetched from elsewhere.
function image(b) {
  if (b.slack_file?.id) {
    return el("figure", { class: "shown" }, b.title ? el("figcaption", {}, ...textObject(b.title)) : null,
      el("img", { src: "/files/" + encodeURIComponent(b.slack_file.id), alt: b.alt_text, loading: "lazy" }));
  }
  return el("figure", { class: "picture", role: "img", "aria-label": b.alt_text },
    b.title ? el("figcaption", {}, ...textObject(b.title)) : null, el("span", {}, b.alt_text));
}

function element(e, b, deeds) {
  if (e.type === "button") return button(e, b, deeds);
  if (e.type === "image") return image(e);
  return deeds.control?.(e) ?? notShown(e);
}

function button(e, b, deeds) {
  const node = el("button", {
    type: "button", class: e.style ?? null, "aria-label": e.accessibility_label ?? null, "data-action": e.action_id,
    onclick: async () => {
      if (!(await confirmed(e.confirm))) return;
      if (e.url && /^https?:/i.test(e.url)) window.open(e.url, "_blank", "noopener,noreferrer");
      node.setAttribute("aria-busy", "true");
      try {
        await deeds.press(b, e);
      } finally {
        node.removeAttribute("aria-busy");
      }
    },
  }, ...textObject(e.text));
  return node;
}

function notShown(b) {
  return el("details", { class: "unknown" }, el("summary", {}, "not shown: " + b.type),
    el("pre", {}, JSON.stringify(b, null, 2)));
}
