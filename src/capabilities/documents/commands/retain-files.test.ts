import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { sweepFilesJob } from '../../../platform/files/sweep.ts'
import { aPdf } from '../../../platform/files/testing/samples.ts'
import { keepFile } from '../../../platform/files/stored-file.ts'
import { systemActor, workRunner } from '../../../platform/work.ts'
import { receivedFile } from '../../../testing/files.ts'
import { aPackage, type APackage } from '../../../testing/world.ts'
import { anAgreement } from '../../agreements/testing/agreement.ts'
import { closeConversation } from '../../conversations/commands/close-conversation.ts'
import { routes as conversationRoutes } from '../../conversations/routes.ts'
import { aConversation } from '../../conversations/testing/conversations.ts'
import { bothSidesOf, type Both } from '../../../testing/both-sides.ts'
import type { RetentionClass } from '../rules/retention.ts'
import { previewFiles } from '../store/retained-files.ts'
import { listCertificates } from '../store/retention.ts'
import { holdThing, liftHold } from './hold.ts'
import { disposeOfDue, keepSchedule, startDisposing } from './retain.ts'

let both: Both
let care: APackage
beforeAll(async () => {
  both = await bothSidesOf({ mounts: () => [conversationRoutes] })
})
beforeEach(async () => {
  care = await ended()
})
afterAll(() => both.close())

const ended = () =>
  aPackage(both.stage.build, both.provider, {
    startsOn: '2024-01-01',
    package: { status: 'ended', ends_on: '2025-03-31' },
  })
const act = (command: Parameters<typeof both.stage.work.run>[1]) => both.stage.work.run(both.staff, command)
const dispose = (day: string) =>
  disposeOfDue(workRunner(both.stage.db, fixedClock(`${day}T03:00:00Z`)), both.council.id)
async function schedule(...rules: readonly (readonly [RetentionClass, number])[]): Promise<void> {
  await act((work) => keepSchedule(work, new Map(rules)))
  await act(startDisposing)
}
const hold = (kind: 'person' | 'conversation' | 'agreement', typed: string) =>
  act((work) => holdThing(work, { kind, typed, reason: 'A claim' }))

type Sent = { readonly conversationId: string; readonly fileId: string }

/** A file sent with a message about the care; closed the same day unless it is to stay open. */
async function aSentFile({ open = false } = {}): Promise<Sent> {
  const file = await receivedFile(both.site.files, 'Edna Unspeakable.pdf', aPdf())
  const about = { type: 'package', id: care.id } as const
  const conversationId = await aConversation(both.stage, both.asha, { about, files: [file] })
  if (!open)
    await act((work) =>
      closeConversation(work, { conversationId, outcome: 'resolved', explanation: 'Done.', shownMessages: 1 }),
    )
  const [row] = await ask<{ id: string }>(sql`select file_id as id from conversations.attachment
    where council_id = ${both.council.id} and conversation_id = ${conversationId}`)
  return { conversationId, fileId: row?.id ?? '' }
}

async function aScan(): Promise<{ readonly reference: string; readonly fileId: string }> {
  const { id, reference } = await anAgreement(both.stage.build, both.provider, await ended())
  const file = await receivedFile(both.site.files, 'Edna Unspeakable.pdf', aPdf())
  const { councilId, id: providerId, serviceId, contractId, accountId } = both.provider
  const fileId = await both.stage.work.run(both.asha, (work) =>
    keepFile(work, file, { providerId, serviceId, contractId }),
  )
  await both.stage.build.insert('agreements.paper_signature', {
    ...{ council_id: councilId, provider_id: providerId, service_id: serviceId, contract_id: contractId },
    ...{ agreement_id: id, revision: 1, party: 'person', capacity: 'person', signer_name: 'Edna Unspeakable' },
    ...{ signed_on: '2025-04-01', file_id: fileId, name: file.name, kind: 'pdf', bytes: file.bytes, side: 'provider' },
    ...{ filed_by: accountId, filer_name: 'Asha Test', filed_at: new Date('2025-04-10T09:00:00Z') },
  })
  return { reference, fileId }
}

async function ask<R>(query: ReturnType<typeof sql>): Promise<readonly R[]> {
  const { rows } = await both.stage.db.read(both.staff.scope, (tx) => sql<R>`${query}`.execute(tx))
  return rows
}
const stones = async (fileId: string) =>
  ask<{ name: string; fingerprint: string | null }>(sql`
    select name, fingerprint from conversations.attachment where council_id = ${both.council.id} and file_id = ${fileId}
    union all select name, fingerprint from agreements.paper_signature
    where council_id = ${both.council.id} and file_id = ${fileId}`)
const stone = { name: 'Disposed of', fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) }

