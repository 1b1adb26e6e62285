import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from 'kysely'
import { Client } from 'pg'
import { quantity } from '../../../core/money.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import { applicationUrl } from '../../../platform/db/migrate.ts'
import { aStage, councilActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aMember, aPackage, aProvider, type AProvider } from '../../../testing/world.ts'
import { buildContent, readContent, withoutPaid } from '../rules/content.ts'
import { getRevision } from '../store/agreement.ts'
import { anAgreement } from '../testing/agreement.ts'
import { draftAgreement } from './draft-agreement.ts'
import { orderBatch, publishBatch } from './publish-batch.ts'
import { publishAgreement } from './publish-agreement.ts'

const silent = () => Promise.resolve()
let stage: Stage
let owner: Client
let councilId: string
let staff: ReturnType<typeof councilActor>

beforeAll(async () => {
  stage = await aStage()
  owner = new Client({ connectionString: stage.ownerUrl })
  await owner.connect()
  councilId = (await aCouncil(stage.build)).id
  staff = councilActor(councilId, (await aMember(stage.build, councilId, null, ['brokerage'])).accountId)
})
afterAll(async () => {
  await owner.end()
  await stage.strike()
})

const ask = async <T>(text: ReturnType<typeof sql<T>>): Promise<readonly T[]> =>
  stage.db.read(staff.scope, async (tx) => (await text.execute(tx)).rows)
const council = () => sql`${councilId}::uuid`

async function withAddress(): Promise<AProvider & { readonly email: string }> {
  const provider = await aProvider(stage.build, councilId)
  const email = `office-${provider.id.slice(0, 8)}@care.example`
  await owner.query('update providers.organisation set email = $1 where id = $2', [email, provider.id])
  return { ...provider, email }
}
async function drafts(provider: AProvider, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) {
    const care = await aPackage(stage.build, provider, { recordableFrom: null })
    const made = await stage.work.run(staff, (work) => draftAgreement(work, { packageIds: [care.id] }))
    if (made.ok) ids.push(made.value.agreementId)
  }
  return ids
}
async function ordered(agreementIds: readonly string[]): Promise<{ councilId: string; batchId: string }> {
  const outcome = await stage.work.run(staff, (work) => orderBatch(work, { agreementIds, publishAt: undefined }))
  if (!outcome.ok) throw new Error('not ordered')
  return { councilId, batchId: outcome.value.batchId }
}

