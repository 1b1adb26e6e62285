import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { fixedClock } from '../../../../../platform/clock.ts'
import { workRunner } from '../../../../../platform/work.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aMember, aPackage, aProvider } from '../../../../../testing/world.ts'
import { weeklyJobs } from '../../../jobs/weekly.ts'
import { routes } from '../../../routes.ts'
import { later } from '../../../testing/later.ts'
import { aRecordedWeek } from '../../../testing/recorded.ts'
import { anEntry } from '../../../testing/rules.ts'
import { aTimetable } from '../../../testing/timetable.ts'

const LIST = '/provider/actuals/absences'
let stage: Stage
let site: Site
const taken: string[] = []
beforeAll(async () => {
  stage = await aStage('2025-04-10T09:00:00Z')
  site = await aSite(stage, [(faces, web) => routes(faces, web, later(taken))])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

const hour = 30_000n
const daily = [2n, 2n, 2n, 2n, 2n, 2n, 2n].map((hours) => hours * hour)

async function aHome(rule = {}, timetabled = false) {
  const council = await aCouncil(stage.build)
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const provider = await aProvider(stage.build, council.id, { rule })
  const care = timetabled
    ? await aTimetable(stage, provider)
    : await aPackage(stage.build, provider, { plannedByDay: daily })
  const visitor = aProviderVisitor(provider)
  const first = { 'first-day': '20', 'first-month': '3', 'first-year': '2025' }
  const said = { reference: care.reference, cause: 'person', ...first, note: 'In hospital' }
  const say = (over: Record<string, string> = {}) => site.send(visitor, LIST, { ...said, ...over })
  const weeks = () =>
    stage.db.read(visitor.scope, (tx) =>
      tx
        .selectFrom('actuals.week')
        .select(['week_start as week', 'status', 'frustrated', 'missed', 'comment'])
        .where('council_id', '=', tx.councilId)
        .where('provider_id', '=', tx.providerId)
        .where('package_id', '=', care.id)
        .orderBy('week_start')
        .execute(),
    )
  const sheet = (week: string) => site.visit(visitor, `/provider/actuals/${provider.serviceId}/${week}`)
  return { council, staff, provider, care, visitor, say, weeks, sheet }
}

const until = (day: string, month: string) => ({ 'last-day': day, 'last-month': month, 'last-year': '2025' })

describe('an absence over several weeks', () => {
  it('fills every week that it touches, by the plan of its days, as drafts', async () => {
    const { say, weeks, visitor, staff } = await aHome()
    const sent = await say(until('1', '4'))
    expect(sent.status).toBe(303)
    expect(await weeks()).toMatchObject([
      { week: '2025-03-17', status: 'draft', frustrated: 8n * hour, comment: 'In hospital' },
      { week: '2025-03-24', status: 'draft', frustrated: 14n * hour },
      { week: '2025-03-31', status: 'draft', frustrated: 4n * hour },
    ])
    const own = await site.visit(visitor, sent.location)
    expect(own.text).toContain('17 to 23 March 2025 14 hours 8 hours 100% Filled')
    expect((await site.visit(visitor, LIST)).text).toContain('1 April 2025')
    expect((await site.visit(staff, '/council/actuals/absences')).text).toContain('In hospital')
    expect((await site.visit(staff, sent.location.replace('provider', 'council'))).text).toContain('8 hours 100%')
  })

  it('goes on until they are back, with one nudge a week, and is then counted anew', async () => {
    const { say, weeks, visitor } = await aHome()
    const { location } = await say()
    expect((await weeks()).map(({ week }) => week)).toEqual(['2025-03-17', '2025-03-24', '2025-03-31', '2025-04-07'])
    const runner = workRunner(stage.db, fixedClock('2025-04-15T06:00:00Z'))
    const [follow] = weeklyJobs({ db: stage.db, listTaken: later(taken).listTaken })
    await follow?.handle(runner, {})
    await follow?.handle(runner, {})
    expect((await weeks()).at(-1)).toMatchObject({ week: '2025-04-14', frustrated: 14n * hour })
    expect((await site.visit(visitor, location)).text).toContain('Not back yet')
    const end = (version: string) =>
      site.send(visitor, `${location}/end`, { shownVersion: version, ...until('25', '3') })
    expect((await end('1')).status).toBe(303)
    expect((await end('1')).text).toContain('changed this absence since')
    // The page's own clock has not come to the week that the night filled.
    expect((await weeks()).slice(0, 4).map(({ frustrated }) => frustrated / hour)).toEqual([8n, 4n, 0n, 0n])
  })

  it('is undone as if it had never been said, except what somebody changed since', async () => {
    const { provider, care, say, weeks, visitor } = await aHome()
    const before = anEntry({ missed: '0' })
    await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: localDate('2025-03-24') }, { entry: before })
    const { location } = await say(until('1', '4'))
    expect((await weeks()).map(({ status }) => status)).toEqual(['draft', 'confirmed', 'draft'])
    const entry = anEntry({ frustrated: '5', comment: 'Came back early' })
    await aRecordedWeek(
      stage,
      provider,
      { packageId: care.id, weekStart: localDate('2025-03-31') },
      { entry, basedOn: 1 },
    )
    const undo = await site.send(visitor, `${location}/undoing`, { shownVersion: '1' })
    expect(undo.status).toBe(303)
    expect((await weeks()).map(({ frustrated }) => frustrated / hour)).toEqual([0n, 0n, 5n])
    expect((await site.visit(visitor, location)).text).toContain('Undone')
    const again = await site.send(visitor, `${location}/undoing`, { shownVersion: '2' })
    expect(again.text).toContain('was undone')
  })

  it('leaves figures that somebody gave, and weeks that a payment has taken', async () => {
    const { provider, care, say, weeks, visitor } = await aHome()
    const entry = anEntry({ extra: '1', comment: 'More' })
    await aRecordedWeek(stage, provider, { packageId: care.id, weekStart: localDate('2025-03-17') }, { entry })
    const week = { packageId: care.id, weekStart: localDate('2025-03-24') }
    await aRecordedWeek(stage, provider, week)
    taken.push(care.id)
    const { location } = await say(until('30', '3'))
    taken.pop()
    expect((await weeks()).map(({ frustrated }) => frustrated)).toEqual([0n, 0n])
    const { text } = await site.visit(visitor, location)
    expect(text).toContain('figures of your own stand here')
    expect(text).toContain('cannot be recorded or changed')
  })

  it('counts as missed where the provider could not come, and says each visit of a timetable', async () => {
    const { say, weeks, visitor, provider, care } = await aHome({ recording: 'timetabled' }, true)
    await say({ cause: 'provider', note: 'Snow', ...until('21', '3') })
    expect(await weeks()).toMatchObject([{ week: '2025-03-17', missed: hour, frustrated: 0n }])
    const visits = `/provider/actuals/${provider.serviceId}/2025-03-17/${care.id}/visits`
    expect((await site.visit(visitor, visits)).html.match(/type="checkbox" value="yes" checked/g)).toHaveLength(5)
  })

  it.each([
    [{ reference: '' }, 'Enter the package reference'],
    [{ reference: 'P-none' }, 'You have no package with this reference'],
    [{ cause: '' }, 'Select who was not there'],
    [{ note: ' ' }, 'Enter what happened'],
    [{ note: 'x'.repeat(501) }, '500 characters or fewer'],
    [{ 'first-day': '31', 'first-month': '2' }, 'as a real date'],
    [{ 'first-year': '2026' }, 'must be today or before'],
    [{ 'first-year': '2024' }, 'in the last 26 weeks'],
    [until('1', '3'), 'must not be before the first'],
    [{ reason: 'moon' }, 'Select a reason from the list'],
  ])('refuses %j at its field', async (over, text) => {
    const { say, weeks } = await aHome()
    const sent = await say(over)
    expect([sent.status, sent.text.includes(text)]).toEqual([422, true])
    expect(await weeks()).toEqual([])
  })

  it('is said once, by somebody who may record, about their own package', async () => {
    const { care, say, visitor, provider } = await aHome()
    const both = await Promise.all([say(), say()])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 422])
    expect((await site.visit(visitor, `${LIST}/new?package=${care.id}`)).html).toContain(`value="${care.reference}"`)
    const other = await aHome()
    expect((await other.say({ reference: care.reference })).status).toBe(422)
    expect((await site.visit(other.visitor, `${LIST}/new?package=${care.id}`)).status).toBe(404)
    const [{ location } = { location: '' }] = both.filter(({ status }) => status === 303)
    expect((await site.visit(other.visitor, location)).status).toBe(404)
    expect((await site.send(other.visitor, `${location}/undoing`, { shownVersion: '1' })).status).toBe(404)
    const reader = aProviderVisitor(provider, { permissions: ['actuals.view'] })
    expect((await site.visit(reader, LIST)).html).not.toContain('Record an absence')
    expect((await site.send(reader, LIST, {})).status).toBe(403)
  })
})
