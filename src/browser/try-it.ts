/** Sends a form that tries an operation and shows what came back in its place, without leaving the page. */
export function tryInPlace(): void {
  const place = document.querySelector<HTMLElement>('[data-try-answer]')
  const form = document.querySelector<HTMLFormElement>('form#try')
  if (place === null || form === null) return
  place.setAttribute('aria-live', 'polite')
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send(form, place)
  })
}

async function send(form: HTMLFormElement, place: HTMLElement): Promise<void> {
  const page = await pageFor(form)
  const answer = page?.querySelector('[data-try-answer]')
  // What was refused is shown by the page itself, with its summary and its messages.
  if (
    page === undefined ||
    answer === null ||
    answer === undefined ||
    page.querySelector('.govuk-error-summary') !== null
  ) {
    form.submit()
    return
  }
  place.replaceChildren(...[...answer.childNodes].map((node) => document.importNode(node, true)))
  place.focus()
}

async function pageFor(form: HTMLFormElement): Promise<Document | undefined> {
  try {
    const fields = [...new FormData(form)].map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : '',
    ])
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(fields) })
    return new DOMParser().parseFromString(await answer.text(), 'text/html')
  } catch {
    return undefined
  }
}
