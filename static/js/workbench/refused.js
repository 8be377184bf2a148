// The server says no in words. When the minutes are sealed the page is shown as it stands then, and the text that came too late on top of
// it; when it was this text alone that could not be kept, the words stand at the field.
import { all, captureAll, refuseText } from "./queue.js";
import { fetchPage, form } from "./page.js";
import { refuse } from "./rescue.js";
import { swap } from "./watch.js";

let checking = null;

document.addEventListener("justera:refused", ({ detail: { save, words } }) => {
  checking ||= look().finally(() => { checking = null; });
  checking.then((sealed) => {
    if (sealed || !words) refuse(save, words);
    else refuseText(save, words);
    if (sealed) show(sealed);
  });
});

async function look() {
  try {
    const doc = await fetchPage(form().dataset.url);
    return "locked" in doc.getElementById("write").dataset ? doc : null;
  } catch (trouble) {
    if (!trouble.kind) throw trouble;
    return trouble.kind === "offline" ? null : "gone";
  }
}

function show(sealed) {
  const item = form().dataset.item;
  captureAll();
  for (const save of all()) if (save.item === item && save.open) refuse(save, "");
  if (sealed !== "gone") { if (!("locked" in form().dataset)) swap(sealed); return; }
  form().dataset.locked = "";
  form().querySelector(".item").classList.add("is-locked");
  for (const field of form().querySelectorAll("input, textarea, select, button[name]")) if (!field.closest("[data-mine]")) field.disabled = true;
  for (const area of form().querySelectorAll(".ProseMirror")) area.editor?.setEditable(false);
}
