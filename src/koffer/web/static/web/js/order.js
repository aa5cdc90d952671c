/* The door "put in order": points stay with the places, moving a category permutes (M5). */

export function byOrder(form, rows, sheet) {
  const list = form.querySelector("#rows");
  const doors = { points: form.querySelector("#door-points"), order: form.querySelector("#door-order") };
  let places = [];
  const current = () => [...list.querySelectorAll(".row")];

  function give() {
    current().forEach((row, place) => (sheet.input(row).value = places[place]));
    sheet.refresh();
  }

  function enter(order) {
    const points = sheet.points();
    const whole =
      new Set(points).size === rows.length && !points.includes(null) && points.reduce((a, b) => a + b) <= 100;
    const fit = document.getElementById("fit");
    // Numbers that were talked about stay.
    if (order && !whole && fit && points.some((n) => n !== null)) return fit.click();
    form.classList.toggle("by-order", order);
    doors.order.setAttribute("aria-pressed", String(order));
    doors.points.setAttribute("aria-pressed", String(!order));
    for (const part of form.querySelectorAll(".less, .more")) part.hidden = order;
    for (const part of form.querySelectorAll(".up, .down, .grip")) part.hidden = !order;
    for (const row of rows) sheet.input(row).readOnly = order;
    if (!order) return list.append(...rows);
    places = whole ? [...points].sort((a, b) => b - a) : sheet.places();
    const rank = (row) => points[rows.indexOf(row)] ?? -1;
    list.append(...[...rows].sort((a, b) => rank(b) - rank(a)));
    give();
  }

  function move(row, by) {
    const order = current();
    const to = order.indexOf(row) + by;
    if (to < 0 || to >= order.length) return;
    by < 0 ? order[to].before(row) : order[to].after(row);
    give();
    sheet.placed(row.dataset.name, to + 1);
  }

  function drag(event) {
    const grip = event.target.closest(".grip");
    if (!grip) return;
    const row = grip.closest(".row");
    row.classList.add("dragged");
    grip.setPointerCapture(event.pointerId);
    const follow = (moved) => {
      const { top, height } = row.getBoundingClientRect();
      if (moved.clientY < top) move(row, -1);
      else if (moved.clientY > top + height) move(row, 1);
    };
    const drop = () => {
      row.classList.remove("dragged");
      grip.removeEventListener("pointermove", follow);
    };
    grip.addEventListener("pointermove", follow);
    grip.addEventListener("pointerup", drop, { once: true });
    grip.addEventListener("pointercancel", drop, { once: true });
    event.preventDefault();
  }

  doors.points.addEventListener("click", () => enter(false));
  doors.order.addEventListener("click", () => enter(true));
  list.addEventListener("pointerdown", drag);
  list.addEventListener("click", (event) => {
    const button = event.target.closest(".up, .down");
    if (!button) return;
    move(button.closest(".row"), button.matches(".up") ? -1 : 1);
    button.focus();
  });
}
