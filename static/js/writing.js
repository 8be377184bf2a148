// "Decide as proposed": the first lines become the words, list items and lines that begin with "att" the clauses.
const find = (selector) => document.querySelector(`#write ${selector}`);
const empty = () => [...document.querySelectorAll("#write .decision__row")].find((row) => !row.closest("[hidden]") && ![...row.querySelectorAll("textarea")].some((field) => field.value.trim()));

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

function offer() {
  const button = find("[data-adopt]"), proposal = find("[name=proposal]");
  if (button) button.hidden = !(proposal && !proposal.disabled && proposal.value.replace(/<[^>]*>/g, "").trim() && empty());
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-adopt]")) return;
  const fields = empty().querySelectorAll("textarea");
  lines(find("[name=proposal]").value).forEach((text, index) => {
    fields[index].value = text;
    fields[index].dispatchEvent(new Event("input", { bubbles: true }));
  });
  fields[0].focus();
  offer();
});
for (const event of ["input", "change", "justera:item", "justera:others"]) document.addEventListener(event, offer);
offer();

// An error or a conflict below the fold of the item is shown at once.
document.querySelector(".item [autofocus], .conflict")?.scrollIntoView({ block: "start" });
