/* The own part of a page: its forms are sent without leaving the page, and nothing that was typed gets lost. */

const holder = () => document.getElementById("own");
const fields = () => [...holder().querySelectorAll("form:not(.sheet) :is(textarea, select, input:not([type=hidden]))")];
const name = (form) => form.id || form.action;
const key = (field) => [name(field.form), field.name, field.type === "checkbox" || field.type === "radio" ? field.value : ""].join("|");
const state = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);
const first = (field) =>
  field.type === "checkbox" || field.type === "radio" ? field.defaultChecked
    : field.tagName === "SELECT" ? [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value
      : field.defaultValue;
const words = (field) => field.matches("textarea, input[type=text], input:not([type])") && field.value.trim() !== "";
/* What was refused stands there as if nobody had typed it: it counts as typed too. */
const changed = (field) => state(field) !== first(field) || (words(field) && field.form.querySelector(".wrong, .error"));
const filled = new Map(); // field -> what ticked sentences put there

/* Somebody is writing what the new part has no place for: it waits until that is sent, or let go. */
export function show(html, sent = "") {
  const kept = fields().filter((field) => name(field.form) !== sent && changed(field));
  const typed = new Map(kept.map((field) => [key(field), state(field)]));
  const open = new Set([...holder().querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
  const writing = kept.filter(words).map(key);
  const here = document.activeElement;
  const focus = here?.form && holder().contains(here) ? { key: key(here), from: here.selectionStart, to: here.selectionEnd } : null;
  const next = document.createElement("div");
  next.innerHTML = html;
  const known = new Set([...next.querySelectorAll("form")].map(name));
  const score = holder().querySelector("form.team-score");
  const unsaved = score && name(score) !== sent && (score.dataset.unsaved || score.querySelector("#message"));
  if (unsaved || writing.some((one) => !known.has(one.split("|")[0]))) return wait(html);
  document.getElementById("moved-on").hidden = true;
  holder().replaceChildren(...next.childNodes);
  for (const summary of holder().querySelectorAll("summary")) if (open.has(summary.textContent)) summary.parentElement.open = true;
  for (const field of fields()) {
    if (typed.has(key(field))) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = typed.get(key(field));
      else field.value = typed.get(key(field));
    }
    if (focus?.key === key(field)) {
      field.focus({ preventScroll: true });
      if (focus.from !== null && field.setSelectionRange && field.type !== "date") field.setSelectionRange(focus.from, focus.to);
    }
  }
  document.dispatchEvent(new Event("koffer:own"));
}

function wait(html) {
  const notice = document.getElementById("moved-on");
  notice.hidden = false;
  notice.querySelector("button").onclick = () => {
    notice.hidden = true;
    holder().innerHTML = html;
    document.dispatchEvent(new Event("koffer:own"));
  };
}

/* Sends a form and shows the own part of the answer; what was typed stays when it cannot be sent. */
async function send(form, button) {
  const waits = [];
  document.dispatchEvent(new CustomEvent("koffer:before-send", { detail: waits }));
  await Promise.all(waits); // what is being kept goes first
  const body = new FormData(form, button);
  form.querySelector(".unsent")?.remove();
  for (const press of form.querySelectorAll("button")) press.disabled = true;
  let page = null;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (answer.status >= 500) throw new Error("away");
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    tell(form, document.getElementById("moved-on").dataset.unsent);
  }
  for (const place of [form, holder()]) for (const press of place.querySelectorAll("button:disabled:not(.round)")) press.disabled = false;
  if (!page) return;
  const own = page.getElementById("own");
  if (!own) return tell(form, page.getElementById("reason")?.textContent ?? page.querySelector("h1")?.textContent ?? "");
  show(own.innerHTML, name(form));
  const wrong = holder().querySelector(".wrong :is(textarea, input), [role=alert]");
  wrong?.scrollIntoView({ block: "center" });
  wrong?.focus?.();
}

function tell(form, text) {
  const here = [...holder().querySelectorAll("form")].find((one) => name(one) === name(form)) ?? form;
  const told = document.createElement("p");
  told.className = "error unsent";
  told.setAttribute("role", "alert");
  told.textContent = text;
  here.append(told);
}

/* Ticked sentences fill an empty field, to be made one sentence of. */
function fillIn(box) {
  const field = document.getElementById(box.dataset.fills);
  const ticked = [...box.form.querySelectorAll(`[data-fills="${box.dataset.fills}"]:checked`)];
  const before = filled.get(box.dataset.fills) ?? "";
  if (field.value.trim() !== before.trim()) return;
  field.value = ticked.map((one) => one.parentElement.textContent.trim()).join(" / ").slice(0, 280);
  filled.set(box.dataset.fills, field.value);
}

document.addEventListener("change", (event) => event.target.matches("[data-fills]") && fillIn(event.target));
document.addEventListener("koffer:send", ({ detail }) => send(detail.form, detail.button));
document.addEventListener("submit", (event) => {
  const form = event.target;
  const away = document.body.classList.contains("lost"); // then a whole page tells more than a stream that is not there
  if (!document.getElementById("room").contains(form) || form.matches(".sheet, [data-away]") || form.method !== "post" || away) return;
  event.preventDefault();
  send(form, event.submitter);
});
