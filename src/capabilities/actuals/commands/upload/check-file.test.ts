import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localDate } from '../../../../core/dates.ts'
import { units } from '../../../../core/decimal.ts'
import { aStage, serviceActor, type Stage } from '../../../../testing/stage.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../../../../testing/world.ts'
import { aRecordedWeek } from '../../testing/recorded.ts'
import { anEntry } from '../../testing/rules.ts'
import { aLine, anUpload, HEADING } from '../../testing/uploads.ts'

// A Thursday; the last whole week began on Monday 31 March.
const NOW = '2025-04-10T09:00:00Z'
let stage: Stage
let councilId: string
let provider: AProvider
let care: APackage

beforeAll(async () => {
  stage = await aStage(NOW)
  councilId = (await aCouncil(stage.build)).id
  await aPeriod(stage.build, councilId, {
    startsOn: '2025-03-10',
    endsOn: '2025-04-07',
    submitBy: '2025-04-14T17:00:00Z',
  })
  await aPeriod(stage.build, councilId, {
    startsOn: '2025-02-10',
    endsOn: '2025-03-10',
    submitBy: '2025-03-17T17:00:00Z',
  })
})
afterAll(() => stage.strike())
beforeEach(async () => {
  provider = await aProvider(stage.build, councilId, { rule: { tolerance_percent: 10 } })
  care = await aPackage(stage.build, provider)
})

const file = (...lines: readonly string[]) => [HEADING, ...lines].join('\n')

describe('one row', () => {
  it.each([
    ['as planned', '2025-03-31,14,,,,,,', 'new', null],
    ['with frustrated care and why', '2025-03-31,13,1,0,0,,At her daughter’s,', 'new', null],
    ['typed as clock time', '2025-03-31,15:45,,,1:45,7,Fell on Sunday,', 'new', null],
    ['over the exception level', '2025-03-31,17,,,3,,Fell on Sunday,', 'new', null],
    ['on which nothing was typed', '2025-03-31,,,,,,,', 'blank', null],
    ['whose actual does not add up', '2025-03-31,13,,,,,,', 'refused', ['R22']],
    ['that differs without a word', '2025-03-31,13,1,,,,,', 'refused', ['R26']],
    ['with more missed than planned', '2025-03-31,,3,12,,,Away,', 'refused', ['R23', 'R26'].slice(0, 1)],
    ['with more hours than a week has', '2025-03-31,,,,160,,A lot,', 'refused', ['R28']],
    ['not in steps of a quarter', '2025-03-31,,,,1.45,,Fell,', 'refused', ['R21:extra']],
    ['below nothing', '2025-03-31,,−1,,,,x,', 'refused', ['R20:frustrated:negative']],
    ['with a decimal comma', '2025-03-31,,"1,5",,,,x,', 'refused', ['R20:frustrated:decimal-comma']],
    ['of words', '2025-03-31,some,,,,many,x,', 'refused', ['R20:actual:not-a-number', 'R20:visits:not-a-number']],
    ['of a week to come', '2025-04-14,14,,,,,,', 'refused', ['R27']],
    ['of a week before the package', '2024-12-30,14,,,,,,', 'refused', ['R03']],
    ['of a day that begins no week', '2025-04-01,14,,,,,,', 'refused', ['R04:week_start:weekday']],
    ['without a week', ',14,,,,,,', 'refused', ['R04:week_start:missing']],
    ['based on a version that never stood', '2025-03-31,14,,,,,,3', 'refused', ['R06']],
    ['with thousands', '2025-03-31,"1,014.00",,,"1,000.00",,x,', 'refused', ['R28']],
  ])('%s', async (_, rest, outcome, codes) => {
    const { rows } = await anUpload(stage, provider, file(aLine(care, rest)))
    expect(rows.map((row) => [row.outcome, row.codes])).toEqual([[outcome, codes]])
  })

  it('is priced as it will be paid, and held above the exception level', async () => {
    const { rows, head } = await anUpload(stage, provider, file(aLine(care, '2025-03-31,17,,,3,,Fell on Sunday,')))
    expect(rows[0]).toMatchObject({ planned: units('14'), amount_pence: 35_700n, held_code: 'H01' })
    expect(head).toMatchObject({ state: 'checked', rows_read: 1, rows_new: 1, rows_held: 1, total_pence: 35_700n })
  })

  it.each([
    ['another’s package', async () => aPackage(stage.build, await aProvider(stage.build, councilId)), ['R01']],
    [
      'a package that is not there',
      () => Promise.resolve({ id: 'x', personId: '12345678', reference: 'P-none' }),
      ['R01'],
    ],
    ['a package that is not recorded yet', () => aPackage(stage.build, provider, { recordableFrom: null }), ['R07']],
    ['a suspended package', () => aPackage(stage.build, provider, { package: { status: 'suspended' } }), ['R08']],
  ])('of %s', async (_, make, codes) => {
    const { rows } = await anUpload(stage, provider, file(aLine(await make(), '2025-03-31,14,,,,,,')))
    expect(rows[0]?.codes).toEqual(codes)
  })

  it('of a package with another person is refused, and one found by NHS number is not', async () => {
    const { rows } = await anUpload(
      stage,
      provider,
      file(
        `${care.reference},W-other,2025-03-31,14,,,,,,`,
        `${care.reference},999 000 0018,2025-03-24,14,,,,,,`,
        `${care.reference},,2025-03-17,14,,,,,,`,
      ),
    )
    expect(rows.map((row) => row.codes)).toEqual([['R02'], null, ['R02:client_ref:missing']])
  })
})

