import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from 'kysely'
import { fixedClock } from '../../../platform/clock.ts'
import { workRunner } from '../../../platform/work.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { newsOf } from '../../../testing/news.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../testing/world.ts'
import { anAgreement } from '../testing/agreement.ts'
import { listDue } from '../store/switch-over.ts'
import { draftAgreement } from './draft-agreement.ts'
import { endAnswerPause, pauseAnswers } from './pause-answers.ts'
import { orderBatch, publishBatch, stopBatch } from './publish-batch.ts'
import { USUAL_PAPER_RULES } from '../rules/wet-signature.ts'
import { rejectAgreement } from './reject-agreement.ts'
import { keepSettings } from './keep-rules.ts'
import { sendReminders } from './send-reminders.ts'
import { signAgreements } from './sign-agreements.ts'
import { listHash, switchOver } from './switch-over.ts'
import { withdrawAgreement } from './withdraw-agreement.ts'

const silent = () => Promise.resolve()
let stage: Stage
let provider: AProvider
let staff: ReturnType<typeof councilActor>

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  const { accountId } = await aMember(stage.build, council.id, null, ['brokerage'])
  staff = councilActor(council.id, accountId)
})
afterAll(() => stage.strike())

const ask = async <T>(text: ReturnType<typeof sql<T>>): Promise<readonly T[]> =>
  stage.db.read(staff.scope, async (tx) => (await text.execute(tx)).rows)
const council = () => sql`${provider.councilId}::uuid`

async function drafts(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) {
    const care = await aPackage(stage.build, provider, { recordableFrom: null })
    const made = await stage.work.run(staff, (work) => draftAgreement(work, { packageIds: [care.id] }))
    if (made.ok) ids.push(made.value.agreementId)
  }
  return ids
}
async function statusesOf(ids: readonly string[]): Promise<string[]> {
  const rows = await ask(
    sql<{ status: string }>`select status from agreements.agreement where council_id = ${council()}
      and id = any(${[...ids]}::uuid[]) order by array_position(${[...ids]}::uuid[], id)`,
  )
  return rows.map(({ status }) => status)
}
const order = (agreementIds: readonly string[], publishAt?: Date) =>
  stage.work.run(staff, (work) => orderBatch(work, { agreementIds, publishAt }))
const sign = (agreements: readonly { id: string; hash: string }[]) =>
  stage.work.run(providerActor(provider), (work) =>
    signAgreements(work, {
      agreements: agreements.map(({ id, hash }) => ({ id, shown: { revision: 1, hash } })),
      typedName: 'Asha Test',
      statements: ['I have read it'],
      provedAt: stage.clock.now(),
    }),
  )

it('publishes a batch once, though two workers run it and one of its drafts changed meanwhile', async () => {
  const ids = await drafts(23)
  const [changed = ''] = ids
  const ordered = await order(ids)
  if (!ordered.ok) throw new Error('not ordered')
  expect(ordered.value.count).toBe(23)
  await stage.work.run(staff, (work) => withdrawAgreement(work, { agreementId: changed, reason: 'A mistake' }, silent))
  const job = { councilId: provider.councilId, batchId: ordered.value.batchId }
  await Promise.all([publishBatch(stage.work, job, silent), publishBatch(stage.work, job, silent)])
  await publishBatch(stage.work, job, silent)
  expect(await statusesOf(ids)).toEqual(['withdrawn', ...Array<string>(22).fill('published')])
  const published = await ask(
    sql<{ count: number }>`select count(*)::int as count from platform.audit_entry where council_id = ${council()}
      and action = 'agreement.published' and subject_id = any(${ids}::text[])`,
  )
  expect(published).toEqual([{ count: 22 }])
  const items = await ask(
    sql<{ outcome: string; count: number }>`select outcome, count(*)::int as count from agreements.batch_item
      where council_id = ${council()} and batch_id = ${job.batchId} group by outcome order by outcome`,
  )
  expect(items).toEqual([
    { outcome: 'not-a-draft', count: 1 },
    { outcome: 'published', count: 22 },
  ])
  // Asked again, there is nothing left that could be published twice.
  expect(await order(ids)).toMatchObject({ ok: false, refusal: { code: 'nothing-to-publish' } })
})

