import { Client } from 'pg'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor, Work } from '../../../platform/work.ts'
import { localDate } from '../../../core/dates.ts'
import { rate } from '../../../core/money.ts'
import { aStage, providerActor, serviceActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aPackage, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { quoteClaim } from '../../payments/index.ts'
import { getInvoice } from '../store/invoice.ts'
import { countWeeksChanged, listInvoiceLines } from '../store/lines.ts'
import { countInvoicesToRaise, listToRaise, type Claim } from '../store/readiness.ts'
import { aClaim, aDraft, aPayer, aRecordedPackage, aSubmitted, aWeek, WEEKS } from '../testing/claims.ts'
import { deleteInvoice, nameInvoice, refreshLines } from './change-invoice.ts'
import { createInvoice } from './create-invoice.ts'
import { submitInvoice } from './submit-invoice.ts'

let stage: Stage
let council: ACouncil
let provider: AProvider
let claim: Claim
const today = localDate('2025-04-10')

beforeAll(async () => {
  stage = await aStage()
})
beforeEach(async () => {
  council = await aCouncil(stage.build)
  provider = await aProvider(stage.build, council.id)
  claim = await aClaim(stage, provider)
})
afterAll(() => stage.strike())

describe('creating an invoice', () => {
  it('claims every confirmed week, zero weeks included, and is the sum of its lines', async () => {
    await aRecordedPackage(stage, provider)
    await aRecordedPackage(stage, provider, { missed: 14n * 30_000n, weeks: WEEKS.slice(0, 1) })
    await aRecordedPackage(stage, provider, { status: 'held', weeks: WEEKS.slice(0, 1) })
    await aRecordedPackage(stage, provider, { status: 'draft', weeks: WEEKS.slice(0, 1) })
    const id = await aDraft(stage, provider, claim)
    const { invoice, lines } = await read(id)
    expect(lines.map(({ amount }) => amount).toSorted()).toEqual([0n, 29_400n, 29_400n, 29_400n, 29_400n])
    expect([invoice.lineCount, invoice.total, invoice.status]).toEqual([5, 117_600n, 'draft'])
    expect(invoice.reference).toMatch(/^INV-/)
  })
  it('refuses when nothing is confirmed, and leaves nothing behind', async () => {
    await aRecordedPackage(stage, provider, { status: 'draft' })
    await expect(
      act(providerActor(provider), async (work) => {
        const outcome = await createInvoice(work, claim)
        throw new Error(outcome.ok ? 'done' : outcome.refusal.code)
      }),
    ).rejects.toThrow('nothing-to-claim')
  })
  it('makes one draft when two people press the button at once', async () => {
    await aRecordedPackage(stage, provider)
    const create = () => act(providerActor(provider), (work) => createInvoice(work, claim))
    const outcomes = await Promise.all([create(), create()])
    expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).toSorted()).toEqual([
      'done',
      'open-exists',
    ])
  })
  it('never claims a week twice', async () => {
    await aRecordedPackage(stage, provider, { weeks: WEEKS.slice(0, 2) })
    await aSubmitted(stage, provider, claim)
    const late = await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const id = await aDraft(stage, provider, claim)
    expect((await read(id)).lines.map(({ packageId }) => packageId)).toEqual([late.id])
  })
  it('claims nights, which nobody records, from the dates of each package', async () => {
    const rule = { recording: 'none', paid_by: 'invoice' }
    const home = await aProvider(stage.build, council.id, {
      unit: 'week',
      rule,
      rates: [{ from: '2024-01-01', price: rate(8_260_000n) }],
    })
    await aPackage(stage.build, home, { startsOn: '2025-03-10', unit: 'week' })
    expect(await act(providerActor(home), (work) => listToRaise(work.tx, today))).toMatchObject([
      { items: 1, byNights: true },
    ])
    const stays = { ...claim, contractId: home.contractId, serviceId: home.serviceId }
    const quoted = await act(providerActor(home), ({ tx }) => quoteClaim(tx, stays))
    const { invoice, lines } = await read(await aDraft(stage, home, stays), home)
    // 21 nights at £826.00 a week
    expect([quoted[0]?.amount, invoice.total, lines[0]?.byTheWeek]).toEqual([247_800n, 247_800n, true])
    expect(await act(providerActor(home), (work) => listToRaise(work.tx, today))).toEqual([])
  })
  it('sums to its lines and to what was quoted, whatever was delivered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.bigInt({ min: 0n, max: 420n }), { minLength: 1, maxLength: 4 }), async (missed) => {
        const one = await aProvider(stage.build, council.id)
        for (const units of missed) await aRecordedPackage(stage, one, { missed: units * 1_000n })
        const place = { ...claim, contractId: one.contractId, serviceId: one.serviceId }
        const quoted = await act(providerActor(one), ({ tx }) => quoteClaim(tx, place))
        const id = await aDraft(stage, one, place)
        const { invoice, lines } = await read(id, one)
        expect(lines).toHaveLength(missed.length * WEEKS.length)
        expect(invoice.total).toBe(lines.reduce((total, { amount }) => total + amount, 0n))
        expect(invoice.total).toBe(quoted.reduce((total, { amount }) => total + amount, 0n))
      }),
      { numRuns: 8 },
    )
  })
})

