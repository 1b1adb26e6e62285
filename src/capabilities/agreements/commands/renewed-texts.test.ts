import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { quantity } from '../../../core/money.ts'
import { bothSidesOf, type Both } from '../../../testing/both-sides.ts'
import type { Visitor } from '../../../platform/web/visitor.ts'
import { councilActor } from '../../../testing/stage.ts'
import { aProviderVisitor } from '../../../testing/visitors.ts'
import { aMember, aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { correctPackage } from '../../care-packages/index.ts'
import { getPackage } from '../../care-packages/store/package.ts'
import { lookBackFrom, priceLines } from '../../payments/store/price-lines.ts'
import { aConfirmedWeek } from '../../payments/testing/world.ts'
import { anAgreement } from '../testing/agreement.ts'
import { agreementRoutes } from '../testing/mount.ts'
import { anAppliedUplift } from '../testing/uplift.ts'
import { renewAgreements } from './renew-agreements.ts'

type Renewed = { readonly id: string; readonly reference: string; readonly care: APackage }

/** As many as are touched. */
const MOST = 7
let both: Both
let provider: AProvider
let asha: Visitor
const renewals: Renewed[] = []

/** Care since January at £21.00, agreed; each renewal waits at £21.84 from 7 April. */
beforeAll(async () => {
  both = await bothSidesOf({ mounts: (stage) => [agreementRoutes(stage)], now: '2025-05-01T09:00:00Z' })
  const { stage, council } = both
  provider = await aProvider(stage.build, council.id, { rule: { paid_by: 'schedule' } })
  asha = aProviderVisitor(provider)
  const person = async (name: string) =>
    councilActor(council.id, (await aMember(stage.build, council.id, null, ['procurement'])).accountId, name)
  const [ann, ben] = [await person('Ann Test'), await person('Ben Test')]
  const cares: APackage[] = []
  for (let n = 0; n < MOST; n += 1) cares.push(await aPackage(stage.build, provider))
  for (const care of cares) await anAgreement(stage.build, provider, care, { status: 'agreed' })
  await renewAgreements(stage.work, { councilId: council.id, upliftId: await anAppliedUplift(stage, { ann, ben }) })
  for (const care of cares) {
    const reference = `${care.reference}-A2`
    renewals.push({ id: await idOf(reference), reference, care })
  }
})
afterAll(() => both.close())

async function idOf(reference: string): Promise<string> {
  const { rows } = await both.stage.db.read(both.staff.scope, (tx) =>
    sql<{ id: string }>`select id from agreements.agreement
      where council_id = ${tx.councilId} and reference = ${reference}`.execute(tx),
  )
  return rows[0]?.id ?? ''
}

/** One that no other test has touched. */
function aRenewal(): Renewed {
  const next = renewals.pop()
  if (next === undefined) throw new Error('more care is to be renewed')
  return next
}

/** The lasting plan of the care was fourteen hours by mistake. */
async function planPutRight({ care }: Renewed): Promise<void> {
  await both.stage.work.run(both.staff, async (work) => {
    const found = await getPackage(work.tx, { providerId: undefined }, care.id)
    await correctPackage(work, found, { planned: quantity(16n * 30_000n), rateLineId: null, fromOn: null })
  })
}

const WRONG = 'not what the council has commissioned'
const fieldOf = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
const theirs = async (address: string) => (await both.site.visit(asha, `/provider/agreements/${address}`)).text

it('warns the provider of no renewal that says what was commissioned, alone or among many', async () => {
  const { id, reference } = aRenewal()
  expect(await theirs(id)).toContain('Starts 7 April 2025')
  for (const address of [id, `${id}/signature`, `signature?id=${id}`])
    expect(await theirs(address)).not.toContain(WRONG)
  expect(await theirs(`signature?id=${id}`)).toContain(reference)
})

it('still warns of a renewal whose care is another one by now, and says only what differs', async () => {
  const one = aRenewal()
  await planPutRight(one)
  const text = await theirs(one.id)
  expect(text).toContain(WRONG)
  expect(text).toMatch(
    /Plan for a week 14 hours 16 hours Cost of a week £305\.76 £349\.44 \(£43\.68 more\) What changed/,
  )
  expect(await theirs(`signature?id=${one.id}`)).toContain(`${one.reference} is ${WRONG}`)
})

const ours = ({ id }: Renewed, act = '') => both.site.visit(both.brokers, `/council/agreements/${id}${act}`)
async function corrected(one: Renewed): Promise<string> {
  const hash = fieldOf((await ours(one)).html, 'hash')
  const sent = await both.site.send(both.brokers, `/council/agreements/${one.id}/correction`, { hash })
  expect(sent.status).toBe(303)
  return theirs(one.id)
}

it('shows staff no correction of a renewal that says what was commissioned, and republishes the same', async () => {
  const one = aRenewal()
  expect((await ours(one)).text).toContain('The care package says the same as what was published.')
  const text = await corrected(one)
  expect(text).toContain('Starts 7 April 2025 Revision 2 Why it was published Correction')
  expect(text).toMatch(/Price £21\.84 an hour Starts 7 April 2025 Last day/)
  expect(text).toContain('Cost of one week £305.76')
  expect(text).not.toContain(WRONG)
})

it('corrects what was wrong in a renewal from its own day on', async () => {
  const one = aRenewal()
  await planPutRight(one)
  expect((await ours(one)).text).toMatch(
    /Plan for a week 14 hours 16 hours Cost of a week £305\.76 £349\.44 \(£43\.68 more\) Correct and republish/,
  )
  const text = await corrected(one)
  expect(text).toMatch(/Planned for a week 16 hours Price £21\.84 an hour Starts 7 April 2025 Last day/)
})

/** Its provider sends it back with the price and hours that it expects, and the council opens what accepting that would do. */
async function countered(one: Renewed, expected: Record<string, string>) {
  const address = `/provider/agreements/${one.id}/rejection`
  const shown = await both.site.visit(asha, address)
  const sent = await both.site.send(asha, address, {
    ...{ revision: fieldOf(shown.html, 'revision'), hash: fieldOf(shown.html, 'hash') },
    ...{ reason: 'wrong-rate', comment: 'We arranged otherwise', ...expected },
  })
  expect(sent.status).toBe(303)
  return ours(one, '/acceptance')
}
async function accepted(one: Renewed, html: string): Promise<void> {
  const fields = { hash: fieldOf(html, 'hash'), reason: 'Rural round' }
  const taken = await both.site.send(both.brokers, `/council/agreements/${one.id}/acceptance`, fields)
  expect(taken.location).toBe(`/council/agreements/${one.id}`)
}

/** The plans of the care by their days, each with its hours and the prices of its line on those days. */
async function plansOf({ care }: Renewed): Promise<readonly string[]> {
  const found = await both.stage.db.read(both.staff.scope, (tx) => getPackage(tx, { providerId: undefined }, care.id))
  return found.versions
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, until, planned, rateLineId }) => {
      const prices = found.rates.filter((row) => row.rateLineId === rateLineId).map(({ price }) => price)
      return `${from}/${until ?? ''} ${String(planned / 30_000n)} at ${prices.join()}`
    })
}

