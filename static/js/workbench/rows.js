// Rows of decisions or actions as values: read from what a form sends, put into a form, and two sets that grew out of one made one again.
import { common, isChoice, join, merge } from "./merge.js";

const NAMES = { decisions: ["intro", "clauses", "heading", "names_adjusters"], actions: ["id", "text", "who", "due", "due_words"] };
const TICKS = new Set(["heading", "names_adjusters"]);
const COUNT = /^(\w+)-TOTAL_FORMS$/;

const blank = (field) => Object.fromEntries(NAMES[field].map((name) => [name, TICKS.has(name) ? false : ""]));
const clean = (value) => (typeof value === "boolean" ? value : String(value ?? "").replace(/\r\n/g, "\n"));
const whole = (field, row) => ({ ...blank(field), ...Object.fromEntries(NAMES[field].filter((name) => name in row).map((name) => [name, clean(row[name])])) });

// The rows that pairs of names and values hold, in order; null where they are no rows.
export function rowsOf(pairs) {
  const field = COUNT.exec(pairs[0]?.[0])?.[1];
  if (!NAMES[field]) return null;
  const rows = new Map();
  for (const [name, value] of pairs) {
    const [, number, column] = new RegExp(`^${field}-(\\d+)-(\\w+)$`).exec(name) || [];
    if (!column) continue;
    if (!rows.has(number)) rows.set(number, blank(field));
    rows.get(number)[column] = TICKS.has(column) || clean(value);
  }
  return [...rows.values()];
}

const words = (row) => Object.entries(row).filter(([name, value]) => name !== "id" && typeof value === "string" && value).map(([, value]) => value);
export const inWords = (row) => words(row).join(", ");
const content = (row) => JSON.stringify({ ...row, id: "" });
const alike = (a, b) => content(a) === content(b);
const key = (row) => (row.id ? `#${row.id}` : content(row));

// {place in `base`: place in `side`} of the rows that are the same one, as it was or reworded.
function pair(base, side) {
  const found = new Map(common(base.map(key), side.map(key)) || []);
  const taken = new Set(found.values());
  let from = 0;
  base.forEach((row, at) => {
    if (found.has(at)) { from = found.get(at) + 1; return; }
    // A row with a number is known by it; one without is the one that stands in its place.
    const is = (other, place) => !taken.has(place) && (row.id || other.id ? row.id === other.id : place === from);
    const place = side.findIndex(is);
    if (place < 0) return;
    found.set(at, place);
    taken.add(place);
    from = place + 1;
  });
  return found;
}

// One row that both have: what only one of them changed is taken over, word by word in texts. A clash is both versions of it.
function one(was, mine, theirs) {
  const both = [{ ...mine }, { ...theirs }];
  let clash = false;
  for (const name of Object.keys(mine)) {
    const [b, m, t] = [was[name], mine[name], theirs[name]];
    let value = m === t || t === b ? m : m === b || name === "id" ? t : null;
    if (value === null && typeof m === "string" && name !== "due") {
      const pieces = merge(b, m, t);
      if (pieces && b && !pieces.some(isChoice)) value = join(pieces, []);
    }
    if (value === null) clash = true;
    else both.forEach((row) => { row[name] = value; });
  }
  return clash ? { row: both[0], mine: both[0], theirs: both[1] } : { row: both[0] };
}

// [{row, mine, theirs}] in order; the last two only of a row that both changed, null for the one who took it away.
export function mergeRows(field, base, mine, theirs) {
  const [o, a, b] = [base || [], mine, theirs].map((rows) => rows.map((row) => whole(field, row)));
  const inMine = pair(o, a), inTheirs = pair(o, b);
  const fromMine = new Map([...inMine].map(([at, place]) => [place, at])), fromTheirs = new Map([...inTheirs].map(([at, place]) => [place, at]));
  const placed = new Map(), merged = [];
  b.forEach((row, place) => {
    const at = fromTheirs.get(place);
    const same = a.findIndex((other, n) => !fromMine.has(n) && !placed.has(n) && (alike(row, other) || (row.id && row.id === other.id)));
    const own = at === undefined ? same : inMine.get(at) ?? -1;
    if (at !== undefined && own < 0 && alike(o[at], row)) return;
    const entry = own >= 0 ? one(o[at] || blank(field), a[own], row) : at === undefined ? { row } : { row, mine: null, theirs: row };
    if (own >= 0) placed.set(own, entry);
    merged.push(entry);
  });
  a.forEach((row, place) => {
    const at = fromMine.get(place);
    if (placed.has(place) || (at !== undefined && alike(o[at], row))) return;
    const entry = at === undefined ? { row } : { row, mine: row, theirs: null };
    const before = a.slice(0, place).map((_row, n) => merged.indexOf(placed.get(n))).filter((n) => n >= 0).pop();
    merged.splice(before === undefined ? 0 : before + 1, 0, entry);
    placed.set(place, entry);
  });
  return merged;
}

// ---- as fields

const ABOUT = ["id", "for", "aria-labelledby", "aria-describedby"];

// The set of rows of a part with these rows in it. `mark` goes before each id, so that the page can hold two of them.
export function setOf(part, rows, mark = "") {
  const set = part.querySelector("[data-formset]").cloneNode(true);
  delete set.dataset.started;
  const prefix = set.dataset.formset;
  const template = set.querySelector("template[data-formset-empty]");
  const shown = rows.length ? rows : [{}]; // without any there is one to write in
  if (mark) {
    for (const root of [set, template.content]) {
      for (const element of root.querySelectorAll("*")) {
        for (const name of ABOUT) if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace(/\S+/g, `${mark}$&`));
      }
    }
  }
  set.querySelectorAll(".field__error, [data-error]").forEach((note) => note.remove());
  set.querySelector("[data-formset-rows]").replaceChildren(...shown.map((row, number) => rowOf(template, prefix, number, row)));
  for (const [name, value] of [["TOTAL", shown.length], ["INITIAL", 0]]) set.querySelector(`[name="${prefix}-${name}_FORMS"]`).value = value;
  return set;
}

function rowOf(template, prefix, number, row) {
  const made = document.importNode(template.content, true).firstElementChild;
  for (const element of [made, ...made.querySelectorAll("*")]) {
    for (const attribute of [...element.attributes]) {
      if (attribute.value.includes("__prefix__")) element.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", number));
    }
  }
  fill(made, prefix, row);
  return made;
}

export function fill(element, prefix, row) {
  for (const field of element.querySelectorAll("input, textarea, select")) {
    const name = new RegExp(`^${prefix}-\\d+-(\\w+)$`).exec(field.name)?.[1];
    if (!(name in row)) continue;
    if (field.type === "checkbox") field.checked = row[name];
    else field.value = row[name];
  }
  const words = element.querySelector(".acts__row");
  words?.classList.toggle("has-date", Boolean(row.due));
  words?.classList.toggle("has-words", Boolean(row.due_words));
}

// The part shows these rows instead of its own.
export function showRows(part, rows) {
  const inside = part.contains(document.activeElement) && document.activeElement.name;
  part.querySelector("[data-formset]").replaceWith(setOf(part, rows));
  window.htmx?.process(part);
  part.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  if (inside) (part.querySelector(`[name="${CSS.escape(inside)}"]`) || part.querySelector("textarea"))?.focus({ preventScroll: true });
}