describe('rows against what stands', () => {
  it('that say the same change nothing; others are changes or out of date', async () => {
    const weeks = ['2025-03-17', '2025-03-24', '2025-03-31'].map(localDate)
    for (const weekStart of weeks) await aRecordedWeek(stage, provider, { packageId: care.id, weekStart })
    const { rows, head } = await anUpload(
      stage,
      provider,
      file(
        aLine(care, '2025-03-17,14,,,,,,1'),
        aLine(care, '2025-03-24,15,,,1,,Fell,1'),
        aLine(care, '2025-03-31,15,,,1,,Fell,0'),
      ),
    )
    expect(rows.map((row) => [row.outcome, row.codes, row.was_version])).toEqual([
      ['same', null, 1],
      ['changed', null, 1],
      ['refused', ['R06'], 1],
    ])
    expect(head).toMatchObject({ rows_same: 1, rows_changed: 1, rows_refused: 1 })
  })

  it('may not change a confirmed week after its cut-off', async () => {
    await aRecordedWeek(
      stage,
      provider,
      { packageId: care.id, weekStart: localDate('2025-02-24') },
      { entry: anEntry() },
    )
    const { rows } = await anUpload(
      stage,
      provider,
      file(aLine(care, '2025-02-24,15,,,1,,Fell,'), aLine(care, '2025-03-03,14,,,,,,')),
    )
    expect(rows.map((row) => row.codes)).toEqual([['R10:cut-off'], null])
  })

  it('named twice: of equal rows the first counts, of different ones none', async () => {
    const { rows } = await anUpload(
      stage,
      provider,
      file(
        aLine(care, '2025-03-31,14,,,,,,'),
        aLine(care, '2025-03-31,14,,,,,,'),
        aLine(care, '2025-03-24,14,,,,,,'),
        aLine(care, '2025-03-24,15,,,1,,Fell,'),
      ),
    )
    expect(rows.map((row) => row.codes)).toEqual([null, ['R05:line:2'], ['R05:line:4'], ['R05:line:4']])
  })
})

describe('a whole file', () => {
  const about = (facts: Readonly<Record<string, string>>) =>
    `${Object.keys(facts).join(',')}\n${Object.values(facts).join(',')}\n\n`
  it.each([
    ['that is none', '%PDF-1.7', 'F01', { why: 'not-a-table' }],
    ['without rows', HEADING, 'F01', { why: 'no-rows' }],
    [
      'of a later version',
      `${about({ template_version: '2', file_reference: 'X' })}${HEADING}\nP,W,2025-03-31,14,,,,,,0`,
      'F02',
      { said: '2' },
    ],
    [
      'with a column called something else',
      'cpli_id,SSRef2,week_start,actual\nP,W,2025-03-31,14',
      'F03',
      { header: [{ kind: 'missing', column: 'client_ref', called: 'SSRef2' }] },
    ],
    [
      'without a column that ours have',
      `${about({ template_version: '1' })}cpli_id,client_ref,week_start,actual\nP,W,2025-03-31,14`,
      'F03',
      { header: [{ kind: 'missing', column: 'row_version' }] },
    ],
    [
      'in which a column comes twice',
      'cpli_id,client_ref,week_start,actual,Actual hours\nP,W,2025-03-31,14,14',
      'F03',
      { header: [{ kind: 'repeated', column: 'actual' }] },
    ],
    [
      'for another provider',
      `${about({ provider_ref: 'somebody' })}${HEADING}\nP,W,2025-03-31,14,,,,,,`,
      'F05',
      { why: 'provider' },
    ],
    [
      'for another contract',
      `${about({ contract_ref: 'K-none' })}${HEADING}\nP,W,2025-03-31,14,,,,,,`,
      'F05',
      { why: 'contract' },
    ],
    [
      'for a closed period',
      `${about({ period_start: '2024-01-01', period_end: '2024-01-28' })}${HEADING}\nP,W,2024-01-01,14,,,,,,`,
      'F06',
      {},
    ],
    ['with a quotation mark left open', `${HEADING}\nP,W,2025-03-31,14,,,,,"open,\n`, 'F01', { why: 'open-quote' }],
  ])('%s', async (_, content, code, facts) => {
    const { head, rows } = await anUpload(stage, provider, content)
    expect(head).toMatchObject({ state: 'refused', file_code: code, file_facts: facts })
    expect(rows).toEqual([])
  })

  it('is the same file when it comes again, and nothing happens twice', async () => {
    const first = await anUpload(stage, provider, file(aLine(care, '2025-03-31,14,,,,,,')))
    const second = await anUpload(stage, provider, file(aLine(care, '2025-03-31,14,,,,,,')))
    expect(second).toMatchObject({ uploadId: first.uploadId, again: true })
  })

  it('is judged with the eyes of whoever sends it', async () => {
    const { rows } = await anUpload(stage, provider, file(aLine(care, '2025-03-31,14,,,,,,')), {
      actor: serviceActor(provider),
    })
    expect(rows[0]?.outcome).toBe('new')
    const other = await aProvider(stage.build, councilId)
    const narrow = {
      ...serviceActor(provider),
      scope: { ...serviceActor(provider).scope, services: [other.serviceId], contracts: [] },
    }
    const blind = await anUpload(stage, provider, file(aLine(care, '2025-03-24,14,,,,,,')), { actor: narrow })
    expect(blind.rows[0]?.codes).toEqual(['R01'])
  })

  it('of days that could be either way round goes by the day on which weeks begin', async () => {
    const { rows } = await anUpload(
      stage,
      provider,
      file(aLine(care, '03/02/2025,14,,,,,,'), aLine(care, '10/03/2025,14,,,,,,')),
    )
    expect(rows.map((row) => row.outcome)).toEqual(['new', 'new'])
    const { rows: either } = await anUpload(stage, provider, file(aLine(care, '02/04/2025,14,,,,,,')))
    expect(either[0]?.codes).toEqual(['R04:week_start:ambiguous'])
  })
})
