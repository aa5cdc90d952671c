/* The team score: numbers are kept while typing, and two facilitators see each other's. */

import { ask } from "./press.js";
import { drop, loadJson, saveJson } from "./store.js";

const SOON = 500; // ms after the last change before the numbers are sent
const LONG = 20_000; // ms; a network that is half there answers nothing

class Score {
  #form;
  #words;
  #write;
  #key; // under which this browser keeps what is not stored yet
  #known; // what the server had when we last looked
  #timer;
  #waiting = false;
  #sending = Promise.resolve();
  #sent = [];

  constructor({ form, words, write, key }) {
    this.#form = form;
    this.#words = words;
    this.#write = write;
    this.#key = key;
    this.#known = this.#texts();
    document.addEventListener("htmx:sse:after:message", () => this.#look());
    document.addEventListener("koffer:try", () => this.#waiting && this.#queue());
    document.addEventListener("koffer:before-send", ({ detail }) =>
      detail.push(this.#waiting ? this.#queue() : this.#sending),
    );
  }

  get #numbers() {
    return [...this.#form.querySelectorAll("[data-number]")];
  }
  get #rows() {
    return [...this.#form.querySelectorAll(".row")].sort((a, b) => a.dataset.position - b.dataset.position);
  }
  #inputs() {
    return this.#rows.map((row) => row.querySelector(".count input"));
  }
  #texts() {
    return this.#inputs().map((field) => field.value.trim());
  }
  #say(text) {
    document.getElementById("saved").textContent = text;
  }

  /* What this browser kept goes before what stands there, unless somebody changed it since. */
  restore(texts) {
    const kept = loadJson(this.#key);
    if (kept?.texts?.length !== texts.length) return;
    const same = (i) => kept.numbers[i] === this.#numbers[i].value;
    this.#write(texts.map((text, i) => (same(i) ? kept.texts[i] : text)));
    this.changed();
  }

  changed() {
    clearTimeout(this.#timer);
    this.#say(this.#words.saving);
    this.#waiting = true;
    this.#form.dataset.unsaved = "yes";
    const numbers = this.#numbers.map((field) => field.value);
    saveJson(this.#key, { texts: this.#texts(), numbers });
    this.#timer = setTimeout(() => this.#queue(), SOON);
  }

  /* One after the other: the next one needs the numbers that the answer brings. */
  #queue() {
    this.#sending = this.#sending.then(() => this.#send());
    return this.#sending;
  }

  async #send() {
    clearTimeout(this.#timer);
    if (!this.#form.isConnected || this.#form.querySelector(".row.wrong")) return;
    this.#waiting = false;
    this.#sent = this.#texts();
    const answer = await ask(this.#form.dataset.score, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ points: this.#sent, numbers: this.#numbers.map((field) => Number(field.value)) }),
      signal: AbortSignal.timeout?.(LONG),
    }).catch(() => null);
    if (!answer || answer.status >= 500) {
      this.#waiting = true;
      this.#say(this.#words.waits);
      document.dispatchEvent(new CustomEvent("koffer:away", { detail: answer }));
      return;
    }
    if (!this.#waiting) drop(this.#key);
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) return this.#say(told.message ?? this.#words.newer);
    this.#take(told, told.late);
    if (this.#waiting) return;
    delete this.#form.dataset.unsaved;
    this.#say(told.late.length ? "" : this.#words.agreed);
  }

  /* What the room shows: the other facilitator's numbers come into the fields that nobody is changing here. */
  #look() {
    const shown = document.getElementById("scores")?.dataset.scores;
    if (shown && this.#form.isConnected) this.#take(JSON.parse(shown), []);
  }

  #take({ points, numbers }, late) {
    let news = false;
    this.#inputs().forEach((field, i) => {
      const theirs = points[i] === null ? "" : String(points[i]);
      if (Number(this.#numbers[i].value) > numbers[i]) return;
      const newer = Number(this.#numbers[i].value) < numbers[i];
      const mine = field.value.trim();
      this.#numbers[i].value = numbers[i];
      if (theirs === mine || theirs === this.#sent[i])
        this.#tell(i, ""); // our own, maybe typed on since
      else if (newer && mine === this.#known[i]) {
        field.value = theirs;
        news = true;
      } else if (late.includes(i) || (newer && mine !== this.#known[i])) this.#tell(i, theirs || "–");
      this.#known[i] = theirs;
    });
    if (news) this.#write(this.#texts());
  }

  /* Both changed the same number: ours stays typed, theirs is said beside it. */
  #tell(place, theirs) {
    const row = this.#rows[place];
    row.querySelector(".other")?.remove();
    if (!theirs) return;
    const note = document.createElement("p");
    note.className = "other";
    note.setAttribute("role", "status");
    note.textContent = this.#words.other.replace("{n}", theirs);
    row.append(note);
  }

  handIn(texts, button) {
    document.dispatchEvent(new CustomEvent("koffer:send", { detail: { form: this.#form, button } }));
  }
}

document.addEventListener("koffer:sheet", ({ detail }) => {
  if (detail.form.dataset.score) detail.keeper ??= new Score(detail);
});