describe('a draft', () => {
  it('is deleted with its lines, and its weeks can be claimed again', async () => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aDraft(stage, provider, claim)
    expect(await act(providerActor(provider), (work) => countInvoicesToRaise(work.tx, today))).toBe(0)
    const outcome = await act(providerActor(provider), (work) => deleteInvoice(work, { invoiceId, version: 2 }))
    expect(outcome.ok).toBe(true)
    expect(await act(providerActor(provider), (work) => listToRaise(work.tx, today))).toMatchObject([
      { periodId: claim.periodId, items: 4, byNights: false },
    ])
    expect((await read(await aDraft(stage, provider, claim))).lines).toHaveLength(4)
  })
  it('tells of weeks changed since, refuses to be sent, and takes them when its lines are updated', async () => {
    const { id: packageId } = await aRecordedPackage(stage, provider, { weeks: WEEKS.slice(0, 2) })
    const invoiceId = await aDraft(stage, provider, claim)
    await asOwner(
      `update actuals.week set version = 2, missed = 30000, actual = actual - 30000 where package_id = '${packageId}' and week_start = '${WEEKS[0]}'`,
    )
    await aWeek(stage, provider, { packageId, weekStart: WEEKS[2] })
    expect(await act(providerActor(provider), ({ tx }) => countWeeksChanged(tx, invoiceId))).toBe(1)
    const send = { invoiceId, version: 2, ownNumber: '' }
    expect(await act(providerActor(provider), (work) => submitInvoice(work, send))).toMatchObject({
      refusal: { code: 'weeks-changed', count: 1 },
    })
    await act(providerActor(provider), (work) => refreshLines(work, { invoiceId, version: 2 }))
    expect((await read(invoiceId)).invoice).toMatchObject({ lineCount: 3, total: 27_300n + 2n * 29_400n, version: 3 })
  })
  it('keeps a number of the provider’s own, which no other of its invoices has', async () => {
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const first = await aDraft(stage, provider, claim)
    await act(providerActor(provider), (work) =>
      submitInvoice(work, { invoiceId: first, version: 2, ownNumber: ' 2025/7 ' }),
    )
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const second = await aDraft(stage, provider, claim)
    for (const actor of [providerActor(provider), serviceActor(provider)])
      await expect(
        act(actor, async (work) => {
          const outcome = await nameInvoice(work, { invoiceId: second, version: 2, ownNumber: '2025/7' })
          throw new Error(outcome.ok ? 'done' : outcome.refusal.code)
        }),
      ).rejects.toThrow('own-number-taken')
    const other = await aProvider(stage.build, council.id)
    await aRecordedPackage(stage, other, { weeks: [WEEKS[0]] })
    const place = { ...claim, contractId: other.contractId, serviceId: other.serviceId }
    const third = await aDraft(stage, other, place)
    const named = await act(providerActor(other), (work) =>
      nameInvoice(work, { invoiceId: third, version: 2, ownNumber: '2025/7' }),
    )
    expect(named.ok).toBe(true)
  })
  it('is not the council’s to see', async () => {
    await aRecordedPackage(stage, provider)
    const id = await aDraft(stage, provider, claim)
    const payer = await aPayer(stage, council.id, 'Pat Pays')
    await expect(act(payer, ({ tx }) => getInvoice(tx, { providerId: undefined }, id, today))).rejects.toThrow(
      'invoice not found',
    )
  })
})

describe('sending an invoice', () => {
  it('locks it and makes it due in thirty days', async () => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aSubmitted(stage, provider, claim)
    expect((await read(invoiceId)).invoice).toMatchObject({
      status: 'submitted',
      dueOn: '2025-05-10',
      submittedName: 'Asha Test',
      version: 3,
    })
    const shown = { invoiceId, version: 3 }
    for (const change of [
      (work: Work) => refreshLines(work, shown),
      (work: Work) => deleteInvoice(work, shown),
      (work: Work) => nameInvoice(work, { ...shown, ownNumber: 'X' }),
      (work: Work) => submitInvoice(work, { ...shown, ownNumber: 'X' }),
    ])
      expect(await act<unknown>(providerActor(provider), change)).toMatchObject({ refusal: { code: 'not-open' } })
  })
  it('is refused from a page that somebody has overtaken', async () => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aDraft(stage, provider, claim)
    await act(providerActor(provider), (work) => nameInvoice(work, { invoiceId, version: 2, ownNumber: 'A1' }))
    const stale = { invoiceId, version: 2, ownNumber: '' }
    expect(await act(providerActor(provider), (work) => submitInvoice(work, stale))).toMatchObject({
      refusal: { code: 'changed-since', shown: 2, current: 3 },
    })
  })
  it('happens once when two people send it at once', async () => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aDraft(stage, provider, claim)
    const send = () =>
      act(providerActor(provider), (work) => submitInvoice(work, { invoiceId, version: 2, ownNumber: '' }))
    const outcomes = await Promise.all([send(), send()])
    expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).toSorted()).toEqual([
      'done',
      'not-open',
    ])
  })
  it('is not for another provider', async () => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aDraft(stage, provider, claim)
    const other = await aProvider(stage.build, council.id)
    const send = { invoiceId, version: 2, ownNumber: '' }
    await expect(act(providerActor(other), (work) => submitInvoice(work, send))).rejects.toThrow('invoice not found')
    await expect(act(providerActor(other), (work) => createInvoice(work, claim))).rejects.toThrow('period not found')
  })
})

function act<T>(actor: Actor, use: (work: Work) => Promise<T>): Promise<T> {
  return stage.work.run(actor, use)
}

function read(id: string, whose = provider) {
  return act(providerActor(whose), async ({ tx }) => ({
    invoice: await getInvoice(tx, { providerId: tx.providerId }, id, today),
    lines: await listInvoiceLines(tx, { providerId: tx.providerId }, id),
  }))
}

async function asOwner<T extends object>(statement: string): Promise<T[]> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  try {
    return (await client.query<T>(statement)).rows
  } finally {
    await client.end()
  }
}
