// Where one writes: reading and replacing around the caret, the same for plain fields and for the rich-text editor.
const PLAIN = "textarea, input:is([type=text], [type=search], :not([type]))";
const BLANK = /\{[^{}\n]{1,40}\}/g;

let putting = false;
// Whether it is a script that writes just now.
export const isPutting = () => putting;

class Plain {
  constructor(field) { this.field = field; this.element = field; }
  get lang() { return this.field.closest("[lang]").lang; }
  get at() { return this.field.selectionStart === this.field.selectionEnd ? this.field.selectionStart : -1; }
  // What stands before the caret in its line; null while something is selected.
  before() { return this.at < 0 ? null : this.field.value.slice(0, this.at).split("\n").pop(); }
  // Replaces that many characters before the caret, as if it had been typed: it can be undone.
  replace(length, text) {
    const { field } = this;
    putting = true;
    field.setSelectionRange(Math.max(0, field.selectionStart - length), field.selectionEnd);
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    putting = false;
  }
  // Selects the first blank from a place on; tells where it is and its word, null when there is none.
  blank(from = this.field.selectionEnd) {
    const found = [...this.field.value.matchAll(BLANK)].find((one) => one.index >= from);
    if (!found) return null;
    this.field.setSelectionRange(found.index, found.index + found[0].length);
    return { start: found.index, word: found[0].slice(1, -1) };
  }
  box() { return this.field.getBoundingClientRect(); }
}

class Rich {
  constructor(editor) { this.editor = editor; this.element = editor.view.dom; }
  get lang() { return this.element.closest("[lang]").lang; }
  get at() { const { empty, from } = this.editor.state.selection; return empty ? from : -1; }
  before() {
    const { empty, $from } = this.editor.state.selection;
    return empty ? $from.parent.textBetween(0, $from.parentOffset, "\n", "\n").split("\n").pop() : null;
  }
  replace(length, text) {
    const { from, to } = this.editor.state.selection;
    const rows = text.split("\n").map((row) => ({ type: "paragraph", content: row ? [{ type: "text", text: row }] : [] }));
    if (rows.length > 1) this.editor.commands.insertContentAt({ from: from - length, to }, rows);
    else this.editor.view.dispatch(this.editor.state.tr.insertText(text, from - length, to).scrollIntoView());
  }
  blank(from = this.editor.state.selection.to) {
    let found = null;
    this.editor.state.doc.descendants((node, place) => {
      if (found || !node.isTextblock) return !found;
      const text = node.textBetween(0, node.content.size, "\n", "\n");
      const one = [...text.matchAll(BLANK)].find((match) => place + 1 + match.index >= from);
      if (one) found = [place + 1 + one.index, one[0]];
      return false;
    });
    if (!found) return null;
    this.editor.commands.setTextSelection({ from: found[0], to: found[0] + found[1].length });
    return { start: found[0], word: found[1].slice(1, -1) };
  }
  box() {
    const { left, top, bottom } = this.editor.view.coordsAtPos(this.editor.state.selection.from);
    return { left, top, bottom };
  }
}

// The caret of the element that has focus, null where nothing is written.
export function caret(element = document.activeElement) {
  const area = element?.closest?.(".ProseMirror");
  if (area?.editor?.isEditable) return new Rich(area.editor);
  return element?.matches?.(PLAIN) && !element.readOnly && !element.disabled ? new Plain(element) : null;
}

// Whether keys are text here.
export const writes = (element) => Boolean(element?.closest?.(`.ProseMirror, select, ${PLAIN}, input:not([type=button], [type=checkbox], [type=radio], [type=submit])`));

// Calls back once for each rich-text editor: for those of the page, and for those to come.
export function eachEditor(callback) {
  document.querySelectorAll(".ProseMirror").forEach((area) => area.editor && callback(area.editor));
  document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => callback(editor));
}
