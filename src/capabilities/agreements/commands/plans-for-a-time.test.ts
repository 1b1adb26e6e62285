import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { quantity } from '../../../core/money.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { askForVariation, decideVariation } from '../../care-packages/commands/vary-package.ts'
import { loadAgreement } from '../pages/shared/load.ts'
import { changesSince } from '../rules/differences.ts'
import { getRevision } from '../store/agreement.ts'
import { listRenewable, recordRenewal, takeRenewable } from '../store/renewals.ts'
import { draftAgreement } from './draft-agreement.ts'
import { publishAgreement } from './publish-agreement.ts'
import { signAgreements } from './sign-agreements.ts'

const silent = () => Promise.resolve()
let stage: Stage
let provider: AProvider
let staff: ReturnType<typeof councilActor>
const everyone = { providerId: undefined }
const hours = (n: number) => quantity(BigInt(n) * 30_000n)

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  staff = councilActor(council.id, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
})
afterAll(() => stage.strike())

const textOf = (id: string) => stage.db.read(staff.scope, (tx) => getRevision(tx, { ...everyone, id, revision: 1 }))
const drafted = async (packageIds: readonly string[]) => {
  const made = await stage.work.run(staff, (work) => draftAgreement(work, { packageIds }))
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.agreementId
}
async function published(id: string) {
  const { hash } = await textOf(id)
  const done = await stage.work.run(staff, (work) =>
    publishAgreement(work, { agreementId: id, shownHash: hash }, silent),
  )
  expect(done).toMatchObject({ ok: true })
  return id
}
async function agreed(id: string) {
  const { hash } = await textOf(await published(id))
  const signed = await stage.work.run(providerActor(provider), (work) =>
    signAgreements(work, {
      agreements: [{ id, shown: { revision: 1, hash } }],
      ...{ typedName: 'Asha Test', statements: ['I have read it'], provedAt: stage.clock.now() },
    }),
  )
  expect(signed).toMatchObject({ ok: true })
  return id
}
const statusOf = async (...ids: readonly string[]) => {
  const { rows } = await stage.db.read(staff.scope, (tx) =>
    sql<{ id: string; status: string }>`
      select id, status from agreements.agreement where council_id = ${tx.councilId} and id = any(${[...ids]}::uuid[])`.execute(
      tx,
    ),
  )
  return ids.map((id) => rows.find((row) => row.id === id)?.status)
}

/** Sixteen hours in one week, asked for and accepted; answers the agreement that was drafted about it. */
async function varied(care: APackage, days = ['2025-04-21', '2025-04-27'] as readonly [string, string], planned = 16) {
  const asked = { fromOn: localDate(days[0]), lastOn: localDate(days[1]), planned: hours(planned) }
  const sent = await stage.work.run(providerActor(provider), (work) =>
    askForVariation(work, {
      packageId: care.id,
      asked: { kind: 'temporary', plannedByDay: null, ...asked },
      reason: 'Home from hospital',
    }),
  )
  const id = sent.ok ? sent.value.id : ''
  const done = await stage.work.run(staff, (work) =>
    decideVariation(work, { id, rowVersion: 1, decision: 'accept', answer: '', draftAgreement }),
  )
  if (!done.ok) throw new Error(done.refusal.code)
  return done.value.agreementId ?? ''
}

it('lets what is agreed for a time stand beside what lasts, and the other way round', async () => {
  const care = await aPackage(stage.build, provider)
  const lasting = await agreed(await drafted([care.id]))
  const forATime = await varied(care)
  const { content, cause } = await textOf(forATime)
  expect([cause, content.lines[0]]).toMatchObject([
    'social-work-decision',
    { startsOn: '2025-04-21', endsOn: '2025-04-27', planned: '480000' },
  ])
  await agreed(forATime)
  expect(await statusOf(lasting, forATime)).toEqual(['agreed', 'agreed'])
  const anew = await drafted([care.id])
  expect((await textOf(anew)).content.lines[0]).toMatchObject({
    ...{ startsOn: '2025-01-06', endsOn: null, planned: '420000', packageVersion: 1 },
  })
  await agreed(anew)
  expect(await statusOf(lasting, forATime, anew)).toEqual(['superseded', 'agreed', 'agreed'])
})

it('lets two for a time give way to each other on the same days only', async () => {
  const care = await aPackage(stage.build, provider)
  const first = await agreed(await varied(care))
  const other = await agreed(await varied(care, ['2025-05-05', '2025-05-11']))
  expect(await statusOf(first, other)).toEqual(['agreed', 'agreed'])
  const more = await agreed(await varied(care, ['2025-04-21', '2025-04-27'], 20))
  expect(await statusOf(first, other, more)).toEqual(['superseded', 'agreed', 'agreed'])
})

