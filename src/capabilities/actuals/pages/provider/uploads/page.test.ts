import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPackage, aPeriod, aProvider, type APackage, type AProvider } from '../../../../../testing/world.ts'
import { rowsOf, aFile } from '../../../../../platform/spreadsheet/testing/files.ts'
import { localDate } from '../../../../../core/dates.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { aLine, HEADING } from '../../../testing/uploads.ts'

const HUB = '/provider/actuals/uploads'
let stage: Stage
let site: Site
let provider: AProvider
let care: APackage

beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})
beforeEach(async () => {
  const council = await aCouncil(stage.build)
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-10',
    endsOn: '2025-04-07',
    submitBy: '2025-04-14T17:00:00Z',
  })
  provider = await aProvider(stage.build, council.id)
  care = await aPackage(stage.build, provider)
})

const me = () => aProviderVisitor(provider)
const sent = async (content: string, name = 'weeks.csv', fields: Readonly<Record<string, string>> = {}) => {
  const answer = await site.upload(me(), HUB, fields, [{ field: 'file', name, bytes: content }])
  if (answer.status !== 303) throw new Error(answer.text)
  return answer.location
}
const file = (...lines: readonly string[]) => [HEADING, ...lines].join('\n')

async function download(format: 'csv' | 'xlsx', as = me()): Promise<string> {
  await site.visit(as, HUB)
  const address = `${HUB}/template?period=2025-03-10_2025-04-07&service=&format=${format}`
  const answer = await site.app.inject({ method: 'GET', url: address, headers: { 'x-test-visitor': as.accountId } })
  expect(answer.statusCode).toBe(200)
  return aFile(answer.rawPayload, `template.${format}`)
}

it('offers a file, takes it back and says what would change before anything is saved', async () => {
  await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: localDate('2025-03-10') })
  expect((await site.visit(me(), HUB)).text).toContain('No file has been sent yet')
  const rows = (await rowsOf(await download('csv'))).map((row) => row.cells)
  expect(rows.slice(3).map((cells) => [cells[5], cells[7], cells[8], cells[17], cells[18]])).toEqual(
    [
      ['2025-03-10', '14', '14', '1', 'confirmed'],
      ['2025-03-17', '14', '', '0', 'to record'],
      ['2025-03-24', '14', '', '0', 'to record'],
      ['2025-03-31', '14', '', '0', 'to record'],
    ].slice(0, rows.length - 3),
  )
  const page = await site.visit(
    me(),
    await sent(
      file(
        aLine(care, '2025-03-10,13,1,,,,Hospital,1'),
        aLine(care, '2025-03-17,14,,,,,,'),
        aLine(care, '2025-03-24,13,,,,,,'),
      ),
    ),
  )
  expect(page.text).toContain('Save 2 rows')
  expect(page.text).toContain('Does not add up (R22)')
  const changed = await site.visit(
    me(),
    `${page.html.match(/\/provider\/actuals\/uploads\/[0-9a-f-]{36}/)?.[0] ?? ''}/rows?show=changed`,
  )
  expect(changed.html).toContain('<ins>13</ins>')
})

it('has the same rows in the workbook as in the CSV, and takes the workbook back untouched without a change', async () => {
  const csv = (await rowsOf(await download('csv'))).slice(3).map((row) => row.cells.slice(0, 9))
  const workbook = await download('xlsx')
  expect((await rowsOf(workbook, 1)).slice(1).map((row) => row.cells.slice(0, 8))).toEqual(
    csv.map((cells) => cells.slice(0, 8)),
  )
  const { location } = await site.upload(me(), HUB, {}, [
    { field: 'file', name: 'back.xlsx', bytes: readFileSync(workbook) },
  ])
  const page = await site.visit(me(), location)
  expect(page.text).toContain('There is nothing new to save')
})

it('saves, undoes and gives the file back with what became of each row', async () => {
  const address = await sent(file(aLine(care, '2025-03-31,14,,,,,,'), aLine(care, '2025-03-24,=1+1,,,,,,')))
  const version = /name="version" value="(\d+)"/.exec((await site.visit(me(), address)).html)?.[1] ?? ''
  expect((await site.send(me(), `${address}/saving`, { version })).location).toBe(address)
  expect((await site.visit(me(), address)).text).toContain('There is nothing new to save')
  const result = await site.app.inject({
    method: 'GET',
    url: `${address}/result`,
    headers: { 'x-test-visitor': me().accountId },
  })
  expect(result.body).toContain('saved')
  expect(result.body).toContain("'=1+1")
  expect(result.body).toContain('R20 Actual is not a number like 1.75 or 1:45')
  expect((await site.send(me(), `${address}/undoing`, {})).status).toBe(303)
  expect((await site.send(me(), `${address}/undoing`, {})).text).toContain('has undone this already')
})

