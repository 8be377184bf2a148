// Signed out in the middle of a sentence: sign in again in a dialog. The pages of the ordinary sign-in are fetched and sent from here, so
// that a mailed code, a password and whatever else the server asks for work as they do there.
import { isSignedOut, signedIn, unsent } from "./queue.js";
import { Trouble, fetchPage, form, renew, say, user, words } from "./page.js";
import { open, whenStill } from "./pause.js";
import { downloadAll } from "./rescue.js";

const dialog = () => document.getElementById("login");
const slot = (name) => dialog().querySelector(`[data-slot="${name}"]`);
let asked = false, here = "";

document.addEventListener("justera:login", ({ detail }) => {
  say(words.troubles.login);
  if (detail.kind === "other") stranger();
  if (asked) return;
  asked = true;
  whenStill(() => isSignedOut() && show());
});
// Signed in again in another tab.
document.addEventListener("justera:login-over", check);

export async function show() {
  if (dialog().open) return;
  const done = open(dialog());
  if (slot("other").hidden) load(words.login);
  await done;
}

async function load(url, options) {
  slot("wait").hidden = false;
  try {
    const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "text/html" }, ...options });
    here = response.url;
    const doc = new DOMParser().parseFromString(await response.text(), "text/html");
    if (options?.method === "POST" && await check()) return;
    fillIn(doc);
  } catch (trouble) {
    if (!(trouble instanceof TypeError)) throw trouble;
    slot("error").textContent = words.notReached;
  } finally { slot("wait").hidden = true; }
}

// What stands in the page of the sign-in, without its heading, with the address of who was here.
function fillIn(doc) {
  const main = doc.querySelector("main");
  const forms = main ? [...main.querySelectorAll("form")] : [];
  slot("error").textContent = forms.length ? "" : words.loginElsewhere;
  if (!forms.length) return;
  main.querySelectorAll("h1, script, .meta, .lede, [data-not-in-dialog]").forEach((node) => node.remove());
  main.querySelectorAll("[autofocus]").forEach((node) => node.removeAttribute("autofocus"));
  const email = dialog().dataset.email;
  main.querySelectorAll("input[type=email], input[name=login]").forEach((field) => { field.value ||= email; });
  const errors = main.querySelector(".errors");
  slot("forms").replaceChildren(...[...main.childNodes].map((node) => document.importNode(node, true)));
  if (errors) say(errors.textContent.replace(/\s+/g, " ").trim());
  else if (dialog().contains(document.activeElement) && document.activeElement !== dialog().querySelector("h2")) slot("forms").querySelector("input:not([type=hidden])")?.focus();
}

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#login")) return;
  if (event.target.method === "dialog") return;
  event.preventDefault();
  const body = new FormData(event.target, event.submitter);
  load(new URL(event.target.getAttribute("action") || here, here).href, { method: "POST", body });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("#login a[href]");
  if (!link) return;
  if (new URL(link.href, here).pathname === words.login) {
    event.preventDefault();
    event.stopImmediatePropagation();
    load(new URL(link.getAttribute("href"), here).href);
  } else link.target = "_blank";
}, true);

// Whoever is signed in now: the same person goes on, anybody else gets nothing of what stands here.
async function check() {
  try {
    renew(await fetchPage(form().dataset.url));
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    if (trouble.kind === "login" || trouble.kind === "offline") return false;
    stranger();
    return true;
  }
  asked = false;
  slot("other").hidden = true;
  slot("why").hidden = false;
  slot("forms").replaceChildren();
  if (dialog().open) dialog().close("in");
  signedIn();
  if (!unsent().length) say(words.signedIn);
  return true;
}

function stranger() {
  slot("other").hidden = false;
  slot("why").hidden = true;
  slot("forms").replaceChildren();
  slot("error").textContent = "";
}
document.addEventListener("click", (event) => {
  const act = event.target.closest("#login [data-act]")?.dataset.act;
  if (act === "download") downloadAll(user);
  if (act === "leave") location.assign("/");
  if (act === "again") swapPerson();
});

// Sign the other one out, and ask for the one whose text this is.
async function swapPerson() {
  const page = await fetch(words.logout, { credentials: "same-origin" });
  const doc = new DOMParser().parseFromString(await page.text(), "text/html");
  const out = doc.querySelector(`form[action="${words.logout}"]`);
  if (out) await fetch(words.logout, { method: "POST", credentials: "same-origin", body: new FormData(out) });
  slot("other").hidden = true;
  slot("why").hidden = false;
  load(words.login);
}
