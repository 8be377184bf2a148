// Quick lines: what is written under the actions is read by the server as one types, shown in words, and kept as a row by Enter.
import { element, fill, form, say, user } from "./page.js";
import { words } from "./words.js";

const PAUSE = 120;
let timer = 0;
let last = { line: "", reading: null };

const lineOf = (field) => field.value.trim();

function ask(field) {
  const line = lineOf(field);
  if (last.line !== line) {
    const url = `${field.dataset.quick}?${new URLSearchParams({ line })}`;
    const reading = fetch(url, { headers: { Accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)));
    // Without the server the line is kept as it stands.
    last = { line, reading: reading.catch(() => ({ text: line, choices: [], unread: true })) };
  }
  return last.reading;
}

const chip = (text) => Object.assign(document.createElement("span"), { className: "chip", textContent: text });

function show(field, found) {
  const place = document.getElementById(field.getAttribute("aria-describedby"));
  if (!found?.text && !found?.choices?.length) { place.replaceChildren(); return; }
  const parts = [Object.assign(document.createElement("span"), { textContent: found.text })];
  if (found.who) parts.push(chip(found.who));
  if (found.when) parts.push(chip(found.when));
  if (found.choices.length) {
    parts.push(Object.assign(document.createElement("b"), { textContent: fill(words.quick.unclear, { name: found.unclear }) }));
    parts.push(...found.choices.map((name) => choice(field, found.unclear, name)));
  } else parts.push(element(`<span class="quick__key"><kbd class="kbd">Enter</kbd> <span></span></span>`));
  place.replaceChildren(...parts);
  const hint = place.querySelector(".quick__key > span");
  if (hint) hint.textContent = found.unread ? words.quick.unread : words.quick.keeps;
  if (field === document.activeElement) field.parentElement.scrollIntoView({ block: "nearest" });
}

function choice(field, unclear, name) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "chip chip--ask", textContent: name });
  button.addEventListener("click", () => {
    field.value = field.value.replace(`@${unclear}`, `@${name}`);
    field.focus();
    ask(field).then((found) => show(field, found));
  });
  return button;
}

// ---- the row

function row() {
  const actions = form().querySelector("[data-formset=actions]");
  const empty = () => [...actions.querySelectorAll("[data-formset-rows] > .formset__row")].find((one) => !one.hidden
    && [...one.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox])")].every((field) => !field.value));
  if (!empty() && !actions.querySelector("[data-formset-add]").hidden) actions.querySelector("[data-formset-add]").click();
  return empty();
}

// The row says in its classes what it has, see acts.css.
function dress(line) {
  const has = (name) => Boolean(line.querySelector(`[name$="-${name}"]`)?.value);
  line.classList.remove("is-spare");
  line.classList.toggle("has-date", has("due"));
  line.classList.toggle("has-words", has("due_words"));
}

async function keep(field) {
  clearTimeout(timer);
  const line = lineOf(field);
  if (!line) return;
  const found = await ask(field);
  if (lineOf(field) !== line) return;
  show(field, found);
  if (found.choices.length) { say(fill(words.quick.unclear, { name: found.unclear })); return; }
  const to = found.text && row();
  if (!to) { say(found.text ? words.quick.full : words.quick.empty); return; }
  for (const name of ["text", "who", "due", "due_words"]) {
    const input = to.querySelector(`[name$="-${name}"]`);
    input.value = found[name] || "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.value = "";
  remember(field);
  show(field, null);
  field.focus();
  say(fill(words.quick.kept, { what: [found.text, found.who, found.when].filter(Boolean).join(", ") }));
}

// A line that was begun waits for its item on this computer.
const keyOf = () => `justera:${user}:quick:${form().dataset.item}`;
function remember(field) {
  try {
    if (field.value) localStorage.setItem(keyOf(), JSON.stringify({ value: field.value, at: Date.now() }));
    else localStorage.removeItem(keyOf());
  } catch { /* then it is only on the page */ }
}
function recall() {
  const field = document.querySelector("[data-quick]");
  if (!field || field.value) return;
  try { field.value = JSON.parse(localStorage.getItem(keyOf()))?.value || ""; } catch { /* nothing was begun */ }
  if (field.value) ask(field).then((found) => show(field, found));
}
recall();
document.addEventListener("justera:item", recall);

document.addEventListener("input", ({ target }) => {
  if (target.closest(".acts__row")) dress(target.closest(".acts__row"));
  if (!target.matches("[data-quick]")) return;
  remember(target);
  clearTimeout(timer);
  timer = setTimeout(() => {
    const line = lineOf(target);
    if (!line) show(target, null);
    else ask(target).then((found) => { if (lineOf(target) === line) show(target, found); });
  }, PAUSE);
});
// Enter keeps the line; in a row, which is one line of text, it goes on to the next.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-quick], .acts__row textarea") || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (event.target.matches("[data-quick]")) keep(event.target);
  else document.querySelector("[data-quick]")?.focus();
});
