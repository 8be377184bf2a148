// Each part of the item saves itself: about a second after the last key, when it is left, when the page is hidden.
import { Save, all, capture, changed, letGo, retry, said, saves, send, isSignedOut, unsent } from "./queue.js";
import { form, isLocked, tab } from "./page.js";
import { read, signature } from "./parts.js";
import * as store from "./store.js";

const PAUSE = 900, LONGEST = 4000, KEEP = 250;
const saveOf = (part) => saves.get(`${form().dataset.item}:${part.dataset.field}:${tab}`);
export const isOpen = (part) => all().some((save) => save.part === part && save.open);

// ---- the parts of the page

// Called for each new form. Parts that are still on their way come back as they were left, with their editors and their caret.
export function adopt() {
  const { item, meeting, revision, fieldUrl, place } = form().dataset;
  for (const save of all()) if (save.item !== item && !save.open) letGo(save);
  if (isLocked()) return;
  for (const part of form().querySelectorAll("[data-field]")) {
    const known = saves.get(`${item}:${part.dataset.field}:${tab}`);
    if (known?.open && known.part && known.part !== part) { part.replaceWith(known.part); continue; }
    if (known?.open) continue;
    const { pairs } = read(part);
    const sig = signature(pairs);
    const label = part.dataset.label || part.querySelector("label, legend")?.firstChild.textContent.trim() || "";
    const save = new Save({ meeting, item, field: part.dataset.field, url: fieldUrl, part, place, label, seen: Number(revision), base: sig, sent: sig, was: said(pairs) });
    saves.set(save.key, save);
  }
}

// The page of item `revision` shows these pairs in this part: true when the part should show it too.
export function takes(part, revision, pairs) {
  const sig = signature(pairs);
  const save = saveOf(part);
  if (!save) return false;
  capture(save);
  if (save.open || save.seen > revision) return false;
  save.seen = revision;
  save.was = said(pairs);
  const differs = save.base !== sig;
  save.base = save.sent = sig;
  return differs;
}
// After the part shows it: what it reads now is what stands on the server.
export function shown(part) {
  const save = saveOf(part);
  if (save) save.sent = signature(read(part).pairs);
}

document.addEventListener("input", (event) => typed(event.target));
document.addEventListener("change", (event) => typed(event.target));
function typed(target) {
  const part = target.closest?.("#write [data-field]");
  if (!part || isLocked() || target.closest(".prose-editor-dialog")) return;
  touch(saveOf(part), target.matches("select, [type=checkbox]") ? 100 : PAUSE);
}
function touch(save, pause = PAUSE) {
  if (!save) return;
  const now = Date.now();
  if (!save.began) {
    save.began = now;
    changed();
  }
  clearTimeout(save.keeping);
  save.keeping = setTimeout(() => { capture(save); changed(); }, KEEP);
  clearTimeout(save.sending);
  save.sending = setTimeout(() => send(save), Math.max(0, Math.min(pause, save.began + LONGEST - now)));
}

document.addEventListener("focusout", (event) => {
  const part = event.target.closest?.("#write [data-field]");
  if (!part || part.contains(event.relatedTarget) || isLocked()) return;
  const save = saveOf(part);
  if (save) send(save);
});

function leave() {
  for (const save of all()) {
    if (save.conflict) capture(save);
    else send(save, { leaving: true });
  }
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") leave();
  else retry();
});
addEventListener("pagehide", leave);
addEventListener("online", retry);
// Everything is kept on this computer; where it cannot be, leaving asks first.
addEventListener("beforeunload", (event) => {
  const open = unsent();
  if (open.length && (isSignedOut() || store.isFull() || open.some((save) => save.trouble && save.trouble !== "conflict"))) event.preventDefault();
});
