// A PDF that its reader is likely to open next is made meanwhile: the link to it has the address to ask at in data-prepare.
let waiting = 0;

export function prepare(link, pause) {
  clearTimeout(waiting);
  if (link) waiting = setTimeout(() => ask(link), pause);
}

function ask(link) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (document.visibilityState !== "visible" || !token) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token });
  // What does not work out now is made when it is opened.
  fetch(link.dataset.prepare, { method: "POST", body, credentials: "same-origin" }).catch(() => {});
}

prepare(document.querySelector(".pagehead [data-prepare]"), 500);
