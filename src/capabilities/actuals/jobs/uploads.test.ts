import { sql } from 'kysely'
import { writeFileSync } from 'node:fs'
import { createReadStream } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { FileStore } from '../../../platform/files/file-store.ts'
import { aFile } from '../../../platform/spreadsheet/testing/files.ts'
import type { WorkRunner } from '../../../platform/work.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { receiveUpload } from '../commands/upload/receive-upload.ts'
import { saveUpload } from '../commands/upload/save-upload.ts'
import { aLine, aReceived, HEADING, uploadAsItIs } from '../testing/uploads.ts'
import { uploadJobs } from './uploads.ts'

let stage: Stage
let provider: AProvider
let packages: APackage[]
let path: string

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
})
afterAll(() => stage.strike())
beforeEach(async () => {
  provider = await aProvider(stage.build, (await aCouncil(stage.build)).id)
  packages = []
  for (let n = 0; n < 3; n += 1) packages.push(await aPackage(stage.build, provider))
})

const store = (): FileStore => ({
  begin: () => Promise.reject(new Error('not asked')),
  open: () => Promise.resolve(createReadStream(path)),
  read: () => Promise.reject(new Error('not asked')),
  remove: () => Promise.resolve(),
  removeAll: () => Promise.resolve(0),
  listBefore: () => {
    throw new Error('not asked')
  },
  sweepIncoming: () => Promise.resolve(0),
})
const job = (name: 'check' | 'save', id: string, runner: WorkRunner = stage.work) =>
  uploadJobs({ store: store(), origin: 'https://portal.example' })
    .find((one) => one.name === `actuals.${name}-upload`)
    ?.handle(runner, { councilId: provider.councilId, uploadId: id })

/** More than a megabyte, most of it rows that say nothing. */
async function largeFile(...lines: readonly string[]): Promise<string> {
  const padding = Array.from(
    { length: 12_000 },
    (_, n) => `P-none-${String(n)},W-none-${String(n)},2025-03-31,,,,,,,${' '.repeat(60)}`,
  )
  path = aFile('')
  writeFileSync(path, [HEADING, ...lines, ...padding].join('\n'))
  const { readFileSync } = await import('node:fs')
  const outcome = await stage.work.run(providerActor(provider), (work) =>
    receiveUpload(work, { file: aReceived(readFileSync(path)), checkOnly: false, mapId: null, source: 'screen' }),
  )
  if (!outcome.ok) throw new Error('an upload is always received')
  expect(outcome.value.later).toBe(true)
  return outcome.value.uploadId
}

const mails = () =>
  stage.db.read(
    { role: 'portal_council', councilId: provider.councilId, accountId: provider.accountId },
    async (tx) => {
      const { rows } = await sql<{
        subject: string
        body: string
      }>`select subject, body from platform.mail where council_id = ${tx.councilId}`.execute(tx)
      return rows
    },
  )

it('checks a large file as whoever sent it, and tells them without a word of what it holds', async () => {
  const [care] = packages
  if (care === undefined) throw new Error('there is no package')
  const id = await largeFile(aLine(care, '2025-03-31,14,,,,,,'), aLine(care, '2025-03-24,12,,,,,,'))
  expect((await uploadAsItIs(stage, provider, id)).head.state).toBe('waiting')
  await job('check', id)
  const { head } = await uploadAsItIs(stage, provider, id)
  expect(head).toMatchObject({ state: 'checked', rows_read: 12_002, rows_blank: 12_000, rows_new: 1, rows_refused: 1 })
  const [mail] = await mails()
  expect(mail?.body).toContain(`https://portal.example/provider/actuals/uploads/${id}`)
  expect(mail?.body).not.toMatch(/weeks\.csv|Person|P-/)
  await job('check', id)
  expect((await uploadAsItIs(stage, provider, id)).head.row_version).toBe(head.row_version)
})

it('keeps why a large file was refused, and nothing of its rows', async () => {
  const id = await largeFile('"P-open,W-1,2025-03-31,14')
  await job('check', id)
  const { head, rows } = await uploadAsItIs(stage, provider, id)
  expect(head).toMatchObject({ state: 'refused', file_code: 'F01' })
  expect(rows).toEqual([])
})

it('saves all or nothing when it is killed in the middle, and all of it when it runs again', async () => {
  const id = await largeFile(...packages.map((care) => aLine(care, '2025-03-31,14,,,,,,')))
  await job('check', id)
  await stage.work.run(providerActor(provider), ({ tx }) =>
    sql`
    update actuals.upload set state = 'saving', row_version = row_version + 1 where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id}`.execute(
      tx,
    ),
  )
  const killed: WorkRunner = {
    ...stage.work,
    runBulk: (actor, act) =>
      stage.work.runBulk(actor, async (work) => {
        await act(work)
        throw new Error('killed')
      }),
  }
  await expect(job('save', id, killed)).rejects.toThrow('killed')
  const saved = () =>
    stage.db.read(providerActor(provider).scope, async (tx) => {
      const { rows } = await sql<{
        count: number
      }>`select count(*)::int as count from actuals.week where council_id = ${tx.councilId} and provider_id = ${tx.providerId}`.execute(
        tx,
      )
      return rows[0]?.count
    })
  expect(await saved()).toBe(0)
  await job('save', id)
  await job('save', id)
  expect(await saved()).toBe(3)
  expect((await uploadAsItIs(stage, provider, id)).head).toMatchObject({ state: 'saved', rows_saved: 3 })
  const again = await stage.work.run(providerActor(provider), (work) =>
    saveUpload(work, { uploadId: id, version: 1, confirmed: [], reason: '' }),
  )
  expect(again.ok).toBe(false)
})
