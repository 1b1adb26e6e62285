const QUIET_MS = 1000
/** Sent before the browser goes to another page because the session has ended. */
export const LEAVING = 'portal:leaving'
/** Said by a form that keeps its boxes itself: of those it has kept, and when it could not. */
export const KEPT = 'portal:kept'
export const KEEP = 'portal:keep'

/** Keeps what is typed in a form on the server, a moment after the typing stops, until the form is sent. */
export function keepDrafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keepDraft(form)
}

function keepDraft(form: HTMLFormElement): void {
  const status = form.querySelector('[data-draft-status]')
  // After a refusal everything was typed, though not since this page came.
  const touched = new Set(form.dataset['draft'] === 'all' ? boxesOf(form) : [])
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWaiting = touched.size > 0
  const save = async (): Promise<void> => {
    isWaiting = false
    const saved = await send(form, touched)
    if (status !== null) status.textContent = saved ? 'What you typed is kept' : 'What you typed could not be kept yet'
  }
  const saveNow = (): void => {
    clearTimeout(timer)
    if (isWaiting) void save()
  }
  const keepsItself = form.querySelector('[data-cells]') !== null
  form.addEventListener('input', ({ target }) => {
    const name = target instanceof Element ? target.getAttribute('name') : null
    if (name === null) return
    touched.add(name)
    isWaiting = true
    clearTimeout(timer)
    if (!keepsItself) timer = setTimeout(saveNow, QUIET_MS)
  })
  form.addEventListener(KEEP, saveNow)
  form.addEventListener(KEPT, (event) => {
    const names: unknown = event instanceof CustomEvent ? event.detail : []
    if (Array.isArray(names)) for (const name of names) touched.delete(String(name))
    isWaiting &&= touched.size > 0
  })
  form.addEventListener('submit', () => {
    clearTimeout(timer)
    isWaiting = false
  })
  document.addEventListener(LEAVING, saveNow)
  addEventListener('pagehide', saveNow)
}

/** The page may be left meanwhile: what is sent goes on. */
async function send(form: HTMLFormElement, touched: ReadonlySet<string>): Promise<boolean> {
  return fetch('/drafts', {
    method: 'POST',
    body: new URLSearchParams(draftOf(form, touched)),
    headers: { accept: 'application/json' },
    keepalive: true,
  }).then(
    ({ ok, redirected }) => ok && !redirected,
    () => false,
  )
}

/** Hidden fields go too: they say which version somebody was looking at. Passwords and files never do. */
function draftOf(form: HTMLFormElement, touched: ReadonlySet<string>): string[][] {
  const hidden = new Set(namesOf(form, 'input[type=hidden]'))
  const secret = new Set(namesOf(form, 'input[type=password], [data-private]'))
  const fields = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !secret.has(name) && (hidden.has(name) || touched.has(name)) ? [[name, value]] : [],
  )
  // A tick that was taken away is not in the form's data.
  const gone = [...touched].filter((name) => !secret.has(name) && !fields.some(([sent]) => sent === name))
  return [...fields, ...gone.map((name) => [name, ''])]
}

function boxesOf(form: HTMLFormElement): string[] {
  return namesOf(form, 'input:not([type=hidden]), textarea, select')
}

function namesOf(form: HTMLFormElement, selector: string): string[] {
  return [...form.querySelectorAll(selector)].flatMap((box) => box.getAttribute('name') ?? [])
}
