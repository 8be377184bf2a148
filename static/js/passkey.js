// Passkeys: the browser makes one or uses one, and what it answers goes to the server in the form's hidden field.
const { create, get } = window.webauthnJSON;

async function options(form) {
  const given = document.getElementById("passkey-options");
  if (given) return JSON.parse(given.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

// One that the device keeps, so that no address has to be typed, and that asks for a finger or a PIN each time.
async function made(told) {
  const wanted = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  told.publicKey.authenticatorSelection = { ...told.publicKey.authenticatorSelection, ...wanted };
  return create(told);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const failed = form.querySelector("[data-failed]");
  if (!window.PublicKeyCredential) {
    if (failed) failed.hidden = false;
    continue;
  }
  form.closest("[hidden]")?.removeAttribute("hidden");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (failed) failed.hidden = true;
    try {
      const told = await options(form);
      const answer = form.dataset.passkey === "create" ? await made(told.creation_options) : await get(told.request_options);
      form.elements.credential.value = JSON.stringify(answer);
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      if (failed) failed.hidden = false;
    }
  });
}
