/* Comfort only: every task works without this file. */
;(() => {
  // A page that came back with complaints starts with them.
  document.querySelector('.govuk-error-summary')?.focus()

  // A second press on a button within a second is a slip of the hand.
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.sent) {
      event.preventDefault()
      return
    }
    form.dataset.sent = 'yes'
    setTimeout(() => delete form.dataset.sent, 1000)
  })

  // A row of the table and its dot on the map light up together.
  const light = (event, on) => {
    const code = event.target.closest?.('[data-participant]')?.dataset.participant
    if (!code) return
    for (const element of document.querySelectorAll(`[data-participant="${CSS.escape(code)}"]`)) {
      element.classList.toggle('is-lit', on)
    }
  }
  document.addEventListener('pointerover', (event) => light(event, true))
  document.addEventListener('pointerout', (event) => light(event, false))

  // What a worker is doing is read again every two seconds, until the page says it is done.
  const follow = async (part) => {
    const response = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null)
    const text = response?.ok ? await response.text() : ''
    const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById(part.id)
    if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes)
    if (!fresh || fresh.dataset.follow !== undefined) setTimeout(follow, 2000, part)
  }
  for (const part of document.querySelectorAll('[data-follow][id]')) setTimeout(follow, 2000, part)
})()
