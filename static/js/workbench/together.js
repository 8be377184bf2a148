// Where two texts become one: an editor for rich text, a text area for lines, the rows themselves for decisions and actions, and for what
// is chosen the control itself. Each begins with what can be told by machine; the rest is chosen or written.
import { editorOf, showRich } from "./editors.js";
import { isChoice, join, merge } from "./merge.js";
import { element, form, words } from "./page.js";
import { kindOf, read } from "./parts.js";
import { fill, inWords, mergeRows, rowsOf, setOf } from "./rows.js";

const CHOSEN = "select, input:is([type=checkbox], [type=time], [type=date], [type=number])";
const MARK = "conflict-";

// What a save is about: its own part, else, for a text that came from elsewhere, the same part of the item that is shown.
const partOf = (save) => save.part || form().querySelector(`[data-field="${CSS.escape(save.field)}"]`);
export function kindOfConflict(save) {
  const part = partOf(save);
  if (Array.isArray(save.conflict.mine.value)) return "rows";
  return part?.querySelector(CHOSEN) ? "choice" : part ? kindOf(part) : "plain";
}

// {hint, picks, field, made()}; null when the page does not hold the fields that it takes.
export function together(save, kind) {
  const part = partOf(save);
  if (!part?.querySelector("textarea, input, select")) return null;
  return { rows: ofRows, choice: ofChoice }[kind]?.(save, part) || ofText(save, part, kind);
}

function ofRows(save, part) {
  const { mine, theirs, merged: begun } = save.conflict;
  const merged = begun ? begun.map((row) => ({ row })) : mergeRows(save.field, save.was, mine.value, theirs.value);
  const set = setOf(part, merged.map((entry) => entry.row), MARK);
  const field = element(`<div class="${save.field === "actions" ? "acts" : "decision is-decided"}"></div>`);
  field.append(set);
  const shown = [...set.querySelector("[data-formset-rows]").children];
  let clashes = 0;
  merged.forEach((entry, at) => {
    if (!("mine" in entry)) return;
    clashes += 1;
    shown[at].classList.add("is-clash");
    shown[at].querySelector(".formset__fields").prepend(pickRow(entry, shown[at], set.dataset.formset, at));
  });
  const made = () => { const { pairs } = read(field); return { pairs, rows: rowsOf(pairs) }; };
  return { field, hint: clashes ? words.rowsHint : begun ? "" : words.mergedHint, picks: [], made };
}

function pickRow(entry, row, prefix, number) {
  const gone = !entry.mine || !entry.theirs;
  const box = row.querySelector("[name$='-DELETE']");
  const kept = entry.mine ? "mine" : "theirs";
  const choices = gone
    ? [[kept, inWords(entry.mine || entry.theirs)], ["gone", words.takeAway]]
    : [["mine", inWords(entry.mine)], ["theirs", inWords(entry.theirs)]];
  return pick(gone ? words.oneTookAway : words.differ, number, choices, kept, (kind) => {
    box.checked = kind === "gone";
    row.classList.toggle("is-removed", box.checked);
    if (entry[kind]) fill(row, prefix, entry[kind]);
  });
}

function ofChoice(save, part) {
  const field = document.createElement("div");
  const source = part.querySelector(CHOSEN).closest(".field") || part;
  field.append(...source.cloneNode(true).childNodes);
  field.querySelectorAll(".field__two, .field__who, .field__error, [data-error]").forEach((note) => note.remove());
  for (const name of ["id", "for", "aria-describedby", "aria-labelledby"]) field.querySelectorAll(`[${name}]`).forEach((one) => one.setAttribute(name, MARK + one.getAttribute(name)));
  const control = field.querySelector(CHOSEN);
  const value = save.conflict.merged ?? save.conflict.mine.value;
  if (control.type === "checkbox") control.checked = value;
  else control.value = value;
  const made = () => ({ pairs: read(field).pairs, value: control.type === "checkbox" ? control.checked : control.value });
  return { field, hint: "", picks: [], made };
}

function ofText(save, part, kind) {
  const source = part.querySelector("textarea, input[type=text]");
  const { mine, theirs, merged } = save.conflict;
  if (!source) return null;
  const pieces = merged !== null ? [{ text: merged }] : merge(save.was, mine.value, theirs.value) || [{ mine: mine.value, theirs: theirs.value, base: "-" }];
  const choices = pieces.filter(isChoice);
  const chosen = choices.map((choice) => (choice.base.trim() ? "mine" : "both"));
  const field = document.createElement("textarea");
  for (const name of ["data-django-prose-editor-configurable", "lang", "rows"]) if (source.hasAttribute(name)) field.setAttribute(name, source.getAttribute(name));
  field.id = "conflict-field";
  field.name = save.field;
  field.className = "input";
  field.setAttribute("aria-labelledby", "conflict-together");
  field.value = join(pieces, chosen);
  const picks = choices.map((choice, number) => {
    const kinds = choice.base.trim() ? ["mine", "theirs"] : ["mine", "theirs", "both"];
    const labels = kinds.map((one) => [one, one === "both" ? words.both : choice[one].replace(/<[^>]*>/g, " ")]);
    return pick(words.differ, number, labels, chosen[number], (value) => {
      chosen[number] = value;
      if (kind === "rich") showRich(field, join(pieces, chosen));
      else field.value = join(pieces, chosen);
    });
  });
  // Once she writes herself, choosing would undo what she wrote.
  field.addEventListener("input", () => picks.forEach((one) => { one.disabled = true; }));
  const made = () => {
    const value = editorOf(field) ? field.value : field.value.replace(/\s*\n\s*/g, " ");
    return { pairs: [[save.field, value]], value };
  };
  return { field, hint: choices.length || merged !== null ? "" : words.mergedHint, picks, made };
}

function pick(legend, number, choices, chosen, change) {
  const set = element('<fieldset class="pick"><legend></legend></fieldset>');
  set.firstChild.textContent = legend;
  for (const [kind, text] of choices) {
    const label = element(`<label><input type="radio" name="pick${number}" value="${kind}"><span></span></label>`);
    label.querySelector("span").textContent = short(text);
    label.querySelector("span").classList.add(`pick--${kind}`);
    label.firstChild.checked = kind === chosen;
    label.firstChild.addEventListener("change", () => change(kind));
    set.append(label);
  }
  return set;
}
function short(text) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 58)}…` : line || words.nothing;
}
