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
  const [main, newMain] = [document.querySelector('main'), page?.querySelector('main')]
  if (page === undefined || !answer || !main || !newMain) {
    form.submit()
    return
  }
  if (newMain.querySelector('.govuk-error-summary') === null) {
    show(place, answer)
    place.focus()
    return
  }
  // What was refused is said as the page says it, with its summary first and a message beside each box.
  show(main, newMain)
  document.title = page.title
  const summary = main.querySelector<HTMLElement>('.govuk-error-summary')
  summary?.setAttribute('tabindex', '-1')
  summary?.focus()
  tryInPlace()
}

function show(place: Element, content: Element): void {
  place.replaceChildren(...[...content.childNodes].map((node) => document.importNode(node, true)))
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
