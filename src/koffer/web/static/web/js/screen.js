/* Keys on the projector: F full screen, + and - for the size. The room's size is remembered on this device. */

import { load, save } from "./store.js";

const STEP = 1.15;
const SMALLEST = 0.6;
const LARGEST = 2;
const KEPT = "koffer:beam";

let size = Number(load(KEPT)) || 1;
const apply = () => document.documentElement.style.setProperty("--beam", size);
apply();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "f" || event.key === "F") {
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  } else if (event.key === "+" || event.key === "=") {
    size = Math.min(size * STEP, LARGEST);
  } else if (event.key === "-") {
    size = Math.max(size / STEP, SMALLEST);
  } else if (event.key === "0") {
    size = 1;
  } else return;
  save(KEPT, size);
  apply();
});

/* The keys are shown while somebody moves the mouse or types, and for a while at the start. */
const AWAKE = 8000;
let asleep;
function wake() {
  document.body.classList.remove("quiet");
  clearTimeout(asleep);
  asleep = setTimeout(() => document.body.classList.add("quiet"), AWAKE);
}
for (const sign of ["pointermove", "keydown"]) document.addEventListener(sign, wake);
wake();

/* The suitcase opens once, when the step appears while we watch. */
let shown = document.querySelector(".step-suitcase") !== null;
document.addEventListener("htmx:sse:after:message", () => {
  const step = document.querySelector(".step-suitcase");
  if (step && !shown) step.classList.add("opening");
  shown = step !== null;
});
