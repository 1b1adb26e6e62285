import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCaller, aFile, aWeek, listIn, type Caller, type Json } from './testing/api-caller.ts'

let caller: Caller
let ask: Caller['ask']

beforeAll(async () => {
  caller = await aCaller()
  ;({ ask } = caller)
}, 60_000)
afterAll(() => caller.running.strike())

describe('every answer about files and visits is as described', () => {
  it('of visits, sent, read, amended and taken back', async () => {
    const { json } = await ask('listPackages', '/packages?limit=100', { key: caller.keys.visits })
    const care = listIn(json, 'packages').find(
      ({ status, recordableFrom }) => status === 'active' && recordableFrom !== null,
    )
    const clientRef = String((care?.['person'] as Json)['reference'])
    const packageReference = String(care?.['reference'])
    const day = '2026-11-16'
    const sent = { reference: 'V/1 ü', clientRef, packageReference, day, claimedStart: '08:00', claimedMinutes: 30 }
    const logged = { ...sent, actualStart: '08:02', actualEnd: '08:31', carerRef: '' }
    const rows = [logged, { ...sent, reference: '=V2', day: 'soon' }, { ...sent, reference: 'V3', capture: 'manual' }]
    const tried = await ask('recordVisits', '/visits', {
      key: caller.keys.visits,
      body: { dryRun: true, visits: rows },
    })
    expect(tried.json).toMatchObject({ dryRun: true, saved: 0, refused: 2 })
    expect((await ask('getVisit', `/visits/${encodeURIComponent('V/1 ü')}`, { key: caller.keys.visits })).status).toBe(
      404,
    )
    const posted = await ask('recordVisits', '/visits', { key: caller.keys.visits, body: { visits: rows } })
    expect(posted.json).toMatchObject({
      ...{ saved: 1, refused: 2, unchanged: 0 },
      visits: [
        { row: 0, result: 'saved', reference: 'V/1 ü' },
        { row: 1, result: 'refused', reference: '=V2', codes: ['R20'] },
        { row: 2, result: 'refused', codes: ['R43'] },
      ],
    })
    const again = await ask('recordVisits', '/visits', { key: caller.keys.visits, body: { visits: [logged] } })
    expect(again.json).toMatchObject({ saved: 0, unchanged: 1 })
    const read = await ask('getVisit', `/visits/${encodeURIComponent('V/1 ü')}`, { key: caller.keys.visits })
    expect(read.json).toMatchObject({ actualStart: '08:02', loggedMinutes: 29, version: 1 })
    const amended = await ask('recordVisits', '/visits', {
      key: caller.keys.visits,
      body: { visits: [{ ...logged, actualEnd: '08:40' }] },
    })
    expect(amended.json['saved']).toBe(1)
    const week = await ask('listVisits', `/visits?from=${day}&to=2026-11-22&limit=1`, { key: caller.keys.visits })
    expect(listIn(week.json, 'visits')).toHaveLength(1)
    expect((await ask('listVisits', '/visits?from=2026-11-22&to=2026-11-16', { key: caller.keys.visits })).status).toBe(
      400,
    )
    const undone = await ask('undoUpload', `/uploads/${String(amended.json['uploadId'])}/undoing`, {
      key: caller.keys.visits,
    })
    expect(undone.json['rows']).toMatchObject({ undone: 1 })
    expect(
      (await ask('getVisit', `/visits/${encodeURIComponent('V/1 ü')}`, { key: caller.keys.visits })).json[
        'loggedMinutes'
      ],
    ).toBe(29)
    expect((await ask('getVisit', '/visits/other')).status).toBe(404)
    expect((await ask('getVisit', `/visits/${encodeURIComponent('V/1 ü')}`)).status).toBe(404)
    const path = `/packages/${String(care?.['id'])}/weeks/${day}`
    const put = await ask('putWeek', path, {
      key: caller.keys.visits,
      body: { missed: '1' },
      headers: { 'if-match': '"0"' },
    })
    expect([put.status, put.json['code']]).toEqual([409, 'R45'])
    const row = { packageId: care?.['id'], weekStart: day }
    const bulk = await ask('recordActuals', '/actuals', { key: caller.keys.visits, body: { rows: [row] } })
    expect(listIn(bulk.json, 'rows')).toMatchObject([
      { result: 'refused', faults: [{ code: 'R45', pointer: '/rows/0' }] },
    ])
    const csv = `cpli_id,client_ref,week_start,missed,comment\n${packageReference},${clientRef},${day},1,ill\n`
    const file = await ask('sendUpload', '/uploads', { ...aFile('weeks.csv', csv), key: caller.keys.visits })
    expect(listIn(file.json, 'causes')).toMatchObject([{ code: 'R45', rows: 1 }])
  })

  it('of files, sent, looked at, saved and undone', async () => {
    const { packageId, weekStart } = await aWeek(caller, '2026-11-02')
    const { json } = await ask('listPackages', '/packages?limit=100')
    const care = listIn(json, 'packages').find(({ id }) => id === packageId)
    const clientRef = String((care?.['person'] as Json)['reference'])
    const line = (missed: string) => `${String(care?.['reference'])},${clientRef},${weekStart},${missed},not made up`
    const csv = `cpli_id,client_ref,week_start,missed,comment\n${line('0.5')}\nCP-none,${clientRef},${weekStart},1,ill\n`
    const sent = await ask('sendUpload', '/uploads', aFile('weeks.csv', csv))
    expect(sent.json).toMatchObject({ kind: 'weeks', state: 'checked', rows: { read: 2, refused: 1 } })
    const at = `/uploads/${String(sent.json['id'])}`
    expect((await ask('sendUpload', '/uploads', aFile('weeks.csv', csv))).json['id']).toBe(sent.json['id'])
    const rows = await ask('listUploadRows', `${at}/rows?limit=1`)
    expect(
      listIn((await ask('listUploadRows', `${at}/rows?cursor=${String(rows.json['next'])}`)).json, 'rows'),
    ).toMatchObject([{ row: 3, result: 'refused', codes: ['R01'] }])
    const stale = { body: { version: 999 } }
    expect((await ask('saveUpload', `${at}/saving`, stale)).json['code']).toBe('judged-again')
    const saved = await ask('saveUpload', `${at}/saving`, { body: { version: sent.json['version'] } })
    expect(saved.json).toMatchObject({ state: 'saved', rows: { saved: 1 } })
    expect((await ask('getUploadResult', `${at}/result`)).text).toContain('result_message')
    expect((await ask('undoUpload', `${at}/undoing`)).json['rows']).toMatchObject({ undone: 1 })
    expect((await ask('undoUpload', `${at}/undoing`)).json['code']).toBe('undone')
    const amending = { body: { reason: 'Logged late' } }
    expect((await ask('amendFromVisits', `${at}/amending`, amending)).json['code']).toBe('nothing-to-amend')
    expect(listIn((await ask('listUploads', '/uploads')).json, 'uploads').length).toBeGreaterThan(0)
    expect((await ask('getUpload', at)).json['undoneAt']).not.toBeNull()
    expect((await ask('getUpload', at, { key: caller.keys.visits })).status).toBe(404)
    expect((await ask('sendUpload', '/uploads', { body: {} })).json['code']).toBe('file-missing')
    const bomb = aFile('weeks.csv', 'MZ\u0000\u0001')
    expect((await ask('sendUpload', '/uploads', bomb)).status).toBe(422)
  })

  it('of rows put right, columns, weeks to fill in, and what a page would show beside', async () => {
    const { packageId, path, weekStart } = await aWeek(caller, '2026-11-02')
    const weeks = await ask('getTemplate', `/templates/actuals?from=${weekStart}&to=2026-11-08`)
    expect(weeks.text).toContain('cpli_id')
    await ask('getTemplate', `/templates/actuals?from=${weekStart}&to=2026-11-08&format=xlsx`)
    expect((await ask('getTemplate', '/templates/actuals?from=x&to=y')).status).toBe(400)
    const { json } = await ask('listPackages', '/packages?limit=100')
    const care = listIn(json, 'packages').find(({ id }) => id === packageId)
    const whose = `${String(care?.['reference'])},${String((care?.['person'] as Json)['reference'])}`
    const csv = `cpli_id,client_ref,week_start,missed,comment\n${whose},${weekStart},1,\n`
    const sent = await ask('sendUpload', '/uploads', aFile('to-fix.csv', csv))
    const at = `/uploads/${String(sent.json['id'])}`
    const fix = { rows: [{ row: 2, cells: { comment: 'Carer ill' } }] }
    expect((await ask('fixUploadRows', `${at}/fixes`, { body: fix })).json['rows']).toMatchObject({ refused: 0 })
    const misread = { rows: [{ row: 2, cells: { missed: 'much' } }] }
    await ask('fixUploadRows', `${at}/fixes`, { body: misread })
    await ask('remedyUpload', `${at}/remedies`, { body: { code: 'R26', remedy: 'drop' } })
    expect((await ask('remedyUpload', `${at}/remedies`, { body: { code: 'R26', remedy: 'comment' } })).status).toBe(422)
    expect((await ask('getUploadFile', `${at}/file`)).text).toBe(csv)
    const map = { name: 'Rosters', columns: { cpli_id: 'SSRef' } }
    const made = await ask('rememberColumns', '/column-maps', { body: map })
    expect((await ask('rememberColumns', '/column-maps', { body: { ...map, columns: {} } })).status).toBe(422)
    await ask('listColumnMaps', '/column-maps')
    await ask('forgetColumns', `/column-maps/${String(made.json['id'])}/removal`)
    expect((await ask('getTimetable', `${path}/visits`)).status).toBe(404)
    const timetable = { body: { visits: [] }, headers: { 'if-match': '"0"' } }
    expect((await ask('putTimetable', `${path}/visits`, timetable)).status).toBe(404)
    const waiting = await ask('listWaitingVisits', '/waiting-visits', { key: caller.keys.visits })
    const [first] = listIn(waiting.json, 'visits')
    const declined = { packageId: null, reason: 'Not our client', version: first?.['version'] ?? 1 }
    const reference = encodeURIComponent(first === undefined ? 'none' : String(first['reference']))
    const elsewhere = { packageId, version: declined.version }
    const all = { body: elsewhere, key: caller.keys.visits }
    expect((await ask('placeAllVisits', `/visits/${reference}/placing/all`, all)).status).toBe(
      first === undefined ? 404 : 422,
    )
    const placed = await ask('placeVisit', `/visits/${reference}/placing`, { body: declined, key: caller.keys.visits })
    expect(placed.status).toBe(first === undefined ? 404 : 200)
  })

  it('of checking, for whoever has no key', async () => {
    const csv = 'cpli_id,client_ref,week_start,missed\nCP-1,P-1,2026-11-16,1\nCP-1,P-1,2026-11-16,-1\n'
    const checked = await ask('checkFile', '/checks', { ...aFile('weeks.csv', csv), key: '' })
    expect(checked.json).toMatchObject({ kind: 'weeks', counts: { read: 2 } })
    const refused = await ask('checkFile', '/checks', aFile('weeks.csv', 'a,b\n1,2\n'))
    expect(refused.json['file']).toMatchObject({ code: 'F03' })
    expect((await ask('checkFile', '/checks', { body: {} })).status).toBe(422)
    const [first] = listIn((await ask('listRemittances', '/remittances')).json, 'remittances')
    const { json } = await ask('getRemittance', `/remittances/${String(first?.['id'])}`)
    expect((await ask('checkDocument', '/checks/remittance-1', { body: json })).json).toMatchObject({
      valid: true,
      faults: [],
    })
    const feed = (await ask('listCommissionedCare', '/commissioned-care')).json
    expect((await ask('checkDocument', '/checks/commissioned-care-1', { body: feed })).json['valid']).toBe(true)
    const wrong = await ask('checkDocument', '/checks/commissioned-care-1', { body: { ...feed, madeAt: 'today' } })
    expect(wrong.json['faults']).toMatchObject([{ pointer: '/madeAt' }])
    expect((await ask('checkDocument', '/checks/none', { body: {} })).status).toBe(404)
  })

  it('and nothing that is described was left out', () => {
    expect(caller.neverAsked((heading) => ['Visits', 'Files', 'Checking'].includes(heading))).toEqual([])
  })
})
