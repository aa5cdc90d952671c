/* The sheet helps while it is filled; the server judges. Two doors: give points, or put in order. */

import { Draft } from "./draft.js";
import { PREFIX } from "./press.js";
import { drop, load, save } from "./store.js";
import { equalPairs, freeToGive, nearestUnused, ranks, read } from "./points.js";
import { byOrder } from "./order.js";

const FABRICS = 10; // fabrics in the tokens; further categories take the first ones again
const HOLD = 400; // ms before a held button repeats
const REPEAT = 90; // ms between repeats
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

class Sheet {
  #form;
  #rows;
  #words;
  #draft;

  constructor(form) {
    this.#form = form;
    this.#rows = [...form.querySelectorAll(".row")];
    this.#words = document.getElementById("words").dataset;
    for (const part of form.querySelectorAll(".doors, .less, .more")) part.hidden = false;
    form.addEventListener("input", () => this.refresh());
    form.addEventListener("pointerdown", (event) => this.#hold(event));
    form.addEventListener("click", (event) => this.#click(event));
    form.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => this.#submit(event));
    byOrder(form, this.#rows, this);
    if (document.getElementById("message")) form.dataset.unsaved = "yes"; // refused: it stays until that is mended
    const write = (points) => this.write(points);
    const asked = { form, words: this.#words, write, key: `${PREFIX}score` };
    if (form.dataset.draft) asked.keeper = new Draft(form, this.#words, write);
    else document.dispatchEvent(new CustomEvent("koffer:sheet", { detail: asked })); // score.js, on the console
    this.#draft = asked.keeper;
    this.#draft?.restore(this.texts());
    this.show();
  }

  input(row) {
    return row.querySelector(".count input");
  }
  texts() {
    return this.#rows.map((row) => this.input(row).value.trim());
  }
  points() {
    return this.texts().map(read);
  }
  places() {
    return this.#form.dataset.places.split(",").map(Number);
  }
  say(text) {
    document.getElementById("saved").textContent = text;
  }
  placed(name, place) {
    this.say(fill(this.#words.place, { name, n: place }));
  }

  write(points) {
    this.#rows.forEach((row, i) => (this.input(row).value = points[i] ?? ""));
    this.show();
  }

  /* After a change by the person: show what it means, and keep it. */
  refresh() {
    this.show();
    this.#draft?.changed(this.texts());
  }

  show() {
    const points = this.points();
    const left = 100 - points.reduce((sum, n) => sum + (n ?? 0), 0);
    const free = freeToGive(points);
    this.#form.classList.toggle("too-many", left < 0);
    this.#form.classList.toggle("stuck", free < 0);
    this.#text("left", Math.abs(left));
    this.#text("left-word", left < 0 ? this.#words.over : this.#words.left);
    this.#text("free", free < 0 ? this.#words.stuck : fill(this.#words.free, { n: free }));
    this.#bar(points);
    this.#judge(points);
    this.#hint(points, left);
  }

  #text(id, value) {
    const element = document.getElementById(id);
    if (element.textContent !== String(value)) element.textContent = value;
  }

  #bar(points) {
    const parts = points
      .map((n, i) => [n ?? 0, i])
      .sort((a, b) => b[0] - a[0])
      .filter(([n]) => n > 0);
    let x = 0;
    document.getElementById("bar").innerHTML = parts
      .map(([n, i]) => {
        const [width, fill] = [Math.max(n - 0.5, 0.3), `var(--c${(i % FABRICS) + 1})`];
        const rect = `<rect x="${x}" y="0" width="${width}" height="4" fill="${fill}"/>`;
        x += n;
        return rect;
      })
      .join("");
  }

  #judge(points) {
    const order = ranks(points);
    const partner = equalPairs(points);
    const texts = this.texts();
    this.#rows.forEach((row, i) => {
      const unread = texts[i] !== "" && points[i] === null;
      const equal = partner.has(i);
      const badge = row.querySelector(".rank");
      badge.hidden = order[i] === null;
      badge.textContent = `${order[i] ?? ""}${equal ? "=" : ""}`;
      row.classList.toggle("equal", equal);
      row.classList.toggle("wrong", unread);
      this.input(row).setAttribute("aria-invalid", String(unread || equal));
      row.querySelector(".less").disabled = !points[i];
      row.querySelector(".more").disabled = points[i] === 100;
      this.#wayOut(row, unread, equal && partner.get(i) < i ? this.#rows[partner.get(i)].dataset.name : "", points, i);
    });
  }

  #wayOut(row, unread, other, points, index) {
    const place = row.querySelector(".way-out");
    place.hidden = !unread && !other;
    const key = unread ? "unread" : `${other}/${nearestUnused(points, index)}`;
    if (place.hidden || place.dataset.shows === key) return;
    place.dataset.shows = key;
    const told = document.createElement("p");
    told.textContent = unread ? this.#words.number : `= ${fill(this.#words.equal, { name: other })}`;
    const ways = unread ? [] : nearestUnused(points, index).filter((n) => n !== null);
    place.replaceChildren(
      told,
      ...ways.map((n) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.make = n;
        button.textContent = fill(this.#words.make, { n });
        return button;
      }),
    );
  }

  #hint(points, left) {
    const empty = points.filter((n) => n === null).length;
    const zero = points.includes(0) ? 1 : 0;
    let hint = "";
    if (equalPairs(points).size) hint = this.#words.pair;
    else if (left < 0) hint = fill(this.#words.toomany, { n: -left });
    else if (empty + zero > 1) hint = fill(this.#words.empty, { n: empty });
    document.getElementById("hand-in").classList.toggle("not-yet", hint !== "");
    this.#text("hand-in-hint", hint);
    return hint;
  }

  #step(row, by) {
    const field = this.input(row);
    const now = read(field.value.trim()) ?? 0;
    field.value = Math.min(100, Math.max(0, now + by));
    this.refresh();
  }

  #hold(event) {
    const button = event.target.closest(".less, .more");
    if (!button || event.button > 0) return;
    const row = button.closest(".row");
    const by = button.matches(".more") ? 1 : -1;
    let repeat;
    const wait = setTimeout(() => (repeat = setInterval(() => this.#step(row, by), REPEAT)), HOLD);
    const stop = () => {
      clearTimeout(wait);
      clearInterval(repeat);
    };
    for (const end of ["pointerup", "pointercancel", "pointerleave"])
      button.addEventListener(end, stop, { once: true });
  }

  #click(event) {
    const button = event.target.closest("button");
    const row = button?.closest(".row");
    if (!row) return;
    if (button.matches(".less")) this.#step(row, -1);
    if (button.matches(".more")) this.#step(row, 1);
    if (button.dataset.make) {
      this.input(row).value = button.dataset.make;
      this.refresh();
      this.input(row).focus();
    }
  }

  #key(event) {
    const row = event.target.matches(".count input") && event.target.closest(".row");
    if (!row || this.#form.classList.contains("by-order")) return;
    if (event.key === "ArrowUp") this.#step(row, 1);
    else if (event.key === "ArrowDown") this.#step(row, -1);
    else if (event.key === "Enter") this.#rows[this.#rows.indexOf(row) + 1]?.querySelector(".count input").focus();
    else return;
    event.preventDefault();
  }

  #submit(event) {
    if (
      this.#hint(this.points(), 100 - this.points().reduce((sum, n) => sum + (n ?? 0), 0)) ||
      this.#form.querySelector(".wrong")
    ) {
      event.preventDefault();
      const first =
        this.#form.querySelector(".equal .way-out:not([hidden]) button, .wrong input") ?? this.#firstEmpty();
      first?.focus();
      first?.scrollIntoView({ block: "center" });
    } else if (this.#draft) {
      event.preventDefault();
      this.#draft.handIn(this.texts(), event.submitter);
    }
  }

  #firstEmpty() {
    return this.#rows.map((row) => this.input(row)).find((field) => field.value === "") ?? this.input(this.#rows[0]);
  }
}

