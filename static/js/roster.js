// The roster counts who is here while one clicks.
const form = document.getElementById("roster-form");
const shown = document.querySelector("[data-here]");

function count() {
  const lines = [...form.querySelectorAll("[data-position-row]")];
  const here = lines.filter((line) => {
    const status = line.querySelector("[name$=-status]:checked")?.value;
    return line.querySelector("[name$=-name]").value.trim() && ["present", "other", "presenter"].includes(status);
  });
  shown.textContent = shown.dataset.here.replace("HERE", here.length).replace("ALL", lines.length);
}

if (form && shown) form.addEventListener("input", count);
