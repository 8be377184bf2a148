// A new item after the one that is written, and that item up or down the agenda, without leaving the page.
import { open as openItem } from "./navigate.js";
import { Trouble, ask, element, form, icon, say, words } from "./page.js";
import { saveNow, signOut } from "./queue.js";
import { refresh } from "./watch.js";

const ACTS = { "insert-item": insert, "move-item": move };

document.addEventListener("submit", async (event) => {
  const act = ACTS[event.target.id];
  if (!act) return;
  event.preventDefault();
  const body = new FormData(event.target, event.submitter);
  try {
    await act(event.target.action, body);
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    if (trouble.kind === "login") signOut("login");
    else refused(words.notReached);
  }
}, true);

async function insert(url, body) {
  const response = await ask(url, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!response.ok) { refused(await wordsOf(response)); return; }
  const { url: to } = await response.json();
  if (!(await openItem(to, { focus: false }))) return;
  const title = form().querySelector("[name=title]");
  title.focus();
  title.select();
}

async function move(url, body) {
  saveNow();
  const response = await ask(url, { method: "POST", body, redirect: "manual", headers: { Accept: "text/html" } });
  if (response.type !== "opaqueredirect" && !response.ok) { refused(await wordsOf(response)); return; }
  await refresh();
  say(fill(document.getElementById("heading").textContent));
  document.querySelector("#rail [aria-current]")?.scrollIntoView({ block: "nearest" });
}

const fill = (heading) => words.movedTo.replace("%(item)s", heading.trim());

async function wordsOf(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector(".notice--error p, h1")?.textContent || words.notReached;
}

function refused(text) {
  form().querySelector(".item > [data-refused]")?.remove();
  const box = element('<div class="notice notice--error" role="alert" data-refused data-mine><p></p></div>');
  box.prepend(icon("warn"));
  box.querySelector("p").textContent = text;
  form().querySelector(".item").prepend(box);
  box.scrollIntoView({ block: "nearest" });
}
