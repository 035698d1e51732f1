// Slack's mrkdwn as elements: https://docs.slack.dev/messaging/formatting-message-text

import { el, link } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { dateText } from "./time.js";
import { channelName, personName } from "./names.js";

export const decode = (text) => text.replace(/&(lt|gt|amp);/g, (_, e) => ({ lt: "<", gt: ">", amp: "&" }[e]));

// mrkdwn gives the elements of a text: paragraphs of lines, quotes and preformatted text.
export function mrkdwn(text) {
  const parts = text.split(/```\n?([\s\S]*?)\n?```/);
  return parts.flatMap((part, i) => (i % 2 ? [el("pre", {}, decode(part))] : lines(part)));
}

function lines(text) {
  const out = [];
  let quote = null;
  const all = text.replace(/^\n+|\n+$/g, "");
  if (all === "") return out;
  all.split("\n").forEach((line) => {
    const quoted = line.match(/^(?:&gt;|>)\s?(.*)$/);
    if (quoted) {
      if (!quote) out.push((quote = el("blockquote")));
      else quote.append(el("br"));
      quote.append(...inline(quoted[1]));
      return;
    }
    if (out.length && !quote) out.push(el("br"));
    quote = null;
    out.push(...inline(line));
  });
  return out;
}

const marks = { "*": "strong", _: "em", "~": "s" };
const token = /<([^<>\n]+)>|`([^`\n]+)`|(^|[^\p{L}\p{N}*_~])([*_~])(?=\S)(.*?\S)\4(?![\p{L}\p{N}*_~])/u;

// inline gives the elements of one line.
export function inline(text) {
  const found = text.match(token);
  if (!found) return text === "" ? [] : [withEmoji(decode(text))];
  const before = text.slice(0, found.index) + (found[3] ?? "");
  const after = text.slice(found.index + found[0].length);
  return [...inlinePlain(before), made(found), ...inline(after)];
}

const inlinePlain = (text) => (text === "" ? [] : [withEmoji(decode(text))]);

function made([, special, code, , mark, inner]) {
  if (special !== undefined) return angle(special);
  if (code !== undefined) return el("code", {}, decode(code));
  return el(marks[mark], {}, ...inline(inner));
}

// angle is what stands in <…>: a mention, a channel, a date, a link.
function angle(inner) {
  const [target, ...rest] = inner.split("|");
  const label = rest.join("|");
  if (target.startsWith("@")) return el("span", { class: "mention" }, "@" + personName(target.slice(1), label));
  if (target.startsWith("#")) return el("span", { class: "mention" }, "#" + channelName(target.slice(1), label));
  if (target.startsWith("!date^")) return date(target, label);
  if (/^!(here|channel|everyone)/.test(target)) return el("span", { class: "mention loud" }, "@" + target.slice(1).split("^")[0]);
  if (target.startsWith("!")) return el("span", { class: "mention" }, decode(label || target.slice(1)));
  const shown = label === "" ? [decode(target.replace(/^mailto:/, ""))] : inline(label);
  return link(decode(target), shown);
}

function date(target, fallback) {
  const [, seconds, pattern, url] = target.split("^");
  const text = dateText(seconds, pattern ?? "{date}", decode(fallback));
  const shown = el("time", { datetime: isoOf(seconds) }, text);
  return url ? link(decode(url), [shown]) : shown;
}

function isoOf(seconds) {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
