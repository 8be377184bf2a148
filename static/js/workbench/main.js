// The workbench: each module is one behaviour, and this is where the page begins.
import "./agenda.js";
import { adopt } from "./autosave.js";
import "./clock.js";
import { askFirst } from "./conflict.js";
import { show as askLogin } from "./login.js";
import { start as begin } from "./navigate.js";
import "./document.js";
import { form, isLocked } from "./page.js";
import { moved } from "./people.js";
import { isSignedOut, saveNow } from "./queue.js";
import "./refused.js";
import { look } from "./rescue.js";
import "./sheet.js";
import "./side.js";
import { announceSaved } from "./status.js";
import { start as watch } from "./watch.js";

adopt();
look();
watch();
moved();
if (!isLocked() && !location.hash && document.activeElement === document.body && matchMedia("(pointer: fine) and (width >= 56.25em)").matches) begin();
document.querySelector("#rail [aria-current]")?.scrollIntoView({ block: "nearest" });

document.addEventListener("click", (event) => {
  const act = event.target.closest("#saved [data-act]")?.dataset.act;
  if (act === "login" || act === "out") askLogin();
  if (act === "conflict") askFirst();
  if (act === "refused") document.getElementById("refused")?.scrollIntoView({ block: "nearest" });
  if (event.target.closest("button[name=stay]") && !isSignedOut()) saveNow().then(announceSaved);
});
// A heading is one line: Enter goes on to the text.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing || event.target.name !== "title" || !form().contains(event.target)) return;
  event.preventDefault();
  form().querySelector('[data-field="text"] .ProseMirror')?.focus();
});
// Whoever says when an item comes back means that it does.
document.addEventListener("input", (event) => {
  const tick = form()?.elements.deferred;
  if (!event.target.name?.startsWith("deferred_to_") || !event.target.value || !tick || tick.checked) return;
  tick.checked = true;
  tick.dispatchEvent(new Event("input", { bubbles: true }));
});
