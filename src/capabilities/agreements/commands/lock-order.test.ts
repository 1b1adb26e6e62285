import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Work } from '../../../platform/work.ts'
import { anotherProcess, type AnotherProcess } from '../../../testing/another-process.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { endPackage } from '../../care-packages/commands/change-package.ts'
import { settleLifeEvent } from '../../care-packages/index.ts'
import { anAgreement, type AnAgreement } from '../testing/agreement.ts'
import { prepareOffer } from './offer.ts'
import { correctAgreement, correctionOf, publishAgreement } from './publish-agreement.ts'
import { signAgreements } from './sign-agreements.ts'
import { withdrawForEnded } from './withdraw-for-ended-care.ts'

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

type Scene = { readonly care: APackage; readonly waiting: AnAgreement; readonly draft: AnAgreement }
type Act = (scene: Scene) => Promise<{ readonly ok: boolean }>

/** Care with an agreement that waits and a newer draft. */
async function aScene(): Promise<Scene> {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const waiting = await anAgreement(stage.build, provider, care)
  const over = { status: 'draft', reference: `${care.reference}-A2` }
  return { care, waiting, draft: await anAgreement(stage.build, provider, care, { ...over, cause: 'correction' }) }
}

// What is begun anew after a deadlock is not asked here: on this connection nothing is, and no deadlock may come.
const byCouncil = (act: (work: Work) => Promise<{ readonly ok: boolean }>) => stage.work.runBulk(staff, act)

const sign: Act = ({ waiting: { id, hash } }) =>
  another.work.runBulk(providerActor(provider), (work) =>
    signAgreements(work, {
      agreements: [{ id, shown: { revision: 1, hash } }],
      typedName: 'Asha Test',
      statements: ['I have read it'],
      provedAt: stage.clock.now(),
    }),
  )

const publish: Act = ({ care, draft: { id, reference } }) =>
  byCouncil(async (work) => {
    const heading = { reference, revision: 1, cause: 'correction' } as const
    const prepared = await prepareOffer(work.tx, heading, { packageIds: [care.id], today: work.today })
    return publishAgreement(work, { agreementId: id, shownHash: prepared?.hash.toString('hex') ?? '' }, silent)
  })

const correct: Act = ({ care, waiting: { id, reference } }) =>
  byCouncil(async (work) => {
    const heading = correctionOf({ reference, revision: 1 })
    const prepared = await prepareOffer(work.tx, heading, { packageIds: [care.id], today: work.today })
    return correctAgreement(work, { agreementId: id, shownHash: prepared?.hash.toString('hex') ?? '' }, silent)
  })

const end: Act = ({ care }) =>
  byCouncil((work) => {
    const wanted = { packageId: care.id, shownVersion: 1, lastDay: work.today, why: 'moved', reason: 'Moved' } as const
    return endPackage(work, wanted, withdrawForEnded(silent))
  })

const died: Act = async ({ care }) => {
  const [place, told] = [
    { council_id: provider.councilId, provider_id: provider.id, service_id: provider.serviceId },
    { kind: 'death', happened_on: '2025-04-07', told_by: provider.accountId, told_at: '2025-04-09T09:00:00Z' },
  ]
  await stage.build.insert('care_packages.life_event', {
    ...{ ...place, ...told, contract_id: provider.contractId, package_id: care.id },
    ...{ details: '', effect: ['x'], teller_name: 'Asha' },
  })
  return byCouncil(async (work) => {
    const { rows } = await sql<{ id: string }>`
      select id from care_packages.life_event
      where council_id = ${provider.councilId} and package_id = ${care.id}`.execute(work.tx)
    return settleLifeEvent(work, { id: rows[0]?.id ?? '', rowVersion: 1, outcome: 'ended' }, withdrawForEnded(silent))
  })
}

it.each([
  ['a newer draft is published', publish],
  ['it is corrected', correct],
  ['the care is ended', end],
  ['the person’s death is settled', died],
] as const)('comes to an answer on both sides when an agreement is signed while %s', async (_, act) => {
  const answers: boolean[] = []
  for (let round = 0; round < 16; round += 1) {
    const scene = await aScene()
    const late = async (one: Act, milliseconds: number) => {
      await wait(milliseconds)
      return one(scene)
    }
    const [signed, acted] = await Promise.all([late(sign, Math.max(0, round - 6)), late(act, Math.max(0, 6 - round))])
    answers.push(signed.ok || acted.ok)
  }
  expect(answers).toEqual(answers.map(() => true))
})

it('publishes two drafts about the same care at once, and one takes the place of the other', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { care, draft } = await aScene()
    const another = await anAgreement(stage.build, provider, care, {
      ...{ status: 'draft', reference: `${care.reference}-A3`, cause: 'correction' },
    })
    const scene = { care, waiting: draft, draft }
    const outcomes = await Promise.all([publish(scene), publish({ ...scene, draft: another })])
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true])
    const states = await stage.db.read(staff.scope, (tx) =>
      sql<{ status: string }>`
        select status from agreements.agreement
        where council_id = ${tx.councilId} and id = any(${[draft.id, another.id]}::uuid[]) order by status`.execute(tx),
    )
    expect(states.rows.map(({ status }) => status)).toEqual(['published', 'superseded'])
  }
})
