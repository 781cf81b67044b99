/* Passkeys: the one thing here that browsers do with a script alone. */
;(() => {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return
  const asked = {
    get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
    create: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  }
  for (const form of document.querySelectorAll('[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', async (event) => {
      if (form.elements.answer.value) return
      event.preventDefault()
      delete form.dataset.sent
      try {
        const credential = await asked[form.dataset.passkey](JSON.parse(form.dataset.options))
        form.elements.answer.value = JSON.stringify(credential.toJSON())
        form.submit()
      } catch {
        form.elements.answer.value = ''
      }
    })
  }
})()
