// Two have written in the same field: both texts with what differs, and three ways on. Nothing is decided by a key that slipped.
import { all, resolve } from "./queue.js";
import { destroy, editorOf, showRich } from "./editors.js";
import { isChoice, join, merge } from "./merge.js";
import { clock, element, fill, form, icon, say, tell, words } from "./page.js";
import { kindOf } from "./parts.js";
import { open, whenStill } from "./pause.js";
import { safe } from "./safe.js";

const dialog = () => document.getElementById("conflict");
const first = (name) => name.split(" ")[0];
// "Johans", "Klas", "Johan’s"
const whose = (name) => (words.language.startsWith("sv") ? `${name}${/[sxz]$/i.test(name) ? "" : "s"}` : `${name}’s`);
const find = (name) => dialog().querySelector(`[data-slot="${name}"]`);

document.addEventListener("justera:conflict", ({ detail: { save, first: isFirst } }) => {
  mark(save);
  if (!isFirst) return;
  say(fill(words.conflictSoon, { name: save.conflict.by, label: save.conflict.label }));
  whenStill(() => save.conflict && ask(save));
});

// The field says that it has two texts until it is decided.
function mark(save) {
  if (!save.part) return;
  save.part.querySelector(".field__two")?.remove();
  const note = element('<p class="field__two" data-mine><span></span> <button type="button" class="link"></button></p>');
  note.prepend(icon("warn"));
  note.querySelector("span").textContent = fill(words.twoTexts, { name: save.conflict.by });
  note.querySelector("button").textContent = words.decide;
  note.querySelector("button").addEventListener("click", () => ask(save));
  save.part.append(note);
}

export function askFirst() {
  const save = all().find((one) => one.conflict);
  if (save) ask(save);
}

async function ask(save) {
  const { conflict } = save;
  const by = first(conflict.by), self = conflict.by === words.me;
  find("place").textContent = [save.place, conflict.label].filter(Boolean).join(", ");
  find("title").textContent = self ? words.conflictSelf : fill(words.conflictTitle, { name: by });
  find("theirs-name").textContent = self ? words.otherText : fill(words.theirText, { whose: whose(by) });
  find("keep-theirs").textContent = self ? words.keepOther : fill(words.keepTheirs, { whose: whose(by) });
  find("mine-at").textContent = clock(new Date());
  find("theirs-at").textContent = conflict.at ? fill(words.savedThen, { at: conflict.at }) : "";
  const part = save.part || (save.item === form().dataset.item && form().querySelector(`[data-field="${CSS.escape(save.field)}"]`)) || null;
  const kind = part ? kindOf(part) : "rows";
  for (const side of ["mine", "theirs"]) {
    find(side).replaceChildren(shown(conflict[side]));
    find(side).classList.toggle("pre", kind !== "rich");
  }
  const field = together(save, part, kind);
  dialog().returnValue = "";
  const done = open(dialog());
  dialog().scrollTop = 0;
  const answer = await done;
  const value = field ? valueOf(field) : null;
  destroy(find("editor"));
  find("editor").replaceChildren();
  if (!answer || !save.conflict) return;
  save.part?.querySelector(".field__two")?.remove();
  resolve(save, answer, value);
  say(words.decided);
  tell("resolved", {});
}

function shown({ html, value }) {
  const piece = safe(html);
  if (piece.textContent.trim()) return piece;
  const empty = element('<p class="quiet"></p>');
  empty.textContent = typeof value === "string" && value ? value : words.nothing;
  return empty;
}

// The field where the two become one: an editor for rich text, a text area for lines; none for choices and rows.
function together(save, part, kind) {
  const { mine, theirs, merged } = save.conflict;
  const source = kind !== "rows" && part.querySelector("textarea, input[type=text]");
  const can = Boolean(source) && typeof mine.value === "string";
  find("merged").hidden = find("save").hidden = !can;
  find("picks").replaceChildren();
  if (!can) return null;
  const pieces = merged ? [{ text: merged }] : merge(save.was, mine.value, theirs.value) || [{ mine: mine.value, theirs: theirs.value, base: "-" }];
  const choices = pieces.filter(isChoice);
  const chosen = choices.map((choice) => (choice.base.trim() ? "mine" : "both"));
  const field = document.createElement("textarea");
  for (const name of ["data-django-prose-editor-configurable", "lang", "rows"]) if (source.hasAttribute(name)) field.setAttribute(name, source.getAttribute(name));
  field.id = "conflict-field";
  field.className = "input";
  field.setAttribute("aria-labelledby", "conflict-together");
  field.value = join(pieces, chosen);
  find("hint").textContent = choices.length ? "" : words.mergedHint;
  find("editor").replaceChildren(field);
  if (kind === "rich") find("editor").dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  const picks = choices.map((choice, number) => pick(choice, number, chosen[number], (value) => {
    chosen[number] = value;
    if (kind === "rich") showRich(field, join(pieces, chosen));
    else field.value = join(pieces, chosen);
  }));
  find("picks").replaceChildren(...picks);
  // Once she writes herself, choosing would undo what she wrote.
  field.addEventListener("input", () => picks.forEach((one) => { one.disabled = true; }));
  return field;
}
const valueOf = (field) => (editorOf(field) ? field.value : field.value.replace(/\s*\n\s*/g, " "));

function pick(choice, number, chosen, change) {
  const set = element('<fieldset class="pick"><legend></legend></fieldset>');
  set.firstChild.textContent = words.differ;
  const kinds = choice.base.trim() ? ["mine", "theirs"] : ["mine", "theirs", "both"];
  for (const kind of kinds) {
    const label = element(`<label><input type="radio" name="pick${number}" value="${kind}"><span></span></label>`);
    label.querySelector("span").textContent = kind === "both" ? words.both : short(choice[kind]);
    label.querySelector("span").classList.add(`pick--${kind}`);
    label.firstChild.checked = kind === chosen;
    label.firstChild.addEventListener("change", () => change(kind));
    set.append(label);
  }
  return set;
}
function short(html) {
  const text = html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();
  return text.length > 60 ? `${text.slice(0, 58)}…` : text || words.nothing;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !dialog()?.open || find("save").hidden) return;
  event.preventDefault();
  find("save").click();
}, true);

// A conflict is decided for good also when its item is not on the page any more.
document.addEventListener("justera:item", () => { for (const save of all()) if (save.conflict && form().contains(save.part)) mark(save); });
