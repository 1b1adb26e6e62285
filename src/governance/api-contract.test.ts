import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCaller, aWeek, listIn, type Caller } from './testing/api-caller.ts'

let caller: Caller
let ask: Caller['ask']

beforeAll(async () => {
  caller = await aCaller()
  ;({ ask } = caller)
}, 60_000)
afterAll(() => caller.running.strike())

/** The database says by itself when a package changed, on its own clock, which is not that of the test. */
async function asChangedYesterday(): Promise<void> {
  const owner = new Client({ connectionString: caller.running.ownerUrl })
  await owner.connect()
  await owner.query(`alter table care_packages.package disable trigger package_changed`)
  await owner.query(`update care_packages.package set changed_at = '2026-11-20T09:00:00Z'`)
  await owner.query(`alter table care_packages.package enable trigger package_changed`)
  await owner.end()
}

const ofFiles = (heading: string): boolean => ['Visits', 'Files', 'Checking'].includes(heading)

describe('the document', () => {
  it('holds examples that are as it says', () => {
    for (const operation of caller.described.operations) {
      const [answer] = Object.values(operation.responses['200']?.content ?? {})
      if (answer !== undefined && 'example' in answer)
        expect([operation.operationId, caller.described.faultsOf(answer.schema, answer.example)]).toEqual([
          operation.operationId,
          [],
        ])
      const sent = operation.requestBody?.content['application/json']
      if (sent?.example !== undefined)
        expect([operation.operationId, caller.described.faultsOf(sent.schema, sent.example)]).toEqual([
          operation.operationId,
          [],
        ])
    }
  })
})

