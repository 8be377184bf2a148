// "Decide as proposed": the first lines of the proposal become the words of a decision, list items and lines that begin with "att" its
// clauses. "Undo" empties that decision again; the proposal still has its words.
import { fill, form, icon, isLocked, say } from "./page.js";
import { words } from "./words.js";

const find = (selector) => form()?.querySelector(selector);
const section = () => find("#decision");
const rows = () => [...section().querySelectorAll(".decision__row")].filter((row) => !row.closest("[hidden], template"));
const textsOf = (row) => [...row.querySelectorAll("textarea")];
const isEmpty = (row) => !textsOf(row).some((field) => field.value.trim());
const squeezed = (text) => text.replace(/\s+/g, "");

function lines(html) {
  const page = new DOMParser().parseFromString(html.replaceAll("<br>", "\n"), "text/html");
  const said = [], clauses = [];
  for (const block of page.querySelectorAll("p, h3")) {
    for (const line of block.textContent.split("\n").map((text) => text.trim()).filter(Boolean)) {
      (block.closest("li") || (said.length && /^(att|to|that)\b/i.test(line)) ? clauses : said).push(line);
    }
  }
  return [said.join("\n"), clauses.join("\n")];
}
const proposed = () => lines(find("[name=proposal]")?.value || "");
const isProposed = (row) => squeezed(textsOf(row).map((field) => field.value).join("")) === squeezed(proposed().join(""));

function write(row, texts) {
  row.classList.toggle("is-spare", !texts.some(Boolean));
  textsOf(row).forEach((field, place) => {
    field.value = texts[place];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// What stands open: the proposal until there is a decision, then the decision.
function dress() {
  if (!section()) return;
  const fold = find(".decision__proposal");
  const waits = Boolean(proposed().join(""));
  const decided = rows().some((row) => !isEmpty(row));
  if (!fold.contains(document.activeElement)) section().toggleAttribute("data-proposal", waits);
  section().classList.toggle("is-decided", decided);
  if (waits && !decided) fold.open = true;
  offer();
}
function offer() {
  const button = find("[data-adopt]");
  if (button) button.hidden = isLocked() || !proposed().join("") || rows().some((row) => !isEmpty(row));
}

function adopt() {
  if (!rows().some(isEmpty)) section().querySelector("[data-formset-add]").click();
  const row = rows().find(isEmpty);
  const inside = find(".decision__proposal").contains(document.activeElement) || document.activeElement.matches("[data-adopt]");
  write(row, proposed());
  find(".decision__proposal").open = false;
  dress();
  const time = new Date().toLocaleTimeString("sv", { hour: "numeric", minute: "2-digit" }).replace(":", words.decided.colon);
  tell("live" in form().dataset ? fill(words.decided.then, { time }) : words.decided.plain);
  if (inside) find("[data-unadopt]").focus();
}

// Until the server says the same.
function tell(text) {
  const state = document.createElement("span");
  state.className = "state state--done small";
  state.append(icon("done"), text);
  const undo = Object.assign(document.createElement("button"), { type: "button", className: "link small", textContent: words.decided.undo });
  undo.dataset.unadopt = "";
  find("#decided").replaceChildren(state, undo);
  say(text);
}

function undo() {
  const row = rows().find((one) => !isEmpty(one) && isProposed(one));
  if (!row) return;
  write(row, ["", ""]);
  find("#decided").replaceChildren();
  find(".decision__proposal").open = true;
  section().removeAttribute("data-own-words");
  dress();
  find("[data-adopt]").focus();
  say(words.decided.undone);
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-adopt]")) adopt();
  else if (target.closest("[data-unadopt]")) undo();
  else if (target.closest("[data-own]")) {
    section().setAttribute("data-own-words", "");
    textsOf(rows().find(isEmpty) || rows()[0])[0].focus();
  }
});
// The key that leads to the decision shows it, too.
document.addEventListener("justera:reveal", ({ target }) => { if (target.closest("#decision")) section().setAttribute("data-own-words", ""); });
document.addEventListener("input", ({ target }) => {
  if (target.closest("[data-field=decisions]") && section()) section().classList.toggle("is-decided", rows().some((row) => !isEmpty(row)));
  if (target.closest("#decision")) offer();
});
for (const event of ["justera:item", "justera:others"]) document.addEventListener(event, dress);
dress();
