import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { localDate } from '../../../../../core/dates.ts'
import { aSite, type Site } from '../../../../../testing/site.ts'
import { aStage, providerActor, type Stage } from '../../../../../testing/stage.ts'
import { aProviderVisitor } from '../../../../../testing/visitors.ts'
import { aCouncil, aPeriod, aProvider, type AProvider } from '../../../../../testing/world.ts'
import { discardRun } from '../../../commands/discard-run.ts'
import { prepareRun } from '../../../commands/prepare-run.ts'
import { routes } from '../../../routes.ts'
import { nextPayment } from '../../../store/next-payment.ts'
import { aDesk, MARCH, WEEKS, type Desk } from '../../../testing/desk.ts'
import { aConfirmedWeek, aPackageWithWeeks, asOwner } from '../../../testing/world.ts'

const today = localDate('2025-04-10')
let stage: Stage
let site: Site
let desk: Desk
let provider: AProvider
let periodId: string

beforeAll(async () => {
  stage = await aStage()
  site = await aSite(stage, [
    (faces, web) => {
      routes(faces, web)
    },
  ])
})
beforeEach(async () => {
  desk = await aDesk(stage)
  provider = await aProvider(stage.build, desk.council.id, { rule: { paid_by: 'schedule' } })
  const { id: packageId } = await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })
  await aConfirmedWeek(stage.build, provider, { packageId, weekStart: '2025-03-31', status: 'draft' })
  periodId = (await aPeriod(stage.build, desk.council.id, MARCH)).id
  await asOwner(stage, `update payments.period set paid_on = '2025-04-15' where id = '${periodId}'`)
})
afterAll(async () => {
  await site.close()
  await stage.strike()
})

async function prepared(): Promise<string> {
  const outcome = await desk.act(desk.preparer, (work) => prepareRun(work, { periodId }))
  return outcome.ok ? outcome.value : ''
}
const next = () => stage.db.read(providerActor(provider).scope, (tx) => nextPayment(tx, { today, isNarrow: false }))

it('shows what the next payment is made of, before and after its run is prepared', async () => {
  const asha = aProviderVisitor(provider)
  const before = await site.visit(asha, '/provider/payments')
  expect(before.text).toContain('£1,176.00')
  expect(before.text).toContain('4 lines')
  expect(await next()).toMatchObject({ amount: 117_600n, lines: 4, paidOn: '2025-04-15' })

  const runId = await prepared()
  const after = await site.visit(asha, '/provider/payments')
  expect(after.text).toContain('Ready to pay')
  expect(await next()).toMatchObject({ amount: 117_600n, lines: 4 })
  await desk.act(desk.preparer, (work) => discardRun(work, { runId }))
  expect(await next()).toMatchObject({ amount: 117_600n, lines: 4 })
})

it('puts what is on its way to the bank first, and says when it arrives', async () => {
  await desk.released(await prepared())
  expect(await next()).toMatchObject({ amount: 117_600n, lines: 4, paidOn: '2025-04-15', submitBy: undefined })
  const asha = aProviderVisitor(provider)
  const { html, text } = await site.visit(asha, '/provider/payments')
  expect(text).toMatch(/On its way to your bank .*15 April 2025 .*4 £1,176\.00/)
  const remittance = /\/provider\/remittances\/[0-9a-f-]{36}/.exec(html)?.[0] ?? ''
  const told = await site.visit(asha, remittance)
  expect(told.text).toContain('Payment on its way, in your bank on 15 April 2025')
  expect(told.text).not.toContain('Paid on')
  expect((await site.visit(asha, '/provider/remittances')).text).toContain('15 April 2025 On its way')

  const ben = aProviderVisitor(provider, { narrow: true })
  expect((await site.visit(ben, '/provider/payments')).text).toContain('£1,176.00')
  const later = { today: localDate('2025-04-16'), isNarrow: false }
  expect(await stage.db.read(providerActor(provider).scope, (tx) => nextPayment(tx, later))).toBeNull()
})

it('is worked out without writing a line', async () => {
  await site.visit(aProviderVisitor(provider), '/provider/payments')
  expect(await desk.linesOf(periodId)).toEqual([])
})

it('explains each line of a run, and not to another provider', async () => {
  await prepared()
  const asha = aProviderVisitor(provider)
  const { html } = await site.visit(asha, '/provider/payments')
  const line = /\/provider\/payments\/lines\/[0-9a-f-]{36}/.exec(html)?.[0] ?? ''
  const trace = await site.visit(asha, line)
  expect(trace.text).toContain('How £294.00 was worked out')
  expect(trace.text).toContain('Actual terms: 14 delivered plus 0 frustrated is paid, 14 hours')

  const stranger = aProviderVisitor(await aProvider(stage.build, desk.council.id))
  expect((await site.visit(stranger, line)).status).toBe(404)
  expect((await site.visit(stranger, '/provider/payments')).text).not.toContain('£1,176.00')
  expect((await site.visit(asha, '/provider/payments/lines/nonsense')).status).toBe(404)
})

it('shows somebody with one service the lines of that service', async () => {
  await prepared()
  const ben = aProviderVisitor(provider, { narrow: true })
  const { html, text } = await site.visit(ben, '/provider/payments')
  expect(text).toContain('£1,176.00')
  const line = /\/provider\/payments\/lines\/[0-9a-f-]{36}/.exec(html)?.[0] ?? ''
  expect((await site.visit(ben, line)).status).toBe(200)
  await asOwner(
    stage,
    `update payments.payment_line set service_id = gen_random_uuid(), contract_id = gen_random_uuid() where council_id = '${desk.council.id}'`,
  )
  expect((await site.visit(ben, line)).status).toBe(404)
})

it('says what to do when nothing is planned', async () => {
  const other = await aCouncil(stage.build)
  const asha = aProviderVisitor(await aProvider(stage.build, other.id))
  expect((await site.visit(asha, '/provider/payments')).text).toContain('No payment is planned yet')
  const none = await stage.db.read(providerActor(await aProvider(stage.build, other.id)).scope, (tx) =>
    nextPayment(tx, { today, isNarrow: false }),
  )
  expect(none).toBeNull()
})
