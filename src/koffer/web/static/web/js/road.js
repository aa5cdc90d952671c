/* The road: a suitcase moves by mouse, by touch, or by the list beside it. */

import { parsed, show } from "./fresh.js";

const said = document.getElementById("road-said");
let dragged = null;

function tell(text) {
  if (said) said.textContent = text;
}

/* What went wrong is seen, however far down the list stands. */
function warn(text) {
  tell(text);
  said?.scrollIntoView({ block: "nearest" });
}

/* The answer is the page with the road as it is now: also when somebody else was faster, with the reason. */
async function move(form) {
  const select = form.elements.stop;
  const stop = select.selectedOptions[0].textContent;
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(
    () => null,
  );
  const page = answer && answer.status < 500 ? await parsed(answer).catch(() => null) : null;
  const reason = page?.getElementById("reason");
  form.reset(); // the list says where the suitcase stands; where it was moved the page has another list
  // Another page: signed out, say.
  if (!page?.getElementById("road")) return warn(reason?.textContent ?? said.dataset.away);
  show(page);
  const list = document.getElementById(select.id);
  list?.closest("details")?.setAttribute("open", "");
  list?.focus();
  tell(reason ? reason.textContent : said.dataset.moved.replace("{team}", form.dataset.name).replace("{stop}", stop));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.move")) return;
  event.preventDefault();
  move(event.target);
});

/* Dragging in the picture: where it is let go decides the stop. */
document.addEventListener("pointerdown", (event) => {
  const suitcase = event.target.closest?.("[data-case].movable");
  if (!suitcase || event.button) return;
  event.preventDefault();
  const box = suitcase.ownerSVGElement;
  dragged = { suitcase, x: event.clientX, y: event.clientY, scale: box.viewBox.baseVal.width / box.clientWidth };
  suitcase.classList.add("dragged");
});
document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const by = [event.clientX - dragged.x, event.clientY - dragged.y].map((length) => length * dragged.scale);
  dragged.suitcase.setAttribute("transform", `translate(${by.join(" ")})`);
});
for (const end of ["pointerup", "pointercancel"])
  document.addEventListener(end, (event) => {
    if (!dragged) return;
    const { suitcase } = dragged;
    dragged = null;
    suitcase.classList.remove("dragged");
    suitcase.removeAttribute("transform");
    const under = document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((one) => one.closest("[data-stop]"))
      .find(Boolean);
    const form = document.querySelector(`form.move[data-case="${suitcase.dataset.case}"]`);
    if (end === "pointercancel" || !under || !form || form.elements.stop.value === under.dataset.stop) return;
    form.elements.stop.value = under.dataset.stop;
    move(form);
  });
