/* A form that takes something of a person away takes this browser's copies along. A second press is no second try. */

import { forget } from "./outbox.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-away]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  forget(true);
});
window.addEventListener("pageshow", () =>
  document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent),
);
