// A part is an element with data-field that is saved by itself: one field, or all rows of decisions or actions.
import { showRich } from "./editors.js";

const WORDS = "textarea, select, input:is([type=text], [type=email], [type=date], [type=time], [type=number], :not([type]))";

function controls(part) {
  return [...part.querySelectorAll("input, textarea, select")].filter(
    (field) => field.name && !field.disabled && !field.closest(".prose-editor-dialog") && field.name !== "csrfmiddlewaretoken",
  );
}
const isOn = (field) => !["checkbox", "radio"].includes(field.type) || field.checked;
const prefixOf = (part) => part.querySelector("[data-formset]")?.dataset.formset;

export const kindOf = (part) => (prefixOf(part) ? "rows" : part.querySelector("[data-django-prose-editor-configurable]") ? "rich" : "plain");

// {pairs, rows}: names and values as a form sends them. Rows are sent without the empty and the removed ones, numbered anew;
// `rows` then says which number each of them has on the page.
export function read(part) {
  const prefix = prefixOf(part);
  const all = controls(part);
  if (!prefix) return { pairs: all.filter(isOn).map((field) => [field.name, field.value]), rows: null };
  const found = new Map();
  for (const field of all) {
    const [, number, name] = new RegExp(`^${prefix}-(\\d+)-(.+)$`).exec(field.name) || [];
    if (!name) continue;
    if (!found.has(number)) found.set(number, { number, fields: [], words: false, removed: false });
    const row = found.get(number);
    if (name === "DELETE") row.removed = field.checked;
    else if (isOn(field)) row.fields.push([name, field.value]);
    row.words ||= field.matches(WORDS) && name !== "DELETE" && Boolean(field.value.trim());
  }
  const kept = [...found.values()].filter((row) => row.words && !row.removed);
  const count = String(kept.length);
  const pairs = [[`${prefix}-TOTAL_FORMS`, count], [`${prefix}-INITIAL_FORMS`, count], [`${prefix}-MIN_NUM_FORMS`, "0"], [`${prefix}-MAX_NUM_FORMS`, "1000"]];
  kept.forEach((row, place) => row.fields.forEach(([name, value]) => pairs.push([`${prefix}-${place}-${name}`, value])));
  return { pairs, rows: kept.map((row) => row.number) };
}

const clean = (value) => value.replace(/\r\n/g, "\n");
export const signature = (pairs) => JSON.stringify(pairs.filter(([name]) => !/-\d+-id$/.test(name)).map(([name, value]) => [name, clean(value)]));

// The words of a part, for the copy that a person can read.
export function plainText(pairs) {
  const shown = pairs.filter(([name, value]) => value.trim() && !/_FORMS$|-id$|-heading$|-names_adjusters$/.test(name));
  return shown.map(([, value]) => (/^\s*</.test(value) ? textOf(value) : value)).join("\n").trim();
}
function textOf(html) {
  const page = new DOMParser().parseFromString(html.replace(/<br\s*\/?>|<\/(p|li|h\d|tr|blockquote)>/gi, "$&\n"), "text/html");
  return page.body.textContent.replace(/\n{2,}/g, "\n").trim();
}

// The rows that were just stored get the numbers that they have in the database, so that they stay the same rows.
export function giveIds(part, rows, ids) {
  const prefix = prefixOf(part);
  rows?.forEach((number, place) => {
    const field = part.querySelector(`[name="${prefix}-${number}-id"]`);
    if (field && ids[place]) field.value = ids[place];
  });
}

// Show what another page of the same item says in this part, without losing the caret.
export function show(part, fresh) {
  const kind = kindOf(part);
  const from = fresh.querySelector("textarea, input, select");
  const to = part.querySelector("textarea, input, select");
  if (kind === "rich") showRich(part.querySelector("[data-django-prose-editor-configurable]"), from.value);
  else if (kind === "plain" && from && to && controls(part).length === 1) showPlain(to, from);
  else showAnew(part, fresh);
  const fold = part.closest("details.fold");
  if (fold && !fold.open && read(part).pairs.some(([name, value]) => value && !/_FORMS$/.test(name))) fold.open = true;
}

function showPlain(to, from) {
  if (to.type === "checkbox") { to.checked = from.checked; return; }
  const caret = to === document.activeElement && to.selectionStart !== null ? [to.selectionStart, to.selectionEnd] : null;
  if (to.tagName === "SELECT") to.replaceChildren(...[...from.options].map((option) => document.importNode(option, true)));
  to.value = from.value;
  if (caret) to.setSelectionRange(...caret.map((place) => Math.min(place, to.value.length)));
}

function showAnew(part, fresh) {
  const inside = part.contains(document.activeElement) && document.activeElement;
  const name = inside?.name;
  const caret = inside?.selectionStart;
  part.replaceChildren(...document.importNode(fresh, true).childNodes);
  window.htmx?.process(part);
  part.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  if (!name) return;
  const again = part.querySelector(`[name="${CSS.escape(name)}"]`);
  again?.focus();
  if (again && caret !== null && caret !== undefined) again.setSelectionRange?.(caret, caret);
}

export function showValue(part, value) {
  if (kindOf(part) === "rich") { showRich(part.querySelector("[data-django-prose-editor-configurable]"), value); return; }
  const field = part.querySelector("textarea, input, select");
  if (field.type === "checkbox") field.checked = Boolean(value) && value !== "False";
  else field.value = value;
}

export function clearErrors(part) {
  part.querySelectorAll("[data-error]").forEach((note) => note.remove());
  part.classList.remove("field--error");
  part.querySelectorAll(".field--error").forEach((box) => box.classList.remove("field--error"));
  part.querySelectorAll("[aria-invalid]").forEach((field) => {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  });
}

// errors: {input's name: [words]}; what has no input of its own stands at the end of the part.
export function showErrors(part, errors, rows) {
  clearErrors(part);
  const prefix = prefixOf(part);
  for (const [name, texts] of Object.entries(errors)) {
    const [, place, rest] = (prefix && new RegExp(`^${prefix}-(\\d+)-(.+)$`).exec(name)) || [];
    const field = part.querySelector(`[name="${CSS.escape(rest ? `${prefix}-${rows?.[place] ?? place}-${rest}` : name)}"]`);
    const box = field?.closest(".field") || part;
    const note = document.createElement("div");
    note.className = "field__error";
    note.dataset.error = "";
    note.id = `error-${name || part.dataset.field}`;
    for (const text of texts) note.append(Object.assign(document.createElement("p"), { textContent: text }));
    box.classList.add("field--error");
    box.append(note);
    const target = box.querySelector(".ProseMirror[contenteditable]") || field;
    target?.setAttribute("aria-invalid", "true");
    target?.setAttribute("aria-describedby", note.id);
  }
}
