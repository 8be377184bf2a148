// Dialogs: <a href="/the/page/" data-dialog="id"> opens <dialog id>. Without script the link leads to the page that asks the same.
let opener = null;

function show(dialog) {
  dialog.showModal();
  const first = dialog.querySelector("[autofocus]") || dialog.querySelector(".dialog__body :is(input:not([type=hidden]), textarea, select)");
  if (first) first.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-dialog]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const dialog = document.getElementById(link.dataset.dialog);
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    // The menu that held the link closes, so that focus has somewhere visible to return to.
    const menu = link.closest("details[open]");
    if (menu) menu.open = false;
    opener = menu ? menu.querySelector("summary") : link;
    show(dialog);
    return;
  }
  const close = event.target.closest("[data-dialog-close]");
  if (close) {
    const dialog = close.closest("dialog");
    if (!dialog) return;
    event.preventDefault();
    dialog.close();
    return;
  }
  // A click on the dimmed page closes, unless something has been written.
  if (event.target instanceof HTMLDialogElement && event.target.matches(".dialog")) {
    const box = event.target.getBoundingClientRect();
    const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
    const written = [...event.target.querySelectorAll("input:not([type=hidden]), textarea")].some((field) => field.value !== field.defaultValue);
    if (outside && !written) event.target.close();
  }
});

document.addEventListener("close", (event) => {
  if (!(event.target instanceof HTMLDialogElement)) return;
  if (opener && opener.isConnected) opener.focus();
  opener = null;
}, true);

// A form that came back with errors opens its dialog again: <dialog data-open>.
for (const dialog of document.querySelectorAll("dialog[data-open]")) show(dialog);
