/* A part of a page that stays current: asked for again every so many seconds, unless somebody is at work in it. */

import { ask } from "./press.js";

const part = () => document.querySelector("[data-fresh]") ?? document.getElementById("road");
const busy = () =>
  part().querySelector(".dragged") || (part().contains(document.activeElement) && document.activeElement.form);
const connection = document.getElementById("connection");
const GONE = [403, 404, 410]; // the link was ended, or opens this for somebody else

export const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

/* What stands in it, without what differs each time or is the reader's own. */
function said(node) {
  const copy = node.cloneNode(true);
  for (const secret of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) secret.remove();
  for (const one of copy.querySelectorAll("details")) one.removeAttribute("open");
  return copy.innerHTML;
}

export function show(page) {
  const fresh = page.getElementById(part().id);
  if (!fresh || said(fresh) === said(part())) return;
  // What stands around it belongs to something else now: the whole page anew, unless somebody is typing there.
  const typed = [...document.querySelectorAll("textarea")].some((field) => field.value.trim());
  if (fresh.dataset.key !== part().dataset.key && !typed) return location.reload();
  const open = [...part().querySelectorAll("details[open][id]")].map((one) => one.id);
  const held = part().contains(document.activeElement) && document.activeElement;
  const list = held && held.closest("details[id]")?.id;
  part().replaceChildren(...fresh.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const again =
    (held?.id && document.getElementById(held.id)) || (list && document.getElementById(list)?.querySelector("summary"));
  again?.focus?.({ preventScroll: true });
}

async function refresh() {
  if (busy() || document.hidden) return;
  const answer = await ask(location.pathname).catch(() => null);
  if (GONE.includes(answer?.status)) return location.reload();
  if (connection) connection.hidden = Boolean(answer?.ok);
  if (answer?.ok && !busy()) show(await parsed(answer));
}

const every = Number(part()?.dataset.fresh);
if (every) {
  setInterval(refresh, every * 1000);
  document.addEventListener("visibilitychange", refresh);
}
