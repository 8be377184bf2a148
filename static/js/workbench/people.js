// Who else is where: in the bar, in the agenda and at the field; and where we are, told to the others.
import { element, fill, form, icon, isLocked, tab, token, words } from "./page.js";

const BEAT = 20000;
let others = [], said = "", at = 0, beat = 0;

const linkOf = (item) => document.querySelector(`#rail a[href$="/items/${item}/write/"]`);
const labelOf = (item) => linkOf(item)?.querySelector(".rail__no")?.textContent.trim() || "";
const firstName = (name) => {
  if (name === words.yourself) return name;
  const first = name.split(" ")[0];
  return others.filter((person) => person.name.split(" ")[0] === first).length > 1 ? name : first;
};

export function showPeople(people) {
  // Two tabs of one person are one person, where she writes.
  const found = new Map();
  for (const person of people) {
    const name = person.mine ? words.yourself : person.name;
    if (!found.has(name) || person.field) found.set(name, { ...person, name });
  }
  others = [...found.values()];
  draw();
}

function draw() {
  inBar();
  document.querySelectorAll(".rail__who").forEach((mark) => mark.remove());
  document.querySelectorAll(".field__who").forEach((mark) => mark.remove());
  for (const item of new Set(others.map((person) => person.item))) {
    const meta = linkOf(item)?.querySelector(".rail__meta");
    if (!meta) continue;
    const here = others.filter((person) => person.item === item);
    const writing = here.filter((person) => person.field);
    const mark = element('<span class="rail__who" data-mine></span>');
    mark.append(icon(writing.length ? "pen" : "people"), sentence(writing.length ? writing : here));
    meta.append(mark);
  }
  const here = others.filter((person) => String(person.item) === form().dataset.item && person.field);
  for (const field of new Set(here.map((person) => person.field))) {
    const writing = here.filter((person) => person.field === field);
    const mark = element('<p class="field__who" data-mine></p>');
    const text = writing.length > 1 ? fill(words.severalHere, { number: writing.length }) : fill(words.writesHere, { name: firstName(writing[0].name) });
    mark.append(icon("pen"), text);
    form().querySelector(`[data-field="${CSS.escape(field)}"]`)?.append(mark);
  }
}

function sentence(people) {
  if (people.length > 1) return fill(words.several, { number: people.length });
  return fill(people[0].field ? words.writes : words.reads, { name: firstName(people[0].name) });
}

function inBar() {
  const box = document.getElementById("others");
  if (!box) return;
  const text = others.length === 1 ? where(others[0]) : others.length ? fill(words.hereToo, { number: others.length }) : "";
  const whole = others.map((person) => `${person.initials} ${where(person)}`).join(", ");
  if (box.dataset.shown === whole) return;
  box.dataset.shown = whole;
  const faces = others.slice(0, 4).map((person) => {
    const face = element('<span class="initials" aria-hidden="true"></span>');
    face.textContent = person.initials;
    face.title = where(person);
    return face;
  });
  const line = element("<span></span>");
  line.textContent = text;
  box.replaceChildren(...faces, line);
  if (others.length > 1) {
    const list = element('<span class="visually-hidden"></span>');
    list.textContent = `: ${others.map(where).join(", ")}`;
    box.append(list);
  }
}

function where(person) {
  const values = { name: firstName(person.name), item: labelOf(person.item) };
  if (!values.item) return fill(words.isHere, values);
  return fill(person.field ? words.writesIn : words.readsIn, values);
}

// ---- where we are

const whereWeAre = () => {
  const part = document.activeElement?.closest?.("#write [data-field]");
  const quick = document.activeElement?.id === "quick" && "actions";
  return { item: form().dataset.item, field: isLocked() ? "" : part?.dataset.field || quick || "" };
};

function tellWhere() {
  const { item, field } = whereWeAre();
  clearTimeout(beat);
  beat = setTimeout(tellWhere, BEAT);
  if (document.visibilityState === "hidden") return;
  if (`${item}:${field}` === said && Date.now() - at < BEAT - 1000) return;
  said = `${item}:${field}`;
  at = Date.now();
  const body = new URLSearchParams({ item, field, tab, csrfmiddlewaretoken: token() });
  fetch(form().dataset.presenceUrl, { method: "POST", body, headers: { Accept: "application/json", "X-Requested-With": "fetch" } }).catch(() => { said = ""; });
}
// A tab that is no more; this one when it is closed.
export function isGone(which) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...whereWeAre(), tab: which, leave: "1", csrfmiddlewaretoken: token() })) body.set(name, value);
  navigator.sendBeacon(form().dataset.presenceUrl, body);
}

let soon = 0;
export function moved() {
  clearTimeout(soon);
  soon = setTimeout(tellWhere, 300);
}
document.addEventListener("focusin", moved);
document.addEventListener("focusout", moved);
document.addEventListener("justera:item", () => { draw(); moved(); });
document.addEventListener("justera:others", draw);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") moved(); });
addEventListener("pageshow", (event) => { if (event.persisted) moved(); });
addEventListener("pagehide", () => {
  said = "";
  isGone(tab);
});
