/* A paper sheet covers itself when it is left alone, or when another window comes before it. */

const PATIENCE = 30_000;
const curtain = document.getElementById("curtain");
const sheet = document.getElementById("sheet");

if (curtain) {
  let timer;
  const cover = () => {
    curtain.hidden = false;
    sheet.inert = true;
    document.getElementById("uncover").focus();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(cover, PATIENCE);
  };
  document.getElementById("uncover").addEventListener("click", () => {
    curtain.hidden = true;
    sheet.inert = false;
    sheet.querySelector("input:not([type=hidden])").focus();
    wait();
  });
  for (const sign of ["input", "pointerdown", "keydown"]) document.addEventListener(sign, wait);
  document.addEventListener("visibilitychange", () => document.hidden && cover());
  window.addEventListener("blur", cover);
  wait();
}
