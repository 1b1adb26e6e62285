import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { aPdf } from '../../../platform/files/testing/samples.ts'
import type { Actor } from '../../../platform/work.ts'
import { receivedFile } from '../../../testing/files.ts'
import { documentJobs } from '../jobs/jobs.ts'
import { getDocument } from '../store/documents.ts'
import { listRedactions } from '../store/redactions.ts'
import { listSharesOf } from '../store/shares.ts'
import { listVersions } from '../store/versions.ts'
import { aDocument, bothSides, type Both } from '../testing/site.ts'
import { fileVersion } from './file-document.ts'
import { openVersion } from './open-version.ts'
import { redactDocument } from './redact-document.ts'
import { shareDocument } from './share-document.ts'
import { withdrawDocument } from './withdraw-document.ts'
import { withdrawVersion } from './withdraw-version.ts'

let both: Both
beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const anotherFile = (text = 'Somebody else') => receivedFile(both.site.files, 'wrong person.pdf', aPdf({ text }))
const refile = async (actor: Actor, documentId: string, shownVersion = 1) => {
  const file = await anotherFile()
  const wanted = { documentId, shownVersion, datedOn: localDate('2025-04-09'), note: '', file }
  return both.stage.work.run(actor, (work) => fileVersion(work, wanted))
}
const withdraw = (actor: Actor, documentId: string, number: number, reason = 'About somebody else') =>
  both.stage.work.run(actor, (work) => withdrawVersion(work, { documentId, number, reason }))
const open = (actor: Actor, documentId: string, number: number) =>
  both.stage.work.run(actor, (work) => openVersion(work, { documentId, number, from: '127.0.0.1' }))
const find = (documentId: string) => {
  const { scope } = both.staff
  const reader = { providerId: undefined, side: 'council' as const, now: both.stage.clock.now() }
  return both.stage.db.read(scope, (tx) => getDocument(tx, { ...reader, accountId: scope.accountId }, documentId))
}

/** A care plan of the council over which the provider filed something. */
async function aReplaced(by: Actor = both.asha): Promise<string> {
  const id = await aDocument(both, both.staff)
  expect(await refile(by, id)).toMatchObject({ ok: true })
  return id
}

