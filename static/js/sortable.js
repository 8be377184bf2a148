// Lists that can be reordered: drag by the handle, press the up and down buttons, or Alt and the arrow keys.
// Markup: components/sortable.html. Without script the buttons submit the form: move=<id>:up or move=<id>:down.
// With script the form is posted to data-order-url as order=<id> once for each item; an HTML answer that holds the list
// replaces it, so that numbers and times follow, and so does what stands in the element "<id of the list>-beside". A list without an address renumbers its [data-position] fields.
const words = JSON.parse(document.getElementById("words").textContent);
const say = (text) => { document.getElementById("live").textContent = text; };
const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
const isRow = (element) => element.matches("[data-id], [data-position-row]");
const itemOf = (element) => element.closest("[data-sortable] > [data-id], [data-sortable] > [data-position-row]");

function announce(item) {
  const all = [...item.parentElement.children].filter((row) => !row.hidden && isRow(row));
  const what = item.dataset.name || (item.querySelector(".rows__title") || item.querySelector(".sortable__main"))?.textContent.trim().replace(/\s+/g, " ")
    || item.querySelector("input:not([type]), input[type=text], textarea")?.value || "";
  say(fill(words.moved, { what, place: all.indexOf(item) + 1, all: all.length }));
}

// One order after the other: an answer must not put back what has been moved since it was asked for, nor take away the
// row that is being dragged. While a list waits, only its latest order does.
const waiting = new WeakMap();
let drag = Promise.resolve();

async function save(list, item, focus) {
  [...list.querySelectorAll("[data-position]")].forEach((field, index) => { field.value = index + 1; });
  announce(item);
  if (!list.dataset.orderUrl) {
    list.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  waiting.set(list, { item, focus });
  if (list.ariaBusy === "true") return;
  list.ariaBusy = "true";
  while (waiting.has(list)) {
    const last = waiting.get(list);
    waiting.delete(list);
    try {
      await post(list, last.item, last.focus);
    } catch {
      waiting.delete(list);
      restore(list);
      say(words.moveFailed);
      notice(list, words.moveFailed);
    }
  }
  list.ariaBusy = null;
}

async function post(list, item, focus) {
  const data = new FormData(list.closest("form") || undefined);
  data.delete("order");
  const sent = order(list);
  for (const id of sent.split(",")) data.append("order", id);
  if (!data.has("csrfmiddlewaretoken")) data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const answer = await fetch(list.dataset.orderUrl, { method: "POST", body: data, headers: { "X-Requested-With": "fetch", Accept: "text/html" } });
  if (!answer.ok || (answer.redirected && !new URL(answer.url).pathname.startsWith(location.pathname))) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(list.id);
  if (!fresh) return;
  list.dataset.state = sent;
  await drag;
  if (waiting.has(list)) return;
  const here = list.contains(document.activeElement);
  list.replaceChildren(...fresh.children);
  document.getElementById(`${list.id}-beside`)?.replaceChildren(...page.getElementById(`${list.id}-beside`)?.children || []);
  const same = list.querySelector(`[data-id="${CSS.escape(item.dataset.id)}"]`);
  if (same) flash(same, here && focus);
}

function notice(list, text) {
  list.parentElement.querySelector(":scope > .notice")?.remove();
  const box = document.createElement("p");
  box.className = "notice notice--error";
  const inner = document.createElement("span");
  inner.textContent = text;
  box.append(document.createElement("span"), inner);
  list.before(box);
}

// In the first row nothing moves up, in the last nothing down: the other button takes the focus then.
const takesFocus = (element) => element.isConnected && getComputedStyle(element).visibility !== "hidden";

function flash(item, focus) {
  item.classList.add("is-moved");
  setTimeout(() => item.classList.remove("is-moved"), 900);
  const target = focus instanceof Element ? focus : focus && item.querySelector(focus);
  if (target && takesFocus(target)) target.focus();
  else if (focus) ([...item.querySelectorAll("[data-move]:not([hidden])")].find(takesFocus) || item).focus();
}

const order = (list) => [...list.querySelectorAll(":scope > [data-id]")].map((row) => row.dataset.id).join();

// The order to go back to is the last one that was saved.
function remember(list) {
  if (list.ariaBusy !== "true") list.dataset.state = order(list);
}

function restore(list) {
  for (const id of (list.dataset.state || "").split(",")) {
    const row = list.querySelector(`:scope > [data-id="${CSS.escape(id)}"]`);
    if (row) list.append(row);
  }
}

function step(item, direction, focus) {
  const list = item.parentElement;
  let other = item;
  do other = direction === "up" ? other.previousElementSibling : other.nextElementSibling;
  while (other && (other.hidden || !isRow(other)));
  if (!other) return;
  remember(list);
  if (direction === "up") other.before(item);
  else other.after(item);
  flash(item, focus);
  save(list, item, focus);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  const item = button && itemOf(button);
  if (!item) return;
  event.preventDefault();
  step(item, button.dataset.move, `[data-move="${button.dataset.move}"]`);
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  const item = itemOf(event.target);
  if (!item) return;
  event.preventDefault();
  const where = event.target.closest("[data-move]");
  const focus = where ? `[data-move="${where.dataset.move}"]` : event.target.matches("a") ? "a, button" : event.target;
  step(item, event.key === "ArrowUp" ? "up" : "down", focus);
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  const item = grip && itemOf(grip);
  if (!item || event.button !== 0) return;
  event.preventDefault();
  const list = item.parentElement;
  const before = order(list) || [...list.children].indexOf(item);
  remember(list);
  const home = item.nextElementSibling;
  let ended;
  drag = new Promise((resolve) => { ended = resolve; });
  item.classList.add("is-dragging");

  const move = (at) => {
    const edge = 48;
    if (at.clientY < edge) scrollBy(0, -12);
    else if (at.clientY > innerHeight - edge) scrollBy(0, 12);
    for (const row of list.children) {
      if (row === item || row.hidden) continue;
      const box = row.getBoundingClientRect();
      if (at.clientY < box.top || at.clientY > box.bottom) continue;
      if (at.clientY < box.top + box.height / 2) row.before(item);
      else row.after(item);
      break;
    }
  };
  // The listeners are the document's: moving the handle in the page would end a pointer capture of its own.
  const finish = (keep) => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", done);
    document.removeEventListener("pointercancel", cancel);
    document.removeEventListener("keydown", escape, true);
    item.classList.remove("is-dragging");
    if (!keep) list.insertBefore(item, home);
    const after = order(list) || [...list.children].indexOf(item);
    if (keep && after !== before) {
      flash(item);
      save(list, item);
    }
    ended();
  };
  const done = () => finish(true);
  const cancel = () => finish(false);
  const escape = (key) => { if (key.key === "Escape") finish(false); };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", done);
  document.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", escape, true);
});
