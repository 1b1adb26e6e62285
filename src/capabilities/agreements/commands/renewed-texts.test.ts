import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { quantity } from '../../../core/money.ts'
import { bothSidesOf, type Both } from '../../../testing/both-sides.ts'
import { councilActor } from '../../../testing/stage.ts'
import { aMember, aPackage, type APackage } from '../../../testing/world.ts'
import { correctPackage } from '../../care-packages/index.ts'
import { getPackage } from '../../care-packages/store/package.ts'
import { anAgreement } from '../testing/agreement.ts'
import { agreementRoutes } from '../testing/mount.ts'
import { anAppliedUplift } from '../testing/uplift.ts'
import { renewAgreements } from './renew-agreements.ts'

type Renewed = { readonly id: string; readonly reference: string; readonly care: APackage }

/** As many as are touched. */
const MOST = 5
let both: Both
const renewals: Renewed[] = []

/** Care since January at £21.00, agreed; each renewal waits at £21.84 from 7 April. */
beforeAll(async () => {
  both = await bothSidesOf({ mounts: (stage) => [agreementRoutes(stage)], now: '2025-03-10T09:00:00Z' })
  const { stage, council, provider } = both
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
    await correctPackage(work, found, { planned: quantity(16n * 30_000n), rateLineId: null })
  })
}

const WRONG = 'not what the council has commissioned'
const fieldOf = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
const theirs = async (address: string) => (await both.site.visit(both.provides, `/provider/agreements/${address}`)).text

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
