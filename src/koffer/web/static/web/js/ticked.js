/* Ticked sentences fill an empty field, to be made one sentence of. */

const filled = new Map(); // field -> what was put there

function fillIn(box) {
  const field = document.getElementById(box.dataset.fills);
  const ticked = [...box.form.querySelectorAll(`[data-fills="${box.dataset.fills}"]:checked`)];
  const before = filled.get(box.dataset.fills) ?? "";
  if (field.value.trim() !== before.trim()) return;
  field.value = ticked.map((one) => one.parentElement.textContent.trim()).join(" / ").slice(0, 280);
  filled.set(box.dataset.fills, field.value);
  field.dispatchEvent(new Event("input", { bubbles: true })); // it counts as typed, and is kept as that
}

document.addEventListener("change", (event) => event.target.matches("[data-fills]") && fillIn(event.target));
