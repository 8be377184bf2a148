// The screen for the room follows the writer: it asks every other second, and shows what is new without flashing.
import { morph } from "./morph.js";

const OFTEN = 2000, SELDOM = 15000;
const screen = document.getElementById("content");
const blocks = () => [...screen.querySelectorAll(".prose > *, .screen__decision :is(p, li), .screen__actions li, .screen__moved")];

async function ask() {
  try {
    const response = await fetch(`${location.pathname}?seen=${encodeURIComponent(screen.dataset.seen)}`, { headers: { Accept: "text/html" } });
    if (response.redirected) { location.assign(response.url); return; }
    if (response.status === 200) take(new DOMParser().parseFromString(await response.text(), "text/html"));
    else if (response.status === 403 || response.status === 404) { location.reload(); return; }
  } catch {
    // Out of reach: what was shown last stays until the server answers again.
  }
  setTimeout(ask, document.visibilityState === "hidden" ? SELDOM : OFTEN);
}

function take(page) {
  const fresh = page.getElementById("content");
  const isOther = fresh.dataset.item !== screen.dataset.item;
  const before = new Set(blocks().map((block) => block.textContent));
  morph(screen, fresh);
  morph(document.getElementById("screen-foot"), page.getElementById("screen-foot"));
  document.title = page.title;
  if (isOther) { scrollTo({ top: 0 }); return; }
  const changed = blocks().filter((block) => !before.has(block.textContent));
  for (const block of changed) {
    block.classList.add("is-new");
    setTimeout(() => block.classList.remove("is-new"), 1700);
  }
  changed.at(-1)?.scrollIntoView({ block: "nearest" });
}

setTimeout(ask, OFTEN);
