import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStage, type Stage } from '../../../testing/stage.ts'
import type { PackReport } from '../rules/report.ts'
import { faultLine, reportLines } from '../rules/report.ts'
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

async function load(files: Readonly<Record<string, string | Buffer>>): Promise<PackReport> {
  return importPack(stage.db, stage.clock, await folder.write(files))
}

type SpoiltBy = [name: string, file: string, from: string | RegExp, to: string, sentence: string]

/** The pack with one text of one file replaced. */
function spoilt(file: string, from: string | RegExp, to: string): PackText {
  const good = aPack('spoilt')
  const text = (good[file] ?? '').replace(from, to)
  expect(text).not.toBe(good[file])
  return { ...good, [file]: text }
}

async function expectNothingKept(): Promise<void> {
  const councils = await stage.db.read({ role: 'portal_gate' }, (tx) =>
    tx.selectFrom('platform.council').select('code').where('code', '=', 'spoilt').execute(),
  )
  expect(councils).toEqual([])
}

describe('a pack with a fault', () => {
  it.each([
    [
      'a renamed column',
      'people',
      'person_ref,',
      'SSRef2,',
      'people.csv, line 1, person_ref: This column is missing. This column is called SSRef2; did you mean person_ref? [missing-column]',
    ],
    [
      'a column nobody knows',
      'staff',
      'email,role',
      'email,role,shoe_size',
      'staff.csv, line 1, shoe_size: This column is not part of the file. [unknown-column]',
    ],
    [
      'a duplicate key',
      'people',
      'P-2,',
      'P-1,',
      'people.csv, line 3, person_ref: «P-1» is already on line 2. [duplicate-key]',
    ],
    [
      'an unknown reference',
      'packages',
      'C-2,P-2',
      'C-2,P-9',
      'packages.csv, line 3, person_ref: «P-9» is not in people.csv. [unknown-reference]',
    ],
    [
      'overlapping prices',
      'rates',
      '2026-03-31',
      '2026-04-30',
      'rates.csv, line 3, starts_on: «2026-04-01» has days in common with line 2. [overlap]',
    ],
    [
      'overlapping periods',
      'calendar',
      '2026-11-22,',
      '2026-11-29,',
      'calendar.csv, line 3, starts_on: «2026-11-23» has days in common with line 2. [overlap]',
    ],
    [
      'overlapping rules',
      'contract-rules',
      '2025-03-31',
      '',
      'contract-rules.csv, line 3, starts_on: «2025-04-01» has days in common with line 2. [overlap]',
    ],
    [
      'a malformed price',
      'rates',
      '22.4000',
      '£22.40',
      'rates.csv, line 2, price: «£22.40» is not a price. Write pounds with at most four decimals, such as 23.6000. [not-a-price]',
    ],
    [
      'a price of five decimals',
      'rates',
      '22.4000',
      '22.40001',
      'rates.csv, line 2, price: «22.40001» is not a price. Write pounds with at most four decimals, such as 23.6000. [not-a-price]',
    ],
    [
      'a negative quantity',
      'actuals',
      '0.5,7',
      '-0.5,7',
      'actuals.csv, line 2, extra: «-0.5» is not a quantity. Write units with at most four decimals, or h:mm. [not-a-quantity]',
    ],
    [
      'a day that no year has',
      'people',
      '1938-05-17',
      '1938-02-30',
      'people.csv, line 2, born_on: «1938-02-30» is not a day in the calendar. Write it as 2026-04-30. [not-a-date]',
    ],
    [
      'a day written the English way',
      'packages',
      '2026-03-05',
      '05/03/2026',
      'packages.csv, line 3, starts_on: «05/03/2026» is not a day in the calendar. Write it as 2026-04-30. [not-a-date]',
    ],
    [
      'a wrong check digit',
      'people',
      '999 000 0018',
      '9434765918',
      'people.csv, line 2, nhs_number: «9434765918» is not an NHS number: it needs ten digits and a right check digit. [not-an-nhs-number]',
    ],
    [
      'a word that is no choice',
      'organisations',
      ',active',
      ',lively',
      'organisations.csv, line 2, status: «lively» must be one of: active, ended. [not-a-choice]',
    ],
    [
      'a missing value',
      'people',
      'Walter',
      '',
      'people.csv, line 3, given_name: A value is needed here. [missing-value]',
    ],
    [
      'a field too many',
      'staff',
      ',brokerage',
      ',brokerage,',
      'staff.csv, line 2: This line has 3 fields where the header has 2. [wrong-field-count]',
    ],
    [
      'an end before the start',
      'packages',
      '2026-02-02,\n',
      '2026-02-02,2026-02-01\n',
      'packages.csv, line 2, ends_on: «2026-02-01» is before the first day. [ends-before-start]',
    ],
    [
      'a plan that does not add up',
      'package-versions',
      '1 1 1 1 1 1 1',
      '1 1 1 1 1 1 2',
      'package-versions.csv, line 3, planned: «7.00» is not what its days add up to (8.00). [plan-does-not-add-up]',
    ],
    [
      'no plan on the first day',
      'package-versions',
      'C-2,2026-03-05',
      'C-2,2026-03-06',
      'packages.csv, line 3, cpli_ref: «C-2» has no plan on its first day. [no-plan-at-start]',
    ],
    [
      'a price for another unit',
      'rate-lines',
      'Home care,hour',
      'Home care,day',
      'package-versions.csv, line 2, rate_ref: «R-1» is priced by another unit than the package. [other-unit]',
    ],
    [
      'an answer without an answerer',
      'agreements',
      ',2026-05-28T14:05,Joan Catchpole',
      ',2026-05-28T14:05,',
      'agreements.csv, line 3, status: This status needs more: see which columns it makes necessary. [answer-incomplete]',
    ],
    [
      'a week on the wrong day',
      'actuals',
      '2026-11-09',
      '2026-11-10',
      "actuals.csv, line 2, week_starts_on: «2026-11-10» is not the weekday on which this council's weeks begin. [wrong-week-start]",
    ],
    [
      'a week in the future',
      'actuals',
      '2026-11-09',
      '2026-11-23',
      'actuals.csv, line 2, week_starts_on: «2026-11-23» has not begun on the day the pack describes. [week-in-future]',
    ],
    [
      'a grant without its service',
      'grants',
      ',SV-2,',
      ',,',
      'grants.csv, line 3, scope: The scope says what is needed: a contract, a service, or neither. [scope-names-no-target]',
    ],
    [
      'a value that no setting has',
      'settings',
      ',10,',
      ',ten,',
      'settings.csv, line 2, value: «ten» is not a value of this setting: a percentage with at most two decimals. [not-a-setting]',
    ],
    [
      'another version of the format',
      'pack',
      '\n1,',
      '\n2,',
      'pack.csv, line 2, version: «2» must be one of: 1. [not-a-choice]',
    ],
    [
      'quotation marks that do not pair',
      'people',
      'Walter',
      '"Walter',
      'people.csv, line 3: The quotation marks in this line do not pair. Write " inside a quoted field as "". [broken-quotes]',
    ],
    [
      'an empty file',
      'staff',
      /[^]*/,
      '',
      'staff.csv: This file is empty. Its first line must hold the column names. [empty-file]',
    ],
  ])('says so and keeps nothing: %s', async (...[, file, from, to, sentence]: SpoiltBy) => {
    const report = await load(spoilt(file, from, to))
    expect(report.status).toBe('refused')
    expect(report.faults.map(faultLine)).toContain(sentence)
    await expectNothingKept()
  })

  it('names the missing file, and what may be it under another name', async () => {
    const { people, ...rest } = aPack('spoilt')
    const report = await load({ ...rest, poeple: people ?? '' })
    expect(report.faults.map(faultLine)).toEqual([
      'people.csv: This file is missing. Every pack has it, even when it holds only the header row. [missing-file]',
      'poeple.csv: This file is not part of a pack. Did you mean people.csv? [unknown-file]',
    ])
  })

  it('does not blame other files for what a file without its key column would have held', async () => {
    const report = await load(spoilt('people', 'person_ref,', 'SSRef2,'))
    expect(report.faults.map(({ file }) => file)).toEqual(['people.csv', 'people.csv'])
  })

  it('answers for a folder that is empty or not there', async () => {
    const report = await importPack(stage.db, stage.clock, '/nowhere/at/all')
    expect(report.status).toBe('refused')
    expect(reportLines(report)[1]).toBe(
      'pack.csv: This file is missing. Every pack has it, even when it holds only the header row. [missing-file]',
    )
  })

  it('counts every fault and lists the first thousand', async () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => `P-${String(index)},,,Nobody,\n`)
    const people = `person_ref,nhs_number,given_name,family_name,born_on\n${rows.join('')}`
    const report = await load({ ...aPack('spoilt'), people })
    expect(report.faults).toHaveLength(1_000)
    expect(report.faultCount).toBe(1_500)
    expect(report.files.find(({ file }) => file === 'people')?.refused).toBe(1_500)
    expect(reportLines(report).at(-1)).toBe('… and 500 more faults.')
  })

  it('keeps a record of the refusal for a council that is already here', async () => {
    const good = aPack('recorded')
    expect((await load(good)).status).toBe('applied')
    const report = await load({ ...good, staff: 'email,role\nnobody@recorded.example,auditor\n' })
    expect(report.faults.map(({ code }) => code)).toEqual(['not-staff'])
    const loads = await rowsOf(stage, 'select status from exchange.pack_load order by id')
    expect(loads.map((row) => row['status'])).toEqual(['applied', 'refused'])
  })
})
