import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import { faultLine, reportLines, type PackReport } from '../rules/report.ts'
import { aPack, aPackFolder, type PackFolder, type PackText } from '../testing/a-pack.ts'
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

const HEADER = 'rate_ref,starts_on,ends_on,number,over_an_edge,minutes,days,from_time,to_time,price\n'
const good = `${HEADER}R-1,2026-04-01,2026-08-31,1,parts,30,,,,16.00
R-1,2026-04-01,2026-08-31,2,parts,,every-day,22:00,06:00,31.5
R-1,2026-04-01,2026-08-31,3,parts,,bank-holiday,,,48
R-1,2026-09-01,,1,start,45,,,,20.00
`
const calendar = 'day,kind,name\n2026-12-24,special-day,Christmas Eve\n2026-12-28,ordinary-day,Open as always\n'

const load = async (files: PackText): Promise<PackReport> =>
  importPack(stage.db, stage.clock, await folder.write(files))
const select = (text: string, code: string) =>
  rowsOf(stage, `with c as (select council_id from platform.council where code = '${code}') ${text}`)
const PRICES = `select p.valid::text, p.split, p.fixed, p.bands, l.reference from contracts.visit_price p
  join contracts.rate_line l on l.council_id = p.council_id and l.id = p.rate_line_id
  join c on c.council_id = p.council_id order by lower(p.valid)`

describe('prices of visits of a migration pack', () => {
  it('become what the price book holds, and the same pack again changes nothing', async () => {
    const files = aPack('visits', { 'visit-prices': good, 'calendar-days': calendar })
    expect(reportLines(await load(files))[0]).toBe('Imported 44 rows for visits.')
    const held = await select(PRICES, 'visits')
    expect(held).toEqual([
      {
        valid: '[2026-04-01,2026-09-01)',
        split: true,
        fixed: [{ minutes: 30, price: 160_000 }],
        bands: [
          { days: ['weekday', 'weekend'], from: 1_320, until: 360, price: 315_000 },
          { days: ['bank-holiday'], from: 0, until: 1_440, price: 480_000 },
        ],
        reference: 'R-1',
      },
      { valid: '[2026-09-01,)', split: false, fixed: [{ minutes: 45, price: 200_000 }], bands: [], reference: 'R-1' },
    ])
    const days = 'select day, kind, name from published.calendar_day join c using (council_id) order by day'
    expect(await select(days, 'visits')).toEqual([
      { day: '2026-12-24', kind: 'special-day', name: 'Christmas Eve' },
      { day: '2026-12-28', kind: 'ordinary-day', name: 'Open as always' },
    ])
    await load(files)
    expect(await select(PRICES, 'visits')).toEqual(held)
    await load({ ...files, 'calendar-days': calendar.replace('special-day', 'bank-holiday') })
    expect(await select(days, 'visits')).toMatchObject([{ kind: 'bank-holiday' }, { kind: 'ordinary-day' }])
  })

  it.each([
    [',30,,,,16.00', ',30,,,,£16', 'line 2, price: «£16» is not a price'],
    ['every-day', 'holiday', 'line 3, days: «holiday» must be one of'],
    ['22:00', '25:00', 'line 3, from_time: «25:00» is not a time of day'],
    [',30,,,,16.00', ',0,,,,16.00', 'line 2, minutes: «0» is outside'],
    [',30,,,,16.00', ',30,mon,,,16.00', 'line 2, minutes: A row is the price of a length (minutes) or of a time'],
    [',30,,,,16.00', ',,,,,16.00', 'line 2, days: A row is the price of a length (minutes) or of a time'],
    ['22:00,06:00', '22:00,', 'line 3, to_time: A time needs its beginning and its end'],
    ['22:00,06:00', '22:00,22:00', 'line 3, to_time: A time needs its beginning and its end'],
    [
      '31,3,parts',
      '31,3,start',
      'line 4, over_an_edge: Rows of one line from «2026-04-01» belong together: this must be as on line 2',
    ],
    ['2026-08-31,3', '2026-07-31,3', 'line 4, ends_on: Rows of one line from «2026-04-01» belong together'],
    ['R-1,2026-09-01', 'R-1,2026-08-01', 'line 5, starts_on: «2026-08-01» has days in common with line 2'],
    ['bank-holiday,,', 'weekend,23:00,23:30', 'line 4, days: «weekend» is priced twice at one time: see line 3'],
    ['3,parts,,bank-holiday,,,48', '3,parts,30,,,,17', 'line 4, minutes: «30» is priced twice at one time: see line 2'],
    ['31,3,', '31,2,', 'line 4, rate_ref: «R-1, 2026-04-01, 2» is already on line 3'],
    [/R-1,2026-09-01/, 'R-9,2026-09-01', 'line 5, rate_ref: «R-9» is not in rate-lines.csv'],
    [/R-1,2026-09-01/, 'R-2,2026-09-01', 'line 5, rate_ref: «R-2» is not a line by the hour'],
    [
      /R-1,2026-04-01,2026-08-31/g,
      'R-1,2024-01-01,2024-02-01',
      'line 2, starts_on: rates.csv has no price of this line on «2024-01-01»',
    ],
  ])('are refused by file, line and column: %s for %s', async (from, to, sentence) => {
    const spoilt = good.replace(from, to)
    expect(spoilt).not.toBe(good)
    const report = await load(aPack('spoilt', { 'visit-prices': spoilt }))
    expect(report.status).toBe('refused')
    expect(report.faults.map(faultLine).join('\n')).toContain(`visit-prices.csv, ${sentence}`)
    expect(await rowsOf(stage, `select 1 from platform.council where code = 'spoilt'`)).toEqual([])
  })
})