it('marks what is wrong, keeps what is typed, and puts right one row or all', async () => {
  const address = await sent(file(aLine(care, '2025-03-31,some,,,,,,'), aLine(care, '2025-03-24,15,,,1,,,')))
  const rows = await site.visit(me(), `${address}/rows?show=refused`)
  expect(rows.html).toMatch(/govuk-input--error[^>]*id="r2-actual"[^>]*value="some"/)
  const boxes = {
    'r2-weekStart': '2025-03-31',
    'r2-was': 'x',
    'r2-frustrated': '',
    'r2-missed': '',
    'r2-extra': '',
    'r2-visits': '',
    'r2-comment': '',
  }
  const refused = await site.send(me(), `${address}/rows`, { ...boxes, 'r2-actual': 'fourteen' })
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('value="fourteen"')
  expect((await site.send(me(), `${address}/rows`, { ...boxes, 'r2-actual': '14' })).status).toBe(303)
  expect(
    (await site.send(me(), `${address}/remedies?code=R26`, { code: 'R26', remedy: 'comment', text: '' })).text,
  ).toContain('Enter a comment for all these rows')
  await site.send(me(), `${address}/remedies`, { code: 'R26', remedy: 'comment', text: 'Fell' })
  expect((await site.visit(me(), address)).text).toContain('Save 2 rows')
})

it('says which column is called what, and remembers the columns of a system', async () => {
  const own = `Case,SSRef2,Week commencing,Delivered\n${care.reference},W-${care.personId.slice(0, 8)},31/03/2025,14`
  const refused = await site.visit(me(), await sent(own))
  expect(refused.text).toContain('This column is called SSRef2; did you mean Person reference (client_ref)?')
  const from = /maps\?from=[0-9a-f-]+/.exec(refused.html)?.[0] ?? ''
  expect((await site.visit(me(), `${HUB}/${from}`)).text).toContain('Case, SSRef2, Week commencing')
  expect((await site.send(me(), `${HUB}/maps`, { name: '', cpli_id: 'Case' })).text).toContain('Enter a name')
  await site.send(me(), `${HUB}/maps`, { name: 'Roster 9', cpli_id: 'Case', client_ref: 'SSRef2' })
  const map = /value="([0-9a-f-]{36})"[^>]*>Roster 9/.exec((await site.visit(me(), HUB)).html)?.[1] ?? ''
  expect((await site.visit(me(), await sent(own, 'again.csv', { map }))).text).toContain('Save 1 row')
  const shared = await site.visit(me(), `${HUB}/maps/${map}`)
  expect(
    (
      await site.upload(me(), `${HUB}/maps/shared`, {}, [
        { field: 'shared', name: 'columns.txt', bytes: shared.text.replace('Roster 9', 'Roster 10') },
      ])
    ).status,
  ).toBe(303)
  expect((await site.visit(me(), `${HUB}/maps`)).text).toContain('Roster 10')
})

it('asks for a file, and shows another provider nothing', async () => {
  expect((await site.upload(me(), HUB, {}, [])).text).toContain('Select a file')
  const address = await sent(file(aLine(care, '2025-03-31,14,,,,,,')))
  const other = aProviderVisitor(await aProvider(stage.build, provider.councilId))
  for (const part of ['', '/rows', '/file', '/result'])
    expect((await site.visit(other, `${address}${part}`)).status).toBe(404)
  expect((await site.send(other, `${address}/saving`, { version: '2' })).status).toBe(404)
})

describe('a download', () => {
  const asked = (query: string) => site.visit(me(), `${HUB}/template?${query}&format=csv`)
  const dates = (from: string, to: string) =>
    Object.entries({ from, to })
      .flatMap(([name, day]) => {
        const [date = '', month = '', year = ''] = day.split(' ')
        return [`${name}-day=${date}`, `${name}-month=${month}`, `${name}-year=${year}`]
      })
      .join('&')

  it('is of the dates that are typed, whatever the period is', async () => {
    const { status, html } = await asked(`period=2025-03-10_2025-04-07&${dates('24 3 2025', '6 4 2025')}`)
    expect(status).toBe(200)
    expect(html).toContain('2025-03-24')
    expect(html).not.toContain('2025-03-17')
  })

  it('says at the box which day is missing, wrong, before the first or too far', async () => {
    const wrong = await asked(dates('31 2 2025', ''))
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Enter the first day as a real date')
    expect(wrong.text).toContain('Enter the last day')
    expect(wrong.html).toContain('value="31"')
    expect((await asked(dates('7 4 2025', '6 4 2025'))).text).toContain('must be the first day or after it')
    expect((await asked(dates('7 4 2024', '8 4 2025'))).text).toContain('must be within a year of the first')
    expect((await asked('')).status).toBe(422)
    expect((await asked('period=nonsense')).status).toBe(404)
  })

  it('is of the services that are ticked', async () => {
    const days = dates('24 3 2025', '6 4 2025')
    const several = await asked(`${days}&service=${provider.serviceId}&service=${randomUUID()}`)
    expect(several.html).toContain(care.reference)
    const another = await asked(`${days}&service=${randomUUID()}&service=${randomUUID()}`)
    expect(another.html).not.toContain(care.reference)
  })

  it('says of care that is recorded otherwise that its weeks are not open here', async () => {
    const council = await aCouncil(stage.build)
    const timetabled = await aProvider(stage.build, council.id, { rule: { recording: 'timetabled' } })
    await aPackage(stage.build, timetabled)
    const { html } = await site.visit(
      aProviderVisitor(timetabled),
      `${HUB}/template?${dates('24 3 2025', '30 3 2025')}&format=csv`,
    )
    expect(html).toContain('not open')
    expect(html).toContain('recorded by its timetable or by visits')
  })
})
