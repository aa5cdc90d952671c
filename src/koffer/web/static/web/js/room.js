/* A page that is patched live. The stream carries the shared part; what is one person's own is fetched by
   that person's own request, when the stage of the workshop changed. Where the stream is mute, blocked or one too many
   the page asks by itself: within ten seconds it is right, or says that it is not. */

import { forget, waiting } from "./outbox.js";
import { afterPress, holdStill } from "./moment.js";
import { ask, newPress } from "./press.js";
import { drawStraps } from "./strap.js";
import { show } from "./own.js";

const room = document.getElementById("room");
const connection = document.getElementById("connection");
const address = room.getAttribute("hx-sse:connect");

const AGAIN_IN = 2000; // ms before a fetch that failed is tried again; not all phones at once
const PATIENCE = 1500; // ms; a stream that is back sooner was never missed
const FIRST = 4000; // ms; a stream says something as soon as it is open
const QUIET = 6500; // ms; and again every four seconds
const EVERY = 4000; // ms between two questions of a page that asks by itself
const LONG = 20_000; // a network that is half there answers nothing
const soon = () => AGAIN_IN * (0.5 + Math.random());
const since = (moment) => Math.abs(Date.now() - moment); // the clock of the day can also be set back

let lost;
let speaking = null; // the stream that said something
let heard = Date.now(); // the clock of the day goes on while a phone sleeps
let opened = 0;
let alive = Date.now();
let asked = 0;
let asking = false;
let seen = ""; // by what the server knows the state that was asked for
let woke = 0;
const stream = () => room._htmx?.sse;
const live = () => Boolean(stream()?.reader) && stream() === speaking && since(heard) < QUIET;

function told(away) {
  clearTimeout(lost);
  lost = null;
  connection.hidden = !away;
  document.body.classList.toggle("lost", away);
  document.body.classList.toggle("right", !away);
}
function missed() {
  lost ??= setTimeout(told, PATIENCE, true);
}
document.addEventListener("htmx:sse:error", ({ detail }) => {
  if (detail.status === 404)
    location.reload(); // the workshop or the key is gone: the page says so
  else missed();
});
document.addEventListener("htmx:sse:after:connection", ({ detail: { connection: here } }) => {
  speaking = null;
  opened = Date.now();
  pages?.postMessage({ began: me });
  queueMicrotask(() => {
    const read = here.reader.read.bind(here.reader);
    here.reader.read = async () => {
      const piece = await read();
      if (!piece.done) {
        speaking = here;
        heard = Date.now(); // also a comment, which htmx does not tell about
        told(false);
      }
      return piece;
    };
  });
});

/* htmx reconnects a stream for ever, but not one that never began. */
document.addEventListener("htmx:finally:request", () => {
  if (stream()) return;
  missed();
  setTimeout(begin, soon());
});
function begin() {
  if (!resting && !stream() && !room.classList.contains("htmx-request"))
    htmx.ajax("GET", address, { source: room, timeout: 5000 });
}

setTimeout(begin, AGAIN_IN); // the first may have failed before this script was here

/* A network that went away without a word, or something on the way that holds it back, leaves a silent stream. */
function check(patience) {
  const mute = stream() === speaking ? since(heard) > patience : since(opened) > Math.min(FIRST, patience);
  if (!stream()?.reader || !mute) return;
  stream().reader.cancel();
  missed();
  askNow();
}
setInterval(() => {
  document.body.classList.toggle("waits", waiting().length > 0 || document.querySelector("[data-unsaved]") !== null);
  if (document.hidden) return;
  check(QUIET);
  if (live()) alive = Date.now();
  else if (since(alive) > FIRST && since(asked) > EVERY) askNow();
}, 1000);

/* The present state, by a request of its own. */
async function askNow() {
  if (asking && since(asked) < LONG) return;
  asking = true;
  asked = Date.now();
  const headers = { Accept: "text/html", "Koffer-Seen": seen };
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout?.(LONG) }).catch(() => null);
  if (answer?.status === 404) return location.reload();
  const html = answer?.ok ? await answer.text().catch(() => null) : null;
  asking = false;
  if (html === null) return missed();
  if (live() && heard > asked) return; // the stream is back, and newer
  told(false);
  if (answer.status === 204) return;
  await apply(html);
  seen = answer.headers.get("Koffer-Seen") ?? "";
}

/* The shared part anew, as if it had come by stream. */
async function apply(html) {
  await htmx.swap({ text: html, sourceElement: room, target: room, swap: "innerMorph" });
  room.dispatchEvent(new CustomEvent("htmx:sse:after:message", { bubbles: true }));
}

