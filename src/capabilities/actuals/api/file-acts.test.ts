import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rate } from '../../../core/money.ts'
import { aPackage, aProvider } from '../../../testing/world.ts'
import { anApi, type Api } from '../testing/api.ts'
import { aLine, HEADING } from '../testing/uploads.ts'
import { aVisitLine, clientOf, VISITS_HEADING } from '../testing/visits.ts'

let api: Api
beforeAll(async () => {
  api = await anApi()
})
afterAll(() => api.close())

async function aCompany(rule = {}) {
  const rates = [{ from: '2024-01-01', price: rate(232_000n) }]
  const provider = await aProvider(api.stage.build, api.council.id, { rule, rates })
  const care = await aPackage(api.stage.build, provider)
  return { provider, care, ...api.as(provider) }
}
const rowsIn = ({ said }: { readonly said: Record<string, unknown> }) => said['rows'] as Record<string, unknown>

describe('rows of a file', () => {
  it('are put right one by one, each cell that is not named staying as it was sent', async () => {
    const { care, file, post, get } = await aCompany()
    const sent = await file('w.csv', [HEADING, aLine(care, '2025-03-31,13,1,much,,,,')].join('\n'))
    expect(rowsIn(sent)).toMatchObject({ refused: 1 })
    const at = `/uploads/${String(sent.said['id'])}`
    const half = await post(`${at}/fixes`, { rows: [{ row: 2, cells: { missed: '0' } }] })
    expect([half.status, half.said['causes']]).toMatchObject([200, [{ code: 'R26', rows: 1 }]])
    const repeat = { 'idempotency-key': randomUUID() }
    const put = await post(`${at}/fixes`, { rows: [{ row: 2, cells: { comment: 'In hospital' } }] }, repeat)
    expect(rowsIn(put)).toMatchObject({ refused: 0, new: 1 })
    expect(await post(`${at}/fixes`, { rows: [{ row: 2, cells: { comment: 'In hospital' } }] }, repeat)).toEqual(put)
    const saved = await post(`${at}/saving`, { version: put.said['version'] })
    expect(rowsIn(saved)).toMatchObject({ saved: 1 })
    const week = await get(`/packages/${care.id}/weeks/2025-03-31`)
    expect(week.said).toMatchObject({ frustrated: '1', missed: '0', comment: 'In hospital' })
  })

  it('say which cell cannot be read, and which column is none of theirs', async () => {
    const { care, file, post } = await aCompany()
    const sent = await file('w.csv', [HEADING, aLine(care, '2025-03-31,13,1,,,,,')].join('\n'))
    const at = `/uploads/${String(sent.said['id'])}/fixes`
    const misread = await post(at, { rows: [{ row: 2, cells: { extra: 'much' } }] })
    expect([misread.status, misread.said['faults']]).toMatchObject([
      422,
      [{ code: 'R20', pointer: '/rows/0/cells/extra' }],
    ])
    const strange = await post(at, { rows: [{ row: 2, cells: { carer_ref: 'C1' } }] })
    expect([strange.status, strange.said['faults']]).toMatchObject([422, [{ pointer: '/rows/0/cells/carer_ref' }]])
  })

  it('with one cause are put right, or left out, all at once', async () => {
    const { care, file, post } = await aCompany()
    const lines = [aLine(care, '2025-03-31,13,1,,,,,'), aLine(care, '2025-03-24,13,1,,,,,')]
    const sent = await file('w.csv', [HEADING, ...lines].join('\n'))
    const at = `/uploads/${String(sent.said['id'])}/remedies`
    const wordless = await post(at, { code: 'R26', remedy: 'comment' })
    expect([wordless.status, wordless.said['faults']]).toMatchObject([422, [{ pointer: '/text' }]])
    const put = await post(at, { code: 'R26', remedy: 'comment', text: 'No cover' })
    expect(rowsIn(put)).toMatchObject({ refused: 0, new: 2 })
    const again = await file('again.csv', [HEADING, aLine(care, '2025-03-31,13,1,,,,,')].join('\n'))
    const dropped = await post(`/uploads/${String(again.said['id'])}/remedies`, { code: 'R26', remedy: 'drop' })
    expect(dropped.said['causes']).toEqual([])
  })

  it('of visits are put right by their own columns', async () => {
    const { care, file, post, get } = await aCompany({ recording: 'visits' })
    const visit = { visit_ref: 'V1', client_ref: clientOf(care), cpli_id: care.reference, carer_ref: '' }
    const sent = await file('v.csv', [VISITS_HEADING, aVisitLine({ ...visit, capture: 'MANUAL' })].join('\n'))
    const at = `/uploads/${String(sent.said['id'])}`
    expect(sent.said).toMatchObject({ kind: 'visits', causes: [{ code: 'R43' }] })
    expect((await post(`${at}/remedies`, { code: 'R43', remedy: 'as-planned' })).said['faults']).toMatchObject([
      { pointer: '/remedy' },
    ])
    const put = await post(`${at}/fixes`, { rows: [{ row: 2, cells: { exception_code: 'E1' } }] })
    expect(rowsIn(put)).toMatchObject({ refused: 0, new: 1 })
    await post(`${at}/saving`, { version: put.said['version'], confirmed: ['W04'], reason: 'Looked at' })
    expect((await get('/visits/V1')).said).toMatchObject({ exceptionCode: 'E1' })
  })

  it('of another provider are as unknown as none', async () => {
    const { care, file } = await aCompany()
    const other = await aCompany()
    const sent = await file('w.csv', [HEADING, aLine(care, '2025-03-31,13,1,,,,,')].join('\n'))
    for (const id of [String(sent.said['id']), randomUUID()]) {
      const fix = { rows: [{ row: 2, cells: { comment: 'Mine?' } }] }
      expect((await other.post(`/uploads/${id}/fixes`, fix)).status).toBe(404)
      expect((await other.post(`/uploads/${id}/remedies`, { code: 'R26', remedy: 'drop' })).status).toBe(404)
      expect((await other.get(`/uploads/${id}/file`)).status).toBe(404)
    }
  })
})

