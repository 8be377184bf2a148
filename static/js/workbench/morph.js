// Makes an element say what a fresh one says, changing only what differs: scroll, focus, open menus and typed values stay.
const OURS = new Set(["open", "hidden", "aria-selected", "aria-expanded", "tabindex", "style", "data-started", "aria-pressed", "aria-disabled"]);

export function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  for (const { name } of [...old.attributes]) if (!OURS.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (!OURS.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  children(old, fresh);
}

const named = (node) => (node.nodeType === 1 && (node.id || node.dataset.id)) || "";
const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && named(a) === named(b);

function children(old, fresh) {
  const known = new Map([...old.children].filter(named).map((child) => [named(child), child]));
  // What scripts have put there has no counterpart in a page from the server.
  const skip = (node) => { let at = node; while (at && at.nodeType === 1 && "mine" in at.dataset) at = at.nextSibling; return at; };
  let at = skip(old.firstChild);
  for (const node of fresh.childNodes) {
    const same = named(node) ? known.get(named(node)) : at && alike(at, node) && at;
    if (same) {
      if (same !== at) old.insertBefore(same, at);
      else at = skip(at.nextSibling);
      if (same.nodeType === 1) morph(same, node);
      else if (same.nodeValue !== node.nodeValue) same.nodeValue = node.nodeValue;
    } else {
      const added = document.importNode(node, true);
      old.insertBefore(added, at);
      if (added.nodeType === 1) window.htmx?.process(added);
    }
  }
  while (at) {
    const next = skip(at.nextSibling);
    at.remove();
    at = next;
  }
}

// All parts of the page that live, from another page of the same meeting. `moved` says that another item is shown now, `locked` that
// the minutes were sealed or opened again.
export function morphLive(doc, moved, locked) {
  for (const old of document.querySelectorAll("#rail, [data-live][id]")) {
    if ((old.dataset.live === "item" && !moved) || (old.dataset.live === "lock" && !locked)) continue;
    const fresh = doc.getElementById(old.id);
    if (fresh) morph(old, fresh);
  }
  for (const old of document.querySelectorAll("[data-live-class][id]")) {
    const fresh = doc.getElementById(old.id);
    if (fresh) old.className = fresh.className;
  }
}
