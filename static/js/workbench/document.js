// The document beside the text, exactly as it would be published: it follows each save, without flashing or losing its place.
import { prepare } from "../prepare.js";
import { open as openItem } from "./navigate.js";
import { form, isLocked } from "./page.js";
import { morph } from "./morph.js";
import { fetchPart, isShown, style } from "./side.js";

const panel = () => document.getElementById("document");
const body = () => document.getElementById("document-body");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const QUIET = 4000; // since the last change that is shown; its PDF takes a second to make
let waiting = 0, asked = 0, isStale = true;

const later = (pause) => { isStale = true; clearTimeout(waiting); if (isShown("document")) waiting = setTimeout(load, pause); };

async function load() {
  if (!panel() || isLocked()) return;
  const turn = (asked += 1);
  const isFirst = !body().dataset.anchors;
  const page = await fetchPart(panel().dataset.url);
  const fresh = page?.getElementById("document-body");
  if (!fresh || turn !== asked) return;
  await style(panel());
  isStale = false;
  prepare(panel().querySelector("[data-prepare]"), QUIET);
  fresh.tabIndex = -1;
  const top = panel().scrollTop;
  // What stands at the upper edge stays there, however much grows above it.
  const held = [...body().querySelectorAll("[id]")].find((part) => part.getBoundingClientRect().bottom > panel().getBoundingClientRect().top);
  const was = held?.getBoundingClientRect().top;
  morph(body(), fresh);
  if (isFirst) { point(true); return; }
  panel().scrollTop = held?.isConnected ? panel().scrollTop + held.getBoundingClientRect().top - was : top;
  point(false);
}

const anchors = () => JSON.parse(body().dataset.anchors || "{}");

// The item that is being written is marked; `bring` scrolls to it.
function point(bring) {
  const here = document.getElementById(anchors()[form().dataset.item]);
  body().querySelectorAll(".is-here").forEach((part) => part !== here && part.classList.remove("is-here"));
  if (!here) return;
  here.classList.add("is-here");
  here.setAttribute("aria-current", "true");
  body().querySelectorAll("[aria-current]").forEach((part) => part !== here && part.removeAttribute("aria-current"));
  if (!bring) return;
  const head = panel().querySelector(".panel__head").offsetHeight;
  const to = panel().scrollTop + here.getBoundingClientRect().top - panel().getBoundingClientRect().top - head - 12;
  panel().scrollTo({ top: to, behavior: calm.matches ? "auto" : "smooth" });
}

// A paragraph's number leads to where it is written.
document.addEventListener("click", (event) => {
  const link = event.target.closest('#document-body a[href^="#"]');
  if (!link) return;
  event.preventDefault();
  const anchor = link.getAttribute("href").slice(1);
  const item = Object.keys(anchors()).find((pk) => anchors()[pk] === anchor);
  if (item && link.matches(".doc-nr")) {
    if (panel().matches(":popover-open")) panel().hidePopover();
    openItem(`/items/${item}/write/`);
  } else document.getElementById(anchor)?.scrollIntoView({ block: "start" });
}, true);

document.addEventListener("justera:saved", () => later(400));
document.addEventListener("justera:others", () => later(50));
document.addEventListener("justera:item", () => { if (isShown("document")) point(true); });
document.addEventListener("justera:shown", (event) => {
  if (event.target.id !== "document") return;
  if (isStale) load(); else point(true);
});
if (isShown("document")) load();
