// Masking: what is selected in the copy goes into the list of words, each paragraph on a line of its own. Without it one writes them.
const copy = document.querySelector("[data-masking-copy]");
const take = document.querySelector("[data-masking-take]");
const list = document.querySelector("#masking-form textarea[name=more]");

if (copy && take && list) {
  const button = take.querySelector("button");
  const live = document.getElementById("live");
  let words = [];
  take.hidden = false;

  // The selection is gone from some browsers when the button is pressed, so it is remembered as it is made.
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const inside = selection.rangeCount && !selection.isCollapsed && copy.contains(selection.getRangeAt(0).commonAncestorContainer);
    if (!inside && button.contains(document.activeElement)) return;
    words = inside ? selection.toString().split(/[\n\t]+/).map((line) => line.trim()).filter(Boolean) : [];
    button.disabled = !words.length;
  });
  // Pressing must not take the selection away before it has been read.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const there = list.value.split("\n").map((line) => line.trim()).filter(Boolean);
    list.value = [...new Set([...there, ...words])].join("\n");
    list.dispatchEvent(new Event("input", { bubbles: true }));
    if (live) live.textContent = `${take.dataset.added} ${words.join(", ")}`;
    words = [];
    button.disabled = true;
    getSelection().removeAllRanges();
    list.focus({ preventScroll: true });
  });
}
