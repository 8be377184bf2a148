// The sign-off page: notes that the document has been read, keeps unsent remarks on this computer, and holds the sign button
// back while there is one. Everything works without it.
const READ_AFTER = 4000;
const user = document.documentElement.dataset.user || document.querySelector("[data-reader]")?.dataset.reader || "-";
const say = (text) => { const live = document.getElementById("live"); if (live) live.textContent = text; };
let form = document.querySelector("form[data-sign]");

// A small receipt once the page has been in front of somebody for a moment; nothing depends on it.
if (form) {
  const send = () => {
    const body = new FormData(form);
    fetch(form.dataset.read, { method: "POST", body, credentials: "same-origin" }).catch(() => {});
  };
  let timer = null;
  const watch = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(() => { document.removeEventListener("visibilitychange", watch); send(); }, READ_AFTER);
  };
  document.addEventListener("visibilitychange", watch);
  watch();
}

const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(key))?.value || ""; } catch { return ""; } },
  keys() { try { return Object.keys(localStorage); } catch { return []; } },
  set(key, value) { try { if (value) localStorage.setItem(key, JSON.stringify({ value, at: Date.now() })); else localStorage.removeItem(key); } catch { /* full or switched off */ } },
};
const remarks = [...document.querySelectorAll("form[data-remark]")];
const fields = (remark) => [...remark.querySelectorAll("textarea")];
// Not elements.item: that is a function of every form.
const itemOf = (remark) => remark.querySelector("[name=item]").value;
const written = (remark) => fields(remark).some((field) => field.value.trim());
const hash = form?.elements.content_hash?.value || "";
const keyOf = (remark, field) => `justera:${user}:remark:${hash}:${itemOf(remark)}:${field.name}`;

// What was begun on an earlier text of the same item is not lost when the text is changed and sent anew.
function begun(remark, field) {
  const own = keyOf(remark, field), item = itemOf(remark);
  if (item !== "0" && !store.get(own)) {
    const earlier = store.keys().find((key) => key.startsWith(`justera:${user}:remark:`) && key.endsWith(`:${item}:${field.name}`));
    if (earlier) { store.set(own, store.get(earlier)); store.set(earlier, ""); }
  }
  return store.get(own);
}

function hold() {
  if (!form) return;
  const open = remarks.find(written);
  const hint = form.querySelector("[data-sign-hold]");
  const button = form.querySelector("button");
  hint.hidden = !open;
  if (open) button.setAttribute("aria-disabled", "true"); else button.removeAttribute("aria-disabled");
  hint.id ||= "sign-hold";
  if (open) button.setAttribute("aria-describedby", hint.id); else button.removeAttribute("aria-describedby");
  const details = open?.closest("details");
  if (details) { details.id ||= `ask-${itemOf(open)}`; hint.querySelector("a").href = `#${details.id}`; }
}

// A remark is let go of when the answer shows it, and not when it is sent: the phone may be in a tunnel.
const SENT = "justera:remark-sent";
let sent = "";
try {
  sent = location.hash.startsWith("#remark-") ? sessionStorage.getItem(SENT) || "" : "";
  sessionStorage.removeItem(SENT);
} catch { /* switched off */ }

for (const remark of remarks) {
  if (sent && itemOf(remark) === sent) fields(remark).forEach((field) => store.set(keyOf(remark, field), ""));
  for (const field of fields(remark)) {
    if (!field.value) field.value = begun(remark, field);
    if (field.value.trim()) remark.closest("details").open = true;
    field.addEventListener("input", () => {
      store.set(keyOf(remark, field), field.value);
      hold();
    });
  }
  remark.addEventListener("submit", () => { try { sessionStorage.setItem(SENT, itemOf(remark)); } catch { /* switched off */ } });
}

// Why somebody cannot sign is kept too: the form stands where codes are asked for, which is made anew.
const TOLD = "justera:reason-sent";
function reason() {
  const field = document.querySelector("#decline textarea");
  try {
    if (!field) store.set(sessionStorage.getItem(TOLD) || "-", "");
    sessionStorage.removeItem(TOLD);
  } catch { /* switched off */ }
  if (!field) return;
  const key = `justera:${user}:reason:${hash}`;
  if (!field.value) field.value = store.get(key);
  if (field.value.trim()) field.closest("details").open = true;
  field.addEventListener("input", () => store.set(key, field.value));
  // It is let go of on the page that answers, which has the form no longer.
  field.form.addEventListener("submit", () => { try { sessionStorage.setItem(TOLD, key); } catch { store.set(key, ""); } });
}

function guard() {
  reason();
  form?.addEventListener("submit", (event) => {
    if (!remarks.some(written)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const hint = form.querySelector("[data-sign-hold]");
    say(hint.textContent.trim());
    hint.querySelector("a").focus();
  });
  form?.querySelector("[data-sign-hold-link]")?.addEventListener("click", () => {
    const open = remarks.find(written);
    if (!open) return;
    open.closest("details").open = true;
    setTimeout(() => open.querySelector("textarea").focus(), 0);
  });
  hold();
}

// A code is asked for without leaving the page: only the part where one signs is made anew, so nothing moves or is lost.
function codes() {
  for (const wish of document.querySelectorAll("form[data-code]")) {
    if (!wish.action.endsWith("act=code")) continue;
    wish.addEventListener("submit", async (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      const button = wish.querySelector("button");
      button.disabled = true;
      try {
        const answer = await fetch(wish.action, { method: "POST", body: new FormData(wish), credentials: "same-origin" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById("sign");
        if (!fresh) throw new Error("another page");
        document.getElementById("sign").replaceChildren(...fresh.childNodes);
        form = document.querySelector("form[data-sign]");
        guard();
        codes();
        say(page.querySelector("[data-messages]")?.textContent.trim() || document.querySelector("#sign form p")?.textContent.trim());
        document.querySelector("#sign [name=code]")?.focus();
      } catch {
        HTMLFormElement.prototype.submit.call(wish);
      }
    });
  }
}
guard();
codes();

// An outside service is another site; whoever has been there comes back to the place that she left.
const left = `justera:place:${location.pathname}`;
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-away]")) return;
  try { sessionStorage.setItem(left, String(Math.round(scrollY))); } catch { /* full or switched off */ }
});
try {
  const place = sessionStorage.getItem(left);
  sessionStorage.removeItem(left);
  if (place && location.hash === "#sign") addEventListener("load", () => setTimeout(() => scrollTo(0, Number(place)), 0));
} catch { /* switched off */ }

// A link such as the mail's #decline opens the fold that it points at.
const target = location.hash && document.getElementById(location.hash.slice(1));
if (target instanceof HTMLDetailsElement) target.open = true;
