// The rich-text editor of a text area: what others wrote is put into it as a change of just the differing piece, so that the
// caret, the selection and the steps that can be undone stay what they were.
export const editorOf = (textarea) => textarea.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;

export async function showRich(textarea, html) {
  const editor = editorOf(textarea);
  textarea.value = html;
  if (!editor) return;
  const { createDocument } = await import("django-prose-editor/editor");
  // Something was typed while the module came: the typed text stays, and its save will tell of the conflict.
  if (textarea.value !== html) return;
  const { state } = editor;
  const fresh = createDocument(html, state.schema);
  const start = state.doc.content.findDiffStart(fresh.content);
  if (start === null) return;
  let { a, b } = state.doc.content.findDiffEnd(fresh.content);
  const overlap = start - Math.min(a, b);
  if (overlap > 0) { a += overlap; b += overlap; }
  const change = state.tr.replace(start, a, fresh.slice(start, b));
  editor.view.dispatch(change.setMeta("addToHistory", false).setMeta("preventUpdate", true));
}

let wanted = null;
export function focusRich(textarea, where = "end") {
  const editor = editorOf(textarea);
  wanted = textarea;
  if (editor) { editor.commands.focus(where, { scrollIntoView: false }); return; }
  const before = document.activeElement;
  document.addEventListener("prose-editor:ready", function ready(event) {
    if (event.detail.textarea !== textarea) return;
    document.removeEventListener("prose-editor:ready", ready);
    // Whoever has gone somewhere else meanwhile stays there.
    if (wanted !== textarea) return;
    if (document.activeElement === before || document.activeElement === document.body) event.detail.editor.commands.focus(where, { scrollIntoView: false });
  });
}

// Editors of parts that leave the page for good.
export function destroy(root) {
  root.querySelectorAll("[data-django-prose-editor-configurable]").forEach((textarea) => editorOf(textarea)?.destroy());
}
