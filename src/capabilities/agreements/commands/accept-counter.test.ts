import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate, type LocalDate } from '../../../core/dates.ts'
import { quantity, rate, type Quantity, type Rate } from '../../../core/money.ts'
import { newsOf } from '../../../testing/news.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import { changeVersions, planOf } from '../../care-packages/index.ts'
import { getPackage } from '../../care-packages/store/package.ts'
import { recordVersions } from '../../care-packages/store/variations.ts'
import { draftAgreement } from './draft-agreement.ts'
import { keepSettings } from './keep-rules.ts'
import { acceptCounter, correctAgreement, correctionOf, publishAgreement } from './publish-agreement.ts'
import { findCounter, previewCounter, withCounter } from './counter.ts'
import { prepareOffer } from './offer.ts'
import { rejectAgreement } from './reject-agreement.ts'
import { signAgreements } from './sign-agreements.ts'
import { withdrawAgreement } from './withdraw-agreement.ts'
import type { TellThread } from './thread.ts'
import { getAgreement, getRevision, listRevisions } from '../store/agreement.ts'
import { listPlans } from '../store/plans.ts'
import { USUAL_PAPER_RULES } from '../rules/wet-signature.ts'

let stage: Stage
let provider: AProvider
let staff: ReturnType<typeof councilActor>
const told: { key: string; text: string }[] = []
const thread: TellThread = (_work, { key, text }) => Promise.resolve(told.push({ key, text }))
const silent = () => Promise.resolve()
const everyone = { providerId: undefined }

