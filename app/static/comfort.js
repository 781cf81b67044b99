/* Comfort only: every task works without this file. */
;(() => {
  // A page that came back with complaints starts with them.
  const startWithComplaints = () => {
    const summary = document.querySelector('.govuk-error-summary')
    if (!summary) return
    summary.tabIndex = -1
    summary.focus()
  }
  startWithComplaints()

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

  // A file that is handed in says how much of it has arrived, then that its rows are being read.
  // What the server answers takes the page's place; if it cannot be reached, the form goes as ever.
  const show = (form, answer) => {
    if (answer.responseURL !== new URL(form.action).href) return location.assign(answer.responseURL)
    const fresh = new DOMParser().parseFromString(answer.responseText, 'text/html')
    document.title = fresh.title
    document.querySelector('main').replaceWith(fresh.querySelector('main'))
    scrollTo(0, 0)
    startWithComplaints()
  }
  const send = (form, told) => {
    const part = (name) => told.querySelector(`[data-part="${name}"]`)
    const bar = told.querySelector('progress')
    const share = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' })
    const sending = new XMLHttpRequest()
    sending.upload.onprogress = ({ loaded, total }) => {
      bar.value = loaded / total
      part('share').textContent = share.format(bar.value)
    }
    sending.upload.onload = () => {
      bar.removeAttribute('value')
      part('way').hidden = true
      part('read').hidden = false
    }
    sending.onload = () => show(form, sending)
    sending.onerror = () => form.submit()
    document.querySelector('.govuk-error-summary')?.remove()
    told.hidden = false
    told.scrollIntoView({ block: 'nearest' })
    sending.open('POST', form.action)
    sending.send(new FormData(form))
  }
  document.addEventListener('submit', (event) => {
    const told = event.target.querySelector('[data-sending]')
    if (event.defaultPrevented || !told || !event.target.querySelector('[type=file]').files.length) return
    event.preventDefault()
    for (const button of event.target.querySelectorAll('button')) button.disabled = true
    send(event.target, told)
  })

  // An instant at which many come together is said in the reader's time too, unless that is UTC,
  // which stands there already.
  for (const time of document.querySelectorAll('time[data-local]')) {
    const at = new Date(time.dateTime)
    if (!at.getTimezoneOffset()) continue
    const written = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' })
    const here = document.createElement('span')
    here.className = 'fine'
    here.textContent = ` · ${time.dataset.local.replace('{}', () => written.format(at))}`
    ;(time.nextElementSibling ?? time).after(here)
  }

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
