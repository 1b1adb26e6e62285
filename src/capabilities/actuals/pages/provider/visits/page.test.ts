import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rate } from '../../../../../core/money.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPeriod, aProvider, type ACouncil, type AProvider } from '../../../../../testing/world.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aTimetable, mornings } from '../../../testing/timetable.ts'

let stage: Stage
let site: Site
let council: ACouncil
const taken: string[] = []
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  council = await aCouncil(stage.build)
  await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-03',
    endsOn: '2025-04-28',
    submitBy: '2025-04-30T16:00Z',
  })
  site = await aSite(stage, [(faces, web) => routes(faces, web, later(taken))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const WEEK = '2025-03-31'
const days = ['2025-03-31', '2025-04-01', '2025-04-02', '2025-04-03', '2025-04-04', '2025-04-05', '2025-04-06']
const aCare = (rule = {}): Promise<AProvider> =>
  aProvider(stage.build, council.id, {
    rule: { recording: 'timetabled', ...rule },
    rates: [
      { from: '2024-01-01', to: '2025-04-01', price: rate(224_000n) },
      { from: '2025-04-01', price: rate(236_000n) },
    ],
  })

/** The form as a browser sends it: all visits ticked. */
const ticked = Object.fromEntries(
  days.flatMap((day) => {
    const key = `${day}-0800`
    return [
      [`came-${key}`, 'yes'],
      [`why-${key}`, 'missed'],
      [`start-${key}`, '08:00'],
      [`end-${key}`, '08:30'],
      [`carers-${key}`, '1'],
    ]
  }),
)
const unticked = (place: number) => {
  const box = `came-${days[place] ?? ''}-0800`
  return Object.fromEntries(Object.entries(ticked).filter(([name]) => name !== box))
}

async function aWeek(visits = mornings, rule = {}) {
  const provider = await aCare(rule)
  const care = await aTimetable(stage, provider, visits)
  const visitor = aProviderVisitor(provider)
  const week = `/provider/actuals/${provider.serviceId}/${WEEK}`
  const address = `${week}/${care.id}/visits`
  const send = (act: string, fields: Readonly<Record<string, string>> = ticked, more = {}) =>
    site.send(visitor, address, { act, version: '0', comment: '', ...fields, ...more })
  return { provider, care, visitor, week, address, send, open: () => site.visit(visitor, address) }
}

describe('working out', () => {
  it('says what the typed visits come to, keeps what was typed and saves nothing', async () => {
    const { send, open } = await aWeek()
    const shorter = { [`end-${WEEK}-0800`]: '08:15', 'day-added-0': WEEK, 'start-added-0': '18:00' }
    const worked = await send('work-out', { ...ticked, ...shorter, 'end-added-0': '18:45', 'carers-added-0': '1' })
    expect(worked.status).toBe(200)
    // Six days of half an hour at £23.60, and one hour on Monday at £22.40.
    expect(worked.text).toContain('As typed below, and not saved yet: 4 hours')
    expect(worked.text).toContain('£93.20')
    expect(worked.html).toContain('value="08:15"')
    expect(worked.html).toContain('value="18:45"')
    expect((await open()).text).toContain('Planned 3.5 hours, actual 3.5 hours')
    expect((await open()).text).toContain('To do')
  })

  it('keeps a visit that was added in the last of its rows, whatever the rows above hold', async () => {
    const { send } = await aWeek()
    const last = { 'day-added-6': WEEK, 'start-added-6': '18:00', 'end-added-6': '18:45', 'carers-added-6': '1' }
    const worked = await send('work-out', { ...ticked, ...last })
    expect(worked.text).toContain('As typed below, and not saved yet: 4.25 hours')
    expect(worked.html).toMatch(/name="end-added-6"[^>]*value="18:45"|value="18:45"[^>]*name="end-added-6"/)
  })

  it('says what cannot be read, as saving would', async () => {
    const { send } = await aWeek()
    const wrong = await send('work-out', { ...ticked, [`start-${WEEK}-0800`]: 'noon' })
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('Enter a time of day, like 08:30')])
    expect(wrong.text).not.toContain('not saved yet')
  })
})

