// A list that is offered under the caret: focus stays where one writes, arrows choose, Enter or Tab takes, Escape closes.
import { say } from "./page.js";

let open = null;

export const isFor = (element) => open?.caret.element === element;

// options: [{text, note, lang, value}]; take(option) is called with the chosen one, decline() on Escape.
export function show({ caret, options, label, heard, take, decline }) {
  const same = isFor(caret.element);
  if (!same) close();
  const list = open?.list || (caret.element.closest("dialog, main") || document.body).appendChild(Object.assign(document.createElement("ul"), { id: "offers", className: "offers" }));
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  list.replaceChildren(...options.map((option, number) => row(option, number)));
  open = { list, caret, options, take, decline, at: -1 };
  if (!list.matches(":popover-open")) { list.popover = "manual"; list.showPopover(); }
  const { element } = caret;
  if (element.matches("input")) { element.setAttribute("role", "combobox"); element.setAttribute("aria-expanded", "true"); }
  element.setAttribute("aria-autocomplete", "list");
  element.setAttribute("aria-controls", list.id);
  choose(0);
  place();
  if (!same) say(heard);
}

function row(option, number) {
  const item = document.createElement("li");
  item.id = `offer-${number}`;
  item.setAttribute("role", "option");
  const text = item.appendChild(document.createElement("span"));
  text.textContent = option.text;
  if (option.lang) text.lang = option.lang;
  if (option.note) item.append(" ", Object.assign(document.createElement("small"), { textContent: option.note }));
  // Focus must not leave the field.
  item.addEventListener("pointerdown", (event) => event.preventDefault());
  item.addEventListener("click", () => { choose(number); takeChosen(); });
  return item;
}

function choose(number) {
  const rows = [...open.list.children];
  open.at = (number + rows.length) % rows.length;
  rows.forEach((item, place) => item.setAttribute("aria-selected", String(place === open.at)));
  rows[open.at].scrollIntoView({ block: "nearest" });
  open.caret.element.setAttribute("aria-activedescendant", rows[open.at].id);
}

function place() {
  const { list, caret } = open;
  const box = caret.box();
  const view = visualViewport || { width: innerWidth, height: innerHeight, offsetTop: 0, offsetLeft: 0 };
  const size = list.getBoundingClientRect();
  const below = box.bottom + 4 + size.height <= view.offsetTop + view.height || box.top - size.height < view.offsetTop;
  list.style.insetBlockStart = `${below ? box.bottom + 4 : box.top - 4 - size.height}px`;
  list.style.insetInlineStart = `${Math.max(8, Math.min(box.left, view.offsetLeft + view.width - size.width - 8))}px`;
}

function takeChosen() {
  const { options, at, take } = open;
  close();
  take(options[at]);
}

export function close() {
  if (!open) return;
  const { list, caret: { element } } = open;
  open = null;
  list.remove();
  for (const name of ["aria-activedescendant", "aria-controls", "aria-autocomplete", "aria-expanded"]) element.removeAttribute(name);
  if (element.matches("input")) element.removeAttribute("role");
}

// Before the editor and the page's own keys see them.
document.addEventListener("keydown", (event) => {
  if (!open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    ArrowDown: () => choose(open.at + 1),
    ArrowUp: () => choose(open.at - 1),
    Enter: takeChosen,
    Tab: takeChosen,
    Escape: () => { const { decline } = open; close(); decline?.(); },
  }[event.key];
  if (!act || event.shiftKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}, true);
document.addEventListener("focusout", (event) => { if (open?.caret.element === event.target) close(); });
document.addEventListener("scroll", () => { if (open) place(); }, true);
