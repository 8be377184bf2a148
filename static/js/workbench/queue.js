// What of the page has not arrived at the server yet. One request of a part is under way at a time and the newest text waits; what does
// not arrive is kept on this computer and tried again.
import * as store from "./store.js";
import { Trouble, ask, fetchPage, form, renew, tab, tell, token } from "./page.js";
import { destroy } from "./editors.js";
import { clearErrors, giveIds, plainText, read, showErrors, showValue, signature } from "./parts.js";
import { rowsOf, showRows } from "./rows.js";

const WAITS = [2, 4, 8, 15, 30];
export const saves = new Map();
let turns = 0;
let signedOut = false;

// What is known of one part: `base` stands on the server (`was` is its text), `sent` is what made it so, `next` is newer and has not
// arrived.
export class Save {
  constructor(where) {
    Object.assign(this, { seen: 0, base: null, sent: null, next: null, flying: null, trouble: "", tries: 0, conflict: null, tab, turn: 0 }, where);
  }
  get key() { return `${this.item}:${this.field}:${this.tab}`; }
  get open() { return Boolean(this.next || this.flying || this.conflict); }
  get copy() {
    const last = this.next || this.flying;
    return {
      meeting: this.meeting, item: this.item, field: this.field, tab: this.tab, turn: this.turn || turns + 1, seen: this.seen, url: this.url,
      pairs: last.pairs, sig: last.sig, rows: last.rows, was: this.was, label: this.label, place: this.place, text: plainText(last.pairs),
    };
  }
  stop() { [this.keeping, this.sending, this.again].forEach(clearTimeout); this.began = 0; }
}

export const all = () => [...saves.values()];
export const isBusy = () => all().some((save) => save.flying);
export const unsent = () => all().filter((save) => save.open);

// The state of everything for the bar: `trouble` is the worst there is.
export function overview() {
  const open = unsent();
  const found = new Set(open.map((save) => save.trouble));
  const trouble = signedOut ? (open.length ? "login" : "out") : ["refused", "conflict", "wrong", "offline"].find((kind) => found.has(kind)) || "";
  return { trouble, flying: open.some((save) => save.flying), open: open.length + all().filter((save) => save.began && !save.open).length, first: open.find((save) => save.trouble === trouble) };
}
export const changed = () => tell("status", overview());

export function capture(save) {
  if (!save.part) return;
  const { pairs, rows } = read(save.part);
  const sig = signature(pairs);
  const arrived = sig === save.sent || sig === save.base;
  if (save.flying ? sig === save.flying.sig : arrived && !save.conflict) save.next = null;
  else if (save.next?.sig !== sig) save.next = { pairs, rows, sig };
  if (save.next && save.kept !== sig) {
    save.kept = sig;
    store.put(save.copy);
  } else if (save.next) return;
  else if (!save.flying) settle(save);
}
function settle(save) {
  save.stop();
  store.drop(save.keptAs || save);
  save.kept = null;
  save.trouble = "";
  save.tries = 0;
}

// What a part says, a text or rows: what two writers both began with.
export const said = (pairs) => rowsOf(pairs) || (pairs.length === 1 ? pairs[0][1] : null);

// ---- sending

export async function send(save, { leaving = false, force = false } = {}) {
  [save.sending, save.again].forEach(clearTimeout);
  save.sending = save.began = 0;
  if (save.trouble === "refused") return;
  capture(save);
  // What was answered with a conflict or an error is not asked again until it is another text.
  const told = ["conflict", "wrong"].includes(save.trouble) && save.next?.sig === save.told && !force;
  if (!save.next || told || signedOut || (save.flying && !leaving)) { changed(); return; }
  const flight = { ...save.next, turn: save.turn || (turns += 1), seen: save.seen };
  save.flying = flight;
  save.next = null;
  tell("saving", { field: save.field });
  changed();
  try {
    land(save, flight, await post(save, flight, leaving));
  } catch (trouble) {
    if (!trouble.kind) throw trouble;
    if (save.flying === flight) failed(save, flight, trouble.kind);
  }
  changed();
}

async function post(save, flight, leaving) {
  const body = new URLSearchParams(flight.pairs);
  for (const [name, value] of Object.entries({ field: save.field, seen: flight.seen, tab: save.tab, turn: flight.turn })) body.set(name, value);
  const headers = { Accept: "application/json", "X-Requested-With": "fetch", "X-CSRFToken": token() };
  // A browser carries 64 kB past the end of a page; a longer text waits on this computer.
  const keepalive = leaving && body.toString().length < 60000;
  const response = await ask(save.url, { method: "POST", body, headers, keepalive });
  let answer = {};
  try { answer = await response.json(); } catch { /* a page for people, not an answer */ }
  if (response.status === 403 && (!answer.refused || answer.token)) throw new Trouble(await whoIsHere());
  return { status: response.status, ...answer };
}

// The server takes the page for somebody else's: signed out, signed in as another, or only signed in anew.
async function whoIsHere() {
  try {
    renew(await fetchPage(form().dataset.url));
    return "offline";
  } catch (trouble) { return trouble.kind || "offline"; }
}

