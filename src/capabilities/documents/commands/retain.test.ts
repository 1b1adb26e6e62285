import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixedClock } from '../../../platform/clock.ts'
import { systemActor, workRunner } from '../../../platform/work.ts'
import { aPackage, type APackage } from '../../../testing/world.ts'
import type { RetentionClass } from '../rules/retention.ts'
import { listCertificates, previewDisposal } from '../store/retention.ts'
import { localDate } from '../../../core/dates.ts'
import { aDocument, bothSides, type Both } from '../testing/site.ts'
import { liftHold, placeHold } from './hold.ts'
import { disposeOfDue, keepSchedule, startDisposing, stopDisposing } from './retain.ts'
import { shareDocument } from './share-document.ts'

let both: Both
beforeAll(async () => {
  both = await bothSides()
})
afterAll(() => both.close())

const later = (day: string) => workRunner(both.stage.db, fixedClock(`${day}T03:00:00Z`))
const dispose = (day = '2026-05-01') => disposeOfDue(later(day), both.council.id)
const act = (command: Parameters<typeof both.stage.work.run>[1]) => both.stage.work.run(both.staff, command)
async function schedule(rules: readonly (readonly [RetentionClass, number])[]): Promise<void> {
  await act((work) => keepSchedule(work, new Map(rules)))
  await act(startDisposing)
}
const ended = () =>
  aPackage(both.stage.build, both.provider, {
    startsOn: '2024-01-01',
    package: { status: 'ended', ends_on: '2025-03-31' },
  })
async function aDocumentOf(care: APackage, title = 'Plan'): Promise<string> {
  return aDocument({ ...both, care }, both.staff, { title })
}
async function left(id: string): Promise<number> {
  const { rows } = await both.stage.db.read(both.staff.scope, (tx) =>
    sql<{
      count: number
    }>`select ((select count(*) from documents.document where council_id = ${both.council.id} and id = ${id})
      + (select count(*) from documents.version where council_id = ${both.council.id} and document_id = ${id})
      + (select count(*) from documents.opening where council_id = ${both.council.id} and document_id = ${id})
      + (select count(*) from documents.share where council_id = ${both.council.id} and document_id = ${id}))::int as count`.execute(
      tx,
    ),
  )
  return rows[0]?.count ?? -1
}
const loose = async () => {
  const { rows } = await both.stage.db.read(both.staff.scope, (tx) =>
    sql<{ count: number }>`select count(*)::int as count from platform.stored_file where council_id = ${both.council.id}
      and attached_at is null`.execute(tx),
  )
  return rows[0]?.count
}

describe('what is due', () => {
  it('goes with all that hangs on it, leaves a certificate without content, and lets its file go', async () => {
    const id = await aDocumentOf(await ended(), 'Unspeakable plan')
    await both.site.visit(both.brokers, `/council/documents/${id}/versions/1`)
    const typed = {
      receiver: 'team' as const,
      team: 'payments',
      organisation: '',
      untilOn: localDate('2025-05-01'),
      reason: 'To check',
      marked: false,
    }
    await act((work) => shareDocument(work, { documentId: id, shownVersion: 1, typed }))
    await schedule([['care-plan', 1]])
    expect(await dispose('2026-04-09')).toBe(0)
    expect(await dispose('2026-04-10')).toBeGreaterThan(0)
    expect(await left(id)).toBe(0)
    expect(await loose()).toBeGreaterThan(0)
    const [newest] = await both.stage.db.read(both.staff.scope, (tx) => listCertificates(tx, undefined, 1))
    expect(newest).toMatchObject({ class: 'care-plan', keepYears: 1, setterName: 'Cara Test', dueOn: '2026-04-10' })
    expect(newest?.fingerprints).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect(JSON.stringify(newest)).not.toMatch(/Unspeakable|Test Person/)
    expect(await dispose()).toBe(0)
  })

  it('goes once, though two runs meet', async () => {
    const care = await ended()
    for (let n = 0; n < 3; n += 1) await aDocumentOf(care)
    await schedule([['care-plan', 1]])
    const [first, second] = await Promise.all([dispose(), dispose()])
    expect(first + second).toBe(3)
  })
})

describe('nothing goes', () => {
  it('while the care goes on, of a class without years, or before its day', async () => {
    const [going, over] = [await aDocumentOf(both.care), await aDocumentOf(await ended())]
    await schedule([['review', 1]])
    await dispose('2099-01-01')
    await schedule([['care-plan', 50]])
    await dispose()
    expect([await left(going), await left(over)]).toEqual([2, 2])
    await schedule([['care-plan', 1]])
    await dispose('2099-01-01')
    expect([await left(going), await left(over)]).toEqual([2, 0])
  })

  it('before somebody has started it, after somebody stopped it, nor by a new schedule that nobody started', async () => {
    const id = await aDocumentOf(await ended())
    await act((work) => keepSchedule(work, new Map([['care-plan', 1]] as const)))
    await dispose()
    await act(startDisposing)
    await act(stopDisposing)
    await dispose()
    await schedule([['care-plan', 2]])
    await act((work) => keepSchedule(work, new Map([['care-plan', 1]] as const)))
    await dispose()
    expect(await left(id)).toBe(2)
  })

  it('that is on hold, itself or with everything of its person, until the hold is lifted', async () => {
    const [one, all] = [await ended(), await ended()]
    const held = await aDocumentOf(one)
    const first = await aDocumentOf(all)
    const hold = (documentId: string, wholePerson: boolean, reason = 'A complaint') =>
      act((work) => placeHold(work, { documentId, wholePerson, reason }))
    expect(await hold(held, false, ' ')).toMatchObject({ refusal: { code: 'reason-missing' } })
    expect(await hold(held, false, 'x'.repeat(501))).toMatchObject({ refusal: { code: 'reason-too-long' } })
    await hold(held, false)
    await hold(first, true)
    const afterwards = await aDocumentOf(all)
    await schedule([['care-plan', 1]])
    await dispose()
    expect([await left(held), await left(first), await left(afterwards)]).toEqual([2, 2, 2])
    const preview = await both.stage.db.read(both.staff.scope, (tx) => previewDisposal(tx, localDate('2026-05-01')))
    expect(preview.find((row) => row.class === 'care-plan')).toMatchObject({ held: 3 })
    const { rows } = await both.stage.db.read(both.staff.scope, (tx) =>
      sql<{
        id: string
      }>`select id from documents.hold where council_id = ${both.council.id} and lifted_at is null`.execute(tx),
    )
    for (const { id } of rows) expect(await act((work) => liftHold(work, id))).toMatchObject({ ok: true })
    expect(await act((work) => liftHold(work, rows[0]?.id ?? ''))).toMatchObject({
      refusal: { code: 'already-lifted' },
    })
    expect(await dispose()).toBe(3)
  })

  it('without its certificate, whoever asks', async () => {
    const id = await aDocumentOf(await ended())
    const remove = sql`delete from /* policy alone */ documents.document where council_id = ${both.council.id} and id = ${id}`
    await expect(both.stage.db.write(systemActor(both.council.id).scope, (tx) => remove.execute(tx))).rejects.toThrow(
      'with a certificate only',
    )
    await expect(both.stage.db.write(both.asha.scope, (tx) => remove.execute(tx))).rejects.toThrow(/permission denied/)
  })
})
