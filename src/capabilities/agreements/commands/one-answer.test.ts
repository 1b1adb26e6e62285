import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { WorkRunner } from '../../../platform/work.ts'
import { anotherProcess, type AnotherProcess } from '../../../testing/another-process.ts'
import { cutOffEverywhere } from '../../../testing/cut-off.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { anAgreement, type AnAgreement } from '../testing/agreement.ts'
import { prepareOffer } from './offer.ts'
import { correctAgreement, correctionOf } from './publish-agreement.ts'
import { rejectAgreement } from './reject-agreement.ts'
import { signAgreements } from './sign-agreements.ts'
import { withdrawAgreement } from './withdraw-agreement.ts'

const silent = () => Promise.resolve()
let stage: Stage
let provider: AProvider
let staff: ReturnType<typeof councilActor>
let another: AnotherProcess

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  staff = councilActor(council.id, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  another = anotherProcess(stage)
})
afterAll(async () => {
  await another.db.close()
  await stage.strike()
})

type Waiting = { readonly care: APackage; readonly agreement: AnAgreement }

async function waiting(): Promise<Waiting> {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  return { care, agreement: await anAgreement(stage.build, provider, care) }
}

const signing = (agreements: readonly AnAgreement[]) => ({
  agreements: agreements.map(({ id, hash }) => ({ id, shown: { revision: 1, hash } })),
  typedName: 'Asha Test',
  statements: ['I have read it'],
  provedAt: stage.clock.now(),
})
const agree = (runner: WorkRunner, { agreement }: Waiting) =>
  runner.run(providerActor(provider), (work) => signAgreements(work, signing([agreement])))

function reject(runner: WorkRunner, { care, agreement: { id, hash } }: Waiting) {
  const line = { packageId: care.id, packageReference: care.reference, expectedPrice: null, expectedQuantity: null }
  const lines = [{ ...line, kind: 'disputed', reason: 'wrong-rate' }] as const
  const answer = {
    agreementId: id,
    shown: { revision: 1, hash },
    rejection: { comment: 'No', lines, startsNow: false },
  }
  return runner.run(providerActor(provider), (work) => rejectAgreement(work, answer, silent))
}
const withdraw = (runner: WorkRunner, { agreement: { id } }: Waiting) =>
  runner.run(staff, (work) => withdrawAgreement(work, { agreementId: id, reason: 'A mistake' }, silent))

async function republish(runner: WorkRunner, { care, agreement: { id, reference } }: Waiting) {
  const heading = correctionOf({ reference, revision: 1 })
  return runner.run(staff, async (work) => {
    const prepared = await prepareOffer(work.tx, heading, { packageIds: [care.id], today: work.today })
    return correctAgreement(work, { agreementId: id, shownHash: prepared?.hash.toString('hex') ?? '' }, silent)
  })
}

async function kept({ care, agreement: { id } }: Waiting) {
  return stage.db.read(staff.scope, async (tx) => {
    const { rows } = await sql<Record<string, unknown>>`select
      (select status || ' ' || revision from agreements.agreement where council_id = ${tx.councilId} and id = ${id}) as state,
      (select string_agg(kind || ' ' || revision, ',') from agreements.response
        where council_id = ${tx.councilId} and agreement_id = ${id}) as answers,
      (select count(*)::int from agreements.signing_item where council_id = ${tx.councilId} and agreement_id = ${id}
        and outcome = 'agreed') as evidence,
      (select recordable_from is not null from care_packages.package where council_id = ${tx.councilId} and id = ${care.id}) as open`.execute(
      tx,
    )
    return rows[0]
  })
}

const AGREED = { state: 'agreed 1', answers: 'agreed 1', evidence: 1, open: true }
const REJECTED = { state: 'rejected 1', answers: 'rejected 1', evidence: 0, open: false }
const WITHDRAWN = { state: 'withdrawn 1', answers: null, evidence: 0, open: false }
const REPUBLISHED = { state: 'published 2', answers: null, evidence: 0, open: false }

describe('two processes that decide about the same version at once come to exactly one result', () => {
  it.each([
    ['agree', 'agree', agree, [AGREED, AGREED]],
    ['agree', 'reject', reject, [AGREED, REJECTED]],
    ['agree', 'withdraw', withdraw, [AGREED, WITHDRAWN]],
    ['agree', 'republish', republish, [AGREED, REPUBLISHED]],
  ] as const)('%s and %s', async (_, __, act, [first, second]) => {
    for (let round = 0; round < 6; round += 1) {
      const one = await waiting()
      const [theirs, ours] = [() => act(another.work, one), () => agree(stage.work, one)]
      // Whoever is first differs from round to round.
      const [acted, agreed] =
        round % 2 === 0 ? await Promise.all([theirs(), ours()]) : (await Promise.all([ours(), theirs()])).toReversed()
      expect([acted?.ok, agreed?.ok].toSorted()).toEqual([false, true])
      expect(await kept(one)).toEqual(agreed?.ok ? first : second)
    }
  })
})

describe('two processes that agree texts about one line each of a text about two', () => {
  it('leave nothing called agreed that stands for nothing', async () => {
    for (let round = 0; round < 8; round += 1) {
      const cares = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)] as const
      const old = await anAgreement(stage.build, provider, cares[0], {
        ...{ status: 'agreed', reference: `${cares[0].reference}-A0`, publishedAt: '2025-01-01T09:00:00Z' },
        also: [cares[1]],
      })
      const [one, two] = [
        { care: cares[0], agreement: await anAgreement(stage.build, provider, cares[0]) },
        { care: cares[1], agreement: await anAgreement(stage.build, provider, cares[1]) },
      ]
      const outcomes = await Promise.all([agree(stage.work, one), agree(another.work, two)])
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, true])
      expect(await kept({ care: cares[0], agreement: old })).toMatchObject({ state: 'superseded 1' })
    }
  })
})

it('is wholly signed with its evidence, or not at all, after whichever statement the process dies', async () => {
  const [one, two] = [await waiting(), await waiting()]
  const nothing = { state: 'published 1', answers: null, evidence: 0, open: false }
  const { outcome, statements, killed } = await cutOffEverywhere(stage, {
    actor: providerActor(provider),
    act: (work) => signAgreements(work, signing([one.agreement, two.agreement])),
    afterDeath: async () => {
      expect([await kept(one), await kept(two)]).toEqual([nothing, nothing])
    },
  })
  expect(outcome).toMatchObject({ ok: true })
  // Locks, texts, authority, evidence, answers, states, care, news, the seal’s job and the audit: each was cut off once.
  expect(statements).toBeGreaterThan(25)
  expect(killed).toBe(statements)
  expect([await kept(one), await kept(two)]).toEqual([AGREED, AGREED])
})
