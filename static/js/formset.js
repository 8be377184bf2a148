// Formsets: adds rows from the <template>, removes them softly (the DELETE box is ticked, the row can be brought back).
// Markup: components/formset.html. Without script there are spare empty rows and the visible DELETE boxes.
const words = JSON.parse(document.getElementById("words").textContent);
const say = (text) => { document.getElementById("live").textContent = text; };

function start(formset) {
  if (formset.dataset.started) return;
  formset.dataset.started = "1";
  const prefix = formset.dataset.formset;
  const total = formset.querySelector(`[name="${CSS.escape(prefix)}-TOTAL_FORMS"]`);
  const rows = formset.querySelector("[data-formset-rows]");
  const template = formset.querySelector("template[data-formset-empty]");
  const add = formset.querySelector("[data-formset-add]");
  const limit = Number(formset.querySelector(`[name="${CSS.escape(prefix)}-MAX_NUM_FORMS"]`)?.value || 1000);

  const dress = (row) => {
    const box = row.querySelector(`[name$="-DELETE"]`);
    const button = row.querySelector("[data-formset-remove]");
    if (!box || !button) return;
    box.closest("[data-formset-delete]").hidden = true;
    button.hidden = false;
    button.addEventListener("click", () => remove(row, box, button));
    if (box.checked) remove(row, box, button);
  };

  function remove(row, box, button) {
    box.checked = true;
    row.hidden = true;
    const undo = document.createElement("li");
    undo.className = "formset__undo";
    const link = document.createElement("button");
    link.type = "button";
    link.className = "link";
    link.textContent = words.undo;
    const gone = formset.closest("[data-saves-itself]") ? words.removedNow : words.removed;
    undo.append(gone, link);
    link.addEventListener("click", () => {
      box.checked = false;
      row.hidden = false;
      undo.remove();
      button.focus();
      changed();
    });
    row.after(undo);
    link.focus();
    say(gone);
    changed();
  }

  const changed = () => {
    add.hidden = Number(total.value) >= limit;
    formset.dispatchEvent(new Event("input", { bubbles: true }));
  };

  add.hidden = Number(total.value) >= limit;
  add.addEventListener("click", () => {
    const number = total.value;
    const piece = template.content.cloneNode(true);
    for (const element of piece.querySelectorAll("*")) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes("__prefix__")) element.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", number));
      }
    }
    const row = piece.firstElementChild;
    rows.append(piece);
    total.value = Number(number) + 1;
    dress(row);
    row.dispatchEvent(new CustomEvent("justera:added", { bubbles: true }));
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    say(words.added);
    changed();
  });

  for (const row of rows.children) {
    dress(row);
    if (row.matches(".is-spare")) row.hidden = true;
  }
}

const startAll = (root) => root.querySelectorAll("[data-formset]").forEach(start);
startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.target));
