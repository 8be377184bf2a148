// Beside the text: attendance, check list and document as tabs, each a drawer on narrow screens. Which one is shown is remembered.
import { open as openItem } from "./navigate.js";
import { Trouble, ask, form, isLocked, say, words } from "./page.js";
import { focusRich } from "./editors.js";
import { morph } from "./morph.js";
import { signOut } from "./queue.js";
import { refresh } from "./watch.js";

const YEAR = 365 * 24 * 3600;
const wide = matchMedia("(width >= 56.25em)");
const side = () => document.getElementById("side");
const tabs = () => [...document.querySelectorAll("#side-tabs [data-panel]")];
const panelOf = (name) => document.getElementById(name);
export const isShown = (name) => (wide.matches ? side().dataset.shown === name : panelOf(name)?.matches(":popover-open")) ?? false;

// ---- tabs

function dress() {
  const list = document.getElementById("side-tabs");
  // In sealed minutes the document is a page of its own: links then, of which one tells what is shown, and no tabs.
  if ([...list.children].some((link) => !link.dataset.panel)) return;
  list.setAttribute("role", "tablist");
  for (const tab of tabs()) {
    const panel = panelOf(tab.dataset.panel);
    if (!panel) continue;
    tab.id = `tab-${tab.dataset.panel}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", wide.matches ? "tabpanel" : "dialog");
  }
  choose(panelOf(side().dataset.shown) ? side().dataset.shown : "attendance");
}

function choose(name) {
  side().dataset.shown = name;
  for (const tab of document.querySelectorAll("#side-tabs [role=tab]")) {
    const isChosen = tab.dataset.panel === name;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
  }
}

let came = null;
function show(name, { into = false } = {}) {
  const panel = panelOf(name);
  if (!panel) return false;
  if (into && !side().contains(document.activeElement)) came = document.activeElement;
  if (wide.matches) {
    choose(name);
    // The columns may have become narrower or wider.
    document.querySelector("#rail [aria-current]")?.scrollIntoView({ block: "nearest" });
    document.cookie = `side=${name}; path=/; max-age=${YEAR}; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
  } else if (!panel.matches(":popover-open")) panel.showPopover();
  panel.dispatchEvent(new CustomEvent("justera:shown", { bubbles: true }));
  if (into) (panel.querySelector(".crowd button, .warnings a, #document-body") || panel).focus({ preventScroll: name === "document" });
  return true;
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-panel]");
  if (!tab || event.ctrlKey || event.metaKey || event.shiftKey || !panelOf(tab.dataset.panel)) return;
  event.preventDefault();
  // A key pressed it from the text: go in, and Escape comes back.
  show(tab.dataset.panel, { into: event.detail === 0 && document.activeElement !== tab });
}, true);
document.addEventListener("keydown", (event) => {
  const at = tabs().indexOf(event.target);
  if (at >= 0) {
    const all = tabs();
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === " ") { event.preventDefault(); show(event.target.dataset.panel); }
    if (to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    show(next.dataset.panel);
    next.focus();
  } else if (event.key === "Escape" && wide.matches && side().contains(event.target) && came?.isConnected) came.focus();
});
wide.addEventListener("change", dress);

// ---- the check list, after each save here and whatever others do

let waiting = 0, asked = 0;
const later = (pause) => { clearTimeout(waiting); waiting = setTimeout(check, pause); };

async function check() {
  const panel = panelOf("check");
  if (!panel || isLocked()) return;
  const turn = (asked += 1);
  const page = await fetchPart(panel.dataset.url);
  const fresh = page?.getElementById("check-body");
  if (!fresh || turn !== asked) return;
  await style(panel);
  morph(document.getElementById("check-body"), fresh);
  counted();
}

function counted() {
  const { count, words: told } = document.getElementById("check-body").dataset;
  document.querySelectorAll("[data-check-count]").forEach((pill) => { pill.hidden = !Number(count); pill.textContent = count; });
  document.getElementById("h-check").textContent = told;
}

