// What the modules of the workbench share: where we are, what the page says, and a page fetched in the background.
export const words = JSON.parse(document.getElementById("workbench-words")?.textContent || "{}");
export const user = document.documentElement.dataset.user || "-";
// A new one each time the page is loaded: a tab that was copied must not pass for the one that it was copied from.
export const tab = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const form = () => document.getElementById("write");
export const isLocked = () => "locked" in (form()?.dataset || { locked: "" });
export const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_found, name) => values[name] ?? "");
export const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`justera:${name}`, { detail }));

// For the ear: only what she must know, never each save.
export function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

// "10.42" in Swedish, "10:42" in English; with its day when that is not today.
export function clock(date) {
  const time = `${date.getHours()}${words.language.startsWith("sv") ? "." : ":"}${String(date.getMinutes()).padStart(2, "0")}`;
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.toLocaleDateString(words.language, { day: "numeric", month: "long" })} ${time}`;
}

export const token = () => form().querySelector("[name=csrfmiddlewaretoken]").value;
export function renew(doc) {
  const fresh = doc.querySelector("#write [name=csrfmiddlewaretoken]")?.value;
  if (fresh) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = fresh; });
}

export function element(html) {
  const box = document.createElement("template");
  box.innerHTML = html.trim();
  return box.content.firstElementChild;
}
export function icon(name) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${words.sprite}#${name}`);
  made.append(use);
  return made;
}

// Why something could not be had: offline, login (signed out), other (somebody else is signed in), denied, elsewhere (`to`).
export class Trouble extends Error {
  constructor(kind, to = "") {
    super(kind);
    this.kind = kind;
    this.to = to;
  }
}

// The first step of signing in, or a later one that was begun.
const isLogin = (response) => response.redirected && new URL(response.url).pathname.startsWith(words.login.replace(/login\/$/, ""));

export async function ask(url, { timeout = 20000, signal, ...options } = {}) {
  const limit = AbortSignal.timeout(timeout);
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", signal: signal && AbortSignal.any ? AbortSignal.any([signal, limit]) : signal || limit, ...options });
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new Trouble("offline");
  }
  if (response.status === 401 || isLogin(response)) throw new Trouble("login");
  if (response.status >= 500 || response.status === 429 || response.status === 408) throw new Trouble("offline");
  return response;
}

export async function fetchPage(url, signal) {
  const response = await ask(url, { headers: { Accept: "text/html" }, signal });
  if (!response.ok) throw new Trouble("denied");
  let html;
  try { html = await response.text(); } catch { throw new Trouble("offline"); }
  const doc = new DOMParser().parseFromString(html, "text/html");
  if (!doc.getElementById("write")) throw new Trouble("elsewhere", response.url);
  if (doc.documentElement.dataset.user !== user) throw new Trouble("other");
  return doc;
}
