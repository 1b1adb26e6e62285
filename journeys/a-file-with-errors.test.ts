import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { addDays } from '../src/core/dates.ts'
import { signIn } from './kit/people.ts'
import type { Person } from './kit/person.ts'
import { journey } from './kit/story.ts'
import { WeeksWorkbook, type WeekRow } from './kit/workbook.ts'

const JOAN = 'joan.catchpole@ironbridgehs.example'
const FILES = '/provider/actuals/uploads'
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function download({ page }: Person): Promise<WeeksWorkbook> {
  const pressed = page.getByRole('button', { name: 'Download', exact: true }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), pressed])
  return WeeksWorkbook.open(readFileSync(await file.path()))
}

/** Rows of the newest open week on which nothing is said. */
function openRows(weeks: WeeksWorkbook): readonly WeekRow[] {
  const open = weeks.rows().filter(({ status, planned }) => status === 'to record' && planned >= 2)
  const newest = open
    .map(({ weekStart }) => weekStart)
    .toSorted()
    .at(-1)
  return open.filter(({ weekStart }) => weekStart === newest)
}

/** Nine days before the week began the person was taken to hospital, and nobody knows when they come back. */
async function sayHospital(person: Person, { reference, weekStart }: WeekRow): Promise<void> {
  await person.open(`/provider/packages?q=${reference}`)
  await person.follow(reference)
  const [year = '', month = '', day = ''] = addDays(weekStart, -9).split('-')
  const on = { 'on-day': day, 'on-month': month, 'on-year': year }
  const query = new URLSearchParams({ show: 'effect', kind: 'hospital', ...on })
  await person.open(`${new URL(person.page.url()).pathname}/event?${query.toString()}`)
  await person.press('Send to the council')
}

journey('a file with errors is put right on screen, saved and undone', async ({ given, when, then, somebody }) => {
  const joan = await somebody()
  let rows: readonly WeekRow[] = []
  let file = ''
  await given('the weeks of a period were downloaded, and filled in with mistakes', async () => {
    await signIn(joan, JOAN)
    await joan.open(FILES)
    const weeks = await download(joan)
    rows = openRows(weeks).slice(0, 6)
    expect(rows).toHaveLength(6)
    for (const [place, { number, planned }] of rows.entries())
      if (place === 0) weeks.type(number, { actual: 'most' })
      else weeks.type(number, place < 4 ? { actual: planned - 1, missed: 1 } : { actual: planned })
    const [, , , , away] = rows
    if (away !== undefined) await sayHospital(joan, away)
    await joan.open(FILES)
    const sent = { name: 'Our weeks.xlsx', mimeType: WORKBOOK, buffer: await weeks.bytes() }
    await joan.page.getByLabel('File', { exact: true }).setInputFiles(sent)
  })
  await when('the file is sent', async () => {
    await joan.press('Upload and check')
    file = new URL(joan.page.url()).pathname
  })
  await then('it says by cause what is wrong, and what is to be confirmed', async () => {
    await joan.sees('Our weeks.xlsx', 'Need fixing 4', 'Not a number (R20)')
    await joan.sees('Comment missing or too long (R26)', '1 row: Delivered while in hospital')
  })
  await when('all three with one cause get the same words', async () => {
    await joan.follow(/\(R26\)/)
    await joan.sees('Apply to all 3 rows with this cause')
    await joan.fill('Comment for all of them', 'Snow on the lanes')
    await joan.press('Use it for all 3 rows')
  })
  await when('the one that is no number is typed anew', async () => {
    await joan.open(file)
    await joan.sees('Need fixing 1')
    await joan.follow(/\(R20\)/)
    await joan.fill(/^Actual, row/, String(rows[0]?.planned))
    await joan.press('Check these rows again')
  })
  await then('nothing needs fixing, and nothing is saved yet', async () => {
    await joan.open(file)
    await joan.sees('Need fixing 0', 'Save 6 rows')
  })
  await when('what is asked is confirmed, and all is saved', async () => {
    await joan.choose(/Delivered while in hospital/)
    for (const box of await joan.page.locator('input[name="confirmed"]').all()) await box.check()
    await joan.press('Save 6 rows')
  })
  await then('the same workbook comes back with a result in every row', async () => {
    await joan.sees('6 rows saved')
    const { body } = await joan.download('Your file with a result in every row')
    const results = new Map((await WeeksWorkbook.open(body)).rows().map(({ number, result }) => [number, result]))
    for (const { number } of rows) expect(results.get(number)).toBe('saved')
  })
  await when('it is undone', () => joan.press('Undo this upload'))
  await then('every week waits as it did before', async () => {
    await joan.sees('6 rows put back as before', 'Undone')
    await joan.open(FILES)
    const standing = new Map((await download(joan)).rows().map(({ number, status }) => [number, status]))
    for (const { number } of rows) expect(['draft', 'to record']).toContain(standing.get(number))
  })
})
