/* Keeps what is typed: on the server while typing, in this browser while offline. Says in words which. */

import { ask, newPress, PREFIX } from "./press.js";
import { drop, loadJson, saveJson } from "./store.js";

const PAUSE = 500; // ms after the last change before the draft is sent
const SILENT = 20_000; // ms; a network that is half there answers nothing
const KEY = `${PREFIX}draft`;

export class Draft {
  #form;
  #words;
  #write;
  #texts;
  #press = null; // the same with every try: a lost answer is no second hand-in
  #unheard = null; // what was sent, and may be stored: its answer was lost
  #done = false;
  #waits = false;
  #kept = false; // by this browser, also when the page is left
  #timer;
  #sending = Promise.resolve();

  constructor(form, words, write) {
    this.#form = form;
    this.#words = words;
    this.#write = write;
    document.addEventListener("koffer:try", () => this.#waits && this.#go());
  }

  get #number() {
    return this.#form.elements.number;
  }
  #say(text) {
    document.getElementById("saved").textContent = text;
  }

  /* What this browser kept while offline goes before an empty or older page. */
  restore(texts) {
    const kept = loadJson(KEY);
    if (kept?.texts?.length !== texts.length) return;
    const heard = same(kept.unheard, texts) && Number(kept.number) + 1 === Number(this.#number.value);
    if (!heard && String(kept.number) !== this.#number.value) {
      drop(KEY);
      return this.#say(this.#words.newer);
    }
    this.#write(kept.texts);
    this.#press = kept.press;
    this.#unheard = heard ? null : kept.unheard;
    if (kept.press) this.handIn(kept.texts);
    else if (kept.texts.join() !== texts.join()) this.changed(kept.texts);
  }

  #keep() {
    const { value: number } = this.#number;
    this.#kept = saveJson(KEY, { texts: this.#texts, number, press: this.#press, unheard: this.#unheard });
  }

  changed(texts) {
    this.#texts = texts;
    if (this.#press)
      this.#press = newPress(); // it waits to be handed in: the newest goes
    else this.#say(this.#words.saving);
    this.#keep();
    this.#waits = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#go(), PAUSE);
  }

  handIn(texts) {
    this.#texts = texts;
    this.#press ??= newPress();
    this.#form.dataset.unsaved = "yes"; // the room may go on; the numbers stay until they are judged
    this.#keep();
    this.#go();
  }

  #go() {
    clearTimeout(this.#timer);
    this.#waits = false;
    this.#sending = this.#sending.catch(() => {}).then(() => this.#send());
  }

  /* One after the other: the answer to one brings the number that the server expects with the next. */
  #send() {
    if (this.#done || !this.#form.isConnected) return;
    return this.#press && !this.#unheard ? this.#sendSheet() : this.#sendDraft();
  }

  #wait(answer, text) {
    this.#say(this.#kept ? text : (document.getElementById("moved-on")?.dataset.unkept ?? text));
    this.#waits = true;
    document.dispatchEvent(new CustomEvent("koffer:away", { detail: answer }));
  }

  async #sendDraft() {
    const again = this.#unheard !== null; // the same once more is harmless, something newer is not
    const sent = (this.#unheard ??= this.#texts);
    this.#keep();
    const answer = await ask(this.#form.dataset.draft, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ points: sent, number: Number(this.#number.value) }),
      signal: AbortSignal.timeout?.(SILENT),
    }).catch(() => null);
    const told = answer?.status < 500 ? await answer.json().catch(() => null) : null;
    if (!told) return this.#wait(answer, this.#press ? this.#words.waiting : this.#words.offline);
    this.#unheard = null;
    if (!answer.ok) return this.#say(told.message ?? this.#words.newer);
    this.#number.value = told.number;
    if (sent !== this.#texts || this.#press) {
      this.#keep();
      return again && this.#send();
    }
    drop(KEY);
    this.#say(this.#words.saved);
  }

  async #sendSheet() {
    this.#say(this.#words.sending);
    this.#form.elements.press_key.value = this.#press;
    const body = new URLSearchParams(new FormData(this.#form));
    const answer = await ask(this.#form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      signal: AbortSignal.timeout?.(SILENT),
    }).catch(() => null);
    if (!answer || answer.status >= 500) return this.#wait(answer, this.#words.waiting);
    clearTimeout(this.#timer);
    this.#press = null;
    if (answer.status === 204 || answer.redirected) return this.#isIn();
    this.#keep(); // without a press: it goes again when somebody presses again
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const own = page.getElementById("own");
    const reason = page.getElementById("reason");
    if (own) {
      document.getElementById("own").innerHTML = own.innerHTML;
      document.dispatchEvent(new Event("koffer:own"));
      document.getElementById("message")?.scrollIntoView({ block: "center" });
    } else if (reason) this.#say(reason.textContent);
    else location.reload();
  }

  #isIn() {
    this.#done = true; // a second press comes too late
    drop(KEY);
    delete this.#form.dataset.unsaved;
    document.addEventListener("koffer:own", welcome, { once: true });
    document.dispatchEvent(new Event("koffer:stored"));
  }
}

/* Whether the page shows what was sent: the server keeps a number in its own way, and what is none not at all. */
function same(sent, shown) {
  const number = (text) => (/^\d+$/.test(text) ? String(Number(text)) : "");
  return sent?.map(number).join() === shown.map(number).join();
}

/* Whoever listens hears first that it is in. */
function welcome() {
  const heading = document.querySelector("#handed-in h1") ?? document.getElementById("room");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}
