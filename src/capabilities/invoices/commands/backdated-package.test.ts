import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { formatDay } from '../../../core/format.ts'
import { aSite, type Site } from '../../../testing/site.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncilVisitor, aProviderVisitor } from '../../../testing/visitors.ts'
import { aMember, aPackage, aPeriod, aProvider } from '../../../testing/world.ts'
import { routes as actualsRoutes } from '../../actuals/routes.ts'
import { signAgreements } from '../../agreements/index.ts'
import { anAgreement } from '../../agreements/testing/agreement.ts'
import { explainWeek, listTaken, prepareRun, quote } from '../../payments/index.ts'
import { aDesk } from '../../payments/testing/desk.ts'
import { routes } from '../routes.ts'
import { createInvoice } from './create-invoice.ts'
import { decideInvoice } from './decide-invoice.ts'
import { submitInvoice } from './submit-invoice.ts'

/** Thursday: the package begins six weeks ago, and the March period, with its last moment, is over. */
const TODAY = localDate('2025-04-10')
const STARTS = addDays(TODAY, -42)
const MARCH_WEEKS = ['2025-03-03', '2025-03-10', '2025-03-17', '2025-03-24'] as const
const FIRST_WEEK = '2025-02-24'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await aStage(`${TODAY}T09:00:00Z`)
  const openConversation = () => Promise.resolve('00000000-0000-4000-8000-000000000001')
  const later = {
    quote,
    explain: explainWeek,
    listTaken,
    openConversation,
    origin: 'https://portal.example',
    db: stage.db,
  }
  site = await aSite(stage, [(faces, web) => actualsRoutes(faces, web, later), routes])
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function aBackdatedPackage(paidBy: 'schedule' | 'invoice') {
  const desk = await aDesk(stage)
  const { council } = desk
  const period = (startsOn: string, endsOn: string, submitBy: string) =>
    aPeriod(stage.build, council.id, { startsOn, endsOn, submitBy })
  const february = await period('2025-02-03', '2025-03-03', '2025-03-05T17:00:00Z')
  const march = await period('2025-03-03', '2025-03-31', '2025-04-02T16:00:00Z')
  const april = await period('2025-03-31', '2025-04-28', '2025-04-30T16:00:00Z')
  const provider = await aProvider(stage.build, council.id, { rule: { paid_by: paidBy } })
  const care = await aPackage(stage.build, provider, { startsOn: STARTS, recordableFrom: null })
  const agreement = await anAgreement(stage.build, provider, care, { startsOn: STARTS })
  const staff = aCouncilVisitor(council, (await aMember(stage.build, council.id, null, ['brokerage'])).accountId)
  const visitor = aProviderVisitor(provider)
  const agree = () =>
    stage.work.run(providerActor(provider), (work) =>
      signAgreements(work, {
        agreements: [{ id: agreement.id, shown: { revision: 1, hash: agreement.hash } }],
        typedName: 'Asha Test',
        statements: ['I have read it'],
        provedAt: stage.clock.now(),
      }),
    )
  const sheet = (week: string) => `/provider/actuals/${provider.serviceId}/${week}`
  return { desk, council, provider, care, staff, visitor, agree, sheet, periods: { february, march, april } }
}

type Backdated = Awaited<ReturnType<typeof aBackdatedPackage>>

/** Every week since it began, as planned, without a word about being late. */
async function recordAll({ visitor, sheet }: Backdated): Promise<void> {
  for (const week of [FIRST_WEEK, ...MARCH_WEEKS, '2025-03-31'])
    expect((await site.send(visitor, `${sheet(week)}/confirmation`, {})).location).toContain(
      `${sheet(week)}/confirmed?`,
    )
}

