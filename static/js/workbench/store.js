// What has not reached the server is kept on this computer, by user, meeting, item, field and tab, until the server has it.
import { tab, user } from "./page.js";

const START = `justera:${user}:wb:`;
const keyOf = ({ meeting, item, field, tab: of }) => `${START}${meeting}:${item}:${field}:${of}`;
let full = false;

export function put(copy) {
  try {
    localStorage.setItem(keyOf(copy), JSON.stringify({ ...copy, at: Date.now() }));
    full = false;
  } catch { full = true; }
}
export function drop(copy) {
  try { localStorage.removeItem(keyOf(copy)); } catch { /* nothing was kept */ }
}
// Whether this computer cannot keep anything: then leaving the page is warned about.
export const isFull = () => full;

function copies(meeting) {
  let keys = [];
  try { keys = Object.keys(localStorage); } catch { /* switched off */ }
  return keys.filter((key) => key.startsWith(`${START}${meeting}:`)).map((key) => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }).filter(Boolean);
}

// A tab that lives holds a lock by its name; the copies of the others belong to nobody and are offered back.
navigator.locks?.request(`justera:${tab}`, () => new Promise(() => {}));
export async function orphans(meeting) {
  const found = copies(meeting).filter((copy) => copy.tab !== tab);
  if (!found.length || !navigator.locks) return found;
  const before = sessionStorage.getItem("justera:tab");
  const alive = new Set((await navigator.locks.query()).held.map((lock) => lock.name));
  return found.filter((copy) => copy.tab === before || !alive.has(`justera:${copy.tab}`));
}
// The page that stood in this tab before is gone, even where its lock has not been let go yet. Asked before it is overwritten.
export function takeSeat() {
  try { sessionStorage.setItem("justera:tab", tab); } catch { /* a lock alone must do */ }
}
