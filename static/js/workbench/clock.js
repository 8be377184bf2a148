// The running clock against the plan in the item's head, and the time at which somebody leaves or arrives "now".
import { fill, words } from "./page.js";

const MINUTE = 60000, FAR = 6 * 60;
const edited = new WeakSet();
const zone = words.clock?.zone;
const now = () => new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date());

// The same sentences as views/clock.py begins with.
function standing(begins, ends) {
  const moment = Date.now();
  const over = Math.floor((moment - ends) / MINUTE), early = Math.floor((begins - moment) / MINUTE);
  if (moment >= ends) return over > 0 && over < FAR ? ["over", over] : [];
  if (moment >= begins) return ["left", Math.ceil((ends - moment) / MINUTE)];
  return early > 0 && early < FAR ? ["early", early] : [];
}

function tick() {
  const clock = document.getElementById("clock");
  if (clock) {
    const [kind, minutes] = standing(Number(clock.dataset.begins), Number(clock.dataset.ends));
    const told = kind ? fill(words.clock[kind], { minutes }) : "";
    if (clock.textContent !== told) clock.textContent = told;
    clock.classList.toggle("is-over", kind === "over");
  }
  const field = document.getElementById("clock-now");
  if (field && "runs" in field.dataset && !edited.has(field) && field.value !== now()) field.value = now();
}

document.addEventListener("input", (event) => { if (event.target.id === "clock-now" && event.isTrusted) edited.add(event.target); });
for (const event of ["justera:item", "justera:others", "htmx:afterSwap"]) document.addEventListener(event, tick);
document.addEventListener("visibilitychange", tick);
setInterval(tick, 5000);
tick();
