import { afterAll, beforeAll, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { aSite } from '../../../testing/site.ts'
import { aStage, councilActor, providerActor, serviceActor, type Stage } from '../../../testing/stage.ts'
import { aProviderVisitor } from '../../../testing/visitors.ts'
import { aCouncil, aMember, aProvider } from '../../../testing/world.ts'
import { prepareRun, releaseRun } from '../../payments/index.ts'
import { mountRemittances } from '../../payments/pages/provider/remittances/route.tsx'
import { stateOf } from '../rules/state.ts'
import { getInvoice } from '../store/invoice.ts'
import { aClaim, aRecordedPackage, aSubmitted } from '../testing/claims.ts'
import { decideInvoice } from './decide-invoice.ts'

let stage: Stage
const today = localDate('2025-04-10')

beforeAll(async () => {
  stage = await aStage()
})
afterAll(() => stage.strike())

it('goes from approved to paid with its run, and its number is on the remittance', async () => {
  const council = await aCouncil(stage.build)
  const provider = await aProvider(stage.build, council.id)
  const claim = await aClaim(stage, provider)
  await aRecordedPackage(stage, provider)
  const invoiceId = await aSubmitted(stage, provider, claim)
  const [preparer, approver] = [await staff(council.id), await staff(council.id)]
  await stage.work.run(preparer, (work) =>
    decideInvoice(work, { invoiceId, version: 3, decision: { kind: 'approve' } }),
  )
  const state = (actor = providerActor(provider)) =>
    stage.work.run(actor, async ({ tx }) => {
      const invoice = await getInvoice(tx, { providerId: tx.providerId }, invoiceId, today)
      return { state: stateOf(invoice, today), ...invoice }
    })
  expect((await state()).state).toBe('approved')

  const prepared = await stage.work.run(preparer, (work) => prepareRun(work, { periodId: claim.periodId }))
  if (!prepared.ok) throw new Error(prepared.refusal.code)
  expect((await state()).state).toBe('in-run')

  const released = await stage.work.run(approver, async (work) => {
    const { lines_hash: hash } = await work.tx
      .selectFrom('payments.run')
      .select('lines_hash')
      .where('council_id', '=', work.tx.councilId)
      .where('id', '=', prepared.value)
      .executeTakeFirstOrThrow()
    return releaseRun(work, {
      runId: prepared.value,
      shownHash: hash.toString('hex'),
      confirmed: true,
      confirmedEarly: true,
    })
  })
  expect(released.ok).toBe(true)
  const paid = await state()
  expect([paid.state, (await state(serviceActor(provider))).remittanceId]).toEqual(['paid', paid.remittanceId])

  const site = await aSite(stage, [({ provider: face }, web) => mountRemittances(face, web)])
  const { text } = await site.visit(aProviderVisitor(provider), `/provider/remittances/${paid.remittanceId ?? ''}`)
  expect(text).toContain(paid.reference)
  expect(text).toContain('Payment to your bank account £1,176.00')
  await site.close()
})

async function staff(councilId: string) {
  return councilActor(councilId, (await aMember(stage.build, councilId, null, ['payments'])).accountId)
}
