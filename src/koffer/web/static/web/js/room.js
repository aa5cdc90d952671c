/* A page that is patched live. The stream carries the shared part; what is one person's own is fetched by
   that person's own request, when the stage of the workshop changed. */

import { forget } from "./outbox.js";
import { ask } from "./press.js";
import { drawStraps } from "./strap.js";
import { show } from "./own.js";

const room = document.getElementById("room");
const connection = document.getElementById("connection");

const AGAIN_IN = 2000; // ms before a fetch that failed is tried again; not all phones at once
const PATIENCE = 1500; // ms; a stream that is back sooner was never missed
const SIGN = 25_000; // ms; the server gives a sign every 20 s
const DEAD = 45_000;
const LONG = 20_000; // a network that is half there answers nothing
const soon = () => AGAIN_IN * (0.5 + Math.random());

let lost;
let heard = Date.now(); // the clock of the day goes on while a phone sleeps; it can also be set back
let woke = 0;
const stream = () => room._htmx?.sse;

function told(away) {
  clearTimeout(lost);
  connection.hidden = !away;
  document.body.classList.toggle("lost", away);
}
function missed() {
  clearTimeout(lost);
  lost = setTimeout(() => told(true), PATIENCE);
}
document.addEventListener("htmx:sse:error", ({ detail }) => {
  if (detail.status === 404) location.reload(); // the workshop or the key is gone: the page says so
  else missed();
});
document.addEventListener("htmx:sse:after:connection", ({ detail: { connection: here } }) => {
  told(false);
  heard = Date.now();
  queueMicrotask(() => {
    const read = here.reader.read.bind(here.reader);
    here.reader.read = async () => {
      const piece = await read();
      heard = Date.now(); // also a comment, which htmx does not tell about
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
  if (!stream() && !room.classList.contains("htmx-request")) htmx.ajax("GET", room.getAttribute("hx-sse:connect"), { source: room, timeout: 5000 });
}

setTimeout(begin, AGAIN_IN); // the first may have failed before this script was here

/* A network that went away without a word leaves a stream that is silent for ever. */
function check(patience) {
  if (stream()?.reader && Math.abs(Date.now() - heard) > patience) stream().reader.cancel();
}
setInterval(check, 5000, DEAD);

/* Back in the hand, or back on the network: current at once, without the pause of a reconnect. */
function wake({ type }) {
  if (document.hidden) return;
  woke = Date.now();
  stream()?.delayCanceller?.();
  check(type === "online" ? 0 : SIGN);
}
document.addEventListener("htmx:sse:before:connection", ({ detail }) => {
  if (Date.now() - woke < 100) queueMicrotask(() => detail.connection.delayCanceller?.());
  woke = 0;
});
document.addEventListener("visibilitychange", wake);
for (const sign of ["pageshow", "online"]) window.addEventListener(sign, wake);

document.addEventListener("htmx:sse:after:message", () => {
  drawStraps();
  forgetNods();
  fewer();
  fetchOwn();
});

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

/* Parts that came by stream have no token of this visitor: the form takes it along when it is sent. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.querySelector("[name=csrfmiddlewaretoken]")) return;
  const known = document.querySelector("[name=csrfmiddlewaretoken]");
  if (known) form.append(known.cloneNode());
}, true);
