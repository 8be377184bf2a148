// Signing out while text of mine has not reached the server: said beforehand, with the text to take along.
import { download, erase, told } from "./kept.js";

const words = JSON.parse(document.getElementById("words")?.textContent || "{}").signOut;
const user = document.documentElement.dataset.user;
let sure = false;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (sure || !words || !user || new URL(form.action, location.href).pathname !== words.url) return;
  const entries = told(user);
  if (!entries.length) return;
  event.preventDefault();
  ask(form, event.submitter, entries);
});

function make(tag, kind, text = "") {
  return Object.assign(document.createElement(tag), { className: kind, textContent: text });
}

function ask(form, submitter, entries) {
  const dialog = make("dialog", "dialog");
  dialog.setAttribute("aria-labelledby", "signout-title");
  const head = make("header", "dialog__head");
  head.append(Object.assign(make("h2", "", words.title), { id: "signout-title" }), make("p", "", words.text));
  const body = make("div", "dialog__body");
  const list = make("ul", "rows");
  for (const one of entries) {
    const item = make("li", "");
    const box = make("div", "");
    box.append(make("p", "rows__title", [one.place, one.label].filter(Boolean).join(", ")), make("p", "rows__meta", one.text.slice(0, 160)));
    item.append(box);
    list.append(item);
  }
  const erasing = make("label", "tick");
  const box = Object.assign(make("input", "check"), { type: "checkbox" });
  erasing.append(box, words.erase);
  body.append(list, erasing);
  const foot = make("footer", "dialog__foot");
  const button = (kind, text, act) => {
    const made = Object.assign(make("button", kind, text), { type: "button" });
    made.addEventListener("click", act);
    return made;
  };
  const end = make("div", "end");
  end.append(
    button("btn btn--danger", words.out, () => { if (box.checked) erase(entries); sure = true; form.requestSubmit(submitter); }),
    button("btn btn--primary", words.download, () => download(entries, words.file)),
  );
  foot.append(button("btn btn--quiet", words.stay, () => dialog.close()), end);
  dialog.append(head, body, foot);
  dialog.addEventListener("close", () => { dialog.remove(); submitter?.focus(); });
  document.body.append(dialog);
  dialog.showModal();
}
