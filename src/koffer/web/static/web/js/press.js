/* Whose page this is, and ids for what is sent from it. */

import { drop, keysKept, loadJson } from "./store.js";

/* What this browser keeps is kept per workshop and person: on a shared device nobody finds the words of another. */
const whose = document.querySelector("[data-seat]")?.dataset;
export const PREFIX = `koffer:${whose?.workshop ?? location.pathname.split("/")[2]}:${whose?.seat ?? "console"}:`;

/* An id for one press, made here: the same for every try, so that a repeat is harmless (no crypto.randomUUID
   without https). */
export const newPress = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/* For whom this page was made. Another tab may have given this device to somebody else since: then nothing is done
   for them from here, and the page clears itself. Where the browser forgot who this is, what was typed is shown. */
const place = document.querySelector("[name=place]")?.value ?? "";
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("koffer") : null;
const LEAVING = [500, 2000, 8000]; // ms: by then the form of the other tab has arrived

export async function ask(address, { headers = {}, ...options } = {}, renewed = false) {
  const answer = await fetch(address, { ...options, headers: { ...headers, "Koffer-Place": place } });
  const other = answer.headers.get("Koffer-Place");
  if (answer.headers.has("Koffer-Token") && !renewed && (await renewToken(headers, options.body)))
    return ask(address, { headers, ...options }, true);
  if (!other) return answer;
  const waits = keysKept()
    .filter((key) => key.startsWith(`${PREFIX}waits:`))
    .flatMap((key) => loadJson(key)?.texts ?? []);
  const typed = other === "none" ? new Set([...typedWords(), ...waits]) : [];
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const key of keysKept()) if (key.startsWith(PREFIX)) drop(key);
  document.title = page.title;
  document.body.className = "";
  document.body.replaceChildren(...page.body.childNodes);
  const kept = document.getElementById("typed-here");
  for (const text of typed) {
    kept.hidden = false;
    kept.append(Object.assign(document.createElement("p"), { textContent: text, dir: "auto" }));
  }
  return new Promise(() => {}); // nobody waits for it any more
}

/* A page that stood open for long has a token of before; what is sent from it gets the new one, once. */
async function renewToken(headers, body) {
  const page = new DOMParser().parseFromString(await (await ask(location.pathname, {}, true)).text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  if ("X-CSRFToken" in headers) headers["X-CSRFToken"] = token;
  body?.set?.("csrfmiddlewaretoken", token);
  return true;
}

const typedWords = () =>
  [...document.querySelectorAll("textarea, input[type=text], input:not([type])")]
    .filter((field) => field.value.trim() && field.value !== field.defaultValue)
    .map((field) => (field.pattern ? `${field.labels[0]?.textContent}: ` : "") + field.value); // of which category

export const leave = () => tabs?.postMessage(PREFIX);
tabs?.addEventListener("message", ({ data }) => {
  if (data === PREFIX) for (const pause of LEAVING) setTimeout(() => ask(location.pathname).catch(() => null), pause);
});
