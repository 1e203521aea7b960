// Passkeys (WebAuthn): asks this device's authenticator and puts its answer into the form beside the button.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const withBytes = (known) => (known ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

async function get(options) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = credential.response;
  return [
    credential,
    {
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      ...(userHandle === null ? {} : { userHandle: toText(userHandle) }),
    },
  ];
}

async function ask(form) {
  const begun = await fetch(form.dataset.begin, { method: "POST", body: new URLSearchParams() });
  // Who it is must be proved once more first.
  if (begun.redirected) return void location.assign(begun.url);
  if (!begun.ok) throw new Error(String(begun.status));
  const { challengeId, options } = await begun.json();
  const [credential, response] = await get(options);
  form.elements.challengeId.value = challengeId;
  form.elements.response.value = JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  });
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const isHere = location.hostname === form.dataset.host;
  if (!isHere || window.PublicKeyCredential === undefined) continue;
  form.hidden = false;
  form.querySelector("button").addEventListener("click", () => {
    const complaint = form.querySelector("[role=alert]");
    complaint.hidden = true;
    ask(form).catch(() => {
      // Turned back, no passkey here, or no answer: which of them is the person's own business.
      complaint.textContent = form.dataset.failed;
      complaint.hidden = false;
    });
  });
}
