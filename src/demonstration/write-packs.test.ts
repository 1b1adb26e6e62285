import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { londonToday } from '../platform/clock.ts'
import { importPack, packFiles, reportLines } from '../capabilities/exchange/index.ts'
import { codeFaults } from '../capabilities/access/rules/security-code.ts'
import { localDate, weekdayOf } from '../core/dates.ts'
import { aStage, type Stage } from '../testing/stage.ts'
import { packRows } from './make-pack.ts'
import { demonstrationCouncils } from './profiles.ts'
import { DEMONSTRATION_CODE, DEMONSTRATION_PASSWORD, demoSignIns } from './sign-ins.ts'
import { writeDemoPacks, writeSizedPack } from './write-packs.ts'

/** The packs in demo/packs describe this day; `node scripts/write-demo-packs.ts` writes them again. */
const SHIPPED_DAY = localDate('2026-11-20')

let dir: string
let stage: Stage
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'demo-'))
  stage = await aStage('2026-11-20T09:00:00Z')
})
afterAll(async () => {
  await rm(dir, { recursive: true })
  await stage.strike()
})

const codes = demonstrationCouncils.map(({ code }) => code)

function cellsOf(code: string, file: string, asOf = SHIPPED_DAY) {
  const profile = demonstrationCouncils.find((council) => council.code === code)
  if (profile === undefined) throw new Error(code)
  return [...packRows(profile, { asOf, seed: 'demonstration-1' })]
    .filter((row) => row.file === file)
    .map(({ cells }) => cells)
}

describe('the demonstration packs', () => {
  it.each(codes)('are, for %s, byte for byte those that ship with the product', async (code) => {
    await writeDemoPacks(dir, { asOf: SHIPPED_DAY })
    const shipped = join('demo', 'packs', code)
    expect(await readdir(shipped)).toEqual(packFiles.map(({ name }) => `${name}.csv`).toSorted())
    for (const { name } of packFiles) {
      const file = `${name}.csv`
      expect((await readFile(join(dir, code, file))).equals(await readFile(join(shipped, file))), file).toBe(true)
    }
  })

  it.each(codes)('are loaded without a fault by the importer that a council uses: %s', async (code) => {
    const report = await importPack(stage.db, stage.clock, join('demo', 'packs', code))
    expect(reportLines(report)[0]).toBe(`Imported ${String(report.rows)} rows for ${code}.`)
  })

  it.each(['2026-11-22', '2027-01-01', '2027-03-31', '2027-04-01', '2028-02-29'])(
    'have no fault on %s either',
    async (day) => {
      const asOf = localDate(day)
      const { stage: there, folders } = {
        stage: await aStage(`${day}T08:00:00Z`),
        folders: await writeDemoPacks(join(dir, day), { asOf }),
      }
      expect(londonToday(there.clock.now())).toBe(asOf)
      for (const folder of folders) expect((await importPack(there.db, there.clock, folder)).faults).toEqual([])
      await there.strike()
    },
  )

  it('hold every kind of care', () => {
    const sectors = codes.flatMap((code) => cellsOf(code, 'services').map((cells) => cells['sector']))
    expect([...new Set(sectors)].toSorted()).toEqual([
      'complex',
      'day',
      'extra-care',
      'home-support',
      'nursing',
      'residential',
      'shared-lives',
      'supported-living',
    ])
  })

  it.each(codes)('tell the stories that a visitor looks for: %s', (code) => {
    const statuses = cellsOf(code, 'agreements').map((cells) => cells['status'])
    expect(statuses.filter((status) => status === 'published').length).toBeGreaterThan(3)
    expect(statuses.filter((status) => status === 'draft').length).toBeGreaterThan(1)
    expect(statuses).toContain('rejected')
    expect(statuses).toContain('superseded')
    expect(cellsOf(code, 'agreement-lines').filter((cells) => cells['stated_price'] !== undefined)).toHaveLength(1)
    const weeks = cellsOf(code, 'actuals')
    expect(weeks.some((week) => week['comment'] === 'In hospital all week')).toBe(true)
    expect(weeks.some((week) => week['status'] === 'held')).toBe(true)
    expect(weeks.filter((week) => week['comment'] === 'To be checked against the call log')).toHaveLength(1)
    const packages = cellsOf(code, 'packages')
    expect(packages.some((cells) => cells['status'] === 'ended')).toBe(true)
    const rates = cellsOf(code, 'rates')
    expect(rates.some((cells) => cells['starts_on'] === '2026-04-01')).toBe(true)
    const risen = rates.map((cells) => localDate(cells['starts_on'] ?? '')).filter((day) => day > '2026-04-01')
    expect(risen.length).toBeGreaterThan(0)
    expect(risen.map(weekdayOf)).toEqual(risen.map(() => 3))
  })

  it('say of themselves that they are made up', () => {
    for (const code of codes) {
      const [pack] = cellsOf(code, 'pack')
      expect(pack?.['name']).toMatch(/\(demonstration\)$/)
      expect(pack?.['demonstration']).toBe('yes')
      for (const person of cellsOf(code, 'people')) expect(person['nhs_number']).toMatch(/^999\d{7}$/)
      for (const user of cellsOf(code, 'users')) expect(user['email']).toMatch(/\.example$/)
    }
  })

  it('have someone for every kind of access, and one person who works for two councils', () => {
    const roles = demoSignIns.filter(({ councilCode }) => councilCode === 'norfolk').map(({ role }) => role)
    expect(roles.slice(0, 5)).toEqual([
      'everything, may sign',
      'finance',
      'care management',
      'everything, read-only',
      'everything, may sign, one service only',
    ])
    expect(roles.slice(-8)).toEqual([
      'brokerage',
      'payments',
      'payments approver',
      'portal administration',
      'portal administration',
      'procurement',
      'data guardian',
      'auditor',
    ])
    const both = demoSignIns.filter(({ email }) => email === 'joan.catchpole@anglianbridge.example')
    expect(both.map(({ councilCode }) => councilCode)).toEqual(['norfolk', 'gloucestershire'])
    const users = new Set(codes.flatMap((code) => cellsOf(code, 'users').map((cells) => cells['email'])))
    expect(demoSignIns.filter(({ email }) => !users.has(email))).toEqual([])
  })

  it('sign in with a password and a code that the rules allow', () => {
    expect(DEMONSTRATION_PASSWORD).toMatch(/^(?=.*[A-Za-z])(?=.*[^A-Za-z]).{12,}$/)
    expect(codeFaults(DEMONSTRATION_CODE)).toEqual([])
  })
})

describe('a pack of another size', () => {
  it('has as many companies and packages as asked, and so many of the first company', async () => {
    const folder = join(dir, 'sized')
    await writeSizedPack(
      folder,
      { providers: 12, packages: 200, ofTheFirst: 90 },
      { asOf: SHIPPED_DAY, seed: 's', recordedPeriods: 1 },
    )
    const lines = async (file: string) =>
      (await readFile(join(folder, `${file}.csv`), 'utf8')).trim().split('\n').slice(1)
    expect(await lines('organisations')).toHaveLength(12)
    expect(await lines('packages')).toHaveLength(200)
    expect((await lines('packages')).filter((line) => line.includes(',K-1000002,'))).toHaveLength(90)
    expect((await importPack(stage.db, stage.clock, folder)).faults).toEqual([])
  })
})
