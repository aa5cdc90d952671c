/* A page that is patched live. The stream carries the shared part; what is one person's own is fetched by
   that person's own request, when the stage of the workshop changed. */

import { drawStraps } from "./strap.js";
import { show } from "./own.js";

const room = document.getElementById("room");
const connection = document.getElementById("connection");

const PATIENCE = 1500; // ms; a stream that is back sooner was never missed

let lost;
function told(away) {
  connection.hidden = !away;
  document.body.classList.toggle("lost", away);
}
document.addEventListener("htmx:sse:after:connection", () => {
  clearTimeout(lost);
  told(false);
});
document.addEventListener("htmx:sse:error", () => {
  clearTimeout(lost);
  lost = setTimeout(() => told(true), PATIENCE);
});

document.addEventListener("htmx:sse:after:message", () => {
  drawStraps();
  forgetNods();
  fetchOwn();
});

const AGAIN_IN = 2000; // ms before a fetch that failed is tried again
let again;
async function fetchOwn() {
  clearTimeout(again);
  const stage = document.getElementById("stage")?.dataset.stage;
  if (stage === room.dataset.stage) return;
  if (room.dataset.own) {
    const answer = await fetch(room.dataset.own, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (answer && [403, 404].includes(answer.status)) return location.reload(); // the seat or the key is gone
    if (!answer?.ok) return (again = setTimeout(fetchOwn, AGAIN_IN));
    const html = await answer.text();
    if (stage !== document.getElementById("stage")?.dataset.stage) return; // a newer one is on its way
    show(html);
  }
  room.dataset.stage = stage;
}
room.dataset.stage = document.getElementById("stage").dataset.stage;
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
