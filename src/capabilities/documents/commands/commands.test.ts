import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { aPdf } from '../../../platform/files/testing/samples.ts'
import { notifyJob } from '../../../platform/notifications/jobs.ts'
import { systemActor, workRunner } from '../../../platform/work.ts'
import { receivedFile } from '../../../testing/files.ts'
import { providerActor, serviceActor } from '../../../testing/stage.ts'
import { aMember, aPackage, aProvider } from '../../../testing/world.ts'
import { documentJobs } from '../jobs/jobs.ts'
import { listDocuments } from '../store/documents.ts'
import { listOpenings, listVersions } from '../store/versions.ts'
import { aDocument, bothSides, type Both } from '../testing/site.ts'
import { restrict } from '../../service-users/testing/restricted.ts'
import { fileDocument, fileVersion } from './file-document.ts'
import { openVersion } from './open-version.ts'
import { nudgeUnread } from './tell.ts'
import { withdrawDocument } from './withdraw-document.ts'

let both: Both
beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const everything = {
  type: undefined,
  personId: undefined,
  person: '',
  words: '',
  from: undefined,
  to: undefined,
  newOnly: false,
  after: undefined,
}
const list = (over = {}, actor = both.asha) => {
  const { scope, face } = actor
  const reader = {
    providerId: scope.role === 'portal_council' ? undefined : scope.providerId,
    accountId: scope.accountId,
    side: face === 'provider' ? ('provider' as const) : ('council' as const),
    now: both.stage.clock.now(),
  }
  return both.stage.db.read(scope, (tx) => listDocuments(tx, reader, { ...everything, ...over }))
}
const open = (actor: typeof both.asha, documentId: string, number = 1) =>
  both.stage.work.run(actor, (work) => openVersion(work, { documentId, number, from: '127.0.0.1' }))
const refile = async (actor: typeof both.asha, documentId: string, shownVersion = 1) => {
  const file = await receivedFile(both.site.files, 'b.pdf', aPdf({ text: 'Now with one carer' }))
  const wanted = { documentId, shownVersion, datedOn: localDate('2025-04-09'), note: 'Fewer carers', file }
  return both.stage.work.run(actor, (work) => fileVersion(work, wanted))
}
const jobs = () => documentJobs({ ...both.stage, store: both.site.files.store })
const runJob = async (name: string, payload: object) => {
  for (let times = 0; times < 2; times += 1)
    await jobs()
      .find((job) => job.name === name)
      ?.handle(both.stage.work, { councilId: both.provider.councilId, ...payload })
}

it('files a document on the person and calls it new to the other side until it is opened', async () => {
  const id = await aDocument(both, both.staff, { title: 'New to them' })
  const find = async (actor = both.asha) => (await list({}, actor)).find((row) => row.id === id)
  expect(await find()).toMatchObject({ isNew: true, version: 1, side: 'council', givenName: 'Test' })
  expect(await find(both.staff)).toMatchObject({ isNew: false })
  await open(both.asha, id)
  expect(await find()).toMatchObject({ isNew: false })
  await refile(both.staff, id)
  expect(await find()).toMatchObject({ isNew: true, version: 2, datedOn: '2025-04-09' })
})

it('stays new until it is opened, however long that takes, and is not new to who came long after', async () => {
  const id = await aDocument(both, both.staff, { title: 'Left lying' })
  const { councilId, id: providerId } = both.provider
  const newTo = (reader: string) =>
    both.stage.db.read(both.asha.scope, async (tx) => {
      const later = { providerId, accountId: reader, side: 'provider' as const, now: new Date('2026-09-01T09:00:00Z') }
      return (await listDocuments(tx, later, everything)).find((row) => row.id === id)?.isNew
    })
  const joined = async (day: string) => {
    const moment = new Date(day).getTime().toString(16).padStart(12, '0')
    const member = await aMember(both.stage.build, councilId, null, [])
    const key = `${moment.slice(0, 8)}-${moment.slice(8)}-7000-8000-${member.accountId.slice(-12)}`
    const who = { id: key, council_id: councilId, provider_id: providerId, account_id: member.accountId }
    await both.stage.build.insert('access.membership', { ...who, name: 'Late Test', email: member.email })
    return member.accountId
  }
  expect(await newTo(await joined('2024-01-01'))).toBe(true)
  expect(await newTo(await joined('2025-05-01'))).toBe(true)
  expect(await newTo(await joined('2025-06-01'))).toBe(false)
  // Who is no member, as somebody of the council who looks on, is met by the last weeks only.
  expect(await newTo('00000000-0000-4000-8000-000000000000')).toBe(false)
})

it('keeps every version, with who filed it, what changed and who opened it first', async () => {
  const id = await aDocument(both, both.staff)
  await open(both.asha, id)
  await open(both.asha, id)
  expect(await refile(both.asha, id)).toMatchObject({ ok: true })
  const of = { providerId: undefined, documentId: id }
  const [versions, openings] = await both.stage.db.read(both.staff.scope, (tx) =>
    Promise.all([listVersions(tx, of), listOpenings(tx, of)]),
  )
  expect(versions).toMatchObject([
    { number: 2, note: 'Fewer carers', filerName: 'Asha Test', side: 'provider', name: 'b.pdf' },
    { number: 1, filerName: 'Cara Test', side: 'council' },
  ])
  expect(openings).toMatchObject([{ number: 1, openerName: 'Asha Test' }])
})