function failed(save, flight, kind) {
  save.flying = null;
  save.next ||= flight;
  if (kind === "login" || kind === "other") {
    signOut(kind);
    return;
  }
  if (kind === "denied" || kind === "elsewhere") { refuse(save, ""); return; }
  save.trouble = "offline";
  save.again = setTimeout(() => send(save), 1000 * WAITS[Math.min(save.tries, WAITS.length - 1)]);
  save.tries += 1;
  tell("unsaved", { field: save.field });
}

function land(save, flight, answer) {
  if (answer.status === 200) {
    save.seen = Math.max(save.seen, answer.revision);
    if (save.flying !== flight) return;
    save.flying = save.conflict = save.kept = null;
    save.trouble = "";
    save.tries = 0;
    save.sent = save.base = flight.sig;
    save.was = Array.isArray(answer.value) ? answer.value : said(flight.pairs);
    if (typeof answer.value === "string" && flight.pairs.length === 1) {
      save.was = answer.value;
      save.base = signature([[flight.pairs[0][0], answer.value]]);
    }
    if (save.part) {
      clearErrors(save.part);
      if (answer.ids) giveIds(save.part, flight.rows, answer.ids);
    }
    if (save.part) capture(save);
    else settle(save);
    tell("saved", { ...answer, item: save.item, restored: !save.part });
    if (save.next && !save.sending) send(save);
    else if (!save.next) letGo(save);
    // What was wrong may be right now that its neighbour has arrived.
    for (const other of all()) if (other.item === save.item && other.trouble === "wrong") send(other, { force: true });
    return;
  }
  if (save.flying !== flight) return;
  save.flying = null;
  save.next ||= flight;
  save.told = flight.sig;
  if (answer.conflict) {
    const first = !save.conflict;
    save.conflict = answer.conflict;
    save.trouble = "conflict";
    tell("conflict", { save, first });
  } else if (answer.errors) {
    save.trouble = "wrong";
    if (save.part) showErrors(save.part, answer.errors, flight.rows);
    tell("wrong", { save });
  } else refuse(save, answer.refused || "");
}

// A part that has left the page is not needed any more once it has arrived.
export function letGo(save) {
  if (save.part?.isConnected) return;
  if (save.part) destroy(save.part);
  saves.delete(save.key);
}

function refuse(save, text) {
  save.trouble = "refused";
  tell("refused", { save, words: text });
}
// A refusal of this text alone, not of the whole item: another text may pass.
export function refuseText(save, text) {
  save.trouble = "wrong";
  if (save.part) showErrors(save.part, { "": [text] }, null);
  changed();
}
export function forget(save) {
  settle(save);
  save.next = save.flying = null;
  saves.delete(save.key);
  changed();
}

// ---- from outside

export const captureAll = () => all().forEach(capture);
export function saveNow() {
  for (const save of all()) send(save);
  return settled();
}
export function retry() {
  for (const save of all()) if (save.next && (save.trouble === "offline" || save.trouble === "")) send(save);
}
// When nothing more is on its way, or nothing more can be: true when everything has arrived.
export async function settled(timeout = 3000) {
  const end = Date.now() + timeout;
  while (unsent().some((save) => save.flying) && Date.now() < end) await new Promise((go) => { setTimeout(go, 20); });
  return unsent().length === 0;
}

export function signOut(kind) {
  signedOut = true;
  tell("login", { kind, unsent: unsent().length });
  changed();
}
export const isSignedOut = () => signedOut;
export function signedIn() {
  signedOut = false;
  retry();
  changed();
}

// Another tab or an earlier visit left this text: it goes to the server as it would have gone then.
export function sendCopy(copy) {
  // What this very tab was refused once comes as from another, so that what it has written since is not taken for newer.
  const own = copy.tab === tab && { tab: `${tab.slice(0, 16)}-${copy.turn}`, turn: 1 };
  const save = new Save({ ...copy, ...own, keptAs: copy, part: null, base: null, sent: null });
  save.next = { pairs: copy.pairs, rows: copy.rows, sig: copy.sig };
  saves.set(save.key, save);
  send(save);
}

// The answer to a conflict. `made` is what the two became: {value} of one field or {rows}, and the pairs that send it.
export function resolve(save, keep, made) {
  save.seen = save.conflict.revision;
  save.flying = null; // what was sent before she decided is answered too late
  if (keep === "theirs") {
    const { theirs } = save.conflict;
    save.conflict = null;
    if (save.part) {
      clearErrors(save.part);
      if (typeof theirs.value === "string" && !save.part.querySelector("[data-formset]")) showValue(save.part, theirs.value);
      save.base = save.sent = signature(read(save.part).pairs);
    }
    save.was = typeof theirs.value === "boolean" ? null : theirs.value;
    save.next = null;
    settle(save);
    letGo(save);
    changed();
    return;
  }
  if (keep === "merged") {
    // As long as the conflict stands nothing is sent: rows that lose the focus as they leave the page would send themselves.
    if (save.part && made.rows) showRows(save.part, made.rows);
    else if (save.part) showValue(save.part, made.value);
    else save.next = { pairs: made.pairs, rows: null, sig: signature(made.pairs) };
  }
  save.conflict = null;
  save.trouble = "";
  send(save);
}

