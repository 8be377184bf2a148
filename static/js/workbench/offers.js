// What is typed offers something: names after "@", phrases after "/", and in a blank of a phrase the names or days that fit it.
import { caret, eachEditor, isPutting } from "./caret.js";
import * as listbox from "./listbox.js";
import { fill } from "./page.js";
import { data, words } from "./words.js";

const sources = [];
let blank = null; // the blank being filled: {element, start, word}
let declined = ""; // closed with Escape: not offered again for the same beginning

// A source is {pattern, label, options(query, caret), take(option, caret, typed)}: the pattern's group is the query, `typed` how much to replace.
export const offerAfter = (source) => sources.push(source);

// Whether all words typed begin words of the text, in their order.
export function fits(text, query) {
  const parts = text.toLowerCase().split(/[\s\u2011-]+/).map((part) => part.replace(/^[^\p{L}\p{N}]+/u, ""));
  let place = 0;
  return query.toLowerCase().split(/[\s\u2011-]+/).filter(Boolean).every((word) => {
    place = parts.findIndex((part, number) => number >= place && part.startsWith(word)) + 1;
    return place > 0;
  });
}

function show(here, key, label, options, take) {
  if (declined === key || !options.length) return listbox.close();
  declined = "";
  const heard = fill(words.offered, { number: options.length });
  return listbox.show({ caret: here, options, label, heard, take, decline: () => { declined = key; } });
}

function look(element) {
  const here = caret(element);
  const before = here?.before() ?? null;
  if (before === null) return listbox.close();
  if (blank && fillsBlank(here, before)) return undefined;
  for (const source of sources) {
    const found = source.pattern.exec(before);
    if (!found) continue;
    const [typed, query] = found;
    const beginning = before.slice(0, before.length - query.length);
    return show(here, beginning, source.label(), source.options(query, here), (option) => source.take(option, caret(element), typed.trimStart().length));
  }
  declined = "";
  return listbox.close();
}

// ---- the blanks of a phrase, {namn} and {datum}: Tab goes to the next one

const KINDS = [
  [/^(namn|name)/i, () => data("people").filter((one) => one.here).map((one) => ({ text: one.name, note: one.organisation }))],
  [/^(datum|date|dag|day)/i, () => data("days").map((text) => ({ text }))],
];

function choices(query) {
  const kind = KINDS.find(([pattern]) => pattern.test(blank.word));
  return kind ? kind[1]().filter(({ text }) => fits(text, query)) : [];
}

// Selects the next blank from a place on and offers what fits it; tells whether there is one.
export function nextBlank(here, from) {
  const found = here.blank(from);
  blank = found && { element: here.element, ...found };
  if (found) offerIn(here, "");
  return Boolean(found);
}

function offerIn(here, query) {
  show(here, `${blank.start}${blank.word}`, blank.word, choices(query), (option) => {
    const now = caret(here.element);
    blank = null; // what is put in is not looked at
    now.replace(query.length, option.text);
    nextBlank(now);
  });
}

function fillsBlank(here, before) {
  const typed = here.at - blank.start;
  if (here.element !== blank.element || typed < 0 || typed > 40 || typed > before.length) {
    blank = null;
    return false;
  }
  offerIn(here, typed ? before.slice(-typed) : "");
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const here = caret(event.target);
  if (!here || !nextBlank(here)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// What scripts put into a field offers nothing.
document.addEventListener("input", (event) => {
  if (event.isTrusted && !isPutting() && !event.target.closest(".ProseMirror")) look(event.target);
});
eachEditor((editor) => {
  editor.on("transaction", ({ transaction }) => {
    const area = editor.view.dom;
    if (document.activeElement !== area || editor.view.composing) return;
    if (transaction.docChanged) look(area);
    else if (transaction.selectionSet && listbox.isFor(area) && editor.state.selection.empty) listbox.close();
  });
});
