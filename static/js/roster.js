// The roster counts who is here while one clicks.
const form = document.getElementById("roster-form");
const shown = document.querySelector("[data-here]");

function count() {
  const people = [...form.querySelectorAll("[data-position-row]")].filter((line) => line.querySelector("[name$=-name]").value.trim());
  const here = people.filter((line) => ["present", "other", "presenter"].includes(line.querySelector("[name$=-status]:checked")?.value));
  shown.textContent = shown.dataset.here.replace("HERE", here.length).replace("ALL", people.length);
}

if (form && shown) form.addEventListener("input", count);