beforeAll(async () => {
  stage = await aStage()
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  staff = councilActor(council.id, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  await stage.work.run(staff, (work) =>
    keepSettings(work, { days: 10, startUndisputed: true, paper: USUAL_PAPER_RULES }),
  )
})
afterAll(() => stage.strike())

const read = <T>(query: Parameters<typeof stage.db.read<T>>[1]) => stage.db.read(staff.scope, query)
const hours = (n: number) => quantity(BigInt(n) * 30_000n)
const price = (pounds: number) => rate(BigInt(Math.round(pounds * 10_000)))

type About = { readonly day: LocalDate; readonly temporary: boolean }
type Expects = { readonly planned?: Quantity; readonly price?: Rate }

/** Published by staff, and rejected by the provider with what it expects. */
async function rejected(expects: Expects = {}): Promise<{ id: string; care: APackage; next: string }> {
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  return { care, ...(await answered(care, await drafted(care), expects)) }
}

/** The draft is published, and rejected by the provider with what it expects. */
async function answered(care: APackage, id: string, expects: Expects): Promise<{ id: string; next: string }> {
  await published(id)
  return { id, next: await rejectedAgain(care, id, expects) }
}

/** The revision that stands. Answers the fingerprint of what accepting it would publish. */
async function rejectedAgain(care: APackage, id: string, expects: Expects): Promise<string> {
  const { revision } = await read((tx) => getAgreement(tx, everyone, id))
  const { hash } = await read((tx) => getRevision(tx, { ...everyone, id, revision }))
  const outcome = await stage.work.run(providerActor(provider), (work) =>
    rejectAgreement(
      work,
      {
        agreementId: id,
        shown: { revision, hash },
        rejection: {
          comment: 'Not what we said',
          startsNow: false,
          lines: [
            {
              packageId: care.id,
              packageReference: care.reference,
              kind: 'disputed',
              reason: 'wrong-hours',
              expectedPrice: expects.price ?? null,
              expectedQuantity: expects.planned ?? null,
            },
          ],
        },
      },
      silent,
    ),
  )
  expect(outcome).toMatchObject({ ok: true })
  return previewOf(id)
}

async function drafted(care: APackage, on?: About): Promise<string> {
  const made = await stage.work.run(staff, (work) => draftAgreement(work, { packageIds: [care.id], ...(on && { on }) }))
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.agreementId
}

async function published(agreementId: string): Promise<void> {
  const { content } = await read((tx) => getRevision(tx, { ...everyone, id: agreementId, revision: 1 }))
  const shownHash = canonicalHash(content).toString('hex')
  const done = await stage.work.run(staff, (work) => publishAgreement(work, { agreementId, shownHash }, thread))
  if (!done.ok) throw new Error(done.refusal.code)
}

/** The fingerprint of the preview: the packages as they would be. */
function previewOf(id: string): Promise<string> {
  return read(async (tx) => {
    const agreement = await getAgreement(tx, everyone, id)
    const found = await findCounter(tx, agreement)
    const packageIds = found?.offer.lines.map(({ packageId }) => packageId) ?? []
    const about = await listPlans(tx, everyone, [id])
    const on = { packageIds, about, today: localDate('2025-04-10'), altered: withCounter(found?.counter ?? []) }
    const next = await prepareOffer(tx, correctionOf(agreement), on)
    return next?.hash.toString('hex') ?? ''
  })
}

const accept = (id: string, shownHash: string, reason = 'Rural round') =>
  stage.work.run(staff, (work) => acceptCounter(work, { agreementId: id, shownHash, reason }, thread))
const newest = async (id: string) => (await read((tx) => listRevisions(tx, everyone, id)))[0]

it('makes the hours that a provider expects the plan, and publishes anew with the cause correction', async () => {
  const { id, care, next } = await rejected({ planned: hours(16) })
  expect(await accept(id, next, '')).toMatchObject({ ok: true, value: { revision: 2 } })
  const now = await newest(id)
  expect(now).toMatchObject({ revision: 2, cause: 'correction' })
  expect(now?.content.lines[0]).toMatchObject({ planned: hours(16).toString(), packageVersion: 2 })
  const { rows } = await read((tx) =>
    sql`select version, cause, planned::text, isempty(valid) as empty from care_packages.package_version
      where council_id = ${provider.councilId} and package_id = ${care.id} order by version`.execute(tx),
  )
  expect(rows).toMatchObject([
    { version: 1, empty: true },
    { version: 2, cause: 'correction', planned: hours(16).toString(), empty: false },
  ])
  expect(told.at(-1)).toMatchObject({ key: `agreement-rejected:${id}:1`, text: expect.stringContaining('revision 2') })
})

it('makes the price that a provider expects a line of the price book of its own, with both who said it', async () => {
  const { id, care, next } = await rejected({ price: price(22.4) })
  expect(await accept(id, next, ' ')).toMatchObject({ refusal: { code: 'reason-missing' } })
  expect(await accept(id, next)).toMatchObject({ ok: true })
  expect((await newest(id))?.content.lines[0]?.prices).toMatchObject([{ price: '224000', until: null }])
  const { rows } = await read((tx) =>
    sql`select l.reference, c.status, c.reason, c.proposed_by as asked, c.decided_by as agreed from contracts.rate_change c
      join contracts.rate_line l on l.council_id = c.council_id and l.id = c.rate_line_id
      where c.council_id = ${provider.councilId} and l.reference = ${`${care.reference}-P2`}`.execute(tx),
  )
  expect(rows).toEqual([
    {
      reference: `${care.reference}-P2`,
      status: 'approved',
      reason: 'Rural round',
      asked: provider.accountId,
      agreed: staff.scope.accountId,
    },
  ])
})

it('can then be signed as it was previewed, and is recordable', async () => {
  const { id, next } = await rejected({ planned: hours(16), price: price(22) })
  await accept(id, next)
  const signed = await stage.work.run(providerActor(provider), (work) =>
    signAgreements(work, {
      agreements: [{ id, shown: { revision: 2, hash: next } }],
      typedName: 'Asha Test',
      statements: ['I have read it'],
      provedAt: stage.clock.now(),
    }),
  )
  expect(signed).toMatchObject({ ok: true, value: { results: [{ outcome: 'agreed' }] } })
})

it('X49: leaves a price that is far above the one offered to the price book', async () => {
  const { id, next } = await rejected({ price: price(29.4) })
  expect(await accept(id, next)).toMatchObject({ refusal: { code: 'price-too-high' } })
  expect(await newest(id)).toMatchObject({ revision: 1 })
})

it('measures a price by the price book, however often it is rejected again', async () => {
  const { id, care, next } = await rejected({ price: price(23.1) })
  expect(await accept(id, next)).toMatchObject({ ok: true, value: { revision: 2 } })
  const more = await rejectedAgain(care, id, { price: price(23.11) })
  expect(await accept(id, more)).toMatchObject({ refusal: { code: 'price-too-high' } })
  // Nor by a new agreement, whose first text says what was accepted.
  const anew = await answered(care, await drafted(care), { price: price(25) })
  expect(await accept(anew.id, anew.next)).toMatchObject({ refusal: { code: 'price-too-high' } })
  const less = await answered(care, await drafted(care), { price: price(22) })
  expect(await accept(less.id, less.next)).toMatchObject({ ok: true })
})

it('is refused without figures, for another text than the one shown, and when nobody rejected it', async () => {
  const bare = await rejected()
  expect(await accept(bare.id, bare.next)).toMatchObject({ refusal: { code: 'nothing-expected' } })
  const { id, next } = await rejected({ planned: hours(16) })
  expect(await accept(id, 'a'.repeat(64))).toMatchObject({ refusal: { code: 'changed' } })
  await accept(id, next)
  expect(await accept(id, next)).toMatchObject({ refusal: { code: 'not-correctable' } })
})

it('is done once, however many accept it at the same time', async () => {
  const { id, next } = await rejected({ planned: hours(15) })
  const outcomes = await Promise.all([accept(id, next), accept(id, next), accept(id, next)])
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, false, true])
  expect(await newest(id)).toMatchObject({ revision: 2 })
})

