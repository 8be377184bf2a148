// A dialog must not swallow what is being typed: it waits until the keys have been still for a while.
const STILL = 1200;
let last = 0;
document.addEventListener("keydown", () => { last = Date.now(); }, true);
document.addEventListener("input", () => { last = Date.now(); }, true);

let turn = Promise.resolve();
// Runs `show` (which gives a promise that ends when its dialog closes) when nobody types and no other dialog is open.
export function whenStill(show) {
  turn = turn.then(async () => {
    while (Date.now() - last < STILL || document.querySelector("dialog:modal")) await new Promise((go) => { setTimeout(go, 100); });
    await show();
  });
  return turn;
}

// Opens a dialog and gives a promise of its end. The heading gets the focus: a key that was on its way does nothing there.
export function open(dialog) {
  const before = document.activeElement;
  dialog.showModal();
  dialog.querySelector("h2")?.focus();
  return new Promise((end) => {
    dialog.addEventListener("close", () => {
      if (before?.isConnected) before.focus({ preventScroll: true });
      end(dialog.returnValue);
    }, { once: true });
  });
}
