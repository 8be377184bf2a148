// Text that is on this computer alone: found again after a reload, a crash or a sign-in, offered back, copied or downloaded.
import { forget, isSignedOut, sendCopy } from "./queue.js";
import { clock, element, fill, form, icon, isLocked, say, tell, words } from "./page.js";
import { signature } from "./parts.js";
import { isGone } from "./people.js";
import { download, told } from "../kept.js";
import { drop, orphans, put, takeSeat } from "./store.js";
import { safe } from "./safe.js";

let found = [];

export async function look() {
  const asked = orphans(form().dataset.meeting);
  takeSeat();
  found = await asked;
  new Set(found.map((copy) => copy.tab)).forEach(isGone);
  // What was sent as the page was left may arrive just after this page was made.
  if (found.some((copy) => Date.now() - copy.at < 10000)) await new Promise((go) => { setTimeout(go, 1500); });
  offer();
}

// What stands on the page already needs no offer.
function isHere(copy) {
  const part = form().querySelector(`[data-field="${CSS.escape(copy.field)}"]`);
  if (copy.item !== form().dataset.item || !part) return false;
  const field = part.querySelector("textarea, input, select");
  return copy.pairs.length === 1 && field && signature([[copy.pairs[0][0], field.value]]) === copy.sig;
}

function offer() {
  document.getElementById("found")?.remove();
  if (isSignedOut()) return;
  for (const copy of found.filter(isHere)) { drop(copy); found = found.filter((one) => one !== copy); }
  if (!found.length) return;
  const box = element('<section class="notice notice--warning found" id="found" data-mine aria-labelledby="h-found"><h2 id="h-found"></h2></section>');
  box.prepend(icon("warn"));
  box.querySelector("h2").textContent = found.length > 1 ? fill(words.foundMany, { number: found.length }) : words.foundOne;
  for (const copy of found) box.append(line(copy));
  form().querySelector(".item").prepend(box);
  say(box.querySelector("h2").textContent);
}

function line(copy) {
  const row = element('<div class="found__one"><p class="small"></p><div class="found__text prose"></div><p class="found__acts"></p></div>');
  row.querySelector("p").textContent = [copy.place, copy.label, fill(words.written, { when: clock(new Date(copy.at)) })].filter(Boolean).join(", ");
  showText(row.querySelector(".found__text"), copy);
  const acts = row.querySelector(".found__acts");
  if (!isLocked()) acts.append(button("btn btn--s", words.putBack, () => { gone(copy); sendCopy(copy); }));
  acts.append(button(isLocked() ? "btn btn--s" : "link", words.copy, () => copyOut(row.querySelector(".found__text"))));
  acts.append(button("link", words.throwAway, () => { gone(copy); drop(copy); }));
  return row;
}
function gone(copy) {
  found = found.filter((one) => one !== copy);
  offer();
  const rest = document.querySelector("#found button");
  if (rest) rest.focus();
  else document.getElementById("heading").focus({ preventScroll: true });
}
function button(kind, text, act) {
  const made = element(`<button type="button" class="${kind}"></button>`);
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
function showText(box, copy) {
  const [[, value] = ["", ""]] = copy.pairs;
  if (copy.pairs.length === 1 && /^\s*</.test(value)) box.append(safe(value));
  else box.append(Object.assign(document.createElement("p"), { className: "pre", textContent: copy.text || words.nothing }));
}

export const downloadAll = (user) => download(told(user), words.file);

// ---- refused for good: the minutes were sent, or the item is gone. The text stays to be copied.

const refused = [];
let reason = "";
export function refuse(save, text) {
  reason = text || reason || words.refused;
  const copy = save.copy;
  const known = refused.findIndex((one) => one.item === copy.item && one.field === copy.field);
  if (known < 0) refused.push(copy); else refused[known] = copy;
  forget(save);
  put(copy);
  showRefused();
}

export const isRefused = () => refused.length > 0;

function showRefused() {
  document.getElementById("refused")?.remove();
  if (!refused.length) return;
  const box = element('<section class="notice notice--error found" id="refused" role="alert" data-mine aria-labelledby="h-refused"><h2 id="h-refused"></h2><p></p></section>');
  box.prepend(icon("warn"));
  box.querySelector("h2").textContent = words.refusedTitle;
  box.querySelector("p").textContent = `${reason} ${words.refusedKept}`;
  for (const copy of refused) {
    const row = element('<div class="found__one"><p class="small"></p><div class="found__text prose" tabindex="0" role="group"></div><p class="found__acts"></p></div>');
    row.querySelector("p").textContent = [copy.place, copy.label].filter(Boolean).join(", ");
    row.querySelector(".found__text").setAttribute("aria-label", row.querySelector("p").textContent);
    showText(row.querySelector(".found__text"), copy);
    const acts = row.querySelector(".found__acts");
    acts.append(button("btn btn--s", words.copy, () => copyOut(row.querySelector(".found__text"))));
    acts.append(button("link", words.throwAway, () => { drop(copy); refused.splice(refused.indexOf(copy), 1); showRefused(); tell("status", {}); }));
    box.append(row);
  }
  const acts = element('<p class="found__acts"></p>');
  acts.append(button("link", words.download, () => download(refused.map((copy) => ({ ...copy, at: Date.now() })), words.file)));
  box.append(acts);
  form().querySelector(".item").prepend(box);
  box.scrollIntoView({ block: "nearest" });
}
async function copyOut(box) {
  const range = document.createRange();
  range.selectNodeContents(box);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  try {
    const html = new Blob([box.innerHTML], { type: "text/html" });
    await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": new Blob([box.innerText], { type: "text/plain" }) })]);
    say(words.copied);
  } catch { say(words.selected); }
}

document.addEventListener("justera:others", () => { if (found.some(isHere)) offer(); });
document.addEventListener("justera:item", () => {
  // The minutes may be written again: what came too late is offered back.
  if (!isLocked()) found.push(...refused.splice(0).map((copy) => ({ ...copy, at: Date.now() })));
  showRefused();
  offer();
});
