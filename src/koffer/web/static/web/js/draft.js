/* Keeps what is typed: on the server while typing, in this browser while offline. Says in words which. */

const PAUSE = 500; // ms after the last change before the draft is sent
const AGAIN = 3000; // ms before a failed sending is tried again

export class Draft {
  #form;
  #words;
  #write;
  #key;
  #timer;
  #sending = Promise.resolve();

  constructor(form, words, write) {
    this.#form = form;
    this.#words = words;
    this.#write = write;
    this.#key = `koffer:${form.dataset.workshop}:${document.getElementById("room")?.dataset.seat}:draft`;
  }

  get #number() { return this.#form.elements.number; }
  get #token() { return this.#form.elements.csrfmiddlewaretoken.value; }
  #say(text) { document.getElementById("saved").textContent = text; }

  /* What this browser kept while offline goes before an empty or older page. */
  restore(texts) {
    const kept = JSON.parse(localStorage.getItem(this.#key) ?? "null");
    if (!kept || kept.texts.length !== texts.length || kept.texts.join() === texts.join()) return;
    if (String(kept.number) !== this.#number.value) return localStorage.removeItem(this.#key);
    this.#write(kept.texts);
    this.changed(kept.texts);
  }

  changed(texts) {
    localStorage.setItem(this.#key, JSON.stringify({ texts, number: this.#number.value }));
    this.#say(this.#words.saving);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#sending = this.#send(texts)), PAUSE);
  }

  async #send(texts) {
    let answer;
    try {
      answer = await fetch(this.#form.dataset.draft, {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token },
        body: JSON.stringify({ points: texts, number: Number(this.#number.value) }),
      });
    } catch {
      this.#say(this.#words.offline);
      this.#timer = setTimeout(() => this.#send(texts), AGAIN);
      return;
    }
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) {
      this.#number.value = told.number;
      localStorage.removeItem(this.#key);
      this.#say(this.#words.saved);
    } else if (answer.status >= 500) {
      this.#say(this.#words.offline);
      this.#timer = setTimeout(() => this.#send(texts), AGAIN);
    } else this.#say(told.message ?? this.#words.newer);
  }

  /* The same press key goes with every try: a lost answer is no second hand-in. */
  async handIn(texts) {
    clearTimeout(this.#timer);
    this.#say(this.#words.sending);
    await this.#sending; // its answer brings the number that the server expects next
    let answer;
    try {
      answer = await fetch(this.#form.action, { method: "POST", body: new FormData(this.#form) });
      if (answer.status >= 500) throw new Error("away");
    } catch {
      localStorage.setItem(this.#key, JSON.stringify({ texts, number: this.#number.value }));
      this.#say(this.#words.waiting);
      this.#timer = setTimeout(() => this.handIn(texts), AGAIN);
      return;
    }
    if (answer.redirected) {
      localStorage.removeItem(this.#key);
      location.assign(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const own = page.getElementById("own");
    if (!own) return location.reload();
    document.getElementById("own").innerHTML = own.innerHTML;
    document.dispatchEvent(new Event("koffer:own"));
    document.getElementById("message")?.scrollIntoView({ block: "center" });
  }
}
