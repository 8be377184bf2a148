// The rich-text field: our words and icons on the editor's toolbar, the label and error of the field on the editor itself,
// and a start for fields that come later (new rows of a formset, parts swapped in by htmx).
const words = JSON.parse(document.getElementById("words").textContent);
const ICONS = {
  bold: "bold", italic: "italic", bulletList: "list", orderedList: "ol", blockquote: "quote", heading: "heading", link: "chain", language: "speech",
  unlink: "cross", undo: "undo", redo: "redo", table: "table", insertTable: "table",
  addColumnAfter: "coladd", deleteColumn: "coldrop", addRowAfter: "rowadd", deleteRow: "rowdrop", toggleHeaderCell: "headcell", deleteTable: "tabledrop",
};
// The editor asks for its few English words (link dialog) through gettext, when its module is loaded: after this one.
window.gettext ||= (text) => words.editor[text] || text;

// "history:undo" -> "undo", "heading3" -> "heading"
const plain = (name) => name.split(":").pop().replace(/\d+$/, "");

function dress(button) {
  const name = plain(button.dataset.name || "");
  const label = words.editor[name] || button.title || name;
  button.title = label;
  button.setAttribute("aria-label", label);
  if (ICONS[name]) {
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${words.sprite}#${ICONS[name]}`);
    icon.append(use);
    button.replaceChildren(icon);
  } else button.replaceChildren(label);
  button.classList.remove("material-icons");
}

// One stop for the Tab key: the arrows move inside the toolbar.
function rove(toolbar) {
  const shown = () => [...toolbar.querySelectorAll("button")].filter((button) => button.offsetParent);
  const only = (button) => toolbar.querySelectorAll("button").forEach((other) => { other.tabIndex = other === button ? 0 : -1; });
  if (shown().length) only(shown()[0]);
  toolbar.addEventListener("keydown", (event) => {
    const all = shown();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    only(next);
    next.focus();
  });
}

// Buttons that do something once have no pressed state.
const acts = (button) => /^(link|language|unlink|undo|redo)$/.test(plain(button.dataset.name)) || button.dataset.name.startsWith("table");

function dressToolbar(box, editor, label) {
  const toolbar = box.querySelector(".prose-menubar");
  if (!toolbar) return;
  toolbar.setAttribute("role", "toolbar");
  toolbar.setAttribute("aria-label", label ? `${words.toolbar}: ${label.firstChild.textContent.trim()}` : words.toolbar);
  const buttons = [...toolbar.querySelectorAll("button[data-name]")];
  buttons.forEach(dress);
  rove(toolbar);
  const press = () => {
    for (const button of buttons) {
      if (!acts(button)) button.setAttribute("aria-pressed", String(button.classList.contains("active")));
      button.setAttribute("aria-disabled", String(button.classList.contains("disabled")));
    }
  };
  editor.on("transaction", () => queueMicrotask(press));
  press();
}

document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const box = textarea.closest(".prose-editor");
  const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
  const area = box.querySelector(".ProseMirror[contenteditable]");
  area.setAttribute("role", "textbox");
  area.setAttribute("aria-multiline", "true");
  area.lang = textarea.lang || document.documentElement.lang;
  area.spellcheck = true;
  if (label) {
    label.id ||= `${textarea.id}_label`;
    area.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => editor.commands.focus());
  } else area.setAttribute("aria-label", textarea.getAttribute("aria-label") || words.text);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) area.setAttribute(name, textarea.getAttribute(name));
  }
  // Links to the field, from the error summary for one, arrive at the editor.
  area.id = `${textarea.id}_editor`;
  document.querySelectorAll(`a[href="#${CSS.escape(textarea.id)}"]`).forEach((link) => link.setAttribute("href", `#${area.id}`));
  area.tabIndex = 0;

  // The editor puts its toolbar in place just after it has said that it is ready.
  if (box.querySelector(".prose-menubar")) dressToolbar(box, editor, label);
  else editor.on("create", () => dressToolbar(box, editor, label));
  // Text put back from this computer reaches the editor through its textarea. Where all had been chosen, the caret goes
  // to the end: the next letter would else take the place of what was put back.
  textarea.addEventListener("justera:restore", () => {
    editor.commands.setContent(textarea.value, { emitUpdate: true });
    if (!editor.state.selection.empty) editor.commands.setTextSelection(editor.state.doc.content.size);
  });
});

// The editor's dialogs translate all but the choices of their selects; the value stays the editor's own word.
document.addEventListener("focusin", (event) => {
  for (const option of event.target.closest(".prose-editor-dialog")?.querySelectorAll("option") || []) {
    if (words.editor[option.textContent]) option.label = words.editor[option.textContent];
  }
});

async function start(root) {
  const fields = root.querySelectorAll("[data-django-prose-editor-configurable]");
  if (!fields.length) return;
  const { createEditor } = await import("django-prose-editor/configurable");
  fields.forEach((field) => { if (!field.closest("template")) createEditor(field); });
}
document.addEventListener("htmx:load", (event) => start(event.target));
document.addEventListener("justera:added", (event) => start(event.target));
