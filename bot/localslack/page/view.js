// The body of a dialog or of Home: its blocks, kept up to date in place, so that nothing
// that is being typed is lost when the app changes something else.

import { block } from "./blocks.js";
import { control, isControl } from "./controls.js";
import { el } from "./dom.js";
import { field } from "./field.js";

// pane makes a view's body. deeds.press and deeds.fill are called with ids.
export function pane(deeds) {
  const node = el("div", { class: "blocks" });
  let entries = new Map(); // by block_id
  let hash = null;
  let refused = 0; // how often a submission was, so far

  const all = () => [...entries.values()].flatMap((e) => e.controls);

  function update(view) {
    const changed = view.hash !== hash;
    if (changed) rebuild(view);
    else all().filter((c) => !c.dirty && !c.focused()).forEach((c) => c.set(valueOf(view, c)));
    hash = view.hash;
    showErrors(view.errors ?? {});
    if (view.refused > refused) showWrong(view.errors ?? {});
    refused = view.refused;
  }

  function rebuild(view) {
    const before = entries;
    const focus = focused();
    entries = new Map(view.blocks.map((b) => [b.block_id, entry(b, before.get(b.block_id), view)]));
    const stay = new Set([...entries.values()].map((e) => e.node));
    [...node.childNodes].filter((n) => !stay.has(n)).forEach((n) => n.remove());
    let at = node.firstChild;
    for (const n of stay) {
      if (n === at) at = at.nextSibling;
      else node.insertBefore(n, at);
    }
    focus();
  }

  // entry gives a block's element: the one that is there where nothing about it changed.
  // A control that is made anew goes on with what the one before it held.
  function entry(b, was, view) {
    const json = JSON.stringify(b);
    if (was?.json === json) return was;
    const made = { json, controls: [] };
    made.node = element(b, made);
    for (const c of made.controls) {
      const old = was?.controls.find((o) => o.action === c.action && o.type === c.type);
      c.set(old ? old.get() : valueOf(view, c));
      c.dirty = old?.dirty ?? false;
    }
    return made;
  }

  function element(b, made) {
    const make = (e, tells) => {
      const c = controlOf(b, e, tells);
      made.controls.push(c);
      return c;
    };
    if (b.type === "input" && isControl(b.element)) {
      const f = field(b, make(b.element, b.dispatch_action === true));
      made.error = f.error;
      return f.node;
    }
    return block(b, {
      press: (_, e) => deeds.press(b.block_id, e.action_id, values()),
      control: (e) => (isControl(e) ? standing(e, make(e, true)) : null),
    });
  }

  function controlOf(b, e, tells) {
    const ids = { block: b.block_id, action: e.action_id, type: e.type, focus: e.focus_on_load, dirty: false };
    const on = {
      tells,
      changed: () => { c.dirty = true; entries.get(b.block_id)?.error?.(""); },
      done: (tell) => sync(c, tell && tells),
    };
    const c = Object.assign(control(e, on), ids);
    c.focused = () => c.node.contains(document.activeElement);
    return c;
  }

  // sync tells the server what stands in the inputs. What it did not get stays as it is
  // on the page, and goes along with whatever is done next.
  async function sync(c, tell) {
    const sent = JSON.stringify(c.get());
    const got = await deeds.fill(c.block, c.action, values(), tell);
    if (got && JSON.stringify(c.get()) === sent) c.dirty = false;
  }

  function values() {
    const told = {};
    for (const c of all()) (told[c.block] ??= {})[c.action] = c.get();
    return told;
  }

  function showErrors(errors) {
    for (const [id, e] of entries) e.error?.(errors[id] ?? "");
  }

  // showWrong leads to the first field that was refused, with all that is said about it.
  function showWrong(errors) {
    const wrong = [...entries].find(([id, e]) => e.error && errors[id])?.[1];
    wrong?.controls[0].target.focus({ preventScroll: true });
    wrong?.node.scrollIntoView({ block: "center" });
  }

  // focused remembers where the focus is and gives a function that puts it there again.
  function focused() {
    const was = document.activeElement;
    if (!node.contains(was)) return () => {};
    const c = all().find((x) => x.focused());
    const [from, to] = [was.selectionStart, was.selectionEnd];
    return () => {
      if (node.contains(was)) return was.focus();
      const next = c ? all().find((x) => x.block === c.block && x.action === c.action)?.target
        : was.dataset.action && node.querySelector(`[data-action="${CSS.escape(was.dataset.action)}"]`);
      next?.focus();
      if (c?.type === "plain_text_input" && next) next.setSelectionRange(from, to);
    };
  }

  return {
    node, update, values,
    // begin gives the element to start at: the one that asks for it, or the first.
    begin: () => (all().find((c) => c.focus) ?? all()[0])?.target,
  };
}

const valueOf = (view, c) => view.values?.[c.block]?.[c.action] ?? [];

// standing gives a control among buttons or beside a text its name.
function standing(e, c) {
  c.target.setAttribute("aria-label", e.placeholder?.text ?? e.action_id);
  return c.node;
}