describe('columns of one’s own system', () => {
  const columns = { cpli_id: 'SSRef', client_ref: 'Client', week_start: 'W/C', actual: 'Did' }

  it('are remembered, read files with them, and are forgotten', async () => {
    const { care, get, post, file } = await aCompany()
    const made = await post('/column-maps', { name: ' Rosters 5 ', columns })
    expect([made.status, made.said]).toMatchObject([200, { name: 'Rosters 5', columns }])
    const replaced = await post('/column-maps', { name: 'Rosters 5', columns })
    expect(replaced.said['id']).toBe(made.said['id'])
    const mapId = String(made.said['id'])
    const bytes = `SSRef,Client,W/C,Did\n${care.reference},${clientOf(care)},2025-03-31,14\n`
    expect(rowsIn(await file('own.csv', bytes, { mapId }))).toMatchObject({ read: 1, new: 1 })
    expect((await get('/column-maps')).said['maps']).toMatchObject([{ id: mapId }])
    expect((await post(`/column-maps/${mapId}/removal`)).said).toEqual({ name: 'Rosters 5' })
    expect((await post(`/column-maps/${mapId}/removal`)).status).toBe(404)
    expect((await file('own.csv', bytes, { mapId })).status).toBe(404)
  })

  it.each([
    [{ name: '', columns }, 'name-missing', '/name'],
    [{ name: 'R', columns: {} }, 'columns-missing', '/columns'],
    [{ name: 'R', columns: { cpli_id: 'A', client_ref: 'a' } }, 'column-twice', '/columns'],
    [{ name: 'R', columns: { planet: 'A' } }, 'body-wrong', '/columns/planet'],
  ])('%j is refused with %s at %s', async (body, code, pointer) => {
    const { post } = await aCompany()
    const refused = await post('/column-maps', body)
    expect([refused.status, refused.said['code']]).toEqual([422, code])
    if (code !== 'body-wrong') expect(refused.said['faults']).toMatchObject([{ pointer }])
  })

  it('of another provider are as unknown as none', async () => {
    const { post } = await aCompany()
    const other = await aCompany()
    const mine = String((await post('/column-maps', { name: 'Mine', columns })).said['id'])
    for (const mapId of [mine, randomUUID()]) {
      expect((await other.post(`/column-maps/${mapId}/removal`)).status).toBe(404)
      expect((await other.file('x.csv', 'SSRef\n1\n', { mapId })).status).toBe(404)
    }
    expect((await other.get('/column-maps')).said).toEqual({ maps: [] })
  })
})

describe('downloads', () => {
  it('are the weeks to fill in, which may be sent back as they are, and a file as it was sent', async () => {
    const { get, file } = await aCompany()
    const weeks = await get('/templates/actuals?from=2025-03-31&to=2025-04-13')
    expect([weeks.status, weeks.type]).toEqual([200, 'text/csv; charset=utf-8'])
    const sent = await file('back.csv', weeks.text)
    expect([sent.said['state'], rowsIn(sent)['refused']]).toEqual(['checked', 0])
    const own = await get(`/uploads/${String(sent.said['id'])}/file`)
    expect([own.status, own.text]).toEqual([200, weeks.text])
    expect((await get('/templates/actuals?from=2025-03-31&to=2025-04-13&format=xlsx')).type).toContain('spreadsheetml')
    expect((await get('/templates/actuals?from=2025-04-13&to=2025-03-31')).said['code']).toBe('query-wrong')
  })

  it('hold nothing of another’s service', async () => {
    const { provider } = await aCompany()
    const other = await aCompany()
    const named = await other.get(`/templates/actuals?from=2025-03-31&to=2025-04-13&serviceId=${provider.serviceId}`)
    const none = await other.get(`/templates/actuals?from=2025-03-31&to=2025-04-13&serviceId=${randomUUID()}`)
    expect(named.text.split('\n').length).toBe(none.text.split('\n').length)
  })
})
