const QUIET_MS = 2000

/** Keeps what is typed in a form on the server, a moment after the typing stops, until the form is sent. */
export function keepDrafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft-url]')) keepDraft(form)
}

function keepDraft(form: HTMLFormElement): void {
  const address = form.dataset['draftUrl']
  const status = form.querySelector('[data-draft-status]')
  if (address === undefined) return
  let timer: ReturnType<typeof setTimeout> | undefined
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(form, address, status), QUIET_MS)
  })
  form.addEventListener('submit', () => {
    clearTimeout(timer)
  })
}

async function save(form: HTMLFormElement, address: string, status: Element | null): Promise<void> {
  const body = new URLSearchParams(draftOf(form))
  const saved = await fetch(address, { method: 'POST', body, headers: { accept: 'application/json' } }).then(
    ({ ok, redirected }) => ok && !redirected,
    () => false,
  )
  if (status !== null) status.textContent = saved ? 'Draft saved' : 'This draft could not be saved'
}

/** Neither the key, which belongs to the sending of the form, nor passwords and files. */
function draftOf(form: HTMLFormElement): string[][] {
  const secret = new Set([...form.querySelectorAll('input[type=password]')].map((input) => input.getAttribute('name')))
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value !== 'string' || name === '_key' || secret.has(name) ? [] : [[name, value]],
  )
}
