// Emoji by the names that Slack gives them. Flags are made from their letters; a name that
// is not here is shown as it was written.

const names = {
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️",
  no_entry: "⛔", no_entry_sign: "🚫", question: "❓", grey_question: "❔", exclamation: "❗", bulb: "💡",
  information_source: "ℹ️", bell: "🔔", no_bell: "🔕", mega: "📣", loudspeaker: "📢", pushpin: "📌",
  round_pushpin: "📍", link: "🔗", paperclip: "📎", memo: "📝", pencil: "📝", pencil2: "✏️", newspaper: "📰",
  books: "📚", book: "📖", clipboard: "📋", calendar: "📆", date: "📅", clock: "🕰️", alarm_clock: "⏰",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", chart_with_upwards_trend: "📈", bar_chart: "📊",
  chart_with_downwards_trend: "📉", speech_balloon: "💬", thought_balloon: "💭", eyes: "👀", lock: "🔒",
  unlock: "🔓", key: "🔑", mag: "🔍", scales: "⚖️", classical_building: "🏛️", handshake: "🤝", wave: "👋",
  raised_hand: "✋", thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎", clap: "👏", tada: "🎉",
  rocket: "🚀", star: "⭐", fire: "🔥", sunrise: "🌅", sunny: "☀️", zzz: "💤", seedling: "🌱",
  arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", arrows_counterclockwise: "🔄",
  leftwards_arrow_with_hook: "↩️", twisted_rightwards_arrows: "🔀", new: "🆕", sos: "🆘", wastebasket: "🗑️",
  red_circle: "🔴", large_blue_circle: "🔵", large_green_circle: "🟢", large_orange_circle: "🟠",
  large_yellow_circle: "🟡", large_purple_circle: "🟣", white_circle: "⚪", black_circle: "⚫",
  large_green_square: "🟩", large_red_square: "🟥", large_blue_square: "🟦", large_yellow_square: "🟨",
  large_orange_square: "🟧", white_large_square: "⬜", black_large_square: "⬛", white_small_square: "▫️",
  black_small_square: "▪️", small_blue_diamond: "🔹", small_orange_diamond: "🔸", heavy_minus_sign: "➖",
  heavy_plus_sign: "➕", grinning: "😀", slightly_smiling_face: "🙂", thinking_face: "🤔", robot_face: "🤖",
  globe_with_meridians: "🌐", earth_africa: "🌍", dove_of_peace: "🕊️", shield: "🛡️", triangular_flag_on_post: "🚩",
  checkered_flag: "🏁", crossed_flags: "🎌", one: "1️⃣", two: "2️⃣", three: "3️⃣",
};

// These ten countries have a name of their own beside flag-xx.
const bare = new Set(["cn", "de", "es", "fr", "gb", "it", "jp", "kr", "ru", "us"]);

export function emoji(name) {
  const code = name === "uk" ? "gb" : name.replace(/^flag-/, "");
  if (bare.has(code) || (/^flag-[a-z]{2}$/.test(name) && name !== "flag-uk")) return flag(code);
  return Object.hasOwn(names, name) ? names[name] : null;
}

const flag = (code) => [...code].map((c) => String.fromCodePoint(0x1f1e6 + c.charCodeAt(0) - 97)).join("");

// withEmoji replaces :names: in a text that is not marked up.
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (all, name) => emoji(name) ?? all);
