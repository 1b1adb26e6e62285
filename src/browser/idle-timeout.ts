import { LEAVING } from './autosave-draft.ts'
import { now } from './clock.ts'
import { idleState, remainingText, shouldKeepAlive, type IdleWatch } from './idle-watch.ts'

const CHANNEL = 'portal-session'
const TICK_MS = 1000

interface Parts {
  readonly dialog: HTMLDialogElement
  readonly form: HTMLFormElement
  readonly remaining: Element
  readonly channel: BroadcastChannel
}

/** Warns before the session ends, extends it when the person is still there, and leaves when it has ended. */
export function warnWhenIdle(): void {
  const idleSeconds = Number(document.body.dataset['idleSeconds'] ?? 0)
  const parts = findParts()
  if (idleSeconds <= 0 || parts === undefined) return
  let watch: IdleWatch = { idleMs: idleSeconds * 1000, extendedAt: now() }
  let sending = false

  const extended = (): void => {
    watch = { ...watch, extendedAt: now() }
    parts.dialog.close()
  }
  const extend = async (): Promise<void> => {
    if (sending) return
    sending = true
    const answer = await postExtension(parts.form).finally(() => {
      sending = false
    })
    if (answer === 'ended') leave()
    if (answer !== 'extended') return
    extended()
    parts.channel.postMessage('extended')
  }
  const noticeActivity = (): void => {
    if (parts.dialog.open || shouldKeepAlive(watch, now())) void extend()
  }

  parts.channel.addEventListener('message', extended)
  parts.form.addEventListener('submit', (event) => {
    event.preventDefault()
    void extend()
  })
  parts.dialog.addEventListener('cancel', noticeActivity)
  document.addEventListener('keydown', noticeActivity)
  document.addEventListener('pointerdown', noticeActivity)
  parts.channel.postMessage('extended')
  const check = (): void => {
    show(parts, watch)
  }
  setInterval(check, TICK_MS)
  // A sleeping computer or a hidden tab misses ticks.
  document.addEventListener('visibilitychange', check)
}

function show({ dialog, remaining }: Parts, watch: IdleWatch): void {
  const time = now()
  const state = idleState(watch, time)
  if (state === 'expired') leave()
  if (state !== 'warning') return
  const text = remainingText(watch, time)
  if (remaining.textContent !== text) remaining.textContent = text
  if (!dialog.open) dialog.showModal()
}

function findParts(): Parts | undefined {
  const dialog = document.querySelector<HTMLDialogElement>('dialog[data-idle-warning]')
  const form = dialog?.querySelector('form')
  const remaining = dialog?.querySelector('[data-idle-remaining]')
  if (!dialog || !form || !remaining) return undefined
  return { dialog, form, remaining, channel: new BroadcastChannel(CHANNEL) }
}

/** No answer at all (no network) is neither: the next key tries again. */
async function postExtension(form: HTMLFormElement): Promise<'extended' | 'ended' | 'unknown'> {
  const fields = new FormData(form)
  const body = new URLSearchParams([...fields].map(([name, value]) => [name, typeof value === 'string' ? value : '']))
  try {
    const { ok, redirected } = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    })
    return ok && !redirected ? 'extended' : 'ended'
  } catch {
    return 'unknown'
  }
}

/** Back to this page afterwards; a page that answered a form is asked for by the address of that form's page. */
function leave(): void {
  document.dispatchEvent(new Event(LEAVING))
  const page = document.querySelector<HTMLInputElement>('input[name=_draft]')?.value
  const here = page ?? location.pathname + location.search
  location.assign(`/sign-in?return=${encodeURIComponent(here)}`)
}
