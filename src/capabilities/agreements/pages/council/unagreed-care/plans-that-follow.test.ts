import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { quantity } from '../../../../../core/money.ts'
import { changePackage } from '../../../../care-packages/commands/change-package.ts'
import { aDesk, type Desk } from '../../../../care-packages/testing/commissioning.ts'
import { draftAgreement } from '../../../commands/draft-agreement.ts'
import { signAgreements } from '../../../commands/sign-agreements.ts'

let desk: Desk

beforeAll(async () => {
  desk = await aDesk()
})
afterAll(() => desk.close())

const NEEDED = '/council/agreements/needed'
const hashOf = (html: string) => /name="hash" value="([0-9a-f]{64})"/u.exec(html)?.[1] ?? ''
const idOf = (address: string) => address.split('/').at(-1) ?? ''
const visit = (address: string) => desk.site.visit(desk.broker, address)
const send = (address: string, fields: Readonly<Record<string, string>>) => desk.site.send(desk.broker, address, fields)

/** Fourteen hours from 5 May, published and not answered. */
async function waiting() {
  const id = await desk.commissioned()
  const { location } = await send(`/council/packages/${id}/agreement`, {})
  await publish(location, 'publication')
  return { id, address: location }
}
async function publish(address: string, act: 'publication' | 'correction') {
  const { html } = await visit(address)
  expect((await send(`${address}/${act}`, { hash: hashOf(html) })).status).toBe(303)
}
/** Where it leads. */
async function changed(id: string, from: readonly [day: string, month: string], planned = '16') {
  const [care] = await desk.packageOf(id)
  const version = String(care?.['row_version'])
  const sent = await send(`/council/packages/${id}/change`, {
    ...{ version, cause: 'social-work-decision', line: desk.provider.rateLineId, planned },
    ...{ 'from-day': from[0], 'from-month': from[1], 'from-year': '2025' },
  })
  expect([sent.status, sent.status === 303 ? '' : sent.text]).toEqual([303, ''])
  return sent
}
async function signed(address: string, revision: number) {
  const { council, stage, asha } = desk
  const [row] = await desk.ask(sql`
    select encode(content_hash, 'hex') as hash from agreements.revision
    where council_id = ${council.id} and agreement_id = ${idOf(address)} and revision = ${revision}`)
  const outcome = await stage.work.run({ scope: asha.scope, name: 'Asha Test', face: 'provider' }, (work) =>
    signAgreements(work, {
      agreements: [{ id: idOf(address), shown: { revision, hash: String(row?.['hash']) } }],
      ...{ typedName: 'Asha Test', statements: ['I have read it'], provedAt: stage.clock.now() },
    }),
  )
  expect(outcome).toMatchObject({ ok: true, value: { results: [{ outcome: 'agreed' }] } })
}
/** Each agreement about the care: its state, and the days and units that its text says. */
const textsOf = (id: string) =>
  desk.ask(sql`
    select a.status, c ->> 'startsOn' as "from", c ->> 'endsOn' as "to", (c ->> 'planned')::bigint / 30000 as units
    from agreements.agreement a
    join agreements.revision r on r.council_id = a.council_id and r.agreement_id = a.id and r.revision = a.revision
    cross join lateral jsonb_array_elements(r.content -> 'lines') c
    where a.council_id = ${desk.council.id} and c ->> 'packageId' = ${id} order by a.reference`)

it('gives what changes from a later day an agreement of its own beside one that waits, which stands also where that one is agreed later', async () => {
  const { id, address } = await waiting()
  const made = await changed(id, ['2', '6'])
  expect(made.location).not.toBe(address)
  await publish(address, 'correction')
  await publish(made.location, 'publication')
  const plans = [
    { from: '2025-05-05', to: '2025-06-01', units: 14n },
    { from: '2025-06-02', to: null, units: 16n },
  ]
  expect(await textsOf(id)).toMatchObject(plans.map((plan) => ({ ...plan, status: 'published' })))
  await signed(made.location, 1)
  await signed(address, 2)
  expect(await textsOf(id)).toMatchObject(plans.map((plan) => ({ ...plan, status: 'agreed' })))
  expect((await visit(`/council/packages/${id}`)).text).toContain('Recordable from 5 May 2025')
})

