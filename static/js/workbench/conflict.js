// Two have written in the same field: both texts with what differs, and three ways on. Nothing is decided by a key that slipped.
import { all, resolve } from "./queue.js";
import { destroy } from "./editors.js";
import { clock, element, fill, form, icon, say, tell, words } from "./page.js";
import { open, whenStill } from "./pause.js";
import { safe } from "./safe.js";
import { kindOfConflict, together } from "./together.js";

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
  const kind = kindOfConflict(save);
  name(save, kind);
  for (const side of ["mine", "theirs"]) {
    find(side).replaceChildren(shown(save.conflict[side]));
    find(side).classList.toggle("pre", kind !== "rich");
  }
  const one = together(save, kind);
  find("merged").hidden = find("save").hidden = !one;
  find("hint").textContent = one?.hint || "";
  find("picks").replaceChildren(...(one?.picks || []));
  find("editor").replaceChildren(...(one ? [one.field] : []));
  if (one) find("editor").dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  let written = false;
  find("editor").oninput = () => { written = true; };
  dialog().returnValue = "";
  const done = open(dialog());
  dialog().scrollTop = 0;
  const answer = await done;
  const made = one?.made();
  destroy(find("editor"));
  find("editor").replaceChildren();
  // What she has begun to write together waits for her when she decides later.
  if (!answer && written && save.conflict) save.conflict.merged = made.rows || made.value;
  if (!answer || !save.conflict) return;
  save.part?.querySelector(".field__two")?.remove();
  resolve(save, answer, made);
  say(words.decided);
  tell("resolved", {});
}

// What is chosen is no text, and is not called one.
function name(save, kind) {
  const { conflict } = save, said = kind === "choice" ? words.ofChoice : words.ofText;
  const by = first(conflict.by), self = conflict.by === words.me;
  find("place").textContent = [save.place, conflict.label].filter(Boolean).join(", ");
  find("title").textContent = self ? words.conflictSelf : fill(words.conflictTitle, { name: by });
  for (const [slot, text] of Object.entries(said.slots)) find(slot).textContent = text;
  find("theirs-name").textContent = self ? said.other : fill(said.theirs, { whose: whose(by) });
  find("keep-theirs").textContent = self ? words.keepOther : fill(words.keepTheirs, { whose: whose(by) });
  find("mine-at").textContent = clock(new Date());
  find("theirs-at").textContent = conflict.at ? fill(words.savedThen, { at: conflict.at }) : "";
}

function shown({ html, value }) {
  const piece = safe(html);
  if (piece.textContent.trim()) return piece;
  const empty = element('<p class="quiet"></p>');
  empty.textContent = typeof value === "string" && value ? value : words.nothing;
  return empty;
}

document.addEventListener("keydown", (event) => {
  // Enter in a field would press the first button of the dialog.
  if (event.key === "Enter" && event.target.matches?.("#conflict :is(input, select)") && !event.ctrlKey && !event.metaKey) event.preventDefault();
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !dialog()?.open || find("save").hidden) return;
  event.preventDefault();
  find("save").click();
}, true);

// A conflict is decided for good also when its item is not on the page any more.
document.addEventListener("justera:item", () => { for (const save of all()) if (save.conflict && form().contains(save.part)) mark(save); });
