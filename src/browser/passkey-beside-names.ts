import { hasPasskeys, requestIn } from './passkey.ts'

/** So long before a question is too old to be answered, the next one takes its place. */
const SOONER_S = 45

type Question = { readonly options: unknown; readonly seconds: number }

/** Lets the browser offer its passkeys in the box for the user name, beside the names it knows. The button stays. */
export function offerPasskeysBesideNames(): void {
  const box = document.querySelector<HTMLInputElement>('input[data-passkey-question]')
  const form = box?.form
  if (!box || !form) return
  void canOffer().then((can) => (can ? waitForChoice(form, box) : undefined))
}

async function canOffer(): Promise<boolean> {
  return (
    hasPasskeys() &&
    'isConditionalMediationAvailable' in PublicKeyCredential &&
    (await PublicKeyCredential.isConditionalMediationAvailable())
  )
}

/** Nothing is shown until somebody chooses, and a browser that cannot do it leaves the page as it was. */
async function waitForChoice(form: HTMLFormElement, box: HTMLInputElement): Promise<void> {
  const question = await ask(form, box)
  if (question === undefined) return
  const tooOld = new AbortController()
  const timer = setTimeout(
    () => {
      tooOld.abort()
    },
    secondsToWait(question) * 1000,
  )
  const credential = await navigator.credentials
    .get({ mediation: 'conditional', signal: tooOld.signal, publicKey: requestIn(question.options) })
    .catch(() => null)
  clearTimeout(timer)
  if (credential instanceof PublicKeyCredential) {
    box.value = JSON.stringify(credential.toJSON())
    form.action = box.dataset['passkeyAnswer'] ?? ''
    form.submit()
    return
  }
  if (!tooOld.signal.aborted) return
  await untilSeen()
  await waitForChoice(form, box)
}

function secondsToWait({ seconds }: Question): number {
  return Math.max(seconds - SOONER_S, 1)
}

/** A tab that nobody looks at asks nothing. */
function untilSeen(): Promise<unknown> {
  if (!document.hidden) return Promise.resolve()
  return new Promise((seen) => {
    document.addEventListener('visibilitychange', seen, { once: true })
  })
}

async function ask(form: HTMLFormElement, box: HTMLInputElement): Promise<Question | undefined> {
  const csrf = form.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? ''
  try {
    const answer = await fetch(box.dataset['passkeyQuestion'] ?? '', {
      method: 'POST',
      body: new URLSearchParams({ _csrf: csrf }),
      headers: { accept: 'application/json' },
    })
    return answer.ok ? questionIn(await answer.json()) : undefined
  } catch {
    return undefined
  }
}

function questionIn(said: unknown): Question | undefined {
  if (typeof said !== 'object' || said === null || !('options' in said) || !('seconds' in said)) return undefined
  return typeof said.seconds === 'number' ? { options: said.options, seconds: said.seconds } : undefined
}