/* A form was sent from here: its answer holds what the room shows now, and the stream is about to say so too. */
document.addEventListener("koffer:answered", ({ detail: page }) => {
  const fresh = page.getElementById("room");
  const then = Date.now();
  if (fresh && !live()) apply(fresh.innerHTML);
  else setTimeout(() => heard < then && askNow(), AGAIN_IN);
});

/* A browser opens six connections to a server (HTTP/1.1), and each stream is one: the older pages ask by themselves. */
const MOST_PAGES = 4;
const me = newPress();
const pages = "BroadcastChannel" in window ? new BroadcastChannel("koffer-streams") : null;
const younger = new Set();
let resting = false;
pages?.addEventListener("message", ({ data: { began, ended } }) => {
  if (ended) younger.delete(ended);
  if (began) younger.add(began);
  if (younger.size < MOST_PAGES || resting) return;
  resting = true;
  stream()?.reader?.cancel();
});
document.addEventListener("htmx:sse:before:connection", (event) => {
  if (resting) event.detail.connection.cancelled = true;
});
window.addEventListener("pagehide", () => pages?.postMessage({ ended: me }));
function stir() {
  if (!resting) return;
  resting = false;
  younger.clear();
  begin();
}
window.addEventListener("focus", stir);

/* Back in the hand, or back on the network: current at once, without the pause of a reconnect. */
function wake({ type }) {
  if (document.hidden) return;
  woke = Date.now();
  stir();
  stream()?.delayCanceller?.();
  check(type === "online" ? 0 : QUIET);
}
document.addEventListener("htmx:sse:before:connection", ({ detail }) => {
  if (Date.now() - woke < 100) queueMicrotask(() => detail.connection.delayCanceller?.());
  woke = 0;
});
document.addEventListener("visibilitychange", wake);
for (const sign of ["pageshow", "online"]) window.addEventListener(sign, wake);

document.addEventListener("htmx:sse:after:message", () => {
  seen = "";
  drawStraps();
  forgetNods();
  settle();
  fewer();
  fetchOwn();
});

/* The console shows another step, by a press here or of the other facilitator. */
const moves = () => document.querySelector(".go [name=moves]")?.value;
let moved = moves();
function settle() {
  if (moves() === moved) return;
  moved = moves();
  holdStill();
}

/* A sheet less: somebody's was taken back or set aside, perhaps this person's, here or in another window. And one that
   is set aside may have been put back. */
const sheetsIn = () => Number(document.getElementById("stage")?.dataset.in ?? 0);
let inside = sheetsIn();
function fewer() {
  const before = inside;
  inside = sheetsIn();
  if (inside < before || (inside > before && document.querySelector("[data-aside]"))) room.dataset.stage = "";
}

let again;
async function fetchOwn() {
  clearTimeout(again);
  const stage = document.getElementById("stage")?.dataset.stage;
  if (stage === room.dataset.stage) return;
  room.dataset.stage = stage;
  if (room.dataset.own) {
    const answer = await ask(room.dataset.own, { signal: AbortSignal.timeout?.(LONG) }).catch(() => null);
    if (answer && [403, 404, 410].includes(answer.status)) {
      if (answer.status !== 410) forget(true); // the seat or the key is gone, and does not come back
      return location.reload();
    }
    const html = answer?.ok ? await answer.text().catch(() => null) : null;
    if (html === null) {
      room.dataset.stage = "";
      return (again = setTimeout(fetchOwn, soon()));
    }
    await afterPress();
    if (stage !== document.getElementById("stage")?.dataset.stage) return; // a newer one is on its way
    show(html);
    tidy(stage);
  }
}
document.addEventListener("koffer:stored", () => {
  room.dataset.stage = "";
  fetchOwn();
});
const tidy = (stage) => stage.startsWith("closed") && forget(false); // nothing can be sent any more
room.dataset.stage = document.getElementById("stage").dataset.stage;
if (room.dataset.own) tidy(room.dataset.stage);
drawStraps();

/* Who agreed, agreed with the list of then: when it changes, the own buttons are as new. */
let list = document.getElementById("board")?.dataset.change;
function forgetNods() {
  const now = document.getElementById("board")?.dataset.change;
  if (now === list) return;
  list = now;
  for (const button of document.querySelectorAll(".nodding button")) button.setAttribute("aria-pressed", "false");
}

/* Parts that came by stream have no hidden fields of this visitor: the form takes them along when it is sent. */
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.closest(".go, .rail, .plan, .time")) holdStill();
    if (form.method !== "post" || form.querySelector("[name=csrfmiddlewaretoken]")) return;
    for (const name of ["csrfmiddlewaretoken", "place"]) {
      const known = document.querySelector(`[name=${name}]`);
      if (known) form.append(known.cloneNode());
    }
  },
  true,
);
