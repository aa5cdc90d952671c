/* Whose page this is, and ids for what is sent from it. */

/* What this browser keeps is kept per workshop and person: on a shared device nobody finds the words of another. */
const whose = document.querySelector("[data-seat]")?.dataset;
export const PREFIX = `koffer:${whose?.workshop ?? location.pathname.split("/")[2]}:${whose?.seat ?? "console"}:`;

/* An id for one press, made here: the same for every try, so that a repeat is harmless (no crypto.randomUUID without https). */
export const newPress = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/* For whom this page was made. Another tab may have given this device to somebody else since: then nothing is done
   for them from here, and the page clears itself. */
const place = document.querySelector("[name=place]")?.value ?? "";
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("koffer") : null;

export async function ask(address, { headers = {}, ...options } = {}) {
  const answer = await fetch(address, { ...options, headers: { ...headers, "Koffer-Place": place } });
  if (answer.headers.get("Koffer-Place") !== "other") return answer;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const key of keys()) localStorage.removeItem(key);
  document.title = page.title;
  document.body.replaceChildren(...page.body.childNodes);
  return new Promise(() => {}); // nobody waits for it any more
}

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const LEAVING = [500, 2000, 8000]; // ms: by then the form of the other tab has arrived
export const leave = () => tabs?.postMessage(PREFIX);
tabs?.addEventListener("message", ({ data }) => {
  if (data === PREFIX) for (const pause of LEAVING) setTimeout(() => ask(location.pathname).catch(() => null), pause);
});
