import { mkdir, mkdtemp, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { fixedClock } from '../../../platform/clock.ts'
import { folderStore } from '../../../platform/files/file-store.ts'
import type { WorkRunner } from '../../../platform/work.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type APackage, type AProvider } from '../../../testing/world.ts'
import { aLine, HEADING } from '../testing/uploads.ts'
import { dropJobs } from './dropped-files.ts'

const NOW = '2025-04-10T09:00:00Z'
let stage: Stage
let dropDir: string
let inbox: string
let provider: AProvider
let care: APackage

beforeAll(async () => {
  stage = await aStage(NOW)
})
afterAll(() => stage.strike())
beforeEach(async () => {
  const council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  care = await aPackage(stage.build, provider)
  dropDir = await mkdtemp(path.join(tmpdir(), 'portal-drop-'))
  inbox = path.join(dropDir, council.code, provider.id.slice(0, 8))
  await mkdir(inbox, { recursive: true })
})

async function drop(name: string, content: string, ageSeconds = 60): Promise<void> {
  const file = path.join(inbox, name)
  await writeFile(file, content)
  const changed = new Date(Date.parse(NOW) - ageSeconds * 1000)
  await utimes(file, changed, changed)
}
const collect = (runner: WorkRunner = stage.work, at = NOW) =>
  dropJobs({
    db: stage.db,
    store: folderStore(path.join(dropDir, '.store')),
    scanner: undefined,
    origin: 'https://portal.example',
    dropDir,
    clock: fixedClock(at),
  })[0]?.handle(runner, {})
const named = async (folder: string) => (await readdir(path.join(inbox, folder)).catch(() => [])).toSorted()
const answer = async (folder: string) => {
  const file = (await named(folder)).find((name) => name.endsWith('.json'))
  return JSON.parse(await readFile(path.join(inbox, folder, file ?? ''), 'utf8')) as object
}
const file = (...rests: readonly string[]) => [HEADING, ...rests.map((rest) => aLine(care, rest))].join('\n')

it('saves the good rows of a whole file and answers beside it, in JSON and row by row', async () => {
  await drop('weeks.csv', file('2025-03-31,14,,,,,,', '2025-03-24,12,,,,,,'))
  await collect()
  expect(await named('done')).toEqual([
    '20250410T090000Z-weeks.csv',
    '20250410T090000Z-weeks.csv.json',
    '20250410T090000Z-weeks.csv.result.csv',
  ])
  expect(await answer('done')).toMatchObject({
    state: 'saved',
    kind: 'weeks',
    counts: { read: 2, new: 1, refused: 1, saved: 1 },
    causes: [{ code: 'R22', rows: 1, first_row: 3 }],
  })
  const rows = await readFile(path.join(inbox, 'done', '20250410T090000Z-weeks.csv.result.csv'), 'utf8')
  expect(rows).toContain('saved')
  expect(rows).toContain('R22')
  expect(await named('working')).toEqual([])
})

it('leaves what is still being written, or bears the name of it', async () => {
  await drop('young.csv', file('2025-03-31,14,,,,,,'), 3)
  await drop('weeks.csv.part', file('2025-03-31,14,,,,,,'))
  await drop('.weeks.csv', file('2025-03-31,14,,,,,,'))
  await collect()
  expect(await named('.')).toEqual(['.weeks.csv', 'weeks.csv.part', 'young.csv'])
})

it('says why a file was not read, and keeps it apart', async () => {
  await drop('weeks.csv', 'a,b\n1,2\n')
  await drop('weeks.exe', 'MZ\u0000\u0001')
  await collect()
  expect((await named('failed')).filter((name) => !name.endsWith('.json'))).toEqual([
    '20250410T090000Z-weeks.csv',
    '20250410T090000Z-weeks.exe',
  ])
  expect(await answer('failed')).toMatchObject({ state: 'refused', code: 'F03' })
})

it('takes a file once, also when the process dies in the middle and the file comes again', async () => {
  await drop('weeks.csv', file('2025-03-31,14,,,,,,'))
  let steps = 0
  const dying: WorkRunner = {
    ...stage.work,
    run: (actor, act) => {
      steps += 1
      if (steps === 5) return Promise.reject(new Error('killed'))
      return stage.work.run(actor, act)
    },
  }
  await expect(collect(dying)).rejects.toThrow('killed')
  expect(await named('working')).toHaveLength(1)
  await collect(stage.work, '2025-04-10T09:01:00Z')
  expect(await named('working')).toHaveLength(1)
  await collect(stage.work, '2025-04-10T09:03:00Z')
  expect(await answer('done')).toMatchObject({ state: 'saved', counts: { saved: 1 } })
  const [again] = await named('done')
  await rename(path.join(inbox, 'done', again ?? ''), path.join(inbox, 'weeks.csv'))
  await utimes(path.join(inbox, 'weeks.csv'), 0, 0)
  await collect(stage.work, '2025-04-10T09:04:00Z')
  const uploads = await stage.db.read(
    { role: 'portal_council', councilId: provider.councilId, accountId: provider.accountId },
    (tx) => tx.selectFrom('actuals.upload').select('id').where('council_id', '=', tx.councilId).execute(),
  )
  expect(uploads).toHaveLength(1)
})

it('watches nothing where no folder is named, and no folder of nobody', async () => {
  await mkdir(path.join(dropDir, 'no-such-council', 'x'), { recursive: true })
  await collect()
  const parts = { db: stage.db, store: folderStore(dropDir), scanner: undefined, origin: '', clock: fixedClock(NOW) }
  expect(dropJobs({ ...parts, dropDir: undefined })).toEqual([])
})
