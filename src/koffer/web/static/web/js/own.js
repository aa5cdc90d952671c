/* The own part of a page: its forms are sent without leaving the page, and nothing that was typed gets lost. */

import { afterPress } from "./moment.js";
import { deliver, forget, keep, letGo, underway, waiting, waitingFor } from "./outbox.js";
import { newPress } from "./press.js";

const said = document.getElementById("moved-on")?.dataset; // the projector has nothing of its own
const holder = () => document.getElementById("own");
const INPUT = ":is(textarea, select, input:not([type=hidden]))";
const fields = () => [...holder().querySelectorAll(`form:not(.sheet) ${INPUT}`)];
const name = (form) => form.id || form.action;
const ticks = (field) => field.type === "checkbox" || field.type === "radio";
const key = (field) => [name(field.form), field.name, ticks(field) ? field.value : ""].join("|");
const state = (field) => (ticks(field) ? field.checked : field.value);
const first = (field) =>
  ticks(field)
    ? field.defaultChecked
    : field.tagName === "SELECT"
      ? ([...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value)
      : field.defaultValue;
const words = (field) => field.matches("textarea, input[type=text], input:not([type])") && field.value.trim() !== "";
/* What was refused stands there as if nobody had typed it: it counts as typed too. */
const changed = (field) =>
  state(field) !== first(field) || (words(field) && field.form.querySelector(".wrong, .error"));
const mine = (form) =>
  holder()?.contains(form) && form.method === "post" && !form.matches(".sheet, [data-away], .team-score");
const hasWords = (form) =>
  mine(form) && fields().some((field) => field.form === form && words(field) && changed(field));
const named = (wanted) => [...holder().querySelectorAll("form")].find((form) => name(form) === wanted);

/* Somebody is writing what the new part has no place for: it waits until that is sent, or let go. */
export function show(html, sent = "") {
  const kept = fields().filter((field) => name(field.form) !== sent && changed(field));
  const typed = new Map(kept.map((field) => [key(field), state(field)]));
  const open = new Set([...holder().querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
  const writing = kept.filter(words).map(key);
  const here = document.activeElement;
  const focus =
    here?.form && holder().contains(here) ? { key: key(here), from: here.selectionStart, to: here.selectionEnd } : null;
  const next = document.createElement("div");
  next.innerHTML = html;
  const known = new Set([...next.querySelectorAll("form")].map(name));
  const sheet = holder().querySelector("form.sheet");
  const unsaved = sheet && name(sheet) !== sent && sheet.dataset.unsaved;
  if (unsaved || writing.some((one) => !known.has(one.split("|")[0]))) return wait(html);
  document.getElementById("moved-on").hidden = true;
  holder().replaceChildren(...next.childNodes);
  for (const summary of holder().querySelectorAll("summary"))
    if (open.has(summary.textContent)) summary.parentElement.open = true;
  for (const field of fields()) {
    if (typed.has(key(field))) {
      if (ticks(field)) field.checked = typed.get(key(field));
      else field.value = typed.get(key(field));
    }
  }
  const again = focus && [...holder().querySelectorAll(`form ${INPUT}`)].find((field) => key(field) === focus.key);
  again?.focus({ preventScroll: true });
  if (again && focus.from !== null && again.setSelectionRange && again.type !== "date")
    again.setSelectionRange(focus.from, focus.to);
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

/* Sends a form and shows the own part of the answer. Words wait here when they cannot be sent; a button does not. */
async function send(form, button) {
  const waits = [];
  document.dispatchEvent(new CustomEvent("koffer:before-send", { detail: waits }));
  await Promise.all(waits); // what is being kept goes first
  const words = pressed(form, button);
  const kept = hasWords(form);
  const stays = kept && keep(words);
  tell(form, kept ? said.sending : "");
  for (const press of form.querySelectorAll("button")) press.disabled = true;
  const page = await deliver(words);
  for (const place of [form, holder()])
    for (const press of place.querySelectorAll("button:disabled:not(.round)")) press.disabled = false;
  if (page) arrived(page, words, form);
  else if (kept) tell(form, stays ? said.waiting : said.unkept);
  else tell(form, said.unsent, "alert");
}

/* The same words pressed again are the same press, also while their answer waits for a finger that is down. */
const answered = new Map();
function pressed(form, button) {
  const own = [...new FormData(form, button)].filter(
    ([field]) => !["csrfmiddlewaretoken", "press_key"].includes(field),
  );
  const waits = waitingFor(name(form)) ?? answered.get(name(form));
  const again = waits?.press && JSON.stringify(waits.fields) === JSON.stringify(own);
  // What went before, and may be stored: its answer was lost. The server mends that, so that it stands there once.
  const earlier = again || !waits?.press ? (waits?.earlier ?? []) : [...(waits.earlier ?? []), waits.press];
  const texts = fields()
    .filter((field) => field.form === form && words(field))
    .map((field) => field.value);
  return {
    name: name(form),
    action: form.action,
    press: again ? waits.press : newPress(),
    earlier,
    texts,
    fields: own,
  };
}

async function arrived(page, words, pressedHere) {
  answered.set(words.name, words);
  await afterPress();
  answered.delete(words.name);
  document.dispatchEvent(new CustomEvent("koffer:answered", { detail: page }));
  const own = page.getElementById("own");
  const form = named(words.name) ?? pressedHere;
  const kept = !form || hasWords(form);
  if (own) {
    show(own.innerHTML, waitingFor(words.name) ? "" : words.name); // typed on meanwhile: that stays
    const wrong = holder().querySelector(".wrong :is(textarea, input), [role=alert]");
    if (words.action.endsWith("/sheet/change")) scrollTo(0, 0); // what it means stands above the sheet
    wrong?.scrollIntoView({ block: "center" });
    wrong?.focus?.();
    if (kept && !wrong) tell(named(words.name), said.sent);
  } else if (form) tell(form, (page.getElementById("reason") ?? page.querySelector("h1"))?.textContent ?? "", "alert");
  else {
    const told = document.createElement("div"); // why, and the words that have no place here any more
    told.className = "page";
    told.append(...page.querySelector("main").childNodes);
    holder().prepend(told);
  }
  if (named(words.name)) keepWords(named(words.name)); // what was refused stays here, also after a reload
}

/* Beside the form, or above everything where the room has gone on from it. */
function tell(before, text, role = "status") {
  const form = before && (named(name(before)) ?? before);
  const place = form ?? holder();
  place.querySelector(":scope > .unsent")?.remove();
  if (!text) return;
  const told = document.createElement("p");
  told.className = `${role === "alert" ? "error" : "hint"} ${form ? "" : "page "}unsent`;
  told.setAttribute("role", role);
  told.textContent = text;
  form ? form.append(told) : place.prepend(told);
}

/* While somebody types, the words are kept here: a reload or a dead battery loses nothing. What waits already, goes
   as it is now. */
function keepWords(form) {
  const waits = waitingFor(name(form))?.press;
  if (hasWords(form)) keep({ ...pressed(form), press: waits && !underway.has(name(form)) ? newPress() : null });
  else letGo(name(form));
}

function putBack() {
  for (const words of waiting()) {
    const form = named(words.name);
    if (!form) continue;
    for (const field of fields()) {
      const value = words.fields.find(([one]) => one === field.name)?.[1];
      if (field.form === form && value && !ticks(field) && !changed(field)) field.value = value;
    }
    if (words.press) tell(form, said.waiting);
    form.closest("details")?.setAttribute("open", "");
  }
}

/* Words for a step that the room has left: they stand here until they are sent, or let go. */
function offerWhatIsLeft() {
  holder()
    .querySelectorAll(":scope > .left-over")
    .forEach((old) => old.remove());
  for (const words of waiting()) {
    if (words.press || !words.texts?.length || named(words.name)) continue;
    const box = document.createElement("div");
    box.className = "page notice left-over";
    const line = (text) => Object.assign(document.createElement("p"), { textContent: text, dir: "auto" });
    const button = (text, act) =>
      Object.assign(document.createElement("button"), {
        type: "button",
        className: "button",
        textContent: text,
        onclick: act,
      });
    const away = () => (letGo(words.name), box.remove());
    const now = async () => {
      const page = await deliver({ ...words, press: newPress() });
      if (page) away();
      if (page) arrived(page, words);
      else box.append(line(said.unsent));
    };
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(button(said.send, now), button(said.drop, away));
    box.append(line(said.left), ...words.texts.map(line), actions);
    holder().prepend(box);
  }
}

async function sendWhatWaits() {
  for (const { name: one } of waiting()) {
    const words = waitingFor(one); // it may have gone, or changed, while another one went
    if (!words?.press || underway.has(one)) continue;
    tell(named(words.name), said.sending);
    const page = await deliver(words);
    if (page) await arrived(page, words);
    else tell(named(words.name), said.waiting);
  }
}

document.addEventListener("koffer:send", ({ detail }) => send(detail.form, detail.button));
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-away]")) forget(true); // another person may take this device
  if (!document.getElementById("room").contains(form) || form.matches(".sheet, [data-away]") || form.method !== "post")
    return;
  event.preventDefault();
  send(form, event.submitter);
});
if (said) {
  document.addEventListener("input", ({ target: { form } }) => {
    if (!form || !mine(form)) return;
    keepWords(form);
    if (!waitingFor(name(form))?.press) tell(form, "");
  });
  document.addEventListener("koffer:own", putBack);
  document.addEventListener("koffer:own", offerWhatIsLeft);
  document.addEventListener("koffer:try", sendWhatWaits);
  putBack();
  offerWhatIsLeft();
  sendWhatWaits();
}
