// On a shared device typing counts as using the session, and a page that nobody uses leaves the screen.

const { idle, session } = document.getElementById("kept").dataset;
const LIMIT = Number(idle) * 1000;
const ASK = LIMIT / 6;
const GRACE = 10_000;
let asked = Date.now();
let timer = 0;

function use() {
  clearTimeout(timer);
  // By then the session has ended: the page leads to sign-in.
  timer = setTimeout(() => location.assign(location.pathname + location.search), LIMIT + GRACE);
  if (Date.now() - asked < ASK) return;
  asked = Date.now();
  fetch(session, { redirect: "manual" }).catch(() => {}); // Without connection there is nothing to do.
}

for (const sign of ["input", "click", "keydown", "scroll"]) addEventListener(sign, use, { passive: true });
use();