it('accepts hours that a provider expects of a renewal from its own day on, and nothing before it changes', async () => {
  const one = aRenewal()
  const page = await countered(one, { expectedQuantity: '16' })
  expect(page.text).toMatch(
    /Plan for a week 14 hours 16 hours Cost of a week £305\.76 £349\.44 \(£43\.68 more\) What it changes/,
  )
  await accepted(one, page.html)
  expect(await plansOf(one)).toEqual(['2025-01-06/2025-04-07 14 at 210000,218400', '2025-04-07/ 16 at 210000,218400'])
})

type Period = Awaited<ReturnType<typeof fourWeeks>>
async function fourWeeks(from: string) {
  const days = { startsOn: localDate(from), endsOn: addDays(localDate(from), 28) }
  return { ...days, ...(await aPeriod(both.stage.build, both.council.id, days)) }
}

/** What one payment of four weeks writes for the care, by the first day of what it is for; it is then released. */
async function paid({ care }: Renewed, period: Period): Promise<readonly string[]> {
  const { stage, council } = both
  const [runId, since] = [randomUUID(), lookBackFrom(period.startsOn)]
  const rows = await stage.work.run(both.staff, async ({ tx, now }) => {
    await priceLines(tx, { paidBy: 'schedule', calendar: 'main', period, since, runId, at: now })
    const found = await sql<{ line: string }>`
      select covers_from || ' ' || kind || ' ' || amount_pence as line from payments.payment_line
      where council_id = ${tx.councilId} and run_id = ${runId} and package_id = ${care.id}
      order by covers_from, kind`.execute(tx)
    return found.rows
  })
  await stage.build.insert('payments.run', {
    ...{ council_id: council.id, period_id: period.id, reference: runId.slice(0, 8), status: 'released' },
    ...{ prepared_by: randomUUID(), prepared_name: 'A', prepared_at: '2025-05-01T09:00:00Z' },
    ...{ released_by: randomUUID(), released_name: 'B', released_at: '2025-05-01T10:00:00Z' },
  })
  return rows.map(({ line }) => line)
}

it('accepts a price that a provider expects of a renewal from its own day on, and pays nothing before it again', async () => {
  const one = aRenewal()
  const weeks = ['2025-03-24', '2025-03-31', '2025-04-07', '2025-04-14']
  for (const weekStart of weeks) await aConfirmedWeek(both.stage.build, provider, { packageId: one.care.id, weekStart })
  const [before, next] = [await fourWeeks('2025-03-24'), await fourWeeks('2025-04-21')]
  expect(await paid(one, before)).toEqual([
    ...['2025-03-24 care 29400', '2025-03-31 care 29400'],
    ...['2025-04-07 care 30576', '2025-04-14 care 30576'],
  ])
  const page = await countered(one, { expectedPrice: '22.40' })
  expect(page.text).toContain('Price £21.84 an hour £22.40 an hour Cost of a week £305.76 £313.60 (£7.84 more)')
  expect(page.text).toContain('the next payment has £15.68 more for the days below')
  expect(page.text).toMatch(
    /7 to 13 April 2025 £305\.76 £313\.60 £7\.84 .* 14 to 20 April 2025 £305\.76 £313\.60 £7\.84/,
  )
  await accepted(one, page.html)
  expect(await plansOf(one)).toEqual(['2025-01-06/2025-04-07 14 at 210000,218400', '2025-04-07/ 14 at 224000'])
  expect(await paid(one, next)).toEqual(['2025-04-07 adjustment 784', '2025-04-14 adjustment 784'])
  expect(await theirs(one.id)).toMatch(/Price £22\.40 an hour Starts 7 April 2025 Last day/)
  expect(await theirs(one.id)).not.toContain(WRONG)
})