it('tells the thread of a rejection what becomes of it, whether corrected by hand or withdrawn', async () => {
  const byHand = await rejected()
  const run = await stage.work.run(staff, (work) =>
    correctAgreement(work, { agreementId: byHand.id, shownHash: byHand.next }, thread),
  )
  expect(run).toMatchObject({ ok: true })
  expect(told.at(-1)?.text).toContain('published it again')
  const other = await rejected()
  await stage.work.run(staff, (work) => withdrawAgreement(work, { agreementId: other.id, reason: 'No need' }, thread))
  expect(told.at(-1)).toMatchObject({
    key: `agreement-rejected:${other.id}:1`,
    text: expect.stringContaining('No need'),
  })
})

it('tells the thread of a rejection that another agreement about the same care took its place', async () => {
  const { id, care } = await rejected()
  const heard = told.length
  const next = await drafted(care)
  await published(next)
  const newer = await read((tx) => getAgreement(tx, everyone, next))
  expect(await read((tx) => getAgreement(tx, everyone, id))).toMatchObject({ status: 'superseded' })
  expect(told.slice(heard)).toEqual([
    { key: `agreement-rejected:${id}:1`, text: expect.stringContaining(`${newer.reference} takes the place`) },
  ])
})

it('tells whoever answered what is replaced, and nobody of whom or what', async () => {
  const { id, next } = await rejected({ planned: hours(15) })
  await accept(id, next)
  const mine = (await newsOf(stage, provider.councilId, 'agreement.replaced')).filter(({ key }) => key.includes(id))
  expect(mine).toMatchObject([{ to: { kind: 'people', accountIds: [provider.accountId] } }])
})

it('pays visits on the accepted line as the line before it did, from its first day on', async () => {
  await stage.build.insert('contracts.visit_price', {
    council_id: provider.councilId,
    rate_line_id: provider.rateLineId,
    contract_id: provider.contractId,
    provider_id: provider.id,
    ...{ valid: '[2024-01-01,)', split: false, bands: '[]', fixed: JSON.stringify([{ minutes: 30, price: 160_000 }]) },
  })
  const { id, care, next } = await rejected({ price: price(22.4) })
  expect(await accept(id, next)).toMatchObject({ ok: true })
  const { rows } = await read((tx) =>
    sql`select lower(v.valid)::text as from, v.fixed from contracts.visit_price v
      join contracts.rate_line l on l.council_id = v.council_id and l.id = v.rate_line_id
      where v.council_id = ${provider.councilId} and l.reference = ${`${care.reference}-P2`}`.execute(tx),
  )
  expect(rows).toEqual([{ from: '2025-01-06', fixed: [{ minutes: 30, price: 160_000 }] }])
  // And the text that was previewed and published says so.
  const text = (await newest(id))?.content
  expect(text).toMatchObject({ format: 'agreement-2' })
  expect(text?.lines[0]?.paid?.visitPrices).toEqual([
    { from: '2025-01-06', until: null, split: false, fixed: [{ minutes: 30, price: '160000' }], bands: [] },
  ])
})

