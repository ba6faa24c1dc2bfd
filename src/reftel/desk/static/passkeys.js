// Passkeys: a form that the browser fills in. The server's options stand on the page, or are
// asked for where data-ask says; what the passkey answers is sent with the form.

const UNABLE = "This browser is too old for passkeys here.";
const FAILED = "That did not work, or you stopped it. Nothing was sent.";

async function options(form) {
  const address = form.dataset.ask;
  if (!address) {
    return JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
  }
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options.publicKey;
}

async function credential(form) {
  const asked = await options(form);
  if (form.dataset.passkey === "get") {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked);
    return navigator.credentials.get({ publicKey });
  }
  const alone = form.elements.passwordless.checked;
  const selection = { ...asked.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({
    ...asked, authenticatorSelection: selection,
  });
  return navigator.credentials.create({ publicKey });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  const told = form.querySelector(".error");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.textContent = "";
    if (!PublicKeyCredential.parseRequestOptionsFromJSON) {
      told.textContent = UNABLE;
      return;
    }
    try {
      form.elements.credential.value = JSON.stringify((await credential(form)).toJSON());
    } catch {
      told.textContent = FAILED;
      return;
    }
    form.submit();
  });
}
