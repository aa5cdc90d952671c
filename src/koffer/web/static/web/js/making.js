/* A long paper takes a moment to make: say so after a second, until it is there. */

const PATIENCE = 1000;
const note = document.getElementById("making");
const hide = () => (note.hidden = true);

document.addEventListener("click", (event) => {
  if (event.target.closest("a[href*='.pdf']")) setTimeout(() => (note.hidden = false), PATIENCE);
});
for (const sign of ["pagehide", "focus"]) addEventListener(sign, hide);
