// Asks the browser for a passkey and sends its answer with the form. The buttons are shown only where this runs.
"use strict";

async function options(form) {
  const given = document.getElementById("passkey-options");
  if (given) return JSON.parse(given.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error("no question from the server");
  return answer.json();
}

async function ask(form) {
  const asked = await options(form);
  if (form.dataset.passkey === "get") return window.webauthnJSON.get(asked.request_options);
  const wanted = asked.creation_options;
  wanted.publicKey.authenticatorSelection = {
    ...wanted.publicKey.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return window.webauthnJSON.create(wanted);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const error = document.querySelector("[data-passkey-error]");
  const button = form.querySelector("button");
  if (!window.PublicKeyCredential) {
    error.hidden = false;
    continue;
  }
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch (_refused) {
      error.hidden = false;
      button.disabled = false;
    }
  });
}
