import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPeriod, aProvider, type ACouncil, type APackage } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aTimetable } from '../../../testing/timetable.ts'

let stage: Stage
let site: Site
let council: ACouncil
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-03',
    endsOn: '2025-04-28',
    submitBy: '2025-04-30T16:00Z',
  })
  site = await aSite(stage, [(faces, web) => routes(faces, web, later())])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const HEADING =
  'visit_ref,client_ref,cpli_id,visit_date,planned_start,planned_minutes,claimed_start,claimed_minutes,actual_start,actual_end,carer_ref,secondary_visit,status,capture,exception_code,comment'
const visits = '/provider/actuals/visits'
const clientOf = (care: APackage) => `W-${care.personId.slice(0, 8)}`

async function aDesk(rule = {}) {
  const provider = await aProvider(stage.build, council.id, {
    rule: { recording: 'visits', ...rule },
    rates: [{ from: '2024-01-01', price: rate(240_000n) }],
  })
  const care = await aTimetable(stage, provider)
  const visitor = aProviderVisitor(provider)
  const check = async (bytes: string, fields = {}) => {
    const { location } = await site.upload(visitor, visits, fields, [{ field: 'file', name: 'visits.csv', bytes }])
    return { address: location, page: await site.visit(visitor, location) }
  }
  const send = async (bytes: string) => {
    const { address, page } = await check(bytes)
    const version = /name="version" value="(\d+)"/.exec(page.html)?.[1]
    if (version === undefined) return page
    const confirmed = [...page.html.matchAll(/name="confirmed"[^>]*value="(W0\d)"/g)].map(([, code]) => code ?? '')
    const saved = await site.send(visitor, `${address}/saving`, { version, confirmed })
    return site.visit(visitor, saved.location)
  }
  const sendFile = (lines: readonly string[]) => send(`${[HEADING, ...lines].join('\n')}\n`)
  const week = `/provider/actuals/${provider.serviceId}/2025-03-31`
  return { provider, care, visitor, week, sendFile, send, check, open: () => site.visit(visitor, visits) }
}

/** Monday at eight, to the package's person. */
function aLine(care: APackage, over: Readonly<Record<string, string>> = {}): string {
  const cells: Readonly<Record<string, string>> = {
    visit_ref: randomUUID().slice(0, 8),
    client_ref: clientOf(care),
    visit_date: '2025-03-31',
    claimed_start: '08:00',
    claimed_minutes: '30',
    actual_start: '08:01',
    actual_end: '08:33',
    carer_ref: 'C1',
    status: 'DELIVERED',
    capture: 'APP',
    ...over,
  }
  return HEADING.split(',')
    .map((column) => cells[column] ?? '')
    .join(',')
}

