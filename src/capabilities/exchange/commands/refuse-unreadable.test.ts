import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { faultLine } from '../rules/report.ts'
import { aPack, aPackFolder, type PackFolder } from '../testing/a-pack.ts'
import { importPack } from './import-pack.ts'

let stage: Stage
let folder: PackFolder
beforeAll(async () => {
  stage = await aStage('2026-11-21T09:00:00Z')
  folder = await aPackFolder()
})
afterAll(async () => {
  await stage.strike()
  await folder.remove()
})

/** Of this thread: other test files may be at work in the same process. */
function ownMemory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

describe('a pack with a file that is not CSV text', () => {
  it.each([
    ['UTF-16', Buffer.from('\ufeffemail,role\nx@y.example,auditor\n', 'utf16le'), 1, ' (it is UTF-16)'],
    ['Windows text', Buffer.from('email,role\nzo\xeb@y.example,auditor\n', 'latin1'), 2, ''],
    ['zero bytes', Buffer.from('email,role\n\0,auditor\n'), 2, ''],
  ])('names the line that is not UTF-8: %s', async (_, bytes, line, also) => {
    const dir = await folder.write({ ...aPack('spoilt'), staff: bytes })
    const report = await importPack(stage.db, stage.clock, dir)
    expect(report.faults.map(faultLine)).toEqual([
      `staff.csv, line ${String(line)}: This file is not UTF-8 text${also}. Save it again as CSV UTF-8. [wrong-encoding]`,
    ])
  })

  it('stops at a line of a gigabyte without reading it into memory', async () => {
    const dir = await folder.write(aPack('spoilt'))
    const people = join(dir, 'people.csv')
    await writeFile(people, 'person_ref,given_name,family_name\nP-1,Edith,')
    await truncate(people, 1_000_000_000)
    const before = ownMemory()
    const report = await importPack(stage.db, stage.clock, dir)
    expect(ownMemory() - before).toBeLessThan(40_000_000)
    expect(report.faults.map(faultLine)).toContain(
      'people.csv, line 2: This line is longer than 1 MB. A quotation mark may be missing its partner. [line-too-long]',
    )
  })
})