/* Per workshop and seat: on a shared device nobody finds the copy of another. */
const ownKey = (part) => `koffer:${part.dataset.workshop}:${document.getElementById("room").dataset.seat}:own`;

/* Anonymous: after the opening only this browser knows which points were yours. */
function keepOwnCopy() {
  const packed = document.getElementById("handed-in");
  if (packed) {
    const list = packed.querySelector(".numbers").outerHTML;
    save(ownKey(packed), list); // the workshop may still become anonymous
    drop(`${PREFIX}draft`); // it is in, also when the answer got lost
  }
  const filling = document.querySelector("#own-sheet form.sheet");
  // Taken back: what was in does not count any more. While it is only being changed it does.
  if (filling && !document.getElementById("changing")) drop(ownKey(filling));
  const place = document.getElementById("own-copy");
  const copy = place && ownCopy(place);
  if (!copy) return;
  place.querySelector(counts(copy, place) ? ".in" : ".out").hidden = false;
  place.querySelector(".no-copy").replaceWith(...(counts(copy, place) ? [copy] : []));
}

/* The own sheet as this browser kept it, or null. */
function ownCopy(place) {
  const list = document.createElement("div");
  list.innerHTML = load(ownKey(place)) ?? "";
  return list.firstElementChild;
}

/* Whether it counts: its press is among those that the page tells to everybody. A copy of before 2026-12 has none. */
const counts = ({ dataset: { press } }, place) => !press || place.dataset.counted.split(" ").includes(press);

/* Anonymous: the sentence for whoever is at one end is found here, from the own copy; nobody asks for it. */
function ownTurn() {
  const card = document.getElementById("turn-card");
  const copy = card?.dataset.position && ownCopy(card);
  if (!copy || !counts(copy, card)) return;
  const mine = Number(copy.querySelectorAll("[data-points]")[card.dataset.position]?.dataset.points ?? NaN);
  if (Number.isNaN(mine)) return;
  const say = (name) => card.querySelector(`[data-say=${name}]`);
  const told = say("mine");
  told.textContent = told.dataset.words.replace("{n}", mine);
  told.hidden = false;
  const { low, high } = card.dataset;
  if (low === undefined || low === high) return;
  const start = Math.floor(mine / 5) * 5;
  const end = start === Number(high) ? "high" : start === Number(low) ? "low" : "none";
  for (const name of ["none", "high", "low"]) say(name).hidden = name !== end;
}

function beginSheet() {
  const form = document.getElementById("sheet");
  if (form && !form.dataset.ready) {
    form.dataset.ready = "yes";
    new Sheet(form);
  }
  keepOwnCopy();
  ownTurn();
}

document.addEventListener("koffer:own", beginSheet);
beginSheet();
