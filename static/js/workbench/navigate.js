// Another item without another page: the form is swapped, the rest is taken over, the address follows and back works.
import { saveNow, settled, signOut, unsent } from "./queue.js";
import { focusRich } from "./editors.js";
import { Trouble, fetchPage, form, isLocked, say, words } from "./page.js";
import { swap } from "./watch.js";

const WRITE = /^\/items\/(\d+)\/write\/$/;
const calm = matchMedia("(pointer: coarse), (width < 56.25em)");
const places = new Map();
let turn = 0, asking = null;

// Resolves to true when the item is shown. `push` is false when the browser itself went back or forth.
export async function open(url, { push = true, focus = true, hurry = false } = {}) {
  const mine = (turn += 1);
  asking?.abort();
  asking = new AbortController();
  const path = new URL(url, location.href).pathname;
  if (path === form().dataset.url) {
    if (focus) begin();
    return true;
  }
  saveNow();
  if (!hurry) await settled(1500);
  let doc;
  try {
    doc = await fetchPage(path, asking.signal);
  } catch (trouble) {
    if (mine !== turn) return false;
    if (!push) history.pushState({ bench: true }, "", form().dataset.url);
    stay(trouble, path);
    return false;
  }
  if (mine !== turn) return false;
  remember();
  if (push) history.pushState({ bench: true }, "", path);
  document.querySelectorAll(".rail:popover-open").forEach((sheet) => sheet.hidePopover());
  swap(doc, true);
  const heading = document.getElementById("heading").textContent.trim();
  say(heading);
  if (focus) begin();
  document.querySelector("#rail [aria-current]")?.scrollIntoView({ block: "nearest" });
  return true;
}

function stay(trouble, path) {
  if (trouble.kind === "login" || trouble.kind === "other") signOut(trouble.kind);
  else if (trouble.kind === "elsewhere") location.assign(trouble.to || path);
  else if (trouble.kind === "denied") location.assign(path);
  else if (trouble instanceof Trouble) {
    say(words.notReached);
    const box = document.getElementById("notreached");
    box.hidden = false;
    clearTimeout(box.timer);
    box.timer = setTimeout(() => { box.hidden = true; }, 8000);
  } else throw trouble;
}

// ---- where one was in an item, and where one begins

const scroller = () => form().querySelector(".item");
function remember() {
  const at = document.activeElement?.closest?.("#write [data-field]");
  places.set(form().dataset.item, { top: scroller().scrollTop, field: at?.dataset.field, caret: caretOf(document.activeElement) });
}
const caretOf = (field) => (field?.editor ? field.editor.state.selection.from : field?.selectionStart ?? null);

function begin() {
  const place = places.get(form().dataset.item);
  const part = place?.field && form().querySelector(`[data-field="${CSS.escape(place.field)}"]`);
  if (isLocked() || calm.matches) focusHeading();
  else if (part) focusPart(part, place.caret ?? "end");
  else start();
  if (place) scroller().scrollTop = place.top;
}
function focusHeading() {
  document.getElementById("heading").focus({ preventScroll: true });
}
function focusPart(part, caret) {
  const textarea = part.querySelector("[data-django-prose-editor-configurable]");
  if (textarea) { focusRich(textarea, caret); return; }
  const field = part.querySelector("input:not([type=hidden]), textarea, select");
  field?.focus({ preventScroll: true });
  if (typeof caret === "number") { try { field.setSelectionRange(caret, caret); } catch { /* a date has no caret */ } }
}

// Live, the cursor starts in the comment when there is a text already; else in the text.
export function start() {
  const text = form().querySelector('[data-field="text"]');
  const comment = form().querySelector('[data-field="comment"]');
  const isWritten = text?.querySelector("textarea")?.value.replace(/<[^>]*>/g, "").trim();
  const part = isWritten && "today" in form().dataset && comment ? comment : text;
  if (!part) { focusHeading(); return; }
  const fold = part.closest("details.fold");
  if (fold) fold.open = true;
  focusPart(part, "end");
  part.scrollIntoView({ block: "nearest" });
}

// ---- links, buttons and keys that lead on

const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;

// On the window, after everybody else: what opens a panel beside the text leads nowhere.
addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !plain(event) || link.target || link.hasAttribute("download") || "dialog" in link.dataset) return;
  const to = new URL(link.href, location.href);
  if (to.origin !== location.origin || (to.pathname === location.pathname && to.hash)) return;
  if (WRITE.test(to.pathname)) {
    event.preventDefault();
    open(to.pathname);
  } else if (unsent().length) {
    // The page that follows shall know the last words.
    event.preventDefault();
    leaveFor(to.href);
  }
});

async function leaveFor(href) {
  await Promise.race([saveNow(), settled(2500)]);
  location.assign(href);
}

// "Done, on to the next": a text that was refused or that somebody else changed keeps one here.
async function done() {
  const item = form().dataset.item;
  await saveNow();
  const held = unsent().find((save) => save.item === item && ["wrong", "refused"].includes(save.trouble));
  if (held?.part) {
    const bad = held.part.querySelector("[aria-invalid=true]");
    bad?.focus();
    return;
  }
  const to = form().dataset.after || form().dataset.end;
  if (WRITE.test(to)) await open(to, { hurry: true });
  else leaveFor(to);
}

document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  if (event.submitter?.name === "next") done();
  else saveNow();
});

addEventListener("popstate", () => {
  if (WRITE.test(location.pathname)) open(location.pathname, { push: false });
});
history.replaceState({ bench: true }, "");
