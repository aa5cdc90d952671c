/* Ticked sentences fill an empty field, to be made one sentence of. What is shared is kept with each tick. */

import { ask } from "./press.js";

const filled = new Map(); // field -> what was put there

function fillIn(box) {
  const field = document.getElementById(box.dataset.fills);
  const ticked = [...box.form.querySelectorAll(`[data-fills="${box.dataset.fills}"]:checked`)];
  const before = filled.get(box.dataset.fills) ?? "";
  if (field.value.trim() !== before.trim()) return;
  field.value = ticked
    .map((one) => one.parentElement.textContent.trim())
    .join(" / ")
    .slice(0, 280);
  filled.set(box.dataset.fills, field.value);
  field.dispatchEvent(new Event("input", { bubbles: true })); // it counts as typed, and is kept as that
}

document.addEventListener("change", (event) => event.target.matches("[data-fills]") && fillIn(event.target));

/* One after the other: the last one holds all ticks. Until it is kept, the console does not say that everything is. */
let saving = Promise.resolve();
function share(form) {
  form.dataset.unsaved = "yes";
  saving = saving.then(async () => {
    const body = new URLSearchParams(new FormData(form));
    const answer = await ask(form.action, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || String(body) !== String(new URLSearchParams(new FormData(form)))) return;
    delete form.dataset.unsaved;
    for (const box of form.querySelectorAll("[name=release]")) box.defaultChecked = box.checked;
  });
}
document.addEventListener("koffer:before-send", ({ detail }) => detail.push(saving));
document.addEventListener("change", (event) => event.target.name === "release" && share(event.target.form));