it('waits for the time of a batch, and leaves drafts of one that is stopped', async () => {
  const ids = await drafts(1)
  const ordered = await order(ids, new Date('2025-05-01T08:00:00Z'))
  if (!ordered.ok) throw new Error('not ordered')
  const job = { councilId: provider.councilId, batchId: ordered.value.batchId }
  await publishBatch(stage.work, job, silent)
  expect(await statusesOf(ids)).toEqual(['draft'])
  expect((await stage.work.run(staff, (work) => stopBatch(work, job.batchId))).ok).toBe(true)
  await publishBatch(workRunner(stage.db, fixedClock('2025-05-01T08:00:01Z')), job, silent)
  expect(await statusesOf(ids)).toEqual(['draft'])
  expect((await stage.work.run(staff, (work) => stopBatch(work, job.batchId))).ok).toBe(false)
})

it('lets nobody answer during a pause, and loses nothing', async () => {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const agreement = await anAgreement(stage.build, provider, care)
  const pausing = () =>
    stage.work.run(staff, (work) => pauseAnswers(work, { reason: 'Prices are being checked', expectedOn: null }))
  expect([(await pausing()).ok, (await pausing()).ok]).toEqual([true, false])
  expect(await sign([agreement])).toMatchObject({ ok: false, refusal: { code: 'paused' } })
  const act = { chosen: { providerId: provider.id }, shownHash: '0'.repeat(64), reason: 'On paper' }
  expect(await stage.work.run(staff, (work) => switchOver(work, act))).toEqual({
    ok: false,
    refusal: { code: 'paused', why: 'Prices are being checked' },
  })
  await stage.work.run(staff, endAnswerPause)
  expect(await sign([agreement])).toMatchObject({ ok: true })
})

it('agrees exactly the list that was shown, by one act, and says that no provider signed', async () => {
  const other = await aProvider(stage.build, provider.councilId)
  const cares = [await aPackage(stage.build, other, { recordableFrom: null }), await aPackage(stage.build, other)]
  const agreements = []
  for (const care of cares) agreements.push(await anAgreement(stage.build, other, care))
  const chosen = { providerId: other.id }
  const shown = await stage.db.read(staff.scope, (tx) => listDue(tx, chosen, { lock: false }))
  const act = (shownHash: string) =>
    stage.work.run(staff, (work) => switchOver(work, { chosen, shownHash, reason: 'Signed on paper in 2024' }))
  expect(await act('0'.repeat(64))).toMatchObject({ ok: false, refusal: { code: 'changed' } })
  const shownHash = listHash(shown).toString('hex')
  const outcomes = await Promise.all([act(shownHash), act(shownHash)])
  expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  expect(await statusesOf(agreements.map(({ id }) => id))).toEqual(['agreed', 'agreed'])
  const answers = await ask(
    sql<{ signed_name: string; signing_id: string | null }>`select signed_name, signing_id from agreements.response
      where council_id = ${council()} and agreement_id = any(${agreements.map(({ id }) => id)}::uuid[])`,
  )
  expect(answers).toEqual(Array(2).fill({ signed_name: 'Agreed at the switch-over', signing_id: null }))
  const [care] = await ask(
    sql<{ day: string }>`select recordable_from as day from care_packages.package
      where council_id = ${council()} and id = ${cares[0]?.id}`,
  )
  expect(care?.day).toBe('2025-01-06')
})