describe('visits from call monitoring', () => {
  it('X26 places a visit on the package planned near its time, rounds it, and drafts its week', async () => {
    const { care, sendFile, visitor, week } = await aDesk()
    const page = await sendFile([aLine(care, { actual_end: '08:42' })])
    expect(page.status).toBe(200)
    expect(page.text).toContain('Saved 1 on')
    const sheet = await site.visit(visitor, week)
    // 41 logged, 30 planned: 30 paid; six visits of the week have not come in.
    expect(sheet.text).toContain('0.5 hours')
    expect(sheet.text).toContain('£12.00')
    expect(sheet.html).toContain('From call-monitoring records')
    const trace = await site.visit(visitor, `${week}/${care.id}`)
    expect(trace.text).toContain('Each visit counts to the nearest 15 minutes, and never longer than it was planned.')
    expect(trace.text).toContain('delivered app 30 08:01 to 08:42 41 30 11')
  })

  it('X24 adds up two carers, each rounded', async () => {
    const { sendFile, visitor, week, provider } = await aDesk()
    const doubled = await aTimetable(stage, provider, [{ weekday: 1, startsAt: '08:00', minutes: 30, carers: 2 }])
    await sendFile([aLine(doubled), aLine(doubled, { actual_end: '08:25', carer_ref: 'C2', secondary_visit: 'True' })])
    expect((await site.visit(visitor, week)).text).toContain('£24.00')
  })

  it('takes the same file again without any change, and a changed record as a change', async () => {
    const { care, sendFile } = await aDesk()
    const line = aLine(care, { visit_ref: 'V-1' })
    await sendFile([line])
    expect((await sendFile([line])).text).toContain('There is nothing new to save')
    expect((await sendFile([line, line])).text).toContain('Unchanged 1')
    const changed = await sendFile([aLine(care, { visit_ref: 'V-1', actual_end: '08:16' })])
    expect(changed.text).toContain('Changed 1')
    expect(changed.text).toContain('Saved 1 on')
  })

  it('keeps nothing when it only checks', async () => {
    const { care, check, open } = await aDesk()
    const lines = [HEADING, aLine(care), aLine(care, { client_ref: 'nobody', carer_ref: '' })].join('\n')
    const { page } = await check(lines, { only: 'check' })
    expect(page.text).toContain('This was a check only')
    expect(page.text).toContain('On no care package 1')
    expect((await open()).text).toContain('Every visit is on a care package')
  })

  it.each([
    [
      'R05',
      [
        { visit_ref: 'D', carer_ref: '' },
        { visit_ref: 'D', carer_ref: '' },
      ],
    ],
    ['R27', [{ visit_date: '2025-04-11' }]],
    ['R20', [{ claimed_start: 'early' }]],
    ['R20', [{ visit_date: '31/31/2025' }]],
    ['R20', [{ claimed_minutes: '-30' }]],
    ['R41', [{ visit_ref: 'A' }, { visit_ref: 'B', actual_start: '08:20', actual_end: '08:50' }]],
    ['R42', [{ actual_end: '07:30' }]],
    ['R43', [{ capture: 'MANUAL' }]],
    ['R01', [{ cpli_id: 'unknown' }]],
  ])('refuses a row with %s and says where', async (code, lines) => {
    const { care, sendFile } = await aDesk()
    const page = await sendFile(lines.map((over) => aLine(care, over)))
    expect(page.text).toContain('Need fixing 1')
    expect(page.text).toContain(`(${code})`)
  })

  it('asks for known carers once there are any', async () => {
    const { care, sendFile, send } = await aDesk()
    const carers = await send('carer_ref,carer_name,active_from\nC1,Ada,2025-01-01\n')
    expect(carers.text).toContain('Saved 1 on')
    expect((await sendFile([aLine(care), aLine(care, { carer_ref: 'C9' })])).text).toContain('Carer not found (R40)')
  })

  it('knows the headings of CM2000 files', async () => {
    const { care, send } = await aDesk()
    const monitoring = `Visit ID,SS Ref,Call Date,Log In,Log Out,Staff ID\nM1,${clientOf(care)},31/03/2025,08:01:10,08:31:00,C1\n`
    expect((await send(monitoring)).text).toContain('Saved 1 on')
  })

  it('refuses a file that is no list of visits, and says what it lacks', async () => {
    const { visitor, check } = await aDesk()
    const { page } = await check('SSRef,Call date,Visit reff\nA,2025-03-31,1\n')
    expect(page.text).toContain('This column is called Visit reff; did you mean visit_ref?')
    expect(page.text).toContain('There is no column for claimed_minutes')
    expect((await site.send(visitor, visits, {})).text).toContain('Select a file')
  })

  it('puts right on screen what cannot be saved, one row or all with one cause', async () => {
    const { care, check, visitor } = await aDesk()
    const lines = [
      aLine(care, { claimed_minutes: '1.45' }),
      aLine(care, { capture: 'MANUAL', visit_date: '2025-04-01' }),
      aLine(care, { capture: 'MANUAL', visit_date: '2025-04-02' }),
    ]
    const { address } = await check([HEADING, ...lines].join('\n'))
    const rows = await site.visit(visitor, `${address}/rows?show=refused`)
    expect(rows.text).toContain('claimed_minutes cannot be read')
    await site.send(visitor, `${address}/visit-rows`, { 'v2-claimed_minutes': '1:45' })
    expect((await site.visit(visitor, `${address}/rows?show=new`)).text).toContain('105 min')
    const all = `${address}/visit-remedies`
    expect((await site.send(visitor, `${all}?code=R43`, { code: 'R43', remedy: 'again' })).status).toBe(422)
    await site.send(visitor, `${all}?code=R43`, { code: 'R43', remedy: 'again', text: 'NO-PHONE' })
    expect((await site.visit(visitor, address)).text).toContain('Need fixing 0')
    expect((await site.visit(visitor, address)).text).toContain('Save 3 rows')
  })

  it('X27 leaves a visit that fits nothing, or two alike, for both sides to see; a person places it once', async () => {
    const { care, sendFile, open, visitor, week } = await aDesk()
    const far = await sendFile([
      aLine(care, { visit_ref: 'FAR-1', claimed_start: '14:00', actual_start: '14:00', actual_end: '14:30' }),
    ])
    expect(far.text).toContain('1 visit on no care package')
    const page = await open()
    expect(page.text).toContain('No visit is planned near that time')
    const staff = await aMember(stage.build, council.id, null, ['payments'])
    const seen = await site.visit(aCouncilVisitor(council, staff.accountId), '/council/actuals/visits')
    expect(seen.text).toContain('FAR-1')

    const action = /action="(\/provider\/actuals\/visits\/[^"]+\/placing)"/.exec(page.html)?.[1] ?? ''
    const placing = { act: 'place', version: '1', package: care.id }
    const answers = await Promise.all([site.send(visitor, action, placing), site.send(visitor, action, placing)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
    expect((await open()).text).toContain('Every visit is on a care package')
    expect((await site.visit(visitor, week)).text).toContain('£12.00')
  })

  it('lets a provider say that it does not claim a visit, with a reason, and nobody else', async () => {
    const { care, sendFile, open, visitor } = await aDesk()
    await sendFile([aLine(care, { client_ref: 'nobody-1' })])
    const page = await open()
    expect(page.text).toContain('No care package of this person on that day takes visits')
    const action = /action="(\/provider\/actuals\/visits\/[^"]+\/placing)"/.exec(page.html)?.[1] ?? ''
    const { visitor: other } = await aDesk()
    expect((await site.send(other, action, { act: 'decline', version: '1', reason: 'No' })).status).toBe(404)
    expect((await site.send(visitor, action, { act: 'decline', version: '1' })).text).toContain(
      'Enter why the visit is not claimed',
    )
    expect((await site.send(visitor, action, { act: 'decline', version: '1', reason: 'Private care' })).status).toBe(
      303,
    )
    expect((await open()).text).toContain('Every visit is on a care package')
  })

  it('H04 keeps a visit at a time at which another provider was there, unpaid, and shows it to all three', async () => {
    const [one, other] = [await aDesk(), await aDesk()]
    await one.sendFile([aLine(one.care, { visit_ref: 'ONE' })])
    const line = aLine(one.care, { visit_ref: 'OTHER', capture: 'manual', exception_code: 'NO-SIGNAL' })
    const page = await other.sendFile([line])
    expect(page.text).toContain('H04')
    expect((await other.open()).text).toContain('Another provider was with the person at that time')
    const staff = await aMember(stage.build, council.id, null, ['payments'])
    const seen = await site.visit(aCouncilVisitor(council, staff.accountId), '/council/actuals/visits')
    expect(seen.text).toMatch(/ONE.*OTHER|OTHER.*ONE/)
    expect(seen.text).toContain('100%')
  })

  it('H03 says that nothing is paid while the council has no bank details of the provider', async () => {
    const { care, check, provider } = await aDesk()
    expect((await check([HEADING, aLine(care)].join('\n'))).page.text).toContain('(H03)')
    const owner = new Client({ connectionString: stage.ownerUrl })
    await owner.connect()
    await owner.query(`update providers.organisation set bank_last_four = '1234' where id = $1`, [provider.id])
    await owner.end()
    expect((await check([HEADING, aLine(care)].join('\n'))).page.text).not.toContain('H03')
  })

  it('gives the file back with what became of each row, and shows what changed beside what stood', async () => {
    const { care, check, send, visitor } = await aDesk()
    await send([HEADING, aLine(care, { visit_ref: 'OLD' })].join('\n'))
    const lines = [
      HEADING,
      aLine(care, { visit_ref: 'OLD', actual_end: '08:16' }),
      aLine(care, { claimed_minutes: 'x', carer_ref: '' }),
    ]
    const { address } = await check(lines.join('\n'))
    const changed = await site.visit(visitor, `${address}/rows?show=changed`)
    expect(changed.text).toContain('was 32 min 15 min')
    const { body } = await site.app.inject({
      method: 'GET',
      url: `${address}/result`,
      headers: { 'x-test-visitor': visitor.accountId },
    })
    expect(body).toContain('result,result_message')
    expect(body).toMatch(/OLD.*changed/)
    expect(body).toContain('needs fixing,"R20')
  })
})
