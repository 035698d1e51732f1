// Times as the desk's clock shows them.

let clock = { now: 0, zone: "UTC", offset: 0 };
let received = 0;

export function setClock(c) {
  clock = c;
  received = performance.now();
}

export const deskNow = () => clock.now + performance.now() - received;

function format(ms, options) {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: clock.zone, ...options }).format(ms);
  } catch { // a zone that the browser does not know
    return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(ms + clock.offset * 1000);
  }
}

export const zoneName = () => clock.zone.split("/").pop().replaceAll("_", " ");
export const hour = (ms) => format(ms, { hour: "2-digit", minute: "2-digit" });
export const longDay = (ms) => format(ms, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const dayKey = (ms) => format(ms, { year: "numeric", month: "2-digit", day: "2-digit" });
export const tsToMs = (ts) => Number(ts) * 1000;

const shortDate = { day: "numeric", month: "short", year: "numeric" };
const longDate = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const plainDate = { day: "numeric", month: "long", year: "numeric" };

// pretty says today, yesterday or tomorrow where it is.
function pretty(ms, options) {
  const days = ["yesterday", "today", "tomorrow"];
  const which = [-1, 0, 1].findIndex((d) => dayKey(deskNow() + d * 86400000) === dayKey(ms));
  return which >= 0 ? days[which] : format(ms, options);
}

function ago(ms) {
  const minutes = Math.round((ms - deskNow()) / 60000);
  const words = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 60 / 24), "day");
}

// dateText fills the tokens of Slack's date format.
export function dateText(seconds, pattern, fallback) {
  const ms = Number(seconds) * 1000;
  if (!Number.isFinite(ms)) return fallback || pattern;
  const tokens = {
    date_num: () => format(ms, { year: "numeric", month: "2-digit", day: "2-digit" }).split("/").reverse().join("-"),
    date: () => format(ms, plainDate),
    date_short: () => format(ms, shortDate),
    date_long: () => format(ms, longDate),
    date_pretty: () => pretty(ms, plainDate),
    date_short_pretty: () => pretty(ms, shortDate),
    date_long_pretty: () => pretty(ms, longDate),
    time: () => hour(ms),
    time_secs: () => format(ms, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    ago: () => ago(ms),
  };
  const filled = pattern.replace(/\{(\w+)\}/g, (all, token) => (tokens[token] ? tokens[token]() : all));
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}