/** Kills the process that publishes while it stands in the given transaction, with everything of it done but the commit. */
async function killIn(standIn: number, which: { councilId: string; batchId: string }): Promise<void> {
  const file = new URL('../testing/publish-until-killed.ts', import.meta.url).pathname
  const given = { ...which, part: 5, standIn, url: applicationUrl(stage.ownerUrl), now: '2025-04-10T09:00:00Z' }
  const child = spawn(process.execPath, [file, JSON.stringify(given)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const first = await Promise.race([once(child.stdout, 'data').then(() => 'here'), gone.then(() => 'gone')])
  child.kill('SIGKILL')
  await gone
  expect(first).toBe('here')
}

/** Transactions: one that looks it up, three with drafts (5, 5 and 2), one that finds none, one that ends it and tells. */
it.each([
  ['in the first part', 2, 0],
  ['in the third part', 4, 10],
  ['when all are published and nobody is told', 6, 12],
])('publishes and tells once though the worker is killed %s', async (_, standIn, before) => {
  const provider = await withAddress()
  const ids = await drafts(provider, 12)
  const which = await ordered(ids)
  await killIn(standIn, which)
  const published = () =>
    ask(sql<{ count: number }>`select count(*)::int as count from agreements.agreement where council_id = ${council()}
      and id = any(${ids}::uuid[]) and status = 'published'`)
  expect(await published()).toEqual([{ count: before }])
  await publishBatch(stage.work, { ...which, part: 5 }, silent)
  await publishBatch(stage.work, { ...which, part: 5 }, silent)
  expect(await published()).toEqual([{ count: 12 }])
  const [once] = await ask(sql<Record<string, number>>`select
    (select count(*)::int from platform.audit_entry where council_id = ${council()} and action = 'agreement.published'
      and subject_id = any(${ids}::text[])) as audited,
    (select count(*)::int from platform.mail where council_id = ${council()} and recipient = ${provider.email}) as mails,
    (select count(*)::int from agreements.batch_item where council_id = ${council()} and batch_id = ${which.batchId}
      and outcome = 'published') as items`)
  expect(once).toEqual({ audited: 12, mails: 1, items: 12 })
  const jobs = await queued(provider.id, which.batchId)
  expect(jobs.papers.toSorted()).toEqual(ids.map((id) => `${id}:1`).toSorted())
  expect(jobs.told).toBe(1)
  // Many papers take minutes: whoever else needs a worker does not wait for them.
  expect(jobs.queues).toEqual(['papers'])
})

/** The papers that jobs are to make of what a provider was offered, and how often its signatories are to be told. */
async function queued(providerId: string, batchId: string) {
  const { rows } = await owner.query<{ queue: string | null; payload: { papers?: string[]; news?: string } }>(
    `select q.queue_name as queue, j.payload from graphile_worker._private_jobs j
      left join graphile_worker._private_job_queues q on q.id = j.job_queue_id`,
  )
  const own = await ask(sql<{ id: string }>`select id from agreements.agreement where council_id = ${council()}
    and provider_id = ${providerId}`)
  const ids = new Set(own.map(({ id }) => id))
  return {
    papers: rows.flatMap(({ payload }) => payload.papers ?? []).filter((paper) => ids.has(paper.split(':')[0] ?? '')),
    queues: [...new Set(rows.flatMap(({ payload, queue }) => (payload.papers === undefined ? [] : [queue])))],
    told: rows.filter(({ payload }) => payload.news?.includes(`agreement-batch:${batchId}:${providerId}`)).length,
  }
}

it('publishes in a batch exactly what it would publish alone', async () => {
  const provider = await withAddress()
  const [alone = '', together = ''] = await drafts(provider, 2)
  const { hash = '' } = (await textsOf([alone]))[0] ?? {}
  const outcome = await stage.work.run(staff, (work) =>
    publishAgreement(work, { agreementId: alone, shownHash: hash }, silent),
  )
  expect(outcome.ok).toBe(true)
  await publishBatch(stage.work, await ordered([together]), silent)
  const [first, second] = await textsOf([alone, together])
  expect({ ...second, hash: '', reference: '' }).toEqual({ ...first, hash: '', reference: '' })
})

async function textsOf(ids: readonly string[]) {
  return ask(sql<Record<string, unknown> & { hash: string }>`
    select a.reference, a.status, a.starts_on, a.respond_by, a.published_at, r.published_at as text_at, r.published_by,
      encode(r.content_hash, 'hex') as hash, l.package_version, p.status as package,
      (select count(*)::int from platform.audit_entry e where e.council_id = ${council()} and e.action = 'package.activated'
        and e.subject_id = p.id::text) as activated
    from agreements.agreement a
    join agreements.revision r on r.council_id = a.council_id and r.agreement_id = a.id and r.revision = a.revision
    join agreements.revision_line l on l.council_id = a.council_id and l.agreement_id = a.id and l.revision = a.revision
    join care_packages.package p on p.council_id = a.council_id and p.id = l.package_id
    where a.council_id = ${council()} and a.id = any(${[...ids]}::uuid[])
    order by array_position(${[...ids]}::uuid[], a.id)`)
}

it('puts what was offered before about the same care out of force, and leaves out what changed meanwhile', async () => {
  const provider = await withAddress()
  const care = await aPackage(stage.build, provider, { recordableFrom: null })
  const made = await stage.work.run(staff, (work) => draftAgreement(work, { packageIds: [care.id] }))
  const [other = ''] = await drafts(provider, 1)
  const before = await anAgreement(stage.build, provider, { ...care, reference: `${care.reference}-B` })
  const spurned = { ...care, reference: `${care.reference}-C` }
  const rejected = await anAgreement(stage.build, provider, spurned, { status: 'rejected' })
  const id = made.ok ? made.value.agreementId : ''
  const which = await ordered([id, other])
  await owner.query(
    `update care_packages.package_version set planned = planned * 2 where package_id in (
      select package_id from agreements.revision_line where agreement_id = $1)`,
    [other],
  )
  const told: string[] = []
  await publishBatch(stage.work, which, (_, { key }) => Promise.resolve(told.push(key)))
  // Nobody waits for an answer to what was rejected any more; of what only waited there is no thread.
  expect(told).toEqual([`agreement-rejected:${rejected.id}:1`])
  const rows = await ask(sql<{ id: string; status: string }>`select id, status from agreements.agreement
    where council_id = ${council()} and id = any(${[id, other, before.id]}::uuid[])`)
  expect(new Map(rows.map((row) => [row.id, row.status]))).toEqual(
    new Map([
      [id, 'published'],
      [other, 'draft'],
      [before.id, 'superseded'],
    ]),
  )
  const items = await ask(sql<{ outcome: string }>`select outcome from agreements.batch_item
    where council_id = ${council()} and batch_id = ${which.batchId} order by outcome`)
  expect(items.map(({ outcome }) => outcome)).toEqual(['changed', 'published'])
})

it('publishes a draft of the first format with all that is said now, and not one whose care changed', async () => {
  const provider = await aProvider(stage.build, councilId)
  const [id = '', other = ''] = await drafts(provider, 2)
  const textOf = (one: string) =>
    stage.db.read(staff.scope, (tx) => getRevision(tx, { providerId: undefined, id: one, revision: 1 }))
  for (const [one, planned] of [
    [id, 0n],
    [other, 30_000n],
  ] as const) {
    const offer = withoutPaid(readContent((await textOf(one)).content))
    const lines = offer.lines.map((line) => ({ ...line, planned: quantity(line.planned + planned) }))
    const text = buildContent({ ...offer, lines })
    expect(text.format).toBe('agreement-1')
    await owner.query('update agreements.revision set content = $1, content_hash = $2 where agreement_id = $3', [
      JSON.stringify(text),
      canonicalHash(text),
      one,
    ])
  }
  await publishBatch(stage.work, await ordered([id, other]), silent)
  expect(await textOf(id)).toMatchObject({ publishedBy: staff.scope.accountId, content: { format: 'agreement-2' } })
  expect(await textOf(other)).toMatchObject({ publishedBy: null, content: { format: 'agreement-1' } })
})

it('says who else pays of a stay, as the package has it on the day', async () => {
  const provider = await aProvider(stage.build, councilId)
  const care = await aPackage(stage.build, provider, { unit: 'week', recordableFrom: null })
  await stage.build.insert('care_packages.payer', {
    ...{ council_id: councilId, provider_id: provider.id, service_id: provider.serviceId },
    ...{ contract_id: provider.contractId, package_id: care.id },
    ...{ payer: 'contribution', from_on: '2025-01-01', weekly_pence: 16_015 },
  })
  const made = await stage.work.run(staff, (work) => draftAgreement(work, { packageIds: [care.id] }))
  const id = made.ok ? made.value.agreementId : ''
  const { content } = await stage.db.read(staff.scope, (tx) =>
    getRevision(tx, { providerId: undefined, id, revision: 1 }),
  )
  expect(content.lines[0]?.paid?.payers).toEqual([
    { payer: 'contribution', from: '2025-01-06', until: null, weeklyPence: '16015' },
  ])
})