describe('every answer is as described', () => {
  it('of packages, periods and remittances, page after page', async () => {
    const { json, headers } = await ask('listPackages', '/packages?limit=2')
    expect(headers).toMatchObject({ 'portal-environment': 'sandbox', 'portal-days-ahead': '0' })
    expect(json['packages']).toHaveLength(2)
    await ask('listPackages', `/packages?limit=2&cursor=${String(json['next'])}`)
    await ask('listPackages', '/packages?limit=0')
    await ask('listPeriods', '/periods?limit=3')
    const remittances = await ask('listRemittances', '/remittances')
    const [first] = listIn(remittances.json, 'remittances')
    const whole = await ask('getRemittance', `/remittances/${String(first?.['id'])}`)
    expect(listIn(whole.json, 'items')).toHaveLength(Number(first?.['lineCount']))
    await ask('getRemittance', `/remittances/${randomUUID()}`)
  })

  it('of a package that is given a name of one’s own', async () => {
    const [one, two] = listIn((await ask('listPackages', '/packages?limit=2')).json, 'packages')
    const name = (id: unknown, ownReference: string) =>
      ask('putOwnReference', `/packages/${String(id)}/own-reference`, { body: { ownReference } })
    expect((await name(one?.['id'], 'RO-77')).json).toEqual({ packageId: one?.['id'], ownReference: 'RO-77' })
    expect((await name(two?.['id'], 'RO-77')).json['code']).toBe('taken')
    expect((await name(two?.['id'], 'x'.repeat(41))).status).toBe(422)
    expect((await name(randomUUID(), 'RO-78')).status).toBe(404)
  })

  it('of weeks, read, recorded, refused and sent again', async () => {
    const place = await aWeek(caller)
    const read = await ask('getWeek', place.path)
    const etag = String(read.headers['etag'])
    const body = { missed: '0:15', comment: 'Carer late, not made up' }
    const put = await ask('putWeek', place.path, { body, headers: { 'if-match': etag } })
    expect([put.status, put.json['missed']]).toEqual([200, '0.25'])
    expect((await ask('putWeek', place.path, { body: { missed: '1' }, headers: { 'if-match': etag } })).status).toBe(
      412,
    )
    const now = { 'if-match': String(put.headers['etag']) }
    expect((await ask('putWeek', place.path, { body: { missed: '-1' }, headers: now })).status).toBe(422)
    expect((await ask('putWeek', place.path, { body, headers: {} })).status).toBe(428)
    await ask('listWeeks', `/services/${place.serviceId}/weeks/${place.weekStart}`)
    const history = await ask('listWeekVersions', `${place.path}/versions`)
    expect(listIn(history.json, 'versions')[0]).toMatchObject({ version: put.json['version'], missed: '0.25' })
    expect(
      (await ask('listWeekVersions', `${place.path.replace(place.packageId, randomUUID())}/versions`)).status,
    ).toBe(404)
    const progress = await ask('getProgress', '/progress')
    expect(listIn(progress.json, 'weeks').map(({ serviceId }) => serviceId)).toContain(place.serviceId)
    expect((await ask('getProgress', `/progress?packageId=${place.packageId}`)).status).toBe(200)
    expect((await ask('getProgress', `/progress?packageId=${randomUUID()}`)).status).toBe(404)
    const row = { packageId: place.packageId, weekStart: place.weekStart, version: put.json['version'], missed: '0' }
    const rows = [row, { ...row, packageId: randomUUID() }]
    const bulk = await ask('recordActuals', '/actuals', { body: { dryRun: true, rows } })
    expect(listIn(bulk.json, 'rows')).toMatchObject([
      { result: 'saved', faults: [] },
      { result: 'refused', faults: [{ code: 'R01' }] },
    ])
  })

  it('of weeks that are confirmed together, settled, explained and asked about', async () => {
    const place = await aWeek(caller, '2026-11-16')
    const of = `/services/${place.serviceId}/weeks/${place.weekStart}/confirmation`
    const seen = await ask('getConfirmation', `${of}?limit=2`)
    expect(seen.json['ready']).toEqual(expect.any(Number))
    await ask(
      'getConfirmation',
      `${of}?limit=2&cursor=${typeof seen.json['next'] === 'string' ? seen.json['next'] : 'x'}`,
    )
    const confirmed = await ask('confirmAsPlanned', of, { body: {} })
    expect(confirmed.json['confirmed']).toBe(seen.json['ready'])
    const read = await ask('getWeek', place.path)
    const settle = { body: { as: 'nil' }, headers: { 'if-match': String(read.headers['etag']) } }
    const settled = await ask('settleWeek', `${place.path}/settlement`, settle)
    expect(['R26', undefined]).toContain(settled.json['code'])
    expect((await ask('settleWeek', `${place.path}/settlement`, { body: {}, headers: {} })).status).toBe(428)
    const asked = await ask('askAboutWeek', `${place.path}/question`, { body: { text: 'Frustrated or missed?' } })
    expect(['confirmed', undefined]).toContain(asked.json['code'])
    await ask('takeUpWeek', `${place.path}/question/end`, { body: {} })
    expect((await ask('askAboutWeek', `${place.path}/question`, { body: { text: '' } })).status).toBe(422)
    await ask('listReasons', '/reasons')
  })

  it('of absences, said once, ended and undone', async () => {
    const { packageId } = await aWeek(caller)
    const said = { packageId, cause: 'person', note: 'With her family', firstDay: '2026-11-18' }
    const made = await ask('recordAbsence', '/absences', { body: said })
    expect(made.json).toMatchObject({ state: 'open', weeks: [{ weekStart: '2026-11-16' }] })
    expect((await ask('recordAbsence', '/absences', { body: { ...said, note: '' } })).json['code']).toBe('note-missing')
    const at = `/absences/${String(made.json['id'])}`
    await ask('listAbsences', '/absences')
    await ask('getAbsence', at)
    const ended = await ask('endAbsence', `${at}/end`, {
      body: { lastDay: '2026-11-19', version: made.json['version'] },
    })
    expect(ended.json['state']).toBe('ended')
    expect((await ask('endAbsence', `${at}/end`, { body: { lastDay: '2026-11-19', version: 1 } })).json['code']).toBe(
      'changed',
    )
    const undone = await ask('undoAbsence', `${at}/undoing`, { body: { version: ended.json['version'] } })
    expect(undone.json['state']).toBe('undone')
    expect((await ask('getAbsence', `/absences/${randomUUID()}`)).status).toBe(404)
  })

  it('of care as it changes, and of the file of one day', async () => {
    const first = await ask('listCommissionedCare', '/commissioned-care')
    expect(listIn(first.json, 'packages').length).toBeGreaterThan(5)
    expect(first.json).toMatchObject({ more: false, cursor: null })
    await asChangedYesterday()
    const { cursor } = (await ask('listCommissionedCare', '/commissioned-care')).json
    const again = await ask('listCommissionedCare', `/commissioned-care?since=${String(cursor)}`)
    expect(again.json).toMatchObject({ more: false, packages: [], cursor })
    expect((await ask('listCommissionedCare', '/commissioned-care?since=x')).status).toBe(400)
    const day = await ask('getCommissionedCareOfDay', '/commissioned-care/days/2026-11-20')
    expect(day.text).toContain('own_reference')
    expect((await ask('getCommissionedCareOfDay', '/commissioned-care/days/yesterday')).status).toBe(404)
  })

  it('of tasks, with what waits, until when and how much', async () => {
    const { json } = await ask('listTasks', '/tasks')
    expect(json['tasks']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'record-weeks', atStake: expect.stringMatching(/^\d+\.\d{2}$/) }),
      ]),
    )
    expect(JSON.stringify(json)).not.toMatch(/people/)
  })

  it('of the sandbox, which travels and which a live key has not', async () => {
    expect((await ask('getSandbox', '/sandbox', { key: caller.keys.live })).status).toBe(409)
    const moved = await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 28 } })
    expect(moved.json['now']).toBe('2026-12-19T09:00:00.000Z')
    const there = await ask('getSandbox', '/sandbox')
    expect(there.headers['portal-days-ahead']).toBe('28')
    const later = await ask('listPeriods', '/periods?limit=1', { key: caller.keys.visits })
    expect(later.headers['portal-days-ahead']).toBe('28')
    expect((await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 999 } })).status).toBe(422)
    await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 0 } })
    const week = await aWeek(caller, '2026-12-07')
    const sent = { body: { missed: '0' }, headers: { 'if-match': '"0"' } }
    expect((await ask('putWeek', week.path, sent)).json['code']).toBe('R27')
    await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 28 } })
    expect((await ask('putWeek', week.path, sent)).status).toBe(200)
    await ask('moveSandboxClock', '/sandbox/clock', { body: { daysAhead: 0 } })
  })

  it('when there is no key, one that may not, or too little in a request', async () => {
    expect((await ask('listPackages', '/packages', { key: 'portal_no' })).status).toBe(401)
    const none = await caller.aKey({ abilities: ['read-remittances'] })
    expect((await ask('listPackages', '/packages', { key: none })).status).toBe(403)
    const without = { body: { rows: [] }, headers: { 'idempotency-key': 'short' } }
    expect((await ask('recordActuals', '/actuals', without)).json['code']).toBe('idempotency-key-missing')
    const torn = { body: '{"rows":', headers: { 'content-type': 'application/json' } }
    expect((await ask('recordActuals', '/actuals', torn)).status).toBe(400)
  })

  it('on the page where anybody may try it', async () => {
    const address = '/developers/operations/listPackages'
    const page = await caller.running.app.inject(address)
    const cookies = Object.fromEntries(page.cookies.map(({ name, value }) => [name, value]))
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const tried = await caller.running.app.inject({
      ...{ method: 'POST' as const, url: address, cookies },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, key: caller.keys.weekly, limit: '1' }).toString(),
    })
    expect(tried.body).toContain('portal-environment: sandbox')
    expect(tried.body).toContain('&quot;packages&quot;')
    expect(tried.body).toContain('-H &quot;Authorization: Bearer $PORTAL_KEY&quot;')
  })

  it('of a reset, after which the old ids are nobody’s', async () => {
    const reset = await ask('resetSandbox', '/sandbox/reset', { key: caller.keys.visits })
    expect(reset.json).toMatchObject({ state: 'filling', generation: 2 })
    expect((await ask('listPackages', '/packages')).json['code']).toBe('sandbox-not-ready')
  })

  it('and nothing that is described was left out', () => {
    expect(caller.neverAsked((heading) => !ofFiles(heading))).toEqual([])
  })
})