describe('a package that is published to begin six weeks ago', () => {
  it('stops its past weeks until it is agreed, says who must act, and opens them by itself', async () => {
    const { visitor, agree, sheet } = await aBackdatedPackage('schedule')
    const before = await site.visit(visitor, sheet(MARCH_WEEKS[0]))
    expect(before.text).toContain('Blocked')
    expect(before.text).toContain('Someone at your organisation must agree it')
    expect(await agree()).toMatchObject({ ok: true })
    const open = await site.visit(visitor, sheet(MARCH_WEEKS[0]))
    expect(open.text).not.toContain('Blocked')
    expect(open.text).toContain('14 hours')
  })

  it('gives them a badge and a last moment of their own, on the board and on the week', async () => {
    const { visitor, agree, sheet, staff } = await aBackdatedPackage('schedule')
    await agree()
    const board = await site.visit(visitor, '/provider/actuals')
    expect(board.text).toContain('To do')
    expect(board.text).toContain('Opened late')
    expect(board.text).not.toContain('past the deadline')
    const week = await site.visit(visitor, sheet(MARCH_WEEKS[0]))
    expect(week.text).toContain('Opened late')
    expect(week.text).toContain('5pm on Wednesday 30 April 2025')
    expect(week.text).not.toContain('Why is this confirmed after its deadline?')
    const council = await site.visit(staff, `/council/actuals?week=${MARCH_WEEKS[0]}`)
    expect(council.text).toContain('Nothing yet 1 0 0 0 1 0 0')
  })

  it('is recorded without being called late, and paid with the next run on schedule', async () => {
    const story = await aBackdatedPackage('schedule')
    await story.agree()
    await recordAll(story)
    const { staff, council, desk, periods } = story
    const said = await site.visit(staff, `/council/actuals?week=${MARCH_WEEKS[0]}`)
    expect(said.text).toContain('Complete 1 1 1 0 0 0 0')
    const prepared = await desk.act(desk.preparer, (work) => prepareRun(work, { periodId: periods.april.id }))
    const lines = await desk.linesOf(prepared.ok ? prepared.value : '')
    // From the Thursday on which it began: 4 of 7 days of the first week, and five whole weeks.
    expect(lines.map(({ from_on, covers_from }) => [from_on, covers_from])).toEqual([
      [FIRST_WEEK, STARTS],
      ...[...MARCH_WEEKS, '2025-03-31'].map((week) => [week, week]),
    ])
    expect(council.id).toBe(desk.council.id)
  })

  it('is invoiced for each past period, which says when it is paid, and paid with the next run', async () => {
    const story = await aBackdatedPackage('invoice')
    await story.agree()
    await recordAll(story)
    const { visitor, provider, desk, periods } = story
    const { contractId, serviceId } = provider
    const query = new URLSearchParams({ period: periods.march.id, contract: contractId, service: serviceId })
    const page = await site.visit(visitor, `/provider/invoices/new?${query.toString()}`)
    expect(page.text).toContain('The last moment to be paid with this period’s own run was')
    expect(page.text).toContain(`send it by ${formatDay(localDate('2025-04-30'))}`)
    for (const periodId of [periods.february.id, periods.march.id]) await invoice(story, periodId)
    const prepared = await desk.act(desk.preparer, (work) => prepareRun(work, { periodId: periods.april.id }))
    const lines = await desk.linesOf(prepared.ok ? prepared.value : '')
    expect(lines.map(({ from_on }) => from_on)).toEqual([FIRST_WEEK, ...MARCH_WEEKS])
  })
})

async function invoice({ desk, provider }: Backdated, periodId: string): Promise<void> {
  const { contractId, serviceId } = provider
  const actor = providerActor(provider)
  const created = await stage.work.run(actor, (work) => createInvoice(work, { periodId, contractId, serviceId }))
  const invoiceId = created.ok ? created.value : ''
  await stage.work.run(actor, (work) => submitInvoice(work, { invoiceId, version: 2, ownNumber: '' }))
  const decided = await desk.act(desk.preparer, (work) =>
    decideInvoice(work, { invoiceId, version: 3, decision: { kind: 'approve' } }),
  )
  expect(decided.ok).toBe(true)
}