describe('a file that was sent with a message', () => {
  it('goes so long after its conversation was closed, and leaves a stone, a certificate and no bytes', async () => {
    const { conversationId, fileId } = await aSentFile()
    await schedule(['message-attachment', 1])
    expect(await dispose('2026-04-09')).toBe(0)
    expect(await dispose('2026-04-10')).toBe(1)
    expect(await dispose('2026-04-10')).toBe(0)
    expect(await stones(fileId)).toEqual([stone])
    const [certificate] = await both.stage.db.read(both.staff.scope, (tx) => listCertificates(tx, undefined, 1))
    expect(certificate).toMatchObject({ class: 'message-attachment', dueOn: '2026-04-10', keepYears: 1 })
    expect(JSON.stringify(certificate)).not.toContain('Unspeakable')
    for (const [visitor, face] of [
      [both.provides, 'provider'],
      [both.brokers, 'council'],
    ] as const) {
      const page = await both.site.visit(visitor, `/${face}/messages/${conversationId}`)
      expect(page.text).toMatch(/A file \(PDF\) was here\. It was disposed of .* Fingerprint \(SHA-256\): [0-9a-f]{64}/)
      expect(page.text).not.toContain('Unspeakable')
      expect((await both.site.visit(visitor, `/${face}/messages/${conversationId}/files/${fileId}`)).status).toBe(404)
    }
    const kept = both.site.filesLeft().filter((path) => path.includes(fileId))
    expect(kept).toHaveLength(1)
    await sweepFilesJob({
      db: both.stage.db,
      clock: fixedClock('2099-01-01T03:00:00Z'),
      store: both.site.files.store,
    }).handle(both.stage.work, {})
    expect(both.site.filesLeft().filter((path) => path.includes(fileId))).toEqual([])
    expect(
      await ask(sql`select name from platform.stored_file where council_id = ${both.council.id} and id = ${fileId}`),
    ).toEqual([{ name: 'Disposed of' }])
  })

  it('stays while the conversation is open, without a schedule, and on hold by itself or with its person', async () => {
    const [open, closed, held] = [await aSentFile({ open: true }), await aSentFile(), await aSentFile()]
    await schedule(['care-plan', 1])
    expect(await dispose('2099-01-01')).toBe(0)
    await schedule(['message-attachment', 1])
    expect(await hold('conversation', `https://portal.example/council/messages/${held.conversationId}`)).toEqual({
      ok: true,
      value: null,
    })
    expect(await preview('message-attachment', '2026-05-01')).toEqual({ due: 1, held: 1, kept: 1 })
    expect(await hold('person', `W-${care.personId.slice(0, 8)}`)).toMatchObject({ ok: true })
    expect(await preview('message-attachment', '2026-05-01')).toEqual({ due: 0, held: 2, kept: 1 })
    expect(await dispose('2026-05-01')).toBe(0)
    for (const { id } of await ask<{ id: string }>(sql`select id from documents.hold
      where council_id = ${both.council.id} and lifted_at is null and person_id is not null`))
      await act((work) => liftHold(work, id))
    expect(await dispose('2026-05-01')).toBe(1)
    expect(await stones(closed.fileId)).toEqual([stone])
    for (const { fileId } of [open, held])
      expect(await stones(fileId)).toEqual([{ name: 'Edna Unspeakable.pdf', fingerprint: null }])
  })

  it('goes once, though two runs meet, and never without its certificate', async () => {
    const { fileId } = await aSentFile()
    const bare = sql`update /* policy alone */ conversations.attachment set disposed_at = now(), fingerprint = 'x', name = 'x'
      where council_id = ${both.council.id} and file_id = ${fileId}`
    const update = (scope: typeof both.asha.scope) => both.stage.db.write(scope, (tx) => bare.execute(tx))
    await expect(update(systemActor(both.council.id).scope)).rejects.toThrow('with a certificate only')
    await expect(update(both.asha.scope)).rejects.toThrow(/permission denied/)
    await schedule(['message-attachment', 1])
    const [first, second] = await Promise.all([dispose('2026-05-01'), dispose('2026-05-01')])
    expect([first, second].sort()).toEqual([0, 1])
  })
})

describe('a scan of a signature', () => {
  it('goes so long after the care, is kept by a hold on its agreement, and says for ever that it was signed', async () => {
    const [{ fileId }, held] = [await aScan(), await aScan()]
    await schedule(['signature-scan', 1])
    expect(await hold('agreement', ` ${held.reference} `)).toMatchObject({ ok: true })
    expect(await dispose('2026-04-09')).toBe(0)
    expect(await preview('signature-scan', '2026-04-10')).toMatchObject({ due: 1, held: 1 })
    expect(await dispose('2026-04-10')).toBe(1)
    expect(await stones(fileId)).toEqual([stone])
    expect(await stones(held.fileId)).toEqual([{ name: 'Edna Unspeakable.pdf', fingerprint: null }])
    expect(
      await ask(sql`select signer_name, signed_on from agreements.paper_signature
      where council_id = ${both.council.id} and file_id = ${fileId}`),
    ).toEqual([{ signer_name: 'Edna Unspeakable', signed_on: '2025-04-01' }])
  })
})

it.each([
  ['person', '', 'nothing-named'],
  ['person', 'W-nobody', 'not-found'],
  ['agreement', 'A-none', 'not-found'],
  ['conversation', 'the one of Monday', 'not-found'],
  ['conversation', '00000000-0000-4000-8000-000000000000', 'not-found'],
] as const)('holds nothing by a %s called %j', async (kind, typed, code) => {
  expect(await hold(kind, typed)).toEqual({ ok: false, refusal: { code } })
})

async function preview(one: RetentionClass, day: string) {
  const found = await both.stage.db.read(both.staff.scope, (tx) => previewFiles(tx, localDate(day)))
  const { due, held, kept } = found.find((row) => row.class === one) ?? { due: 0, held: 0, kept: 0 }
  return { due, held, kept }
}
