import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from 'kysely'
import { quantity, rate } from '../../../core/money.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Actor } from '../../../platform/work.ts'
import { aStage, councilActor, providerActor, serviceActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { anAgreement, type AnAgreement } from '../testing/agreement.ts'
import type { Rejection } from '../rules/rejection.ts'
import { rejectAgreement, type TellBrokerage } from './reject-agreement.ts'
import { signAgreements, type SignAgreements } from './sign-agreements.ts'

let stage: Stage
let provider: AProvider
const told: Parameters<TellBrokerage>[1][] = []
const tellBrokerage: TellBrokerage = (_work, one) => Promise.resolve(told.push(one))

beforeAll(async () => {
  stage = await aStage()
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
})
afterAll(() => stage.strike())

async function waiting(over: Parameters<typeof anAgreement>[3] = {}) {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  return { care, agreement: await anAgreement(stage.build, provider, care, over) }
}
function signing(agreements: readonly AnAgreement[], over: Partial<SignAgreements> = {}): SignAgreements {
  return {
    agreements: agreements.map(({ id, hash }) => ({ id, shown: { revision: 1, hash } })),
    typedName: 'Asha Test',
    statements: ['I have read it'],
    provedAt: stage.clock.now(),
    ...over,
  }
}
function sign(agreements: readonly AnAgreement[], actor: Actor = providerActor(provider)) {
  return stage.work.run(actor, (work) => signAgreements(work, signing(agreements)))
}
type Line = Rejection['lines'][number]
const wrongPrice = {
  kind: 'disputed',
  reason: 'wrong-rate',
  expectedPrice: rate(224_000n),
  expectedQuantity: quantity(405_000n),
} as const

type Rejecting = { readonly lines?: readonly Line[]; readonly startsNow?: boolean; readonly actor?: Actor }
function reject({ id, hash }: AnAgreement, care: APackage, over: Rejecting = {}) {
  const about = { packageId: care.id, packageReference: care.reference }
  const { lines = [{ ...about, ...wrongPrice }], startsNow = false, actor = providerActor(provider) } = over
  const rejection = { comment: 'We arranged £22.40', lines, startsNow }
  return stage.work.run(actor, (work) =>
    rejectAgreement(work, { agreementId: id, shown: { revision: 1, hash }, rejection }, tellBrokerage),
  )
}
async function packageOf(id: string) {
  return stage.db.read(providerActor(provider).scope, (tx) =>
    tx
      .selectFrom('care_packages.package')
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where('id', '=', id)
      .select(['recordable_from', 'row_version'])
      .executeTakeFirstOrThrow(),
  )
}
async function statusOf(id: string) {
  const { status } = await stage.db.read(providerActor(provider).scope, (tx) =>
    tx
      .selectFrom('agreements.agreement')
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where('id', '=', id)
      .select('status')
      .executeTakeFirstOrThrow(),
  )
  return status
}

it('makes the care recordable in the same transaction', async () => {
  const { care, agreement } = await waiting()
  const outcome = await sign([agreement])
  expect(outcome).toMatchObject({
    ok: true,
    value: { results: [{ id: agreement.id, outcome: 'agreed' }], recordableFrom: '2025-01-06' },
  })
  expect(await packageOf(care.id)).toEqual({ recordable_from: '2025-01-06', row_version: 2 })
})

it('keeps an earlier first day of recording', async () => {
  const care = await aPackage(stage.build, provider, { recordableFrom: '2025-01-06' })
  const agreement = await anAgreement(stage.build, provider, care, { startsOn: '2025-04-01' })
  await sign([agreement])
  expect((await packageOf(care.id)).recordable_from).toBe('2025-01-06')
})

it('lets only one of two people at the same provider answer', async () => {
  const { agreement, care } = await waiting()
  const outcomes = await Promise.all([
    sign([agreement]),
    reject(agreement, care, { actor: serviceActor(provider) }),
    sign([agreement]),
  ])
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code]))
  expect(new Set(refusals).size).toBe(1)
  expect(refusals[0]).toMatch(/^already-(agreed|rejected)$/)
})

it('refuses an answer to a revision that no longer stands', async () => {
  const { care, agreement } = await waiting({ revision: 2 })
  const outcome = await sign([agreement])
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'republished', currentRevision: 2 } })
  expect((await packageOf(care.id)).recordable_from).toBeNull()
})

it('refuses an answer to other words than those that stand', async () => {
  const { agreement } = await waiting()
  const outcome = await sign([{ ...agreement, hash: '0'.repeat(64) }])
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'republished' } })
})

it.each(['withdrawn', 'superseded'] as const)('refuses an answer to what was %s', async (status) => {
  const { agreement } = await waiting({ status })
  expect(await sign([agreement])).toMatchObject({ ok: false, refusal: { code: status } })
})

it('tells brokerage of a rejection, with what is expected instead, and of an agreement nothing', async () => {
  const { agreement, care } = await waiting()
  told.length = 0
  await reject(agreement, care)
  await reject(agreement, care)
  await sign([(await waiting()).agreement])
  expect(told).toEqual([
    {
      key: `agreement-rejected:${agreement.id}:1`,
      agreementId: agreement.id,
      title: `Agreement ${agreement.reference} was rejected`,
      text: 'The price is wrong.\nExpected price: £22.40\nExpected plan for a week: 13.5\nWe arranged £22.40',
    },
  ])
})

it('keeps a rejection with its reason and leaves the care as it was', async () => {
  const { care, agreement } = await waiting()
  expect(await reject(agreement, care)).toEqual({ ok: true, value: { recordableFrom: null } })
  expect(await statusOf(agreement.id)).toBe('rejected')
  expect((await packageOf(care.id)).recordable_from).toBeNull()
})

it('hides a draft from its provider, also from a statement that forgets to', async () => {
  const { agreement } = await waiting({ status: 'draft' })
  await expect(sign([agreement])).rejects.toBeInstanceOf(NotFound)
  const rows = await stage.db.read(providerActor(provider).scope, (tx) =>
    tx
      .selectFrom('agreements.revision')
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where('agreement_id', '=', agreement.id)
      .select('revision')
      .execute(),
  )
  expect(rows).toEqual([])
})

it('knows nothing of another provider’s agreement', async () => {
  const { agreement } = await waiting()
  const other = await aProvider(stage.build, provider.councilId)
  await expect(sign([agreement], providerActor(other))).rejects.toBeInstanceOf(NotFound)
  await expect(sign([{ ...agreement, id: randomUUID() }])).rejects.toBeInstanceOf(NotFound)
})

it('puts an earlier agreement about the same care out of force', async () => {
  const { care, agreement } = await waiting()
  await sign([agreement])
  const later = await anAgreement(stage.build, provider, { ...care, reference: `${care.reference}-N` })
  await sign([later])
  expect([await statusOf(agreement.id), await statusOf(later.id)]).toEqual(['superseded', 'agreed'])
})

it('stops when what was published was tampered with', async () => {
  const { agreement } = await waiting()
  const staff = await aMember(stage.build, provider.councilId, null, ['brokerage'])
  await stage.work.run(councilActor(provider.councilId, staff.accountId), ({ tx }) =>
    tx
      .updateTable('agreements.revision')
      .set({ content: sql`jsonb_set(content, '{startsOn}', '"2020-01-01"')` })
      .where('council_id', '=', tx.councilId)
      .where('agreement_id', '=', agreement.id)
      .execute(),
  )
  await expect(sign([agreement])).rejects.toThrow('not what was published')
})
