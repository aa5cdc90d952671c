/* A second press within a moment is one press: what has just slid under the finger takes none yet (the styles
   say so). */

const MOMENT = 600; // ms; a double click is over then
const TAP = 100; // ms; a tap is told a little after the finger is up
let stillUntil;
let up = () => {};
let press = Promise.resolve(); // until the finger is up
let onOwn; // whether the last press is on what is one's own

export async function holdStill() {
  if (onOwn) await afterPress(); // nothing slides under that finger, and its press is not lost
  document.body.classList.add("hold-still");
  clearTimeout(stillUntil);
  stillUntil = setTimeout(() => document.body.classList.remove("hold-still"), MOMENT);
}

/* A page that a form led to: its buttons stand where those of the page before stood. */
if (document.querySelector("script[src*='/moment.']")) holdStill();
document.addEventListener("koffer:answered", () => document.querySelector("#own [data-here]") && holdStill()); // of two

/* What is put anew under a finger that is down would lose the press: it waits until the finger is up, and until the
   next one is that came down meanwhile. */
export async function afterPress() {
  for (let one; one !== press; ) await (one = press);
}
document.addEventListener("pointerdown", ({ button, target }) => {
  up();
  if (button === 0) press = new Promise((resolve) => (up = resolve));
  onOwn = Boolean(target.closest("#own"));
});
for (const end of ["pointerup", "pointercancel", "contextmenu"])
  window.addEventListener(end, () => setTimeout(up, TAP));
