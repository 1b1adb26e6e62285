import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { faultLine, type PackReport } from '../rules/report.ts'
import { aPack, aPackFolder, type PackFolder } from '../testing/a-pack.ts'
import { rowsOf } from '../testing/rows.ts'
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

const HEADER = 'cpli_ref,payer,starts_on,ends_on,weekly'
const load = async (code: string, rows: readonly string[], over = {}): Promise<PackReport> =>
  importPack(
    stage.db,
    stage.clock,
    await folder.write({ ...aPack(code), payers: `${[HEADER, ...rows].join('\n')}\n`, ...over }),
  )
const kept = (code: string) =>
  rowsOf(
    stage,
    `select y.payer, y.from_on, y.weekly_pence, y.change_id is not null as decided from care_packages.payer y
     join platform.council c using (council_id) join care_packages.package p on p.council_id = y.council_id and p.id = y.package_id
     where c.code = '${code}' and p.reference = 'C-2' order by y.payer, y.from_on, y.id`,
  )
const row = (payer: string, from_on: string, weekly_pence: bigint, decided = false) => ({
  ...{ payer, from_on, weekly_pence, decided },
})

describe('payers of a migration pack', () => {
  it('become rows by date; what ends is followed by nought, unless the next begins at once', async () => {
    const report = await load('payers', [
      'C-2,contribution,2026-03-05,2026-04-05,150.00',
      'C-2,contribution,2026-04-06,,160.15',
      'C-2,top-up,2026-03-05,2026-09-30,75',
      'C-2,nursing,2026-04-01,,267.68',
    ])
    expect(report.faults).toEqual([])
    const expected = [
      row('contribution', '2026-03-05', 15_000n),
      row('contribution', '2026-04-06', 16_015n),
      row('nursing', '2026-04-01', 26_768n),
      row('top-up', '2026-03-05', 7_500n),
      row('top-up', '2026-10-01', 0n),
    ]
    expect(await kept('payers')).toEqual(expected)
    const again = await load('payers', [
      'C-2,contribution,2026-03-05,2026-04-05,150.00',
      'C-2,contribution,2026-04-06,,160.15',
      'C-2,top-up,2026-03-05,2026-09-30,75',
      'C-2,nursing,2026-04-01,,267.68',
    ])
    expect(again.files.find(({ file }) => file.startsWith('payers'))).toMatchObject({ added: 0, changed: 0 })
    expect(await kept('payers')).toEqual(expected)
  })

  it('that changed are added beside what was; what somebody decided in the portal stays', async () => {
    await load('decided', ['C-2,contribution,2026-03-05,,150.00', 'C-2,top-up,2026-03-05,,75'])
    await rowsOf(
      stage,
      `insert into care_packages.payer (council_id, provider_id, service_id, contract_id, package_id, payer, from_on, weekly_pence, change_id)
       select y.council_id, provider_id, service_id, contract_id, package_id, payer, from_on, 8000, uuidv7() from care_packages.payer y
       join platform.council c using (council_id) where c.code = 'decided' and payer = 'top-up' returning 1`,
    )
    await load('decided', ['C-2,contribution,2026-03-05,,155.00', 'C-2,top-up,2026-03-05,,75'])
    expect(await kept('decided')).toEqual([
      row('contribution', '2026-03-05', 15_000n),
      row('contribution', '2026-03-05', 15_500n),
      row('top-up', '2026-03-05', 7_500n),
      row('top-up', '2026-03-05', 8_000n, true),
    ])
  })

  it('are paid net where the contract or the council says so', async () => {
    const rules = `contract_number,starts_on,ends_on,payment_terms,paid_by,recording,payer_terms
K-1,2024-04-01,2025-03-31,actual,invoice,weekly,net
K-1,2025-04-01,,planned,invoice,weekly,
`
    const settings = 'key,value,starts_on,ends_on\npayer-terms,net,2026-04-01,\n'
    expect((await load('terms', [], { 'contract-rules': rules, settings })).faults).toEqual([])
    expect(
      await rowsOf(
        stage,
        `select n.days::text from published.net_payment n join platform.council c using (council_id) where c.code = 'terms' order by 1`,
      ),
    ).toEqual([{ days: '[2024-04-01,2025-04-01)' }, { days: '[2026-04-01,)' }])
  })

  it('are of contracts whose nights away, and after the end, the pack says', async () => {
    const rules = `contract_number,starts_on,ends_on,payment_terms,paid_by,recording,absence_tiers,death_days,notice_days
K-1,2024-04-01,2025-03-31,actual,invoice,weekly,14:100 28:80,2,7
K-1,2025-04-01,,planned,invoice,weekly,,,
`
    expect((await load('tiers', [], { 'contract-rules': rules })).faults).toEqual([])
    expect(
      await rowsOf(
        stage,
        `select r.absence_tiers, r.death_days, r.notice_days from contracts.contract_rule r join platform.council c using (council_id) where c.code = 'tiers' and r.contract_id in (select id from contracts.contract where number = 'K-1') order by r.valid`,
      ),
    ).toEqual([
      {
        absence_tiers: [
          { upTo: 14, percent: 100 },
          { upTo: 28, percent: 80 },
        ],
        ...{ death_days: 2, notice_days: 7 },
      },
      { absence_tiers: [], death_days: 0, notice_days: 0 },
    ])
  })

  it.each([
    [
      'a package by the hour',
      ['C-1,contribution,2026-03-05,,10'],
      'payers.csv, line 2, cpli_ref: «C-1» is not a package by the week: what others pay is taken off nights only. [payers-not-by-week]',
    ],
    [
      'more than the price on a day of both',
      ['C-2,contribution,2026-03-05,2026-04-05,800', 'C-2,contribution,2026-04-06,,800', 'C-2,top-up,2026-05-01,,75'],
      'payers.csv, line 3, weekly: «800.00», with what else is paid within the price on a day of it, is more than the price of a week (826.0000). [payers-above-price]',
    ],
    ['more than two decimals', ['C-2,contribution,2026-03-05,,160.155'], 'payers.csv, line 2, weekly:'],
    [
      'nobody we know',
      ['C-2,uncle,2026-03-05,,10'],
      'payers.csv, line 2, payer: «uncle» must be one of: contribution, top-up, nursing.',
    ],
    [
      'a package that is not there',
      ['C-9,nursing,2026-03-05,,10'],
      'payers.csv, line 2, cpli_ref: «C-9» is not in packages.csv.',
    ],
    [
      'days in common',
      ['C-2,nursing,2026-03-05,,10', 'C-2,nursing,2026-04-05,,12'],
      'payers.csv, line 3, starts_on: «2026-04-05» has days in common with line 2.',
    ],
    [
      'an end before its start',
      ['C-2,nursing,2026-03-05,2026-03-04,10'],
      'payers.csv, line 2, ends_on: «2026-03-04» is before the first day.',
    ],
  ])('are refused with line and column: %s', async (_, rows, sentence) => {
    const report = await load('refused', rows)
    expect(
      report.faults.map(faultLine).some((line) => line.includes(sentence)),
      report.faults.map(faultLine).join('\n'),
    ).toBe(true)
    expect(await kept('refused')).toEqual([])
  })
})