describe('the visits of a week', () => {
  it('shows each visit of the timetable, ticked, and the rule by which it is rounded', async () => {
    const { open } = await aWeek()
    const page = await open()
    expect(page.status).toBe(200)
    expect(page.html.match(/name="came-[^"]*"[^>]*checked/g)).toHaveLength(7)
    expect(page.text).toContain('Each visit counts to the nearest 15 minutes, and never longer than it was planned.')
    expect(page.text).toContain('Planned 3.5 hours, actual 3.5 hours')
  })

  it('X15 confirms all as planned in one go and prices each visit by its date', async () => {
    const { send, open, address } = await aWeek()
    const sent = await send('confirm')
    expect([sent.status, sent.location]).toEqual([303, address])
    // One morning at £22.40 and six at £23.60 an hour.
    expect((await open()).text).toContain('actual 3.5 hours, £82.00 Confirmed')
  })

  it('keeps a missed, a frustrated, a shorter and an added visit, and the days on which they fell', async () => {
    const { send, open, week, visitor } = await aWeek()
    const fields = {
      ...unticked(0),
      'why-2025-03-31-0800': 'frustrated',
      'end-2025-04-01-0800': '8.16',
      'day-added-0': '2025-04-06',
      'start-added-0': '2000',
      'end-added-0': '20:30',
      'carers-added-0': '2',
    }
    expect((await send('confirm', fields)).status).toBe(422)
    expect((await send('confirm', fields, { comment: 'Not in; late; asked for' })).status).toBe(303)
    const page = await open()
    // Frustrated 0.5 at £22.40 and 2.75 + 1 at £23.60.
    expect(page.text).toContain('Planned 3.5 hours, actual 3.75 hours, £99.70')
    expect(page.text).toContain('30 minutes, frustrated')
    expect(page.text).toMatch(
      /Mon 31 Mar 2025, 8am Frustrated .*Tue 1 Apr 2025, 8am Shorter .*Wed 2 Apr 2025, 8am 30 minutes/,
    )
    expect(page.text).toContain('15 minutes of 16 logged')
    expect(page.html).toContain('value="20:00"')
    expect((await site.visit(visitor, week)).text).toContain('£99.70')
  })

  it('lets a visit move within the week where extra care is not paid, with nothing to explain', async () => {
    const { send, open } = await aWeek(mornings, { extras_allowed: false })
    const moved = {
      'day-2025-03-31-0800': '2025-04-05',
      'start-2025-03-31-0800': '18:00',
      'end-2025-03-31-0800': '18:30',
    }
    expect((await send('confirm', { ...ticked, ...moved })).status).toBe(303)
    const page = await open()
    // Monday's half hour at £22.40 is made on Saturday, at £23.60 an hour.
    expect(page.text).toContain('Planned 3.5 hours, actual 3.5 hours, £82.60')
    expect(page.text).toMatch(/Mon 31 Mar 2025, 8am Moved/)
    expect(page.html).toMatch(/name="day-2025-03-31-0800"[^]*?value="2025-04-05" selected/)
  })

  it('takes a missed visit and one added in its place for one that moved', async () => {
    const { send, open } = await aWeek(mornings, { extras_allowed: false })
    const added = {
      'day-added-0': '2025-04-05',
      'start-added-0': '18:00',
      'end-added-0': '18:30',
      'carers-added-0': '1',
    }
    expect((await send('confirm', { ...unticked(0), ...added })).status).toBe(303)
    expect((await open()).text).toContain('Planned 3.5 hours, actual 3.5 hours, £82.60')
    const extra = await send('confirm', { ...ticked, ...added }, { version: '1', comment: 'Asked for' })
    expect([extra.status, extra.text]).toEqual([422, expect.stringContaining('Extra care is not paid')])
  })

  it('keeps an added visit that was frustrated, and pays it as such', async () => {
    const { send, open } = await aWeek()
    const added = {
      ...{ 'day-added-0': '2025-04-05', 'start-added-0': '18:00', 'end-added-0': '18:30', 'carers-added-0': '2' },
      'outcome-added-0': 'frustrated',
    }
    const fields = { ...unticked(0), ...added }
    expect((await send('confirm', fields)).status).toBe(422)
    expect((await send('confirm', fields, { comment: 'Moved to the evening, and not in' })).status).toBe(303)
    const page = await open()
    // Missed on Monday, frustrated twice half an hour on Saturday: six mornings and an hour at £23.60.
    expect(page.text).toContain('Planned 3.5 hours, actual 3 hours, £94.40')
    expect(page.html).toMatch(/name="outcome-added-0"[^]*?value="frustrated" selected/)
  })

  it('refuses a day of another week at its box', async () => {
    const { send } = await aWeek()
    const refused = await send('confirm', { ...ticked, 'day-2025-03-31-0800': '2025-04-07' })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('8am: Choose a day of this week')])
  })

  it('keeps what was typed when a box cannot be read, and changes nothing', async () => {
    const { send, open } = await aWeek()
    const fields = {
      ...unticked(6),
      'start-2025-04-01-0800': 'late',
      'carers-2025-04-02-0800': '9',
      'end-added-1': '7',
    }
    const refused = await send('confirm', fields, { comment: 'Said already' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('1 April 2025, 8am: Enter a time of day, like 08:30')
    expect(refused.text).toContain('Enter how many carers came, from 1 to 4')
    expect(refused.text).toContain('Added visit: Enter when the visit started and when it ended')
    expect(refused.html).toContain('value="late"')
    expect(refused.html).toContain('Said already')
    expect(refused.html.match(/name="came-[^"]*"[^>]*checked/g)).toHaveLength(6)
    expect((await open()).text).toContain('To do')
  })

  it('refuses an old version and says who changed what; sent again it replaces it', async () => {
    const { send } = await aWeek()
    expect((await send('draft', unticked(0))).status).toBe(303)
    const stale = await send('confirm')
    expect(stale.status).toBe(422)
    expect(stale.text).toContain('changed this at')
    expect(stale.html).toContain('name="version" value="1"')
    expect((await send('confirm', ticked, { version: '1' })).status).toBe(303)
  })

  it('keeps the same amounts on other days as a version of their own', async () => {
    const { send, open } = await aWeek()
    await send('confirm', unticked(0), { comment: 'Ill' })
    expect((await open()).text).toContain('actual 3 hours, £70.80')
    await send('confirm', unticked(1), { version: '1', comment: 'Ill' })
    expect((await open()).text).toContain('actual 3 hours, £70.20')
  })

  it('does nothing twice', async () => {
    const { send, open } = await aWeek()
    const key = randomUUID()
    expect((await send('confirm', ticked, { _key: key })).status).toBe(303)
    expect((await send('confirm', ticked, { _key: key })).status).toBe(303)
    expect((await send('confirm', ticked)).status).toBe(303)
    expect((await open()).html).toContain('name="version" value="1"')
  })

  it('lets two people send at once, and one of them is told', async () => {
    const { send } = await aWeek()
    const answers = await Promise.all([
      send('confirm', unticked(1), { comment: 'One' }),
      send('confirm', unticked(2), { comment: 'Two' }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
  })

  it('has no page for another provider, for a package without visits, or for somebody who may only look', async () => {
    const { address, send, provider } = await aWeek()
    const other = aProviderVisitor(await aCare())
    expect((await site.visit(other, address)).status).toBe(404)
    expect((await site.send(other, address, { act: 'confirm', version: '0', ...ticked })).status).toBe(404)
    const weekly = await aWeek(mornings, { recording: 'weekly' })
    expect((await weekly.open()).status).toBe(404)
    const reader = aProviderVisitor(provider, { permissions: ['actuals.view'] })
    expect((await site.visit(reader, address)).html).not.toContain('name="came-')
    expect((await send('draft')).status).toBe(303)
  })

  it('is reached from the sheet of the week, where its amounts are not typed', async () => {
    const { week, visitor, care } = await aWeek()
    const sheet = await site.visit(visitor, week)
    expect(sheet.html).toContain(`${week}/${care.id}/visits`)
    expect(sheet.html).not.toContain('name="frustrated-')
  })
})
