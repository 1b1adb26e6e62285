import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import type { Work } from '../../../platform/work.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aPeriod, aProvider, type AProvider } from '../../../testing/world.ts'
import { listTaken } from '../store/invoice-lines.ts'
import { aDesk, APRIL, MARCH, WEEKS, type Desk } from '../testing/desk.ts'
import { aConfirmedWeek, aPackageWithWeeks } from '../testing/world.ts'
import { clearInvoiceForPayment } from './clear-invoice-for-payment.ts'
import { discardRun } from './discard-run.ts'
import { prepareRun } from './prepare-run.ts'
import { priceForInvoice, releaseInvoiceLines } from './price-for-invoice.ts'

let stage: Stage
let desk: Desk
let provider: AProvider
let packageId: string
let periodId: string

beforeAll(async () => {
  stage = await aStage()
})
beforeEach(async () => {
  desk = await aDesk(stage)
  provider = await aProvider(stage.build, desk.council.id)
  packageId = (await aPackageWithWeeks(stage.build, provider, { weeks: WEEKS })).id
  periodId = (await aPeriod(stage.build, desk.council.id, MARCH)).id
})
afterAll(() => stage.strike())

const asProvider = <T>(use: (work: Work) => Promise<T>) => stage.work.run(providerActor(provider), use)
const price = (invoiceId: string) =>
  asProvider((work) =>
    priceForInvoice(work, { contractId: provider.contractId, serviceId: provider.serviceId, periodId, invoiceId }),
  )
const linesOfInvoice = (invoiceId: string) =>
  desk.query<{ run_id: string | null }>(
    sql`select run_id from payments.payment_line where council_id = ${desk.council.id} and invoice_id = ${invoiceId}`,
  )

describe('lines for an invoice', () => {
  it('are priced once: a second invoice finds nothing, until the first lets go', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    expect(await price(first)).toEqual({ lines: 4, pence: 117_600n })
    expect(await price(second)).toEqual({ lines: 0, pence: 0n })
    const taken = () => asProvider(({ tx }) => listTaken(tx, localDate('2025-03-03'), [packageId, randomUUID()]))
    expect(await taken()).toEqual(new Set([packageId]))
    expect(await asProvider((work) => releaseInvoiceLines(work, first))).toBe(4)
    expect(await taken()).toEqual(new Set())
    expect(await price(second)).toEqual({ lines: 4, pence: 117_600n })
  })

  it('are claimed by one of two invoices that are made at once', async () => {
    const counts = await Promise.all([price(randomUUID()), price(randomUUID())])
    expect(counts.map(({ lines }) => lines).toSorted()).toEqual([0, 4])
  })

  it('are only those of its own service, contract, period and provider', async () => {
    const other = await aProvider(stage.build, desk.council.id)
    await aPackageWithWeeks(stage.build, other, { weeks: WEEKS })
    await aConfirmedWeek(stage.build, provider, { packageId, weekStart: '2025-03-31' })
    expect(await price(randomUUID())).toMatchObject({ lines: 4 })
    const foreign = { contractId: other.contractId, serviceId: other.serviceId, periodId, invoiceId: randomUUID() }
    expect(await asProvider((work) => priceForInvoice(work, foreign))).toEqual({ lines: 0, pence: 0n })
  })

  it('wait for approval, are taken by the next run, and wait again when it is discarded', async () => {
    const invoiceId = randomUUID()
    await price(invoiceId)
    const prepare = () => desk.act(desk.preparer, (work) => prepareRun(work, { periodId }))
    const empty = await prepare()
    expect(await linesOfInvoice(invoiceId)).toEqual(Array.from({ length: 4 }, () => ({ run_id: null })))
    await desk.act(desk.preparer, (work) => discardRun(work, { runId: empty.ok ? empty.value : '' }))

    await desk.act(desk.preparer, (work) => clearInvoiceForPayment(work, invoiceId))
    const taken = await prepare()
    const runId = taken.ok ? taken.value : ''
    expect(await linesOfInvoice(invoiceId)).toEqual(Array.from({ length: 4 }, () => ({ run_id: runId })))
    expect(await asProvider((work) => releaseInvoiceLines(work, invoiceId))).toBe(0)
    await desk.act(desk.preparer, (work) => discardRun(work, { runId }))
    expect(await linesOfInvoice(invoiceId)).toEqual(Array.from({ length: 4 }, () => ({ run_id: null })))

    const again = await prepare()
    await desk.released(again.ok ? again.value : '')
    expect(await desk.balances(provider)).toMatchObject({ 'care-cost': 117_600n, paid: -117_600n })
  })

  it('cannot be cleared twice, nor without lines', async () => {
    const invoiceId = randomUUID()
    const clear = () => desk.act(desk.preparer, (work) => clearInvoiceForPayment(work, invoiceId))
    await expect(clear()).rejects.toThrow('no lines')
    await price(invoiceId)
    await clear()
    await expect(clear()).rejects.toThrow('cleared before')
  })

  it('cannot be written by a provider into a run, nor taken out of one', async () => {
    const invoiceId = randomUUID()
    await price(invoiceId)
    await desk.act(desk.preparer, (work) => clearInvoiceForPayment(work, invoiceId))
    const runId = await desk.act(desk.preparer, (work) => prepareRun(work, { periodId }))
    expect(runId.ok).toBe(true)
    const { numDeletedRows } = await asProvider(({ tx }) =>
      tx
        .deleteFrom('payments.payment_line')
        .where('council_id', '=', desk.council.id)
        .where('provider_id', '=', provider.id)
        .executeTakeFirstOrThrow(),
    )
    expect(numDeletedRows).toBe(0n)
  })

  it('of a later period are not taken by an earlier run', async () => {
    await aPeriod(stage.build, desk.council.id, APRIL)
    const april = await aPackageWithWeeks(stage.build, provider, { weeks: ['2025-03-31'] })
    expect(april.id).toBeDefined()
    const [later] = await desk.query<{ id: string }>(
      sql`select id from payments.period where council_id = ${desk.council.id} and starts_on = '2025-03-31'`,
    )
    const invoiceId = randomUUID()
    const claim = { contractId: provider.contractId, serviceId: provider.serviceId, invoiceId }
    await asProvider((work) => priceForInvoice(work, { ...claim, periodId: later?.id ?? '' }))
    await desk.act(desk.preparer, (work) => clearInvoiceForPayment(work, invoiceId))
    const run = await desk.act(desk.preparer, (work) => prepareRun(work, { periodId }))
    expect(await desk.linesOf(run.ok ? run.value : '')).toEqual([])
  })
})