it('keeps what is agreed about more care, and puts out of force what only waits', async () => {
  const care = await aPackage(stage.build, provider)
  const also = await aPackage(stage.build, provider)
  await stage.work.run(staff, ({ tx }) =>
    tx
      .updateTable('care_packages.package')
      .set({ person_id: care.personId })
      .where('council_id', '=', tx.councilId)
      .where('id', '=', also.id)
      .execute(),
  )
  const both = await agreed(await drafted([care.id, also.id]))
  expect((await textOf(both)).content.lines).toHaveLength(2)
  const one = await agreed(await drafted([care.id]))
  expect(await statusOf(both, one)).toEqual(['agreed', 'agreed'])
  const { gaveWay } = await stage.db.read(staff.scope, (tx) => loadAgreement(tx, everyone, both))
  expect(gaveWay).toMatchObject([{ packageReference: care.reference, newerId: one }])
  const rest = await agreed(await drafted([also.id]))
  expect(await statusOf(both, one, rest)).toEqual(['superseded', 'agreed', 'agreed'])
  const waiting = await published(await drafted([care.id, also.id]))
  const newest = await published(await drafted([also.id]))
  expect(await statusOf(waiting, newest)).toEqual(['superseded', 'published'])
})

it('drafts one agreement for the care of one person at one place alone', async () => {
  const [care, other] = [await aPackage(stage.build, provider), await aPackage(stage.build, provider)]
  const refusal = (packageIds: readonly string[]) =>
    stage.work.run(staff, (work) => draftAgreement(work, { packageIds }))
  expect(await refusal([care.id, other.id])).toEqual({ ok: false, refusal: { code: 'not-together' } })
  await drafted([care.id])
  expect(await refusal([care.id])).toEqual({ ok: false, refusal: { code: 'already-drafted' } })
})

it('renews what lasts after an uplift, and what is for a time only where its own days are dearer', async () => {
  const care = await aPackage(stage.build, provider)
  const lasting = await agreed(await drafted([care.id]))
  const forATime = await agreed(await varied(care))
  const renewable = (fromOn: string) =>
    stage.work.run(staff, async ({ tx, now }) => {
      const upliftId = randomUUID()
      await stage.build.insert('contracts.uplift', {
        council_id: provider.councilId,
        id: upliftId,
        ...{ name: `From ${fromOn}`, starts: 'on-day', effective_on: fromOn, round_to: 100, outlier_percent: 10 },
        ...{
          status: 'applied',
          created_by: provider.accountId,
          decided_by: staff.scope.accountId,
          decider_name: 'B',
          decided_at: now,
          submitted_by: provider.accountId,
          submitter_name: 'A',
          creator_name: 'A',
          created_at: now,
        },
      })
      await stage.build.insert('contracts.uplift_line', {
        council_id: provider.councilId,
        ...{ uplift_id: upliftId, rate_line_id: provider.rateLineId, contract_id: provider.contractId },
        ...{ provider_id: provider.id, outcome: 'changes', from_on: fromOn, old_price: 210_000, new_price: 220_000 },
        ...{ is_outlier: false, packages: 1, units: 0, last_year_pence: 0, extra_pence: 0 },
      })
      await recordRenewal(tx, { upliftId, name: 'x', by: staff.scope.accountId, byName: 'A', at: now })
      await listRenewable(tx, upliftId, now)
      const taken = await takeRenewable(tx, upliftId, 50)
      return taken.filter(({ oldId }) => oldId === lasting || oldId === forATime)
    })
  expect(await renewable('2025-04-14')).toMatchObject([
    { oldId: lasting, temporary: false },
    { oldId: forATime, temporary: true },
  ])
  expect(await renewable('2025-05-01')).toMatchObject([{ oldId: lasting, temporary: false }])
})

it('takes the place of what lasts, and says what a decision changes', async () => {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const lasting = await agreed(await drafted([care.id]))
  const forATime = await varied(care)
  const before = await stage.db.read(staff.scope, (tx) => loadAgreement(tx, everyone, forATime))
  expect(before.since).toMatchObject([{ address: `${lasting}/revisions/1` }])
  const changes = before.since.flatMap((one) => changesSince(one.before, before.offer))
  expect(changes.flatMap(({ fields }) => fields)).toEqual(expect.arrayContaining(['plan', 'weekly', 'end']))
  await agreed(forATime)
  const next = await drafted([care.id])
  const after = await stage.db.read(staff.scope, (tx) => loadAgreement(tx, everyone, next))
  expect(after.since).toMatchObject([{ address: `${lasting}/revisions/1` }])
})
