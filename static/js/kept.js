// Everything that is kept on this computer for a user and has not reached the server, as text that a person can read.
const WORKBENCH = /^wb:/;

export function told(user) {
  const start = `justera:${user}:`;
  let keys = [];
  try { keys = Object.keys(localStorage).filter((key) => key.startsWith(start)); } catch { return []; }
  return keys.map((key) => {
    try { return entry(key, key.slice(start.length), JSON.parse(localStorage.getItem(key))); } catch { return null; }
  }).filter((one) => one && one.text).sort((a, b) => a.at - b.at);
}

function entry(key, rest, copy) {
  if (WORKBENCH.test(rest)) return { key, at: copy.at, place: copy.place, label: copy.label, text: copy.text };
  // A line that was begun in the workbench, a remark and a reason not to sign belong to no field of a form that is kept.
  if (/^(quick|remark|reason):/.test(rest)) return { key, at: copy.at, text: copy.value };
  const [page, , field] = rest.split(":");
  return { key, at: copy.at, place: page, label: field, text: /^\s*</.test(copy.value) ? new DOMParser().parseFromString(copy.value, "text/html").body.textContent : copy.value };
}

export function download(entries, name) {
  const language = document.documentElement.lang;
  const text = entries.map((one) => `${[one.place, one.label].filter(Boolean).join(", ")}\n${new Date(one.at).toLocaleString(language)}\n\n${one.text}\n`).join("\n----------\n\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
export const erase = (entries) => { for (const { key } of entries) try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };
