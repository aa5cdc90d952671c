/* What this browser keeps, whatever its storage does: full, denied, missing or broken, it is kept until the page
   is left. */

const unsaved = new Map();

/* The storage, or what throws less: asking for it can already throw. */
function tried(act, otherwise) {
  try {
    return act(window.localStorage);
  } catch {
    return otherwise;
  }
}

export const load = (key) => unsaved.get(key) ?? tried((storage) => storage.getItem(key), null);

/* Whether it stays when the page is left. */
export function save(key, value) {
  const stored = tried((storage) => (storage.setItem(key, value), storage.getItem(key) === String(value)), false);
  if (stored) unsaved.delete(key);
  else unsaved.set(key, String(value));
  return stored;
}

export function drop(key) {
  unsaved.delete(key);
  tried((storage) => storage.removeItem(key));
}

export const keysKept = () => [...new Set([...unsaved.keys(), ...tried((storage) => Object.keys(storage), [])])];

/* What `save` was given as JSON; null for none, and for what cannot be read as that. */
export function loadJson(key) {
  try {
    return JSON.parse(load(key) ?? "null");
  } catch {
    drop(key);
    return null;
  }
}
export const saveJson = (key, value) => save(key, JSON.stringify(value));