// A part of the side from the server, null when it could not be had: it is asked for again after the next save.
export async function fetchPart(url) {
  try {
    const response = await ask(url, { headers: { Accept: "text/html" } });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch (trouble) {
    if (trouble instanceof Trouble) { if (trouble.kind === "login") signOut("login"); return null; }
    throw trouble;
  }
}

// The style of a panel comes with its first showing.
const styled = new Map();
export function style(panel) {
  const href = panel.dataset.css;
  if (href && !styled.has(href)) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    styled.set(href, new Promise((done) => { link.onload = link.onerror = done; }));
    document.head.append(link);
  }
  return styled.get(href);
}

document.addEventListener("justera:saved", () => later(500));
document.addEventListener("justera:others", () => later(100));
document.addEventListener("justera:item", dress);
document.addEventListener("justera:item", () => document.querySelectorAll("#attendance-body .notice").forEach((told) => told.remove()));

// ---- to the place that a warning is about, also in another item

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-goto]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const to = new URL(link.href);
  if (!/^\/items\/\d+\/write\/$/.test(to.pathname)) return;
  event.preventDefault();
  document.querySelector(".panel:popover-open")?.hidePopover();
  if (await openItem(to.pathname, { focus: false })) reveal(to.hash.slice(1));
}, true);

function reveal(id) {
  if (id === "attendance") { show("attendance", { into: true }); return; }
  const field = document.getElementById(id) || form().querySelector(`[data-field="${CSS.escape(id.replace(/^id_/, "").split("-")[0])}"]`);
  if (!field) return;
  for (let fold = field.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
  const box = field.closest(".field, [data-field]") || field;
  box.scrollIntoView({ block: "center" });
  box.classList.add("is-pointed");
  setTimeout(() => box.classList.remove("is-pointed"), 1600);
  if (field.matches("[data-django-prose-editor-configurable]")) focusRich(field, "end");
  else (field.matches("input, textarea, select") ? field : field.querySelector("input:not([type=hidden]), textarea, select, button"))?.focus({ preventScroll: true });
}

// ---- who is here

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-roll]");
  if (!button) return;
  const isOn = panelOf("attendance").classList.toggle("is-roll");
  button.setAttribute("aria-pressed", isOn);
});

// Where the keyboard was when a form of the side was sent: it comes back there, or as near as there is something left.
let sent = null;
document.addEventListener("submit", ({ target }) => {
  if (!side()?.contains(target)) return;
  const key = target.elements.key?.value;
  sent = key ? `#check-body li[data-id="${CSS.escape(key)}"] a` : target.closest("#add-people") ? "#add-people summary" : ".crowd .step";
}, true);
function restoreFocus() {
  if (document.activeElement === document.body && sent) document.querySelector(sent)?.focus();
  sent = null;
}

const inSide = (event) => side()?.contains(event.detail.elt);
document.addEventListener("htmx:afterSwap", (event) => {
  if (!inSide(event) && event.detail.target?.id !== "check-body") return;
  if (event.detail.target.id === "attendance-body") {
    const told = event.detail.target.querySelector(".notice p, .written:last-of-type [data-sentence]");
    if (told) say(told.textContent);
    // What was typed in vain is written text to the browser from now on, which a fresh page does not take away.
    const typed = event.detail.target.querySelector("#new-people");
    if (typed?.value) typed.value = typed.defaultValue;
    refresh();
  } else counted();
  // htmx itself comes back to what has the same id.
  setTimeout(restoreFocus, 50);
});
// Signed out meanwhile: one signs in again without leaving the page.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (!inSide(event) || !event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  event.preventDefault();
  signOut("login");
});
function unreached(event) {
  if (!inSide(event)) return;
  say(words.notReached);
  const box = document.getElementById("notreached");
  box.hidden = false;
  setTimeout(() => { box.hidden = true; }, 8000);
}
document.addEventListener("htmx:sendError", unreached);
document.addEventListener("htmx:responseError", unreached);

dress();
later(0);
