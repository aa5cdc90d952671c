/* A stack of paper sheets: each row is judged while it is typed; Enter goes down, digits and Tab do the rest. */

import { equalPairs, read } from "./points.js";

const form = document.getElementById("sheet");
const fill = (text, n) => text.replace("{n}", n);

function judge(row) {
  const inputs = [...row.querySelectorAll("td input")];
  const texts = inputs.map((input) => input.value.trim());
  const state = row.querySelector(".state");
  const wrong = (indexes, text) => {
    inputs.forEach((input, i) => input.setAttribute("aria-invalid", String(indexes.includes(i))));
    row.classList.toggle("wrong", indexes.length > 0);
    state.textContent = text;
  };
  if (texts.every((text) => text === "")) return wrong([], "");
  const unreadable = texts.flatMap((text, i) => (text !== "" && read(text) === null ? [i] : []));
  if (unreadable.length) return wrong(unreadable, form.dataset.number);
  const points = texts.map((text) => (text === "" ? null : read(text)));
  const sum = points.reduce((all, n) => all + (n ?? 0), 0);
  const [twin] = equalPairs(points).keys();
  if (twin !== undefined) return wrong([...equalPairs(points).keys()], fill(form.dataset.equal, points[twin]));
  if (sum > 100) return wrong([...inputs.keys()], fill(form.dataset.over, sum - 100));
  if (row.querySelector("input[name=name]")?.value.trim() === "") return wrong([], form.dataset.nameless);
  const open = points.filter((n) => n === null).length;
  wrong(
    [],
    fill(open > 1 || (open && points.includes(0)) ? form.dataset.left : form.dataset.good, open > 1 ? 100 - sum : sum),
  );
}

/* An empty row below the last one, which is never that of somebody who waits; null when there are enough. */
function oneMore(last) {
  const number = last.parentElement.rows.length + 1;
  if (number > Number(form.dataset.most)) return null;
  const row = last.cloneNode(true);
  for (const input of row.querySelectorAll("input")) {
    input.value = "";
    input.removeAttribute("aria-invalid");
  }
  const name = row.querySelector("input[name=name]");
  if (name) name.setAttribute("aria-label", name.getAttribute("aria-label").replace(/\d+/, number));
  else row.querySelector("th").lastChild.textContent = number;
  row.classList.remove("wrong");
  row.querySelector(".state").textContent = "";
  last.after(row);
  return row;
}

if (form) {
  form.addEventListener("input", (event) => judge(event.target.closest("tr")));
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    if (!row || !["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault(); // Enter would hand in a stack that is half typed
    const place = [...row.querySelectorAll("input:not([type=hidden])")].indexOf(event.target);
    const next =
      event.key === "ArrowUp"
        ? row.previousElementSibling
        : (row.nextElementSibling ?? (event.key === "Enter" ? oneMore(row) : null));
    next?.querySelectorAll("input:not([type=hidden])")[event.key === "Enter" ? 0 : place]?.focus();
  });
}
