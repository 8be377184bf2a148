// What others do: a cheap question every other second; when the meeting has changed, the page is fetched in the background and taken over
// where nobody is writing here.
import { adopt, isOpen, shown, takes } from "./autosave.js";
import { destroy } from "./editors.js";
import { morphLive } from "./morph.js";
import { ask, fetchPage, form, isLocked, tab, tell } from "./page.js";
import { read, show } from "./parts.js";
import { showPeople } from "./people.js";
import { captureAll, isBusy, isSignedOut, retry, signOut } from "./queue.js";

const OFTEN = 2000, SELDOM = 15000;
// Fields that are said again elsewhere on the page: in the agenda, in the head of the item, in the decision's frame.
const REPEATED = /^(title|type|time|duration|who|presenter|registry_number|confidential|outcome|deferred.*|decisions|actions|signers)$/;
let known = 0, state = "", timer = 0, lost = false, asked = 0, newest = null;
const own = new Set();

// The meeting's revisions that this tab made itself are no news.
function mine(revision) {
  if (!revision) return;
  own.add(revision);
  while (own.has(known + 1)) { known += 1; own.delete(known); }
}

async function poll() {
  clearTimeout(timer);
  try {
    const response = await ask(`${form().dataset.watchUrl}?tab=${tab}`, { headers: { Accept: "application/json" }, timeout: 10000 });
    if (!response.ok) return;
    const answer = await response.json();
    if (lost) { lost = false; document.getElementById("notreached").hidden = true; retry(); }
    if (isSignedOut()) { tell("login-over"); return; }
    showPeople(answer.people || []);
    if (!isBusy() && (answer.revision !== known || (state && answer.state !== state))) await refresh();
    state = answer.state;
  } catch (trouble) {
    lost = trouble.kind === "offline";
    if (trouble.kind === "login" && !isSignedOut()) signOut("login");
  } finally {
    timer = setTimeout(poll, document.visibilityState === "hidden" || isSignedOut() ? SELDOM : OFTEN);
  }
}

// Fetch the page now and take over what is new. A later asking overtakes an earlier one, which then waits for it: when its promise is
// kept, the page is new.
export function refresh() {
  newest = takeNew(asked += 1);
  return newest;
}

async function takeNew(turn) {
  const item = form().dataset.item;
  try {
    const doc = await fetchPage(form().dataset.url);
    if (turn !== asked) { await newest; return; }
    if (form().dataset.item !== item) return;
    takeOver(doc);
  } catch (trouble) {
    if (["login", "other"].includes(trouble.kind)) signOut(trouble.kind);
    else if (trouble.kind === "denied") tell("gone");
    else if (!trouble.kind) throw trouble;
  }
}

function takeOver(doc) {
  const fresh = doc.getElementById("write");
  if ("locked" in fresh.dataset !== isLocked()) { swap(doc); return; }
  const revision = Number(fresh.dataset.revision);
  for (const part of form().querySelectorAll("[data-field]")) {
    const other = fresh.querySelector(`[data-field="${CSS.escape(part.dataset.field)}"]`);
    if (!other || isLocked()) continue;
    if (!takes(part, revision, read(other).pairs)) continue;
    show(part, other);
    shown(part);
  }
  seen(doc);
  tell("others", {});
}

// What the page as a whole says: the agenda, the panels, the title, the revision of the meeting.
function seen(doc, moved = false, locked = false) {
  morphLive(doc, moved, locked);
  document.title = doc.title;
  known = Math.max(known, Number(doc.getElementById("write").dataset.meetingRevision));
  mine(known);
}

// Another form in place of this one: another item, or the same one sealed or opened again. Parts that are under way are kept.
export function swap(doc, moved = false) {
  const old = form(), was = isLocked();
  captureAll();
  tell("leaving", { form: old });
  const fresh = document.importNode(doc.getElementById("write"), true);
  old.replaceWith(fresh);
  adopt();
  for (const part of old.querySelectorAll("[data-field]")) if (!isOpen(part)) destroy(part);
  window.htmx?.process(fresh);
  fresh.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  seen(doc, moved, isLocked() !== was);
  tell("item", { form: fresh, moved });
}

// Whether an item has a text counts in the agenda's sum.
const empty = new Map();
function fills({ field, item, value }) {
  if (field !== "text") return false;
  const now = !String(value).replace(/<[^>]*>/g, "").trim(), before = empty.get(item);
  empty.set(item, now);
  return now !== before;
}

document.addEventListener("justera:saved", ({ detail }) => {
  mine(detail.meeting);
  const inRail = document.querySelector(`#rail a[href$="/items/${detail.item}/write/"] .state`);
  const isNew = detail.state && inRail && inRail.textContent.trim() !== detail.state.words;
  if (fills(detail) || detail.restored || isNew || REPEATED.test(detail.field)) refresh();
});
document.addEventListener("justera:resolved", refresh);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") poll(); });
addEventListener("online", poll);
addEventListener("pageshow", (event) => { if (event.persisted) poll(); });

export function start() {
  known = Number(form().dataset.meetingRevision);
  state = form().dataset.state;
  timer = setTimeout(poll, OFTEN / 4);
}
