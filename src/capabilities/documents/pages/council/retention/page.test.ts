import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { fixedClock } from '../../../../../platform/clock.ts'
import { workRunner } from '../../../../../platform/work.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aPackage } from '../../../../../testing/world.ts'
import { disposeOfDue } from '../../../commands/retain.ts'
import { aDocument, bothSides, type Both } from '../../../testing/site.ts'

const ADDRESS = '/council/documents/retention'
let both: Both
let reader: Visitor
let id: string
beforeAll(async () => {
  both = await bothSides()
  reader = aCouncilVisitor(both.council, both.staff.scope.accountId, { permissions: ['documents.view'] })
  const care = await aPackage(both.stage.build, both.provider, {
    startsOn: '2024-01-01',
    package: { status: 'ended', ends_on: '2025-03-31' },
  })
  id = await aDocument({ ...both, care }, both.staff)
})
afterAll(() => both.close())

const years = {
  'care-plan': '1',
  'care-and-support-plan': '',
  review: '',
  other: '',
  'message-attachment': '',
  'signature-scan': '',
}
const send = (address: string, fields: Record<string, string> = {}) => both.site.send(both.brokers, address, fields)
const shown = async () => (await both.site.visit(both.brokers, ADDRESS)).text

it('shows what a schedule lets go before anybody starts it, and says what has gone afterwards', async () => {
  expect(await shown()).toMatch(/Nothing is disposed of at the moment.*Care plan Ever 0 0 1/)
  expect((await send(ADDRESS, years)).location).toBe(ADDRESS)
  expect(await shown()).toMatch(/Care plan 1 year 0 0 1.*0 documents and files go tonight/)
  expect((await send(`${ADDRESS}/start`)).location).toBe(ADDRESS)
  expect(await shown()).toMatch(/Started by Cara Test, 10 April 2025 at 10am.*Stop disposing/)
  await disposeOfDue(workRunner(both.stage.db, fixedClock('2026-05-01T03:00:00Z')), both.council.id)
  expect((await both.site.visit(both.brokers, `/council/documents/${id}`)).status).toBe(404)
  const gone = await both.site.visit(reader, '/council/documents/disposals')
  expect(gone.text).toMatch(/Care plan .* Cara Test, 1 year; started by Cara Test [0-9a-f]{64}/)
  expect((await send(`${ADDRESS}/stop`)).location).toBe(ADDRESS)
  expect(await shown()).toContain('Nothing is disposed of at the moment')
})

it.each(['0', '101', 'eight', '1.5', '-1'])('keeps what was typed and saves nothing: %s', async (typed) => {
  const { status, text, html } = await send(ADDRESS, { ...years, review: typed })
  expect([status, text.includes('Years must be a whole number from 1 to 100')]).toEqual([422, true])
  expect(html).toContain(`value="${typed}"`)
  expect(await shown()).not.toContain('Review 8 years')
})

it('puts a document, or all of a person, on hold and lifts it in one click', async () => {
  const held = await aDocument(both, both.staff)
  const hold = (fields: Record<string, string>) => send(`/council/documents/${held}/hold`, fields)
  for (const [typed, said] of [
    [' ', 'Enter why it is on hold'],
    ['Complaint '.repeat(51), 'Why it is on hold must be 500 characters or fewer'],
  ] as const) {
    const refused = await hold({ covers: 'person', 'hold-reason': typed })
    expect([refused.status, refused.text.includes(said)]).toEqual([422, true])
    expect(refused.html).toContain('href="#hold-reason"')
    expect(refused.html).toContain(typed.trim())
    expect(refused.html).toMatch(/value="person" checked/)
  }
  expect((await both.site.visit(both.brokers, `/council/documents/${held}`)).text).not.toContain('on legal hold:')
  expect((await hold({ covers: 'person', 'hold-reason': 'A complaint' })).location).toBe(`/council/documents/${held}`)
  const page = await both.site.visit(reader, `/council/documents/${held}`)
  expect(page.text).toContain('All documents of this person are on legal hold: A complaint')
  expect(page.text).not.toContain('Put on legal hold')
  const list = await both.site.visit(both.brokers, ADDRESS)
  const [, lift = ''] = /action="([^"]+\/lifting)"/.exec(list.html) ?? []
  expect((await send(lift)).location).toBe(ADDRESS)
  expect(await shown()).toContain('Nothing is on hold')
  expect((await hold({ covers: 'planet', 'hold-reason': 'x' })).status).toBe(400)
})

it('is for those who look after it; others may only read it, and providers nothing of it', async () => {
  expect((await both.site.visit(reader, ADDRESS)).text).not.toContain('Save schedule')
  for (const address of [ADDRESS, `${ADDRESS}/start`, `${ADDRESS}/stop`, `/council/documents/${id}/hold`])
    expect((await both.site.send(reader, address, years)).status).toBe(403)
  expect((await both.site.visit(both.provides, '/provider/documents/retention')).status).toBe(404)
  const nowhere = '00000000-0000-4000-8000-000000000000'
  expect((await send(`/council/documents/${nowhere}/hold`, { covers: 'document', 'hold-reason': 'x' })).status).toBe(
    404,
  )
  expect((await send(`/council/documents/holds/${nowhere}/lifting`)).status).toBe(404)
})

it.each([
  [{}, '#kind', 'Select what is kept'],
  [{ kind: 'person', person: '' }, '#person', 'Enter the reference of the person'],
  [{ kind: 'person', person: 'W-nobody' }, '#person', 'Nobody has this reference'],
  [{ kind: 'agreement', agreement: 'A-none' }, '#agreement', 'No agreement has this reference'],
  [{ kind: 'conversation', conversation: 'Monday' }, '#conversation', 'There is no conversation at this address'],
  [{ kind: 'person', person: 'somebody', 'hold-reason': ' ' }, '#hold-reason', 'Enter why it is on hold'],
])('holds nothing and keeps what was typed: %j', async (over: Record<string, string>, field, said) => {
  const person = over['person'] === 'somebody' ? { person: `W-${both.care.personId.slice(0, 8)}` } : {}
  const { status, text, html } = await send('/council/documents/holds', {
    ...{ 'hold-reason': 'Kept words', ...over, ...person },
  })
  expect([status, text.includes(said)]).toEqual([422, true])
  expect(html).toContain(`href="${field}"`)
  if (!('hold-reason' in over)) expect(html).toContain('Kept words')
  expect(await shown()).toContain('Nothing is on hold')
})

it('holds everything about a person from the page of the schedule, and leads to what is held', async () => {
  const reference = `W-${both.care.personId.slice(0, 8)}`
  const fields = { kind: 'person', person: reference, 'hold-reason': 'A claim' }
  expect((await send('/council/documents/holds', fields)).location).toBe(ADDRESS)
  const list = await both.site.visit(both.brokers, ADDRESS)
  expect(list.text).toMatch(/Everything about one person A claim/)
  const [, lift = ''] = /action="([^"]+\/lifting)"/.exec(list.html) ?? []
  expect((await send(lift)).location).toBe(ADDRESS)
  expect((await both.site.send(reader, '/council/documents/holds', fields)).status).toBe(403)
})
