import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { aPdf } from '../../../platform/files/testing/samples.ts'
import type { Actor } from '../../../platform/work.ts'
import { receivedFile } from '../../../testing/files.ts'
import { aMember } from '../../../testing/world.ts'
import { countNew, getDocument } from '../store/documents.ts'
import { countUnopened, listUnread } from '../store/unread.ts'
import { aDocument, bothSides, type Both } from '../testing/site.ts'
import { fileVersion } from './file-document.ts'
import { openVersion } from './open-version.ts'
import { withdrawVersion } from './withdraw-version.ts'

let both: Both
let grace: string
beforeAll(async () => {
  both = await bothSides()
  grace = (await aMember(both.stage.build, both.provider.councilId, both.provider.id)).accountId
})
afterAll(() => both.close())

const refile = async (actor: Actor, documentId: string, shownVersion = 1) => {
  const file = await receivedFile(both.site.files, 'b.pdf', aPdf({ text: 'Now with one carer' }))
  const wanted = { documentId, shownVersion, datedOn: localDate('2025-04-09'), note: '', file }
  return both.stage.work.run(actor, (work) => fileVersion(work, wanted))
}
const open = (actor: Actor, documentId: string, number: number) =>
  both.stage.work.run(actor, (work) => openVersion(work, { documentId, number, from: '127.0.0.1' }))
/** Whether it is new to one person at the provider, and how many are. */
const newTo = (accountId: string, id: string) =>
  both.stage.db.read(both.asha.scope, async (tx) => {
    const reader = { providerId: both.provider.id, accountId, side: 'provider', now: both.stage.clock.now() } as const
    return { isNew: (await getDocument(tx, reader, id)).isNew, count: await countNew(tx, reader) }
  })

it('stays new to who has not opened what the other side filed, though a colleague files over it', async () => {
  const id = await aDocument(both, both.staff)
  const asha = both.asha.scope.accountId
  const before = await newTo(grace, id)
  expect(before.isNew).toBe(true)
  await open(both.asha, id, 1)
  await refile(both.asha, id)
  expect(await newTo(grace, id)).toEqual(before)
  expect(await newTo(asha, id)).toMatchObject({ isNew: false })
  await refile(both.staff, id, 2)
  await refile(both.asha, id, 3)
  expect(await newTo(asha, id)).toMatchObject({ isNew: true })
  await both.stage.work.run(both.staff, (work) => withdrawVersion(work, { documentId: id, number: 3, reason: 'Wrong' }))
  expect(await newTo(asha, id)).toMatchObject({ isNew: false })
  expect(await newTo(grace, id)).toEqual(before)
})

it('is reminded of and counted while nobody there has opened it, though somebody there files over it', async () => {
  const id = await aDocument(both, both.staff)
  const count = () => both.stage.db.read(both.asha.scope, countUnopened)
  const isUnread = async () => {
    const unread = await both.stage.db.read(both.staff.scope, (tx) => listUnread(tx, new Date('2025-04-16')))
    return unread.some(({ documentId, number }) => documentId === id && number === 1)
  }
  const before = await count()
  await refile(both.asha, id)
  expect([await count(), await isUnread()]).toEqual([before, true])
  await open(both.asha, id, 1)
  expect([await count(), await isUnread()]).toEqual([before - 1, false])
})