describe('a version that is withdrawn', () => {
  it('lets the version before count again, and closes to everybody', async () => {
    const id = await aReplaced()
    expect(await find(id)).toMatchObject({ version: 2, side: 'provider', datedOn: '2025-04-09' })
    expect(await withdraw(both.asha, id, 2, ' About somebody else ')).toMatchObject({ ok: true })
    expect(await find(id)).toMatchObject({ version: 1, side: 'council', datedOn: '2025-04-01', withdrawnAt: null })
    for (const actor of [both.asha, both.staff]) {
      expect(await open(actor, id, 2)).toMatchObject({ refusal: { code: 'withdrawn' } })
      expect(await open(actor, id, 1)).toMatchObject({ ok: true })
    }
    const versions = await both.stage.db.read(both.asha.scope, (tx) =>
      listVersions(tx, { providerId: both.provider.id, documentId: id }),
    )
    expect(versions).toMatchObject([
      { number: 2, withdrawerName: 'Asha Test', withdrawnReason: 'About somebody else' },
      { number: 1, withdrawnAt: null },
    ])
    const { rows } = await both.stage.db.read(both.staff.scope, (tx) =>
      sql<{ details: object }>`select details from platform.audit_entry where council_id = ${tx.councilId}
        and subject_id = ${id} and action = 'document.version-withdrawn'`.execute(tx),
    )
    expect(rows).toEqual([{ details: expect.objectContaining({ version: 2 }) as unknown }])
  })

  it('keeps its number: the next that is filed has another', async () => {
    const id = await aReplaced()
    await withdraw(both.asha, id, 2)
    expect(await refile(both.asha, id, 2)).toMatchObject({ refusal: { code: 'newer-version', version: 1 } })
    expect(await refile(both.asha, id, 1)).toMatchObject({ ok: true })
    expect(await find(id)).toMatchObject({ version: 3 })
  })

  it('may be an older one, and the newest stays', async () => {
    const id = await aReplaced(both.staff)
    expect(await withdraw(both.staff, id, 1)).toMatchObject({ ok: true })
    expect(await find(id)).toMatchObject({ version: 2 })
  })

  it('takes with it what it was shared as and the copies that were made of it, and nothing else', async () => {
    const id = await aDocument(both, both.staff)
    const share = (shownVersion: number) => {
      const asked = { receiver: 'team' as const, team: 'payments', organisation: '', reason: 'To check', marked: false }
      const typed = { ...asked, untilOn: localDate('2025-05-01') }
      return both.stage.work.run(both.staff, (work) => shareDocument(work, { documentId: id, shownVersion, typed }))
    }
    expect(await share(1)).toMatchObject({ ok: true })
    await refile(both.asha, id)
    expect(await share(2)).toMatchObject({ ok: true })
    const copy = { way: 'upload' as const, pages: [], reason: 'For others', file: await anotherFile('Less'), words: '' }
    const redact = { documentId: id, shownVersion: 2, ...copy }
    expect(await both.stage.work.run(both.staff, (work) => redactDocument(work, redact))).toMatchObject({ ok: true })
    await withdraw(both.staff, id, 2)
    const payload = { councilId: both.provider.councilId, documentId: id, number: 2 }
    const job = documentJobs({ ...both.stage, store: both.site.files.store }).find(
      ({ name }) => name === 'documents.end-shares',
    )
    await job?.handle(both.stage.work, payload)
    const [shares, copies] = await both.stage.db.read(both.staff.scope, (tx) =>
      Promise.all([listSharesOf(tx, id), listRedactions(tx, id)]),
    )
    expect(shares.map(({ number, endedAt }) => [number, endedAt !== null]).sort()).toEqual([
      [1, false],
      [2, true],
    ])
    expect(copies).toEqual([])
  })
})

describe('refused is the withdrawal', () => {
  it('of the only version, of the other side’s by a provider, twice, without a reason, and of a withdrawn document', async () => {
    const id = await aReplaced()
    expect(await withdraw(both.asha, id, 1)).toMatchObject({ refusal: { code: 'not-yours' } })
    expect(await withdraw(both.asha, id, 2, ' ')).toMatchObject({ refusal: { code: 'reason-missing' } })
    expect(await withdraw(both.asha, id, 2, 'x'.repeat(2_001))).toMatchObject({ refusal: { code: 'reason-too-long' } })
    expect(await withdraw(both.staff, id, 2)).toMatchObject({ ok: true })
    expect(await withdraw(both.staff, id, 2)).toMatchObject({ refusal: { code: 'already-withdrawn' } })
    expect(await withdraw(both.staff, id, 1)).toMatchObject({ refusal: { code: 'only-version' } })
    await both.stage.work.run(both.staff, (work) => withdrawDocument(work, { documentId: id, reason: 'Wrong' }))
    expect(await withdraw(both.staff, id, 1)).toMatchObject({ refusal: { code: 'document-withdrawn' } })
  })

  it('of one of two that remain, when two people each take back the other', async () => {
    const id = await aReplaced(both.staff)
    const outcomes = await Promise.all([withdraw(both.staff, id, 1), withdraw(both.staff, id, 2)])
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true])
  })

  it('of the council’s version by the database too, and of a withdrawal undone', async () => {
    const id = await aReplaced()
    await withdraw(both.asha, id, 2)
    const { rows } = await both.stage.db.write(both.asha.scope, (tx) =>
      sql`update /* policy alone */ documents.version set withdrawn_at = now(), withdrawer_name = 'Eve', withdrawn_reason = 'x'
        where document_id = ${id} returning number`.execute(tx),
    )
    expect(rows).toEqual([])
  })
})
