/* A second press within a moment is one press: what has just slid under the finger takes none yet (the styles
   say so). */

const MOMENT = 600; // ms; a double click is over then
let stillUntil;

export function holdStill() {
  document.body.classList.add("hold-still");
  clearTimeout(stillUntil);
  stillUntil = setTimeout(() => document.body.classList.remove("hold-still"), MOMENT);
}

/* A page that a form led to: its buttons stand where those of the page before stood. */
if (document.querySelector("script[src*='/moment.']")) holdStill();
document.addEventListener("koffer:answered", () => document.querySelector("#own [data-here]") && holdStill()); // of two
