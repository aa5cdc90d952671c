/* Whose page this is, and ids for what is sent from it. */

/* What this browser keeps is kept per workshop and person: on a shared device nobody finds the words of another. */
const whose = document.querySelector("[data-seat]")?.dataset;
export const PREFIX = `koffer:${whose?.workshop ?? location.pathname.split("/")[2]}:${whose?.seat ?? "console"}:`;

/* An id for one press, made here: the same for every try, so that a repeat is harmless (no crypto.randomUUID without https). */
export const newPress = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
