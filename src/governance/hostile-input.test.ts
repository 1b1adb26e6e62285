import { afterAll, beforeAll, expect, it } from 'vitest'
import { elementsOf, parseHtml } from '../platform/web/testing/html-tree.ts'
import { aStage, type Stage } from '../testing/stage.ts'
import { browseAs, type Answer, type Browsing } from './testing/browse.ts'
import { listPeople } from './testing/cast.ts'
import { crawl, sent, type Form } from './testing/crawl.ts'
import { keepNothing } from './testing/keep-nothing.ts'
import { naughtyStrings, PLANTED_ATTRIBUTE, PLANTED_ELEMENT } from './testing/naughty.ts'
import { serve, type Served } from './testing/serve.ts'
import { fillTwoCouncils } from './testing/two-councils.ts'

/** One form of each route, in the hands of somebody who may send it. */
type Attackable = { readonly browsing: Browsing; readonly form: Form; readonly fields: readonly string[] }

let stage: Stage
let served: Served
const forms = new Map<string, Attackable>()

beforeAll(async () => {
  stage = await aStage('2026-11-21T09:00:00Z')
  await fillTwoCouncils(stage)
  served = await serve(stage, keepNothing(stage.work))
  const people = (await listPeople(stage.ownerUrl)).filter(
    ({ council, company, role }) =>
      council === 'norfolk' && (company === '' || (company === 'Fen Edge Care' && role === 'full edit')),
  )
  for (const person of [null, ...people]) {
    const browsing = await browseAs(served.app, person?.membershipId ?? null)
    const found = await crawl(browsing, served.register, { face: person?.providerId === null ? 'council' : 'provider' })
    for (const form of found.forms) {
      const typed = form.fields.filter(({ kind }) => kind === 'text').map(({ name }) => name)
      // What is chosen or hidden is typed by nobody, but anybody can send it.
      const others = form.fields.filter(({ kind, name }) => kind !== 'text' && name !== '_key').map(({ name }) => name)
      const fields = [...new Set([...typed.slice(0, 5), ...others.slice(0, 2)])]
      if (fields.length > 0 && !leaves(form)) forms.set(form.route.address, { browsing, form, fields })
    }
  }
}, 120_000)
afterAll(async () => {
  await served.app.close()
  await stage.strike()
})

/** Signing out, changing what one signs in with, or taking another's side would end the sweep. */
function leaves({ route: { address } }: Form): boolean {
  return (
    ['/sign-out', '/places', '/council/organisations/:id/acting'].includes(address) || address.startsWith('/account/')
  )
}

function faultsIn({ status, body, isHtml }: Answer): string[] {
  if (status >= 500) return [`answered ${String(status)}`]
  if (!isHtml) return []
  const planted = elementsOf(parseHtml(body)).some(
    ({ name, attributes }) => name === PLANTED_ELEMENT || attributes[PLANTED_ATTRIBUTE] !== undefined,
  )
  return planted ? ['was written into the page unescaped'] : []
}

/** Every naughty string in every field, each sent alone, so that one refusal does not hide the next. */
const attempts = function* (): Generator<Attackable & { readonly field: string; readonly text: string }> {
  for (const attackable of forms.values())
    for (const field of attackable.fields) for (const text of naughtyStrings) yield { ...attackable, field, text }
}

it('is found where a page writes it as it came', () => {
  const page = (typed: string): Answer => ({ status: 200, isHtml: true, body: `<p title="${typed}">${typed}</p>` })
  expect(faultsIn(page(`&lt;${PLANTED_ELEMENT}&gt;`))).toEqual([])
  expect(faultsIn(page(`" ${PLANTED_ATTRIBUTE}="1`))).toEqual(['was written into the page unescaped'])
  expect(faultsIn({ status: 500, isHtml: true, body: '' })).toEqual(['answered 500'])
})

it('never meets a fault and is never taken for markup, in any field of any form', async () => {
  const faults: string[] = []
  const accepted = new Set<string>()
  for (const { browsing, form, field, text } of attempts()) {
    const answer = await browsing.post(form.action, sent(form, { [field]: text }))
    if (answer.status === 303) accepted.add(form.route.address)
    for (const fault of faultsIn(answer))
      faults.push(`${form.route.address} ${field} = ${JSON.stringify(text.slice(0, 40))} ${fault}`)
  }
  // Where nothing was ever accepted, nothing was ever tried on the database.
  expect(accepted.size).toBeGreaterThan(forms.size / 4)
  expect(faults).toEqual([])
}, 600_000)
