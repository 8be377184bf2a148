// The bar's word on what is saved. The place is always taken, so nothing jumps; only trouble and its end are read out.
import { overview } from "./queue.js";
import { isRefused } from "./rescue.js";
import { element, fill, form, icon, say, words } from "./page.js";

const SLOW = 400;
let shownAs = "", slow = 0, troubled = "", last = document.querySelector("#saved .saved__words")?.textContent.trim() || "";

function paint(kind, text) {
  const box = document.getElementById("saved");
  if (!box || shownAs === `${kind}${text}`) return;
  shownAs = `${kind}${text}`;
  box.className = `saved${kind ? ` saved--${kind}` : ""}`;
  // On a phone there is room for the first words only.
  const [, short, more] = /^(.*?)(?=$| – |: )(.*)$/.exec(text);
  box.querySelector(".saved__words").replaceChildren(icon(kind === "" ? "check" : kind === "saving" ? "ringdash" : "warn"), element(`<span><span></span><span class="saved__more"></span></span>`));
  const [first, rest] = box.querySelector(".saved__words").lastChild.children;
  first.textContent = short;
  rest.textContent = more;
  const act = box.querySelector("button");
  act.hidden = !["login", "out", "conflict", "refused"].includes(kind);
  act.textContent = words.acts[kind] || "";
  act.dataset.act = kind;
}

function draw() {
  const { trouble: inQueue, flying, open, first } = overview();
  const trouble = inQueue || (isRefused() ? "refused" : "");
  document.getElementById("saved").dataset.open = open;
  if (trouble) {
    clearTimeout(slow);
    slow = 0;
    const text = fill(words.troubles[trouble], { label: first?.label || "", place: first?.place || "" });
    paint(trouble, text);
    if (troubled !== trouble) say(text);
    troubled = trouble;
    return;
  }
  if (troubled && !flying) { say(last || words.allSaved); troubled = ""; }
  if (flying) slow ||= setTimeout(() => paint("saving", words.saving), SLOW);
  else {
    clearTimeout(slow);
    slow = 0;
    if (last) paint("", last);
    else if (shownAs) paint("", words.allSaved);
  }
}

document.addEventListener("justera:status", draw);
document.addEventListener("justera:saved", ({ detail }) => {
  if (!detail.at) return;
  last = fill(words.savedAt, { at: detail.at });
  if (String(detail.item) === form().dataset.item) {
    document.querySelectorAll("[data-item-saved]").forEach((box) => { box.textContent = last; });
  }
  draw();
});
export function announceSaved() { say(troubled ? document.querySelector("#saved .saved__words").textContent : last || words.allSaved); }
