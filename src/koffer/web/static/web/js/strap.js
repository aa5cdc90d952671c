/* The strap: how long a category still has. Steps of a quarter of a minute; nobody needs to fear it. */

const STEP = 15_000; // ms
const OVER = 30 * 60; // seconds after which it says nothing any more: filling at home goes on for days
const LONGEST = 10 * 60; // seconds for the whole strap

/* The clock of the server, asked once: that of a device may be wrong. */
let ahead = null;
async function askTheTime() {
  ahead = 0;
  const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
  const there = Date.parse(answer?.headers.get("Date") ?? "");
  if (there) ahead = there - Date.now();
  drawStraps();
}

export function drawStraps() {
  for (const strap of document.querySelectorAll(".strap[data-until]")) {
    if (ahead === null) askTheTime();
    const left = Number(strap.dataset.until) - (Date.now() + ahead) / 1000;
    const minutes = Math.round(left / 60);
    const { left: some, last, over } = strap.dataset;
    strap.hidden = left < -OVER;
    strap.querySelector(".strap-words").textContent =
      left <= 0 ? over : minutes <= 1 ? last : some.replace("{n}", minutes);
    strap.style.setProperty("--share", Math.max(0, Math.min(1, left / LONGEST)));
  }
}
setInterval(drawStraps, STEP);
