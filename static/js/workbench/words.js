// The words of the modules that help one write quickly, and what the page knows: people, phrases, days.
const json = (id) => { try { return JSON.parse(document.getElementById(id).textContent); } catch { return null; } };

export const words = json("writing-words") || {};
// Read anew each time: people come and go, and another item brings other days.
export const data = (id) => json(id) || [];