it('lets only one of two people who file over the same version', async () => {
  const id = await aDocument(both, both.staff)
  const both2 = await Promise.all([refile(both.staff, id), refile(both.asha, id)])
  expect(both2.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect(both2.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'newer-version', version: 2 } })
})

it('closes to everybody when it is withdrawn, by the side that filed it and with a reason', async () => {
  const id = await aDocument(both, both.staff)
  const withdraw = (actor: typeof both.asha, reason = 'Filed on the wrong person') =>
    both.stage.work.run(actor, (work) => withdrawDocument(work, { documentId: id, reason }))
  expect(await withdraw(both.asha)).toMatchObject({ refusal: { code: 'not-yours' } })
  expect(await withdraw(both.staff, ' ')).toMatchObject({ refusal: { code: 'reason-missing' } })
  expect(await withdraw(both.staff)).toMatchObject({ ok: true })
  expect(await withdraw(both.staff)).toMatchObject({ refusal: { code: 'already-withdrawn' } })
  expect(await open(both.asha, id)).toMatchObject({ refusal: { code: 'withdrawn' } })
  expect(await refile(both.staff, id)).toMatchObject({ refusal: { code: 'withdrawn' } })
  expect((await list()).map((row) => row.id)).not.toContain(id)
})

it('finds by kind, person, day and the words inside a PDF', async () => {
  const id = await aDocument(both, both.staff, {
    type: 'review',
    title: 'Spring',
    datedOn: localDate('2025-02-03'),
    text: 'Prefers porridge to marmalade',
  })
  await runJob('documents.read-text', { documentId: id, number: 1 })
  const found = async (over: object) => (await list(over)).map((row) => row.id).includes(id)
  expect(await found({ words: 'marmalades porridge' })).toBe(true)
  expect(await found({ words: 'spring' })).toBe(true)
  expect(await found({ words: 'caviar' })).toBe(false)
  expect(await found({ type: 'review' })).toBe(true)
  expect(await found({ type: 'care-plan' })).toBe(false)
  expect(await found({ person: 'test per' })).toBe(true)
  expect(await found({ person: '%' })).toBe(false)
  expect(await found({ from: localDate('2025-02-03'), to: localDate('2025-02-03') })).toBe(true)
  expect(await found({ from: localDate('2025-02-04') })).toBe(false)
  expect(await found({ to: localDate('2025-02-02') })).toBe(false)
})

it('shows a person of one service that service’s people only, and a stranger nothing', async () => {
  const id = await aDocument(both, both.staff)
  const ben = serviceActor(both.provider)
  expect((await list({}, ben)).map((row) => row.id)).toContain(id)
  const other = await aProvider(both.stage.build, both.provider.councilId)
  const narrow = { ...ben, scope: { ...ben.scope, services: [other.serviceId], contracts: [] } } as typeof ben
  expect(await list({}, narrow)).toEqual([])
  expect(await list({}, providerActor(other))).toEqual([])
  await expect(open(providerActor(other), id)).rejects.toBeInstanceOf(NotFound)
  await expect(open(narrow, id)).rejects.toBeInstanceOf(NotFound)
  await expect(refile(providerActor(other), id)).rejects.toBeInstanceOf(NotFound)
  const care = await aPackage(both.stage.build, other)
  await expect(aDocument(both, both.asha, { personId: care.personId })).rejects.toBeInstanceOf(NotFound)
})

it('hides what is filed on a restricted person from all who need not know', async () => {
  const care = await aPackage(both.stage.build, both.provider)
  const id = await aDocument({ ...both, care }, both.staff, { title: 'Secret address' })
  await both.site.visit(both.provides, `/provider/documents/${id}/versions/1`)
  await runJob('documents.read-text', { documentId: id, number: 1 })
  const guardian = await aMember(both.stage.build, both.provider.councilId, null, ['data-guardian'])
  await restrict(both.stage, both.council, guardian.accountId, care.personId)
  expect((await list()).map((row) => row.id)).not.toContain(id)
  await expect(open(both.asha, id)).rejects.toBeInstanceOf(NotFound)
  const knowing = (actor: typeof both.asha) => ({ ...actor, scope: { ...actor.scope, known: [care.personId] } })
  for (const actor of [both.asha, both.staff, serviceActor(both.provider)]) {
    expect(await seen(actor, id)).toEqual([0, 0, 0, 0, 0])
    expect(await seen(knowing(actor), id)).toEqual([1, 1, 1, 1, 1])
  }
  expect(await aDocumentOn(care.personId)).toMatchObject({ refusal: { code: 'restricted' } })
  const page = await both.site.visit(both.provides, `/provider/documents/new?personId=${care.personId}`)
  expect(page.location).toBe(`/provider/restricted-people/${care.personId}`)
  await both.stage.build.insert('service_users.need_to_know', {
    council_id: both.provider.councilId,
    person_id: care.personId,
    account_id: both.asha.scope.accountId,
    provider_id: both.provider.id,
    name: 'Asha Test',
    kind: 'named',
    reason: 'Key worker',
    given_by: both.staff.scope.accountId,
    giver_name: 'Cara Test',
    given_at: new Date('2025-04-01'),
  })
  expect((await list({}, knowing(both.asha))).map((row) => row.id)).toContain(id)
  expect((await both.site.visit(both.provides, `/provider/documents/${id}/versions/1`)).status).toBe(200)
  const { rows } = await both.stage.db.read(both.staff.scope, (tx) =>
    sql<{ action: string; actor: string }>`select action, actor_name as actor from platform.audit_entry
      where council_id = ${tx.councilId} and subject_id = ${care.personId} and action like '%document%'`.execute(tx),
  )
  expect(rows).toEqual([{ action: 'restricted-person.document-opened', actor: 'Asha Test' }])
})

