// The writing page: Ctrl+Enter saves and goes on, Ctrl+S saves and stays, Alt+B makes the proposal a decision.
const form = document.getElementById("write");
const press = (name) => form.querySelector(`button[name="${name}"]`)?.click();

document.addEventListener("keydown", (event) => {
  const mod = event.ctrlKey || event.metaKey;
  if (mod && event.key === "Enter") { event.preventDefault(); press("next"); }
  if (mod && !event.shiftKey && event.key.toLowerCase() === "s") { event.preventDefault(); press("stay"); }
  if (event.altKey && !mod && event.key.toLowerCase() === "b" && adopt && !adopt.hidden) { event.preventDefault(); adopt.click(); }
}, true);

// "Decide as proposed": the first lines become the words, list items and lines that begin with "att" the clauses.
const adopt = form.querySelector("[data-adopt]");
const proposal = form.querySelector("[name=proposal]");
const empty = () => [...form.querySelectorAll(".decision__row")].find((row) => !row.closest("[hidden]") && ![...row.querySelectorAll("textarea")].some((field) => field.value.trim()));

function lines(html) {
  const page = new DOMParser().parseFromString(html.replaceAll("<br>", "\n"), "text/html");
  const words = [], clauses = [];
  for (const block of page.querySelectorAll("p, h3")) {
    for (const line of block.textContent.split("\n").map((text) => text.trim()).filter(Boolean)) {
      (block.closest("li") || (words.length && /^att\b/i.test(line)) ? clauses : words).push(line);
    }
  }
  return [words.join("\n"), clauses.join("\n")];
}

const offer = () => { if (adopt) adopt.hidden = !(proposal && !proposal.disabled && proposal.value.replace(/<[^>]*>/g, "").trim() && empty()); };
adopt?.addEventListener("click", () => {
  const row = empty();
  const fields = row.querySelectorAll("textarea");
  lines(proposal.value).forEach((text, index) => {
    fields[index].value = text;
    fields[index].dispatchEvent(new Event("input", { bubbles: true }));
  });
  fields[0].focus();
  offer();
});
form.addEventListener("input", offer);
form.addEventListener("change", offer);
offer();

// An error or a conflict below the fold of the item is shown at once.
document.querySelector(".item [autofocus], .conflict")?.scrollIntoView({ block: "start" });
// On a narrow screen the agenda opens where we are.
document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest" });
