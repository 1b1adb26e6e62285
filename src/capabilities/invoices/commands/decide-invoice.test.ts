import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor, Work } from '../../../platform/work.ts'
import { localDate } from '../../../core/dates.ts'
import { aStage, providerActor, type Stage } from '../../../testing/stage.ts'
import { aCouncil, aProvider, type ACouncil, type AProvider } from '../../../testing/world.ts'
import { getInvoice } from '../store/invoice.ts'
import { countToDecide } from '../store/list.ts'
import type { Claim } from '../store/readiness.ts'
import { aClaim, aPayer, aRecordedPackage, aSubmitted, WEEKS } from '../testing/claims.ts'
import { approveInvoices } from './approve-invoices.ts'
import { decideInvoice } from './decide-invoice.ts'
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

describe('deciding an invoice', () => {
  it('approves it for the next run, with its name in the audit trail', async () => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aSubmitted(stage, provider, claim)
    const payer = await aPayer(stage, council.id, 'Pat Pays')
    expect(await act(payer, ({ tx }) => countToDecide(tx))).toBe(1)
    const approve = { invoiceId, version: 3, decision: { kind: 'approve' } } as const
    expect((await act(payer, (work) => decideInvoice(work, approve))).ok).toBe(true)
    const { invoice } = await read(invoiceId)
    expect(invoice).toMatchObject({ status: 'approved', decidedName: 'Pat Pays', runStatus: null })
    expect(await waiting(invoiceId)).toBe(1)
    expect(await act(payer, ({ tx }) => countToDecide(tx))).toBe(0)
  })
  it('sends it back with the reason, to be corrected and sent again', async () => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aSubmitted(stage, provider, claim)
    const payer = await aPayer(stage, council.id, 'Pat Pays')
    const reject = { invoiceId, version: 3, decision: { kind: 'reject', reason: 'Week 2 is wrong' } } as const
    await act(payer, (work) => decideInvoice(work, reject))
    expect((await read(invoiceId)).invoice).toMatchObject({ status: 'rejected', rejectReason: 'Week 2 is wrong' })
    const again = await act(providerActor(provider), (work) =>
      submitInvoice(work, { invoiceId, version: 4, ownNumber: '' }),
    )
    expect(again.ok).toBe(true)
    expect(await waiting(invoiceId)).toBe(0)
  })
  it.each([
    ['approve', 'approve'],
    ['approve', 'reject'],
  ] as const)('lets only one of two people decide: %s and %s', async (first, second) => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aSubmitted(stage, provider, claim)
    const people = [await aPayer(stage, council.id, 'Pat Pays'), await aPayer(stage, council.id, 'Sam Settles')]
    const outcomes = await Promise.all(
      [first, second].map((kind, index) => {
        const decision = kind === 'approve' ? { kind } : { kind, reason: 'No' }
        return act(people[index] ?? actorMissing(), (work) => decideInvoice(work, { invoiceId, version: 3, decision }))
      }),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    const { invoice } = await read(invoiceId)
    expect(await waiting(invoiceId)).toBe(invoice.status === 'approved' ? 1 : 0)
  })
  it('approves the rest of a selection when one of it was decided meanwhile', async () => {
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const first = await aSubmitted(stage, provider, claim)
    await aRecordedPackage(stage, provider, { weeks: [WEEKS[0]] })
    const second = await aSubmitted(stage, provider, claim)
    const payer = await aPayer(stage, council.id, 'Pat Pays')
    const reject = { invoiceId: first, version: 3, decision: { kind: 'reject', reason: 'No' } } as const
    await act(payer, (work) => decideInvoice(work, reject))
    const { value } = await act(payer, (work) =>
      approveInvoices(work, [
        { invoiceId: first, version: 3 },
        { invoiceId: second, version: 3 },
      ]),
    )
    expect(new Map(value.map(({ id, result }) => [id, result]))).toEqual(
      new Map([
        [first, 'not-submitted'],
        [second, 'approved'],
      ]),
    )
  })
  it('is not a provider’s to do, even in SQL', async () => {
    await aRecordedPackage(stage, provider)
    const invoiceId = await aSubmitted(stage, provider, claim)
    await expect(
      act(providerActor(provider), ({ tx }) =>
        tx
          .updateTable('invoices.invoice')
          .set({ status: 'approved', decided_by: provider.accountId, decided_at: new Date(0) })
          .where('council_id', '=', tx.councilId)
          .where('provider_id', '=', tx.providerId)
          .where('id', '=', invoiceId)
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/)
  })
})

function act<T>(actor: Actor, use: (work: Work) => Promise<T>): Promise<T> {
  return stage.work.run(actor, use)
}

function read(id: string) {
  return act(providerActor(provider), async ({ tx }) => ({
    invoice: await getInvoice(tx, { providerId: tx.providerId }, id, today),
  }))
}

function actorMissing(): never {
  throw new Error('no actor')
}

async function waiting(id: string): Promise<number> {
  const client = new Client({ connectionString: stage.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query('select from payments.cleared_invoice where invoice_id = $1', [id])
    return rows.length
  } finally {
    await client.end()
  }
}
