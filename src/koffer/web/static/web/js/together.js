/* The page of two: stays current, and never takes away what is being typed. Asked for every few seconds. */

import { afterPress } from "./moment.js";
import { forget } from "./outbox.js";
import { show } from "./own.js";
import { ask } from "./press.js";

const EVERY = 2500; // ms
const own = () => document.getElementById("own");
const state = (part) => part.querySelector("[data-here]").dataset;
const connection = document.getElementById("connection");

/* Nothing of it stays in this browser or on this page either, also not what was being typed. */
function end() {
  forget(true);
  location.reload();
}

async function refresh() {
  if (document.hidden) return;
  const { here, change } = state(own());
  const answer = await ask(`${here}?seen=${change}`, { signal: AbortSignal.timeout?.(10_000) }).catch(() => null);
  connection.hidden = Boolean(answer);
  if (!answer || answer.status === 204 || answer.status >= 500) return;
  if ([404, 410].includes(answer.status)) return end();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("own");
  if (!fresh) return location.reload();
  await afterPress();
  if ("ended" in state(fresh) && !("ended" in state(own()))) return end();
  if (state(own()).here === here && state(fresh).change !== state(own()).change) show(fresh.innerHTML);
}

/* A form led on to another page of the two: its address, from its beginning. */
document.addEventListener("koffer:own", () => {
  const { here } = state(own());
  if (here === location.pathname) return;
  history.replaceState(null, "", here);
  document.getElementById("room").focus({ preventScroll: true });
  scrollTo(0, 0);
});

setInterval(refresh, EVERY);
for (const sign of ["visibilitychange", "koffer:stored", "koffer:try"]) document.addEventListener(sign, refresh);
window.addEventListener("online", refresh);
