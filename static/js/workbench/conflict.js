// Two have written in the same field: both texts with what differs, and three ways on. Nothing is decided by a key that slipped.
import { all, resolve } from "./queue.js";
import { destroy, editorOf } from "./editors.js";
import { element, fill, form, icon, say, tell, words } from "./page.js";
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
  const by = first(conflict.by);
  find("place").textContent = [save.place, conflict.label].filter(Boolean).join(", ");
  find("title").textContent = fill(words.conflictTitle, { name: by });
  find("theirs-name").textContent = fill(words.theirText, { whose: whose(by) });
  find("keep-theirs").textContent = fill(words.keepTheirs, { whose: whose(by) });
  find("theirs-at").textContent = conflict.at ? fill(words.savedThen, { at: conflict.at }) : "";
  find("mine").replaceChildren(shown(conflict.mine));
  find("theirs").replaceChildren(shown(conflict.theirs));
  const field = together(save);
  const done = open(dialog());
  dialog().returnValue = "";
  const box = dialog().querySelector(".dialog__body");
  box.scrollTop = 0;
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
  empty.textContent = value ? String(value) : words.nothing;
  return empty;
}

// The field where the two become one: an editor for rich text, a text area for lines; none for choices and rows.
function together(save) {
  const { conflict } = save;
  const part = save.part || (save.item === form().dataset.item && form().querySelector(`[data-field="${CSS.escape(save.field)}"]`));
  const source = part && part.querySelector("textarea, input[type=text]");
  const kind = part ? kindOf(part) : "rows";
  const can = source && kind !== "rows" && (kind === "rich" || typeof conflict.mine.value === "string");
  find("merged").hidden = !can;
  find("save").hidden = !can;
  if (!can) return null;
  find("hint").textContent = conflict.merged ? words.mergedHint : words.overlapHint;
  const field = document.createElement("textarea");
  for (const name of ["data-django-prose-editor-configurable", "lang", "rows", "maxlength"]) if (source.hasAttribute(name)) field.setAttribute(name, source.getAttribute(name));
  field.id = "conflict-field";
  field.className = "input";
  field.setAttribute("aria-labelledby", "conflict-together");
  field.value = conflict.merged ?? conflict.mine.value ?? "";
  find("editor").replaceChildren(field);
  if (kind === "rich") find("editor").dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  return field;
}
const valueOf = (field) => (editorOf(field) ? field.value : field.value.replace(/\s*\n\s*/g, " "));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !dialog()?.open || find("save").hidden) return;
  event.preventDefault();
  find("save").click();
}, true);

// A conflict is decided for good also when its item is not on the page any more.
document.addEventListener("justera:item", () => { for (const save of all()) if (save.conflict && form().contains(save.part)) mark(save); });
