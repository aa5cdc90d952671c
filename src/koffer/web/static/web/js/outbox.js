/* Words that could not be sent wait in this browser, per workshop and person, and go once when the server is back. */

import { ask, leave, newPress, PREFIX } from "./press.js";
import { drop, keysKept, loadJson, saveJson } from "./store.js";

const SOON = 1000; // ms before what failed is tried again; grows
const SELDOM = 8000;
const PATIENT = 20_000; // ms; a network that is half there answers nothing
const WAITS = `${PREFIX}waits:`;

export const waiting = () =>
  keysKept()
    .filter((key) => key.startsWith(WAITS))
    .map(loadJson)
    .filter((words) => words?.fields);
export const waitingFor = (name) => loadJson(WAITS + name);
export const keep = (words) => saveJson(WAITS + words.name, words);
export const letGo = (name) => drop(WAITS + name);

const OURS = PREFIX.replace(/::$/, ":"); // a page that does not know any more who somebody was: all of it

/* The copy of the own sheet, and words that nobody got, stay until this person leaves the device. */
export function forget(copyToo) {
  if (copyToo) leave();
  for (const key of keysKept())
    if (key.startsWith(OURS) && (copyToo || !(key.endsWith(":own") || key.includes(":waits:")))) drop(key);
}

let timer;
let pause = SOON;
let notBefore = 0;

/* Somebody could not reach the server: all that waits is tried again, on each phone at another moment. */
function away(answer) {
  const asked = 1000 * (Number(answer?.headers.get("Retry-After")) || 0);
  notBefore = Math.max(notBefore, performance.now() + asked); // not the clock of the day: that can be set back
  timer ??= setTimeout(tryAgain, Math.max(asked, pause) * (1 + Math.random() / 2));
  pause = Math.min(pause * 2, SELDOM);
  return null;
}
document.addEventListener("koffer:away", ({ detail }) => away(detail));

function tryAgain() {
  clearTimeout(timer);
  const rest = notBefore - performance.now();
  timer = rest > 0 ? setTimeout(tryAgain, rest) : null;
  if (!timer) document.dispatchEvent(new Event("koffer:try"));
}

function comeBack() {
  pause = SOON;
  tryAgain();
}
for (const sign of ["online", "pageshow"]) window.addEventListener(sign, comeBack);
document.addEventListener("htmx:sse:after:connection", comeBack);

export const underway = new Set();

/* The page that answers, or null when it has to wait. Never two at once of one form. */
export async function deliver(words) {
  if (underway.has(words.name) && waitingFor(words.name)) return away(null);
  underway.add(words.name);
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const body = new URLSearchParams([
    ["press_key", words.press],
    ["earlier", (words.earlier ?? []).join(" ")],
    ...words.fields,
    ["csrfmiddlewaretoken", token],
  ]);
  const answer = await ask(words.action, { method: "POST", body, signal: AbortSignal.timeout?.(PATIENT) }).catch(
    () => null,
  );
  const text = answer?.status < 500 ? await answer.text().catch(() => "") : "";
  const page = new DOMParser().parseFromString(text, "text/html");
  underway.delete(words.name);
  const kept = waitingFor(words.name);
  if (!page.querySelector("a.skip")) {
    // no page of ours: away, or something on the way answers in our place
    if (kept && !kept.press) keep({ ...kept, press: newPress() }); // typed on meanwhile: the newest goes
    return away(answer);
  }
  if (kept?.press === words.press) letGo(words.name);
  else if (kept?.earlier) keep({ ...kept, earlier: kept.earlier.filter((press) => press !== words.press) });
  return page;
}
