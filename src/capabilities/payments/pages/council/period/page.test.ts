import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, type Stage } from '../../../../../testing/stage.ts'
import { aCouncilVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPeriod, aProvider, type AProvider } from '../../../../../testing/world.ts'
import type { Visitor } from '../../../../../platform/web/visitor.ts'
import { navigation, routes } from '../../../routes.ts'
import { prepareRunJob } from '../../../jobs/prepare-run.ts'
import { aDesk, MARCH, WEEKS, type Desk } from '../../../testing/desk.ts'
import { aConfirmedWeek, aPackageWithWeeks } from '../../../testing/world.ts'

let stage: Stage
let site: Site
let desk: Desk
let provider: AProvider
let preparer: Visitor
let approver: Visitor
let periodId: string
let address: string

beforeAll(async () => {
  stage = await aStage()
  site = await aSite(
    stage,
    [
      (faces, web) => {
        routes(faces, web)
      },
    ],
    navigation,
  )
})
beforeEach(async () => {
  desk = await aDesk(stage)
  preparer = aCouncilVisitor(desk.council, desk.preparer.scope.accountId)
  approver = aCouncilVisitor(desk.council, desk.approver.scope.accountId)
  provider = await aProvider(stage.build, desk.council.id, { rule: { paid_by: 'schedule' } })
  const { id: packageId } = await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
  await aConfirmedWeek(stage.build, provider, { packageId, weekStart: '2025-03-31', status: 'draft' })
  periodId = (await aPeriod(stage.build, desk.council.id, MARCH)).id
  address = `/council/payments/${periodId}`
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

/** What the worker does once it is asked. */
const work = () => prepareRunJob.handle(stage.work, { councilId: desk.council.id, periodId })
const prepare = async () => {
  await site.send(preparer, `${address}/run`, {})
  await work()
}

describe('the page of a payment period', () => {
  it('leads from the calendar through a preview to a release by a second person', async () => {
    const calendar = await site.visit(preparer, '/council/payments')
    expect(calendar.text).toContain('To prepare')
    expect(calendar.html).toContain(address)
    expect((await site.visit(preparer, address)).text).toContain('Nothing is prepared')

    expect(await site.send(preparer, `${address}/run`, {})).toMatchObject({ status: 303, location: address })
    const waiting = await site.visit(preparer, address)
    expect(waiting.text).toContain('The payment run is being worked out')
    expect(waiting.text).toContain('Waiting to start')
    expect((await site.visit(preparer, '/council/payments')).text).toContain('Being prepared')
    await work()
    const own = await site.visit(preparer, address)
    expect(own.text).toContain('You prepared this run, so another person must look at it and release it')
    expect(own.html).not.toContain('id="release"')

    const shown = await site.visit(approver, address)
    expect(shown.text).toContain('£1,176.00')
    expect(shown.text).toContain('No bank details')
    expect((await site.visit(approver, `${address}/lines?provider=${provider.id}`)).text).toContain(
      '14 hours at £21.00 is £294.00, rounded once',
    )
    expect((await site.visit(approver, `${address}/exceptions?code=no-bank-details&severity=confirm`)).status).toBe(200)

    const form = formOf(shown.html)
    expect(await site.send(approver, `${address}/release`, { ...form, confirmed: 'yes' })).toMatchObject({
      status: 303,
      location: address,
    })
    const released = await site.visit(approver, address)
    expect(released.text).toContain('Bank total, sum of remittances and sum of ledger postings are each £1,176.00')
    expect((await site.visit(approver, '/council/payments')).text).toContain('Released')
  })

  it('answers a second preparation with the run that is prepared', async () => {
    await prepare()
    const again = await site.send(approver, `${address}/run`, {})
    expect(again.status).toBe(409)
    expect(again.text).toContain('This period is prepared already. The run below is the one')
    expect(again.text).toContain('Run main-2025-03-03-1')
  })

  it('prepares once when the form is sent twice', async () => {
    const key = { _key: 'a-key-of-the-form' }
    const answers = await Promise.all([
      site.send(preparer, `${address}/run`, key),
      site.send(preparer, `${address}/run`, key),
    ])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
  })

  it('refuses its own preparer, unread exceptions and stale lines, and pays nothing', async () => {
    await prepare()
    const form = { ...formOf((await site.visit(approver, address)).html), confirmed: 'yes' }
    const send = (visitor: Visitor, over: Record<string, string>) =>
      site.send(visitor, `${address}/release`, { ...form, ...over })
    expect(await send(preparer, {})).toMatchObject({ status: 409 })
    const unread = await send(approver, { confirmed: 'no' })
    expect([unread.status, unread.text.includes('Tick that you have looked at the list')]).toEqual([422, true])
    const stale = await send(approver, { shownHash: 'ab'.repeat(32) })
    expect([stale.status, stale.text.includes('nothing was paid')]).toEqual([409, true])
    expect((await site.visit(approver, address)).text).toContain('To release')
  })

  it('asks whoever releases early to say so, keeps what they ticked, and pays nothing until then', async () => {
    const april = { startsOn: '2025-03-31', endsOn: '2025-04-27', submitBy: '2025-04-29T16:00:00Z' }
    periodId = (await aPeriod(stage.build, desk.council.id, april)).id
    address = `/council/payments/${periodId}`
    await prepare()
    const shown = await site.visit(approver, address)
    expect(shown.text).toContain('I release it before the last moment to amend, 29 April 2025 at 5pm')
    const form = { ...formOf(shown.html), confirmed: 'yes' }
    const early = await site.send(approver, `${address}/release`, form)
    expect([early.status, early.text.includes('Tick that you release it before the last moment')]).toEqual([422, true])
    expect((await site.visit(approver, address)).text).toContain('To release')
    expect((await site.send(approver, `${address}/release`, { ...form, early: 'yes' })).status).toBe(303)
  })

  it('discards a run and lets it be prepared again', async () => {
    await prepare()
    expect((await site.send(preparer, `${address}/discard`, {})).status).toBe(303)
    expect((await site.visit(preparer, address)).text).toContain('Nothing is prepared')
    expect((await site.send(preparer, `${address}/discard`, {})).status).toBe(303)
    expect((await site.send(preparer, `${address}/run`, {})).status).toBe(303)
  })

  it('is not found for another council, an unknown period or a malformed address', async () => {
    const other = aCouncilVisitor(await aCouncil(stage.build), desk.approver.scope.accountId)
    for (const [visitor, path] of [
      [other, address],
      [other, `${address}/lines`],
      [approver, `/council/payments/${crypto.randomUUID()}`],
      [approver, '/council/payments/nonsense'],
    ] as const)
      expect((await site.visit(visitor, path)).status, path).toBe(404)
  })

  it('says who may do what to people who may only look', async () => {
    const auditor = aCouncilVisitor(desk.council, desk.approver.scope.accountId, { permissions: ['runs.view'] })
    expect((await site.visit(auditor, address)).text).toContain('Somebody with the payments role prepares them')
    expect((await site.send(auditor, `${address}/run`, {})).status).toBe(403)
    await prepare()
    expect((await site.visit(auditor, address)).text).toContain('payments approver role releases this run')
    expect((await site.send(auditor, `${address}/release`, {})).status).toBe(403)
  })
})

function formOf(html: string): { runId: string; shownHash: string } {
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? ''
  return { runId: field('runId'), shownHash: field('shownHash') }
}
