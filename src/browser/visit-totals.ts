const QUIET_MS = 700

/**
 * Says what the visits of a week come to as they are typed. The server works it out as its button does, which stays for
 * whoever has no scripts; nothing is saved by it.
 */
export function keepVisitTotals(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[value="work-out"]')) {
    if (button.form !== null) watch(button.form, button)
  }
}

function watch(form: HTMLFormElement, button: HTMLButtonElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest = 0
  const workOut = async (): Promise<void> => {
    newest += 1
    const mine = newest
    const page = await ask(form, button)
    // What was typed since has been asked about since.
    if (page !== undefined && mine === newest) show(page)
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void workOut(), QUIET_MS)
  })
  form.addEventListener('submit', () => {
    clearTimeout(timer)
    newest += 1
  })
}

/** The page as its button would show it; undefined when it could not be asked. */
async function ask(form: HTMLFormElement, { name, value }: HTMLButtonElement): Promise<Document | undefined> {
  const fields = [...new FormData(form)].flatMap(([field, typed]) =>
    typeof typed === 'string' ? [[field, typed]] : [],
  )
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams([...fields, [name, value]]),
      headers: { accept: 'text/html' },
    })
    if (answer.redirected || (!answer.ok && answer.status !== 422)) return undefined
    return new DOMParser().parseFromString(await answer.text(), 'text/html')
  } catch {
    return undefined
  }
}

/** Only what was worked out changes: the boxes and the focus stay. */
function show(page: Document): void {
  const fault = page.querySelector('.govuk-error-summary__list')?.textContent
  for (const place of document.querySelectorAll<HTMLElement>('[data-worked]')) {
    const now = page.querySelector(`[data-worked="${place.dataset['worked'] ?? ''}"]`)
    if (fault !== undefined) {
      if (place.getAttribute('role') === 'status') place.textContent = `Not added up yet. ${fault}`
    } else if (now !== null && !now.isEqualNode(place)) place.replaceChildren(...now.childNodes)
  }
}