it('leaves at a switch-over what is agreed about the rest of the care, and lets the newest of several stand', async () => {
  const other = await aProvider(stage.build, provider.councilId)
  const [first, second] = [await aPackage(stage.build, other), await aPackage(stage.build, other)]
  const both = await anAgreement(stage.build, other, first, { status: 'agreed', also: [second] })
  const another = (day: number) =>
    anAgreement(stage.build, other, first, {
      reference: `${first.reference}-A${String(day)}`,
      publishedAt: `2025-04-0${String(day)}T09:00:00Z`,
    })
  const [older, newer] = [await another(2), await another(3)]
  const switched = async () => {
    const chosen = { providerId: other.id }
    const shown = await stage.db.read(staff.scope, (tx) => listDue(tx, chosen, { lock: false }))
    const act = { chosen, shownHash: listHash(shown).toString('hex'), reason: 'Signed on paper' }
    return stage.work.run(staff, (work) => switchOver(work, act))
  }
  expect(await switched()).toMatchObject({ ok: true, value: { count: 2 } })
  const ids = [both, older, newer].map(({ id }) => id)
  expect(await statusesOf(ids)).toEqual(['agreed', 'superseded', 'agreed'])
  const rest = await anAgreement(stage.build, other, second)
  expect(await switched()).toMatchObject({ ok: true, value: { count: 1 } })
  expect(await statusesOf([...ids, rest.id])).toEqual(['superseded', 'superseded', 'agreed', 'agreed'])
})

it('reminds who may sign once a day, and later tells administrators and the contact for contracts once', async () => {
  const other = await aProvider(stage.build, provider.councilId)
  const agreement = await anAgreement(stage.build, other, await aPackage(stage.build, other))
  await stage.build.insert('providers.contact', {
    ...{ council_id: other.councilId, provider_id: other.id, purpose: 'contracts' },
    ...{ name: 'Olga Contract', email: 'olga@care.example' },
  })
  const remind = (now: string) => workRunner(stage.db, fixedClock(now)).run(staff, sendReminders)
  // Published on Tuesday 1 April 2025.
  await remind('2025-04-03T07:00:00Z')
  for (let twice = 0; twice < 2; twice += 1) await remind('2025-04-04T07:00:00Z')
  await remind('2025-04-05T07:00:00Z')
  await remind('2025-04-15T07:00:00Z')
  const sent = await ask(
    sql<{ number: number; escalated: boolean; beyond: boolean }>`select number, escalated,
        told like '%; the organisation’s administrators; Olga Contract, its contact for contracts' as beyond
      from agreements.reminder where council_id = ${council()} and agreement_id = ${agreement.id} order by number`,
  )
  expect(sent).toEqual([
    { number: 1, escalated: false, beyond: false },
    { number: 2, escalated: true, beyond: true },
  ])
  const mails = await ask(
    sql<{ count: number }>`select count(*)::int as count from platform.mail
      where council_id = ${council()} and recipient = 'olga@care.example'`,
  )
  expect(mails).toEqual([{ count: 1 }])
})

it('lets the lines that are right start where the council allows it, and only then', async () => {
  const cares = [
    await aPackage(stage.build, provider, { recordableFrom: null }),
    await aPackage(stage.build, provider, { recordableFrom: null }),
  ] as const
  const agreement = await anAgreement(stage.build, provider, cares[0], { also: [cares[1]] })
  const lines = [
    { packageId: cares[0].id, packageReference: cares[0].reference, kind: 'right' },
    {
      packageId: cares[1].id,
      packageReference: cares[1].reference,
      kind: 'disputed',
      reason: 'wrong-hours',
      expectedPrice: null,
      expectedQuantity: null,
    },
  ] as const
  const reject = () =>
    stage.work.run(providerActor(provider), (work) =>
      rejectAgreement(
        work,
        {
          agreementId: agreement.id,
          shown: { revision: 1, hash: agreement.hash },
          rejection: { comment: 'Twice a day', lines, startsNow: true },
        },
        () => Promise.resolve(),
      ),
    )
  const refused = await reject()
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'not-allowed-to-start' } })
  await stage.work.run(staff, (work) =>
    keepSettings(work, { days: 10, startUndisputed: true, paper: USUAL_PAPER_RULES }),
  )
  expect(await statusesOf([agreement.id])).toEqual(['published'])
  expect(await reject()).toEqual({ ok: true, value: { recordableFrom: '2025-01-06' } })
  const days = await ask(
    sql<{ id: string; day: string | null }>`select id, recordable_from as day from care_packages.package
      where council_id = ${council()} and id = any(${cares.map(({ id }) => id)}::uuid[])`,
  )
  expect(new Map(days.map(({ id, day }) => [id, day]))).toEqual(
    new Map([
      [cares[0].id, '2025-01-06'],
      [cares[1].id, null],
    ]),
  )
})

