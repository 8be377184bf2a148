// The keys of the workbench. One table makes both the dialog that lists them and the dispatcher that obeys them.
//
// A key acts on the element that carries its name in data-key: links and buttons are pressed, fields are gone to. A key without an
// element on the page is neither obeyed nor listed. Which keys, and why: Alt and one letter. Letters leave AltGr (Ctrl+Alt for
// Windows) and its @ { [ ] } \ | ~ € alone; D, E and F are left out since they belong to the browsers' address bar and menus, and
// the arrows since Alt and an arrow open lists and go back. Screen readers keep Insert, Caps Lock and Ctrl+Alt for themselves.
import { caret, writes } from "./caret.js";
import { focusRich } from "./editors.js";
import { element } from "./page.js";
import { words } from "./words.js";

const KEYS = [
  ["going", [
    ["next", "Alt+N"], ["before", "Alt+U"], ["done", "Ctrl+Enter"],
    ["attendance", "Alt+R"], ["check", "Alt+L"], ["document", "Alt+O"], ["screen", "Alt+V"],
    ["history", "Alt+H"], ["earlier", "Alt+G"],
  ]],
  ["writing", [
    ["text", "Alt+T"], ["comment", "Alt+K"], ["decision", "Alt+S"], ["adopt", "Alt+B"], ["action", "Alt+A", "Alt+Å"],
    ["save", "Ctrl+S"],
  ]],
  ["agenda", [["new", "Alt+Y"], ["up", "Alt+PageUp"], ["down", "Alt+PageDown"]]],
  ["typing", [["mention", "@"], ["phrase", "/"], ["blank", "Tab"], ["help", "?", "F1", "Ctrl+/"]]],
];
const TYPED = new Set(["mention", "phrase", "blank"]); // offers.js
const byKey = new Map(KEYS.flatMap(([, rows]) => rows).filter(([name]) => !TYPED.has(name))
  .flatMap(([name, ...keys]) => keys.map((key) => [key.toUpperCase(), name])));

// "Alt+B" of an event. A Mac types other letters with its Alt, so there the key's place counts.
function pressed(event) {
  if (event.shiftKey && !"?/".includes(event.key)) return "";
  const place = /^Key([A-Z])$/.exec(event.code)?.[1];
  const key = event.altKey && place && !/^[a-zåäö]$/i.test(event.key) ? place : event.key;
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${key}`.toUpperCase();
}

// Fields are found by what they are.
const PLACES = {
  text: "#id_text", comment: "#id_comment", decision: "[data-formset=decisions]", action: "[data-quick]", attendance: "#attendance",
};
const usable = (found) => !found.disabled && !found.closest("[hidden], template, [inert]");
const all = (name) => document.querySelectorAll([`[data-key~="${name}"]`, PLACES[name]].filter(Boolean).join(", "));
// What is seen goes first; what lies in a closed menu can be pressed, too.
const target = (name) => {
  const found = [...all(name)].filter(usable);
  return found.find((one) => one.checkVisibility()) || found[0];
};
const exists = (name) => name === "help" || TYPED.has(name) || Boolean(target(name));

function act(name) {
  if (name === "help") { help(); return true; }
  const found = target(name);
  if (!found) return false;
  if (found.matches("a[href], button, summary, [role=button]")) found.click();
  else goTo(found);
  return true;
}

// To a field, or to a part of the page: what is folded is opened.
function goTo(found) {
  found.dispatchEvent(new Event("justera:reveal", { bubbles: true }));
  const panel = found.closest("[popover]");
  if (panel && getComputedStyle(panel).display === "none") panel.showPopover();
  for (let fold = found.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
  const area = found.matches("textarea, input, select") ? found : [...found.querySelectorAll("textarea, input:not([type=hidden]), select")].find((field) => field.checkVisibility()) || found;
  const rich = area.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;
  if (rich) { rich.commands.focus("end"); return; }
  // The item has just been shown, and its editors are on their way.
  if (area.matches("[data-django-prose-editor-configurable]")) { focusRich(area); return; }
  if (area === found && !found.matches("textarea, input, select")) found.tabIndex = -1;
  area.focus();
  if (caret(area)) area.setSelectionRange?.(area.value.length, area.value.length);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.getModifierState("AltGraph")) return;
  const name = byKey.get(pressed(event));
  if (!name || (event.key === "?" && writes(event.target))) return;
  if (document.querySelector("dialog:modal")) return;
  if (exists(name)) event.preventDefault();
  act(name);
}, true);

// ---- the dialog

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-key=help]");
  if (!opener) return;
  opener.closest("details[data-menu]")?.removeAttribute("open");
  help(opener.closest("details")?.querySelector("summary"));
});

function help(before = document.activeElement) {
  const dialog = document.getElementById("keys") || document.body.appendChild(element(`
    <dialog class="dialog dialog--wide keys" id="keys" aria-labelledby="h-keys"><div class="dialog__head"><h2 id="h-keys"></h2><p></p></div>
    <div class="keys__groups"></div><div class="dialog__foot"><div class="end"><button class="btn" type="button" data-dialog-close autofocus></button></div></div></dialog>`));
  dialog.querySelector("h2").textContent = words.keys.title;
  dialog.querySelector("p").textContent = words.keys.lede;
  dialog.querySelector("[data-dialog-close]").textContent = words.keys.close;
  dialog.querySelector(".keys__groups").replaceChildren(...KEYS.map(group).filter(Boolean));
  dialog.addEventListener("close", () => before?.focus?.(), { once: true });
  dialog.showModal();
}

function group([title, rows]) {
  const shown = rows.filter(([name]) => exists(name));
  if (!shown.length) return null;
  const made = element(`<section class="keys__group"><h3></h3><dl></dl></section>`);
  made.firstChild.textContent = words.keys.groups[title];
  for (const [name, ...keys] of shown) {
    const row = element("<div><dt></dt><dd></dd></div>");
    row.firstChild.textContent = words.keys.names[name];
    row.lastChild.append(...keys.filter((key) => !/Å/.test(key)).flatMap((key, number) => [number ? ` ${words.keys.or} ` : "", kbd(key)]));
    made.lastChild.append(row);
  }
  return made;
}

function kbd(key) {
  const made = element(`<kbd class="kbd"></kbd>`);
  made.textContent = key.split("+").filter(Boolean).map((part) => words.keys.caps[part] || part).join(" ") || key;
  return made;
}

// ---- what the elements say of their keys, for screen readers

function mark() {
  for (const [, rows] of KEYS) {
    for (const [name, key] of rows) {
      if (!TYPED.has(name)) all(name).forEach((found) => found.setAttribute("aria-keyshortcuts", key.replace("Ctrl", "Control")));
    }
  }
}
mark();
for (const event of ["htmx:load", "justera:item", "justera:others"]) document.addEventListener(event, mark);
