// Who and where an id means.

let people = new Map();
let channels = new Map();

export function setNames(state) {
  people = new Map(state.people.map((p) => [p.id, p.real_name]));
  people.set(state.app_user, state.app);
  channels = new Map(state.channels.map((c) => [c.id, c.name]));
}

export const personName = (id, label) => people.get(id) ?? (label || id);
export const channelName = (id, label) => channels.get(id) ?? (label || id);
