/* Passkeys: making one, and signing in with one. Shown only where the browser can. */

const form = document.getElementById("passkey");
const creation = document.getElementById("creation");
const named = !/^[\d.]+$|:/.test(location.hostname); // a passkey belongs to a name, not to a number
const able = named && window.isSecureContext && window.PublicKeyCredential?.parseCreationOptionsFromJSON;

if (form && able) {
  form.hidden = false;
  document.getElementById("no-passkeys")?.remove();
  form
    .querySelector("button")
    .addEventListener("click", () => go().catch(() => (form.querySelector(".error[hidden]").hidden = false)));
}

async function go() {
  const made = await (creation ? create() : sign());
  form.elements.credential.value = JSON.stringify(made.toJSON());
  form.submit();
}

function create() {
  const { publicKey } = JSON.parse(creation.textContent).creation_options;
  publicKey.authenticatorSelection = {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
}

async function sign() {
  const answer = await fetch(form.dataset.options, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  const { publicKey } = (await answer.json()).request_options;
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}
