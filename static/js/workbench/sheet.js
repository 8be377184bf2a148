// A page that is needed for a moment, as a dialog over the one that is written: a link with data-sheet leads to it, and what stands in
// [data-sheet-part] is taken from there, under the heading that the attribute gives or that of the page. Its forms work within the dialog; an act that succeeds closes it.
import { Trouble, ask, element, icon, say, words } from "./page.js";
import { signOut } from "./queue.js";
import { refresh } from "./watch.js";

let dialog = null, address = "";

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-sheet]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.closest("details[open]")?.removeAttribute("open");
  document.querySelector("#rail:popover-open")?.hidePopover();
  await visit(link.href);
}, true);

async function visit(url, options) {
  try {
    const response = await ask(url, { headers: { Accept: "text/html" }, ...options });
    if (options?.method === "POST" && response.redirected) { done(await response.text()); return; }
    address = response.url;
    draw(new DOMParser().parseFromString(await response.text(), "text/html"), url);
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    if (trouble.kind === "login") { dialog?.close(); signOut("login"); } else say(words.notReached);
  }
}

function draw(page, url) {
  const part = page.querySelector("[data-sheet-part]");
  if (!part) { location.assign(url); return; }
  dialog ||= make();
  page.querySelectorAll("link[rel=stylesheet]").forEach((link) => {
    if (![...document.styleSheets].some((sheet) => sheet.href === new URL(link.getAttribute("href"), location.href).href)) document.head.append(document.importNode(link));
  });
  const named = part.dataset.sheetPart;
  dialog.querySelector("h2").textContent = named || page.querySelector("h1").textContent;
  dialog.querySelector(".dialog__head p").textContent = named ? "" : page.querySelector(".pagehead__lede")?.textContent || "";
  const notices = [...page.querySelectorAll("main > .messages, main > .notice, main .messages .notice--error")];
  const body = dialog.querySelector(".dialog__body");
  const focused = body.contains(document.activeElement) && document.activeElement.name;
  body.replaceChildren(...notices.map((one) => document.importNode(one, true)), ...[...part.childNodes].map((node) => document.importNode(node, true)));
  if (!dialog.open) dialog.showModal();
  if (focused) body.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
}

function make() {
  const made = document.body.appendChild(element(`<dialog class="dialog dialog--wide" id="sheet" aria-labelledby="h-sheet">
    <div class="dialog__head"><h2 id="h-sheet"></h2><p></p><button class="btn btn--quiet btn--icon btn--s dialog__close" type="button" data-sheet-close></button></div>
    <div class="dialog__body"></div></dialog>`));
  const close = made.querySelector(".dialog__close");
  close.setAttribute("aria-label", words.close);
  close.append(icon("cross"));
  made.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sheet-close]")) return;
    event.preventDefault();
    made.close();
  });
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const sent = event.target;
    const data = new FormData(sent, event.submitter);
    const to = new URL(sent.getAttribute("action") || address, address);
    if (sent.method === "post") visit(to.href, { method: "POST", body: data });
    else visit(`${to.pathname}?${new URLSearchParams(data)}`);
  });
  return made;
}

function done(html) {
  dialog.close();
  const told = new DOMParser().parseFromString(html, "text/html").querySelector(".notice--success p, [data-saved]");
  if (told) say(told.textContent.trim());
  refresh();
}
