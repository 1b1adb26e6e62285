import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { writeDemoPacks } from '../../../demonstration/index.ts'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { reportLines } from '../rules/report.ts'
import { importPack } from './import-pack.ts'

let stage: Stage
let dir: string
beforeAll(async () => {
  stage = await aStage('2026-11-21T09:00:00Z')
  dir = await mkdtemp(join(tmpdir(), 'pack-'))
  await writeDemoPacks(dir, { asOf: localDate('2026-11-21') })
})
afterAll(async () => {
  await stage.strike()
  await rm(dir, { recursive: true })
})

describe('importing a migration pack', () => {
  it('loads a council that was not there before', async () => {
    const report = await importPack(stage.db, stage.clock, join(dir, 'norfolk'))
    console.log(reportLines(report).slice(0, 30).join('\n'))
    expect(report.status).toBe('applied')
  })
  it('changes nothing the second time', async () => {
    const report = await importPack(stage.db, stage.clock, join(dir, 'norfolk'))
    console.log(reportLines(report).slice(0, 30).join('\n'))
    expect(report.files.filter(({ added, changed, removed }) => added + changed + removed > 0)).toEqual([])
  })
})
