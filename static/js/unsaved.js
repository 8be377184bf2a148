// No word is lost: forms with data-keep warn before they are left, and keep a copy of what is written on this computer until the
// server has said that it is saved. A copy that is newer than the page is offered back after a reload, a lost line or a new login.
// A save is confirmed by [data-saved] on the page that follows (the green message), by a page that already shows the same text,
// or by the event "justera:saved" on the form (saves by fetch or htmx).
const DAYS = 14;
const user = document.documentElement.dataset.user || "-";
const words = JSON.parse(document.getElementById("words")?.textContent || "{}");
const say = (text) => { const live = document.getElementById("live"); if (live) live.textContent = text; };

const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or switched off: the warning remains */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
  keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith("justera:")); } catch { return []; } },
};

const WRITTEN = "textarea, input:is([type=text], [type=email], [type=url], [type=tel], [type=date], [type=time], [type=number], :not([type]))";
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.matches(WRITTEN) && !("keepNot" in field.dataset));
const pageOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
const keyOf = (form, field) => `justera:${user}:${pageOf(form)}:${form.id}:${field.name}`;
const same = (a, b) => a.replace(/\r\n/g, "\n").trim() === b.replace(/\r\n/g, "\n").trim();

for (const key of store.keys()) {
  const copy = store.get(key);
  if (!copy?.at || Date.now() - copy.at > DAYS * 864e5) store.drop(key);
}

// What was sent from the page before this one, if the server says that it is saved. A sign-in in between also shows green messages,
// but the page before this one is then not the one that sent.
const last = (() => { try { return JSON.parse(sessionStorage.getItem("justera:sent")); } catch { return null; } })();
// A page that only asks whether what was sent is right saves nothing yet: the page after it tells.
if (!document.querySelector("[data-keep-on]")) try { sessionStorage.removeItem("justera:sent"); } catch { /* nothing was remembered */ }
const before = document.referrer && new URL(document.referrer);
if (last && document.querySelector("[data-saved]") && before?.origin === location.origin && before.pathname === last.from) last.keys.forEach(store.drop);

const dirty = new Set();

// A form that came back with errors, or a page that says that the act was refused: what stands there is not saved.
const wasRefused = (form) => form.querySelector(".errors, [aria-invalid=true], .field__error") || document.querySelector("[data-messages] .notice--error");

function keep(form) {
  const refused = wasRefused(form);
  const timers = new Map();
  const first = new Map(fieldsOf(form).map((field) => [field.name, field.value]));

  const write = (field) => {
    const key = keyOf(form, field);
    if (same(field.value, first.get(field.name) ?? "")) store.drop(key);
    else store.set(key, { value: field.value, was: first.get(field.name) ?? "", at: Date.now() });
  };
  form.addEventListener("input", (event) => {
    const field = event.target;
    dirty.add(form);
    if (!(field.name && field.matches(WRITTEN))) return;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => { timers.delete(field); write(field); }, 300));
  });
  const flush = () => { for (const [field, timer] of timers) { clearTimeout(timer); write(field); } timers.clear(); };
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flush);

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    flush();
    dirty.delete(form);
    // A form that was refused once is still unsaved even if nothing has been typed since.
    for (const field of fieldsOf(form)) if (field.value && (refused || !same(field.value, first.get(field.name) ?? ""))) store.set(keyOf(form, field), { value: field.value, was: first.get(field.name) ?? "", at: Date.now() });
    try { sessionStorage.setItem("justera:sent", JSON.stringify({ from: location.pathname, keys: fieldsOf(form).map((field) => keyOf(form, field)) })); } catch { /* the copy stays until the page shows the same text */ }
  });
  form.addEventListener("justera:saved", () => {
    dirty.delete(form);
    timers.forEach(clearTimeout);
    timers.clear();
    for (const field of fieldsOf(form)) {
      first.set(field.name, field.value);
      store.drop(keyOf(form, field));
    }
  });

  if (refused) dirty.add(form);
  else offer(form);
}

// Rows that had been added to a formset are not on the page: their fields come back with the row.
function lostRows(form) {
  const start = `justera:${user}:${pageOf(form)}:${form.id}:`;
  return store.keys()
    .filter((key) => key.startsWith(start))
    .map((key) => ({ key, name: key.slice(start.length), copy: store.get(key) }))
    .filter(({ name }) => !form.elements[name] && formsetOf(form, name));
}
const formsetOf = (form, name) => form.querySelector(`[data-formset="${CSS.escape((/^(.+)-\d+-\w+$/.exec(name) || [])[1] || "")}"]`);

function bringRow(form, name) {
  const add = formsetOf(form, name).querySelector("[data-formset-add]");
  for (let tries = 0; tries < 50 && !form.elements[name] && !add.hidden; tries += 1) add.click();
  return form.elements[name];
}

function offer(form) {
  const found = lostRows(form);
  for (const field of fieldsOf(form)) {
    const key = keyOf(form, field);
    const copy = store.get(key);
    if (!copy) continue;
    if (same(copy.value, field.value)) store.drop(key);
    else found.push({ field, copy, key });
  }
  if (!found.length) return;

  const at = new Date(Math.max(...found.map(({ copy }) => copy.at)));
  const language = document.documentElement.lang || "sv";
  const said = at.toLocaleString(language, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const when = language === "sv" ? said.replace(/0?(\d+):(\d+)$/, "$1.$2") : said; // kl. 9.05
  const box = document.createElement("div");
  box.className = "notice notice--warning";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.foundOne.replace("%(when)s", when));
  const gap = document.createElement("span");
  const text = document.createElement("p");
  text.textContent = words.foundOne.replace("%(when)s", when);
  const acts = document.createElement("div");
  acts.className = "notice__acts";
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "link";
    made.textContent = label;
    made.addEventListener("click", act);
    acts.append(made);
    return made;
  };
  button(words.restore, () => {
    for (const { field: known, name, copy } of found) {
      const field = known || bringRow(form, name);
      if (!field) continue;
      field.value = copy.value;
      field.dispatchEvent(new CustomEvent("justera:restore", { bubbles: true }));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    box.remove();
    say(words.restored);
    (found.find(({ field }) => field)?.field || form.querySelector(WRITTEN))?.focus();
  });
  button(words.discard, () => {
    found.forEach(({ key }) => store.drop(key));
    box.remove();
    form.querySelector("input:not([type=hidden]), textarea")?.focus();
  });
  box.append(gap, text, acts);
  form.prepend(box);
  // What lies in a closed part of the page would not be found.
  for (let part = form.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
}

addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });

const start = (root) => root.querySelectorAll("form[data-keep]").forEach((form) => {
  if (form.dataset.kept) return;
  form.dataset.kept = "1";
  keep(form);
});
start(document);
document.addEventListener("htmx:load", (event) => start(event.target));