/** With no condition of ours: how many rows each table shows of one document, by its policies alone. */
async function seen({ scope }: typeof both.asha, id: string) {
  const own = (table: string, column = 'document_id') =>
    sql`(select count(*)::int from ${sql.raw(table)} t /* policy alone */ where ${sql.ref(`t.${column}`)} = ${id})`
  const { rows } = await both.stage.db.read(scope, (tx) =>
    sql<{ counts: number[] }>`select array[${own('documents.document', 'id')}, ${own('documents.version')},
      ${own('documents.version_text')}, ${own('documents.opening')}, ${own('published.care_document', 'id')}] as counts`.execute(
      tx,
    ),
  )
  return rows[0]?.counts
}

async function aDocumentOn(personId: string) {
  const file = await receivedFile(both.site.files, 'b.pdf', aPdf())
  const { serviceId, contractId } = both.provider
  return both.stage.work.run(both.asha, (work) =>
    fileDocument(work, {
      ...{ personId, serviceId, contractId, type: 'review', title: 'Review', note: '', file },
      datedOn: localDate('2025-04-01'),
    }),
  )
}

it('tells the provider’s care staff once, and nothing of whom or what', async () => {
  const told = await aMember(both.stage.build, both.provider.councilId, both.provider.id)
  const id = await aDocument(both, both.staff, { title: 'Unspeakable' })
  await runJob('documents.tell', { documentId: id, number: 1 })
  const mails = await news()
  expect(mails.filter(({ recipient }) => recipient === told.email)).toHaveLength(1)
  for (const { body, subject } of mails)
    expect(subject + body).not.toMatch(/Unspeakable|Test Person|Person [0-9a-f]{4}/)
})

it('reminds once when nobody there has opened it for three working days', async () => {
  const id = await aDocument(both, both.staff)
  const later = workRunner(both.stage.db, fixedClock('2025-04-16T09:00:00Z'))
  const nudge = () => later.run(systemActor(both.provider.councilId), nudgeUnread)
  const waiting = async () => (await queued()).filter((news) => news.includes('document.unread') && news.includes(id))
  await both.stage.work.run(systemActor(both.provider.councilId), nudgeUnread)
  expect(await waiting()).toEqual([])
  await nudge()
  await nudge()
  expect(await waiting()).toHaveLength(1)
})

it('lets no provider file as the council, open as another or change a version', async () => {
  const id = await aDocument(both, both.staff)
  const at = `'${both.provider.councilId}', '${id}', 2, '${both.provider.id}', '${both.provider.serviceId}', '${both.provider.contractId}'`
  const attempts = [
    `insert into /* policy alone */ documents.opening (council_id, document_id, number, provider_id, service_id, contract_id, side, opened_by, opener_name, opened_at)
     values (${at}, 'provider', gen_random_uuid(), 'Eve', now())`,
    `update /* policy alone */ documents.version set note = 'never said' where document_id = '${id}'`,
    `insert into /* policy alone */ documents.version_text (council_id, document_id, number, provider_id, service_id, contract_id, content) values (${at}, 'x')`,
  ]
  for (const attempt of attempts)
    await expect(both.stage.db.write(both.asha.scope, (tx) => sql.raw(attempt).execute(tx))).rejects.toThrow(
      /row-level security|permission denied/,
    )
})

/** What waits to be told, as the queue has it. */
async function queued(): Promise<string[]> {
  const { Client } = await import('pg')
  const client = new Client({ connectionString: both.stage.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ news: string }>(
      `select j.payload ->> 'news' as news from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'platform.notify'`,
    )
    return rows.map(({ news }) => news)
  } finally {
    await client.end()
  }
}

/** Everything told so far, as mail. */
async function news(): Promise<{ recipient: string; subject: string; body: string }[]> {
  for (const one of await queued())
    await notifyJob.handle(both.stage.work, { councilId: both.provider.councilId, news: one })
  const { rows } = await both.stage.db.read(both.staff.scope, (tx) =>
    sql<{ recipient: string; subject: string; body: string }>`
      select recipient, subject, body from platform.mail where council_id = ${both.provider.councilId}`.execute(tx),
  )
  return rows
}
