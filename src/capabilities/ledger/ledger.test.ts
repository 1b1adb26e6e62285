import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor, Work } from '../../platform/work.ts'
import { aStage, councilActor, providerActor, type Stage } from '../../testing/stage.ts'
import {
  aCouncil,
  aMember,
  aPackage,
  aPeriod,
  aProvider,
  type ACouncil,
  type APackage,
  type AProvider,
} from '../../testing/world.ts'
import { findUntied, getBalances, postRun, reverseTransfer } from './index.ts'

let stage: Stage
let council: ACouncil
let staff: Actor

beforeAll(async () => {
  stage = await aStage()
  council = await aCouncil(stage.build)
  staff = councilActor(council.id, (await aMember(stage.build, council.id, null, ['payments'])).accountId)
})
afterAll(() => stage.strike())

const act = <T>(use: (work: Work) => Promise<T>) => stage.work.run(staff, use)
const read = (provider: AProvider) => act(({ tx }) => getBalances(tx, provider.id))

it('ties every provider to what was paid and what is carried, whatever was paid and taken back', async () => {
  const someRuns = fc.array(fc.array(fc.bigInt({ min: -200_000n, max: 300_000n }), { maxLength: 5 }), {
    minLength: 1,
    maxLength: 4,
  })
  for (const runs of fc.sample(someRuns, { numRuns: 25, seed: 43 })) {
    const { provider, care } = await aPayee()
    let owed = 0n
    let [cost, paid] = [0n, 0n]
    for (const lines of runs) {
      const total = lines.reduce((sum, line) => sum + line, 0n)
      const recovered = total > 0n ? (owed < total ? owed : total) : 0n
      const carried = total < 0n ? -total : 0n
      const sums = await post(provider, care, { lines, recovered, carried })
      expect(sums).toEqual({ careCost: total, contributions: 0n, paid: total - recovered + carried, openPayables: 0 })
      owed += carried - recovered
      cost += total
      paid += total - recovered + carried
    }
    expect(await read(provider)).toEqual({
      'care-cost': cost,
      payable: 0n,
      paid: -paid,
      recoverable: owed,
      contributions: 0n,
    })
  }
  expect(await act(({ tx }) => findUntied(tx))).toEqual([])
})

it('finds a provider whose books do not tie', async () => {
  const { provider, care } = await aPayee()
  await post(provider, care, { lines: [5_000n], recovered: 0n, carried: 0n })
  const [transfer] = await transfersOf(provider)
  await act((work) => reverseTransfer(work, { transferId: transfer?.id ?? '', reason: 'posted in error' }))
  const untied = await act(({ tx }) => findUntied(tx))
  expect(untied.map(({ providerId }) => providerId)).toEqual([provider.id])
})

it('corrects by a new transfer that names the old one, once, also when two people do it at once', async () => {
  const { provider, care } = await aPayee()
  await post(provider, care, { lines: [7_000n], recovered: 0n, carried: 0n })
  const paid = (await transfersOf(provider)).find(({ credit }) => credit === 'paid')
  const reverse = () =>
    act((work) => reverseTransfer(work, { transferId: paid?.id ?? '', reason: 'returned by the bank' }))
  const outcomes = await Promise.all([reverse(), reverse()])
  expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).toSorted()).toEqual([
    'already-corrected',
    'done',
  ])
  expect(await read(provider)).toMatchObject({ payable: -7_000n, paid: 0n })
  const correction = (await transfersOf(provider)).find(({ cause }) => cause === 'correction')
  expect(correction).toMatchObject({ debit: 'paid', credit: 'payable', corrects_id: paid?.id })
})

it('is written by staff only, and never changed by anybody', async () => {
  const { provider, care } = await aPayee()
  await post(provider, care, { lines: [100n], recovered: 0n, carried: 0n })
  const change = (actor: Actor) =>
    stage.work.run(actor, ({ tx }) =>
      sql`update ledger.transfer set amount_pence = 1 where council_id = ${council.id}`.execute(tx),
    )
  await expect(change(staff)).rejects.toThrow('permission denied')
  await expect(change(providerActor(provider))).rejects.toThrow('permission denied')
  const own = await stage.db.read(providerActor(provider).scope, (tx) => getBalances(tx, provider.id))
  expect(own.paid).toBe(-100n)
  const stranger = await aProvider(stage.build, council.id)
  const foreign = await stage.db.read(providerActor(stranger).scope, (tx) => getBalances(tx, provider.id))
  expect(foreign.paid).toBe(0n)
})

async function aPayee(): Promise<{ provider: AProvider; care: APackage }> {
  const provider = await aProvider(stage.build, council.id)
  return { provider, care: await aPackage(stage.build, provider) }
}

type Posted = { readonly lines: readonly bigint[]; readonly recovered: bigint; readonly carried: bigint }
/** A released run as payments leaves it, entered in the books. */
async function post(provider: AProvider, care: APackage, { lines, recovered, carried }: Posted) {
  const runId = randomUUID()
  const period = await aPeriod(stage.build, council.id, {
    startsOn: '2025-03-03',
    endsOn: '2025-03-31',
    calendar: runId,
  })
  const place = {
    council_id: council.id,
    provider_id: provider.id,
    service_id: provider.serviceId,
    contract_id: provider.contractId,
  }
  await stage.build.insert('payments.run', {
    council_id: council.id,
    id: runId,
    period_id: period.id,
    reference: runId,
    status: 'prepared',
    prepared_by: provider.accountId,
    prepared_name: 'Priya',
    prepared_at: '2025-04-01T09:00:00Z',
  })
  const total = lines.reduce((sum, line) => sum + line, 0n)
  await stage.build.insert('payments.remittance', {
    council_id: council.id,
    run_id: runId,
    provider_id: provider.id,
    period_id: period.id,
    reference: runId,
    line_count: lines.length,
    lines_pence: total,
    recovered_pence: recovered,
    carried_pence: carried,
    paid_pence: total - recovered + carried,
    paid_on: '2025-04-05',
  })
  for (const amount of lines)
    await stage.build.insert('payments.payment_line', {
      ...place,
      from_on: '2025-03-03',
      covers_from: '2025-03-03',
      to_on: '2025-03-09',
      person_id: care.personId,
      package_id: care.id,
      package_version: 1,
      rule_version: 1,
      kind: 'adjustment',
      revision: nextRevision(care),
      quantity: 0n,
      unit: 'hour',
      amount_pence: amount,
      trace: '[]',
      run_id: runId,
      priced_at: '2025-04-01T09:00:00Z',
    })
  return act((work) => postRun(work, runId))
}

const revisions = new Map<string, number>()
function nextRevision({ id }: APackage): number {
  const next = (revisions.get(id) ?? 0) + 1
  revisions.set(id, next)
  return next
}

async function transfersOf(provider: AProvider) {
  const { rows } = await act(({ tx }) =>
    sql<{ id: string; debit: string; credit: string; cause: string; corrects_id: string | null }>`
      select id, debit, credit, cause, corrects_id from ledger.transfer
      where council_id = ${council.id} and provider_id = ${provider.id} order by id`.execute(tx),
  )
  return rows
}
