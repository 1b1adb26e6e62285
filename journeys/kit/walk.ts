import type { Page } from 'playwright-core'
import type { Form } from '../../src/governance/testing/crawl.ts'
import { faultsOfPage } from './page-checks.ts'

/** In how many ways a page stands: with the demonstration in it, with nothing, not allowed, absent, or refusing a form. */
export type State = 'as found' | 'empty' | 'not allowed' | 'absent' | 'refused form'
export type Look = {
  readonly state: State
  readonly address: string
  readonly status: number
  readonly faults: readonly string[]
}

export async function lookAt(page: Page, address: string, state: State): Promise<Look> {
  return seeing({ state, address }, async () => {
    const answer = await page.goto(address)
    return { status: answer?.status() ?? 0, faults: await faultsOfPage(page) }
  })
}

/** Sends the form as somebody who filled nothing in. Nothing is looked at when it is not refused. */
export async function sendEmpty(page: Page, { page: address, action }: Form): Promise<Look> {
  return seeing({ state: 'refused form', address: action }, async () => {
    await page.goto(address)
    const answered = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.request().isNavigationRequest(),
    )
    // The page of the answer, not the one that is left.
    const loaded = page.waitForEvent('load')
    const both = Promise.all([answered, loaded])
    both.catch(() => undefined)
    await page.evaluate(emptyAndSend, action)
    const status = (await both)[0].status()
    return { status, faults: status === 422 ? await faultsOfPage(page) : [] }
  })
}

/** A page that cannot be looked at is a fault of that page, and the walk goes on. */
async function seeing(
  what: Pick<Look, 'state' | 'address'>,
  look: () => Promise<Pick<Look, 'status' | 'faults'>>,
): Promise<Look> {
  return look().then(
    (seen) => ({ ...what, ...seen }),
    (fault: unknown) => ({ ...what, status: 0, faults: [String(fault).slice(0, 300)] }),
  )
}

/* Runs in the browser, so it names nothing outside itself. */
function emptyAndSend(action: string): void {
  const isIt = (form: HTMLFormElement) =>
    form.method === 'post' &&
    (form.getAttribute('action') === action || form.querySelector(`[formaction="${action}"]`) !== null)
  const form = [...document.forms].find(isIt)
  if (form === undefined) throw new Error(`no form sends to ${action}`)
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.value = ''
    if (field instanceof HTMLSelectElement) field.value = ''
    if (!(field instanceof HTMLInputElement) || field.type === 'hidden') continue
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = false
    else field.value = ''
  }
  form.setAttribute('action', action)
  // After this function has answered: the page that it runs in goes away.
  setTimeout(() => {
    HTMLFormElement.prototype.submit.call(form)
  })
}