it('leads to the one that waits where the plan that changes is the one it is about', async () => {
  const { id, address } = await waiting()
  expect((await changed(id, ['5', '5'])).location).toBe(address)
  await publish(address, 'correction')
  expect(await textsOf(id)).toMatchObject([{ status: 'published', from: '2025-05-05', to: null, units: 16n }])
})

it('drafts beside a draft about another plan', async () => {
  const id = await desk.commissioned()
  const { location } = await send(`/council/packages/${id}/agreement`, {})
  const made = await changed(id, ['2', '6'])
  expect([made.location.startsWith('/council/agreements/'), made.location === location]).toEqual([true, false])
  expect(await textsOf(id)).toMatchObject([{ units: 14n }, { status: 'draft', from: '2025-06-02', units: 16n }])
})

it('asks for texts of plans that no agreement is about, on the list and at the package', async () => {
  const { id, address } = await waiting()
  const made = await changed(id, ['2', '6'], '17')
  const rowOf = async () => /(\d+ \w+ 2025)[^0-9]*Draft an agreement/u.exec((await visit(NEEDED)).text)?.[1]
  const before = await rowOf()
  expect((await send(`${made.location}/withdrawal`, { reason: 'Another day' })).status).toBe(303)
  expect([before, await rowOf()]).toEqual([undefined, '2 Jun 2025'])
  const care = await visit(`/council/packages/${id}`)
  expect(care.text).toContain('No agreement is about what is planned later yet')
  expect(care.text).toContain('New agreement for this package, from 2 June 2025')
  expect(care.text).toContain('New agreement for this package, from 5 May 2025')
  const listed = await send('/council/agreements/drafts', { packages: id, day: '2025-06-02' })
  expect(await textsOf(id)).toMatchObject([{}, {}, { status: 'draft', from: '2025-06-02', units: 17n }])
  expect([await rowOf(), listed.status]).toEqual([undefined, 303])
  expect((await visit(`/council/packages/${id}`)).text).not.toContain('planned later yet')
  // Published before the other was put right, it takes its place: what is left of that then wants a text again.
  await publish(listed.location, 'publication')
  expect(await textsOf(id)).toMatchObject([{ status: 'superseded' }, {}, { status: 'published' }])
  expect(await rowOf()).toBe('5 May 2025')
  expect((await send('/council/agreements/drafts', { packages: id, day: '2025-05-05' })).status).toBe(303)
  expect((await visit(address)).status).toBe(200)
})

it('knows no plan of a day that is none', async () => {
  const id = await desk.commissioned()
  expect((await send(`/council/packages/${id}/agreement`, { day: '2025-02-30' })).status).toBe(400)
})

it('names what waits about the plan before and says that it goes on', async () => {
  const { id } = await waiting()
  const { broker, stage, provider } = desk
  const wanted = {
    ...{ fromOn: localDate('2025-06-02'), cause: 'social-work-decision' as const, rateLineId: provider.rateLineId },
    ...{ plan: { planned: quantity(480_000n), plannedByDay: null, visits: [] }, ownPrice: null },
  }
  const [care] = await desk.packageOf(id)
  const shownVersion = Number(care?.['row_version'])
  const outcome = await stage.work.run({ scope: broker.scope, name: 'Cara Test', face: 'council' }, (work) =>
    changePackage(work, { packageId: id, shownVersion, wanted }, draftAgreement),
  )
  expect(outcome).toMatchObject({ ok: true, value: { toCorrect: [`${String(care?.['reference'])}-A1`] } })
})
