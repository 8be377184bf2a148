// The line that is becoming an action is no part that is saved: what is half written there waits on this computer, for its item.
import { form, user } from "./page.js";

const field = () => document.getElementById("quick");
const key = () => `justera:${user}:wb:quick:${form().dataset.item}`;

function keep() {
  const line = field();
  if (!line) return;
  try {
    if (!line.value.trim()) localStorage.removeItem(key());
    else localStorage.setItem(key(), JSON.stringify({ at: Date.now(), text: line.value, place: form().dataset.place, label: line.labels[0]?.textContent }));
  } catch { /* full or switched off */ }
}
function bring() {
  const line = field();
  if (!line || line.value) return;
  try { line.value = JSON.parse(localStorage.getItem(key()))?.text || ""; } catch { /* nothing was kept */ }
}

document.addEventListener("input", (event) => { if (event.target === field()) keep(); });
for (const event of ["justera:saved", "justera:leaving", "focusout"]) document.addEventListener(event, keep);
document.addEventListener("justera:item", bring);
bring();