it('signs many by one act, each whole or not at all, and says why of the rest', async () => {
  const waiting = []
  for (let n = 0; n < 3; n += 1)
    waiting.push(
      await anAgreement(stage.build, provider, await aPackage(stage.build, provider, { recordableFrom: null })),
    )
  const [first, second, third] = waiting
  if (first === undefined || second === undefined || third === undefined) throw new Error('three were made')
  await stage.work.run(staff, (work) =>
    withdrawAgreement(work, { agreementId: second.id, reason: 'Not needed' }, silent),
  )
  const outcome = await sign([first, second, third])
  if (!outcome.ok) throw new Error('nothing was signed')
  expect(new Map(outcome.value.results.map(({ id, outcome: result }) => [id, result]))).toEqual(
    new Map([
      [first.id, 'agreed'],
      [second.id, 'withdrawn'],
      [third.id, 'agreed'],
    ]),
  )
  const evidence = await ask(
    sql<{ count: number }>`select count(*)::int as count from agreements.response where council_id = ${council()}
      and signing_id = ${outcome.value.signingId}`,
  )
  expect(evidence).toEqual([{ count: 2 }])
})

it('never lets the one who sent an agreement sign it, nor one without the authority', async () => {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const agreement = await anAgreement(stage.build, provider, care, { publishedBy: provider.accountId })
  expect(await sign([agreement])).toMatchObject({ ok: false, refusal: { code: 'own-offer' } })
  const other = await anAgreement(stage.build, provider, await aPackage(stage.build, provider))
  const stranger = { ...provider, accountId: staff.scope.accountId }
  const outcome = await stage.work.run(providerActor(stranger), (work) =>
    signAgreements(work, {
      agreements: [{ id: other.id, shown: { revision: 1, hash: other.hash } }],
      typedName: 'X',
      statements: ['x'],
      provedAt: stage.clock.now(),
    }),
  )
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'no-authority' } })
})

it('tells everyone who acted on it, on both sides, that it is withdrawn, less whoever does it', async () => {
  const publisher = await aMember(stage.build, provider.councilId, null, ['brokerage'])
  const opener = await aMember(stage.build, provider.councilId, provider.id)
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const { id } = await anAgreement(stage.build, provider, care, { publishedBy: publisher.accountId })
  await stage.build.insert('agreements.sighting', {
    ...{ council_id: provider.councilId, agreement_id: id, revision: 1, account_id: opener.accountId },
    ...{ provider_id: provider.id, service_id: provider.serviceId, contract_id: provider.contractId },
    ...{ name: 'Opal Opener', seen_at: '2025-04-02T09:00:00Z' },
  })
  const withdraw = () =>
    stage.work.run(staff, (work) => withdrawAgreement(work, { agreementId: id, reason: 'A mistake' }, silent))
  expect([(await withdraw()).ok, (await withdraw()).ok]).toEqual([true, false])
  for (const [event, providerId, told] of [
    ['agreement.withdrawn', provider.id, [opener.accountId]],
    // Whoever has no place at the council is not told there.
    ['agreement.taken-back', null, [opener.accountId, publisher.accountId]],
  ] as const) {
    const news = (await newsOf(stage, provider.councilId, event)).filter(({ key }) => key.includes(id))
    expect(news.map(({ to }) => to)).toMatchObject([{ kind: 'people', providerId }])
    expect(news.flatMap(({ to }) => (to.kind === 'people' ? to.accountIds : [])).toSorted()).toEqual(told.toSorted())
  }
})