/** Another plan from a day on, or until another: decided last, so that its number is the newest. */
async function decided(care: APackage, lastOn: LocalDate | null, planned: Quantity): Promise<void> {
  await stage.work.run(staff, async ({ tx }) => {
    const now = await getPackage(tx, everyone, care.id)
    const kind = lastOn === null ? ('permanent' as const) : ('temporary' as const)
    const asked = { kind, fromOn: localDate('2025-06-02'), lastOn, planned, plannedByDay: null, visits: [] }
    const changed = changeVersions(now.versions, asked)
    if (!changed.ok) throw new Error(changed.refusal.code)
    await recordVersions(tx, now, { ...changed.value, cause: 'social-work-decision' })
  })
}

/** The plans that have a day, in their order. */
async function plansOf(care: APackage): Promise<readonly string[]> {
  const { versions } = await read((tx) => getPackage(tx, everyone, care.id))
  return versions
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, until, planned, cause }) => `${from}/${until ?? ''} ${String(planned / 30_000n)} ${cause}`)
}

/** The first day and the plan of the care of which the preview is asked what it changes in what was paid. */
async function previewed(id: string): Promise<readonly string[]> {
  const asked: string[] = []
  await read(async (tx) => {
    const found = await findCounter(tx, await getAgreement(tx, everyone, id))
    const about = await listPlans(tx, everyone, [id])
    await previewCounter(tx, found?.counter ?? [], {
      ...{ about, today: localDate('2025-04-10'), at: stage.clock.now() },
      previewChange: (_tx, { after, fromOn }) => {
        asked.push(`${fromOn} ${String(planOf(after).planned / 30_000n)}`)
        return Promise.resolve(undefined)
      },
    })
  })
  return asked
}

it('puts the plan right that the text is about, and no other one that was decided since', async () => {
  const { id, care, next } = await rejected({ planned: hours(16), price: price(22) })
  await decided(care, null, hours(90))
  expect(await previewed(id)).toEqual(['2025-01-06 16'])
  expect(await accept(id, next)).toMatchObject({ refusal: { code: 'changed' } })
  expect(await accept(id, await previewOf(id))).toMatchObject({ ok: true, value: { revision: 2 } })
  expect((await newest(id))?.content.lines[0]).toMatchObject({
    ...{ startsOn: '2025-01-06', endsOn: '2025-06-01', planned: hours(16).toString() },
    prices: [{ price: '220000' }],
  })
  expect(await plansOf(care)).toEqual(['2025-01-06/2025-06-02 16 correction', '2025-06-02/ 90 social-work-decision'])
})

it('puts right what lasts beside what is for a time, and the other way round', async () => {
  const { id, care } = await rejected({ planned: hours(16), price: price(22) })
  await decided(care, localDate('2025-06-08'), hours(30))
  const forATime = await drafted(care, { day: localDate('2025-06-02'), temporary: true })
  const other = await answered(care, forATime, { planned: hours(32), price: price(22.5) })
  expect(await previewed(id)).toEqual(['2025-01-06 16'])
  expect(await previewed(other.id)).toEqual(['2025-06-02 32'])
  expect(await accept(id, await previewOf(id))).toMatchObject({ ok: true })
  expect(await accept(other.id, await previewOf(other.id))).toMatchObject({ ok: true })
  expect((await newest(other.id))?.content.lines[0]?.prices).toMatchObject([{ price: '225000' }])
  expect(await plansOf(care)).toEqual([
    '2025-01-06/2025-06-02 16 correction',
    '2025-06-02/2025-06-09 32 correction',
    '2025-06-09/ 16 correction',
  ])
})
