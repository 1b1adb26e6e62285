import { randomUUID } from 'node:crypto'
import { addWorkingDays } from '../../../core/working-days.ts'
import { canonicalHash } from '../../../platform/canonical-json.ts'
import { systemActor, type Actor, type Work, type WorkRunner } from '../../../platform/work.ts'
import { atPlan, lockPackages } from '../../care-packages/index.ts'
import { buildContent, firstPrice } from '../rules/content.ts'
import {
  finishRenewal,
  listRenewable,
  listRenewedProviders,
  lockRenewal,
  recordNotRenewed,
  recordRenewal,
  recordRenewed,
  takeRenewable,
  withdrawRenewed,
  type Renewable,
  type Renewal,
  type Renewed,
} from '../store/renewals.ts'
import { getDaysToRespond } from '../store/settings.ts'
import { queuePapers } from './keep-papers.ts'
import { listPaidPackages, type PaidPackage } from './paid-packages.ts'
import { offerOf } from './offer.ts'
import { tellProviders } from './tell-provider.ts'
import { tellWithdrawal, type TellThread } from './thread.ts'

/** So many in one transaction: a crash repeats none of those before, and nobody is kept waiting for long. */
const PART = 200
const everyone = { providerId: undefined }

/** Part of the act that applies an uplift: the new agreements are made by a job, if and only if the prices are written. */
export async function orderRenewals(work: Work, uplift: { readonly id: string; readonly name: string }): Promise<void> {
  const { tx, accountId, actor, now } = work
  await recordRenewal(tx, { upliftId: uplift.id, name: uplift.name, by: accountId, byName: actor.name, at: now })
  const job = { councilId: tx.councilId, upliftId: uplift.id }
  await work.enqueue('agreements.renew', job, { key: `renew:${uplift.id}` })
}

/** Part of the act that undoes an uplift. Of what was rejected its thread hears that nobody has to answer any more. */
export function withdrawRenewals(tellThread: TellThread) {
  return async (work: Work, { id, reason }: { readonly id: string; readonly reason: string }): Promise<number> => {
    const renewal = await lockRenewal(work.tx, id)
    if (renewal === undefined || renewal.withdrawnAt !== null) return 0
    const { count, rejected } = await withdrawRenewed(work.tx, id, { at: work.now, reason })
    await work.audit('agreements.renewal-withdrawn', { type: 'uplift', id }, { agreements: count })
    for (const one of rejected) await tellWithdrawal(work, one, { reason, tellThread })
    return count
  }
}

type Which = { readonly councilId: string; readonly upliftId: string }

/** Works through what waits. It may be killed and run again, by two workers at once: each agreement is renewed once. */
export async function renewAgreements(runner: WorkRunner, { councilId, upliftId }: Which): Promise<void> {
  const system = systemActor(councilId)
  const renewal = await runner.run(system, (work) => openRenewal(work, upliftId))
  if (renewal === undefined) return
  // In the name of whoever approved the uplift: they are the sender, and may never sign it.
  const actor: Actor = {
    scope: { role: 'portal_council', councilId, accountId: renewal.orderedBy },
    name: renewal.ordererName,
    face: 'council',
  }
  while ((await runner.run(actor, (work) => renewPart(work, upliftId))) > 0);
  await runner.run(system, async (work) => {
    if (!(await finishRenewal(work.tx, upliftId, work.now))) return
    await tellProviders(work, await listRenewedProviders(work.tx, upliftId), `renewal:${upliftId}`)
  })
}

async function openRenewal(work: Work, upliftId: string): Promise<Renewal | undefined> {
  const renewal = await lockRenewal(work.tx, upliftId)
  if (renewal === undefined || renewal.withdrawnAt !== null) return undefined
  if (renewal.listedAt === null) await listRenewable(work.tx, upliftId, work.now)
  return renewal
}

async function renewPart(work: Work, upliftId: string): Promise<number> {
  const { tx, now } = work
  const renewal = await lockRenewal(tx, upliftId)
  if (renewal === undefined || renewal.withdrawnAt !== null) return 0
  const taken = await takeRenewable(tx, upliftId, PART)
  if (taken.length === 0) return 0
  const ids = taken.flatMap(({ packageIds }) => packageIds)
  await lockPackages(tx, everyone, ids)
  const packages = new Map((await listPaidPackages(tx, everyone, ids)).map((care) => [care.id, care]))
  const judged = taken.map((one) => ({ one, renewed: one.stillAgreed ? renewedOf(one, packages) : undefined }))
  const renewed = judged.flatMap((each) => each.renewed ?? [])
  const oldIdsOf = (agreed: boolean) =>
    judged.filter((each) => each.renewed === undefined && each.one.stillAgreed === agreed).map(({ one }) => one.oldId)
  await recordNotRenewed(tx, upliftId, { oldIds: oldIdsOf(false), outcome: 'no-longer-agreed' })
  await recordNotRenewed(tx, upliftId, { oldIds: oldIdsOf(true), outcome: 'no-price' })
  const respondBy = addWorkingDays(work.today, await getDaysToRespond(tx, work.today))
  await recordRenewed(tx, upliftId, renewed, { respondBy, at: now, by: work.accountId })
  const made = renewed.map(({ id }) => ({ id, revision: 1 }))
  await queuePapers(work, made)
  await work.audit(
    'agreements.renewed',
    { type: 'uplift', id: upliftId },
    { cause: 'annual-uplift', agreements: made.map(({ id }) => id) },
  )
  return taken.length
}

/** The same care from the day of the new price on; undefined where it has no price then, or is no longer there. */
function renewedOf(one: Renewable, packages: ReadonlyMap<string, PaidPackage>): Renewed | undefined {
  const heading = { reference: one.reference, revision: 1, cause: 'annual-uplift' } as const
  const plan = { day: one.fromOn, temporary: one.temporary }
  const care = one.packageIds.flatMap((id) => packages.get(id) ?? []).filter(goesOnPast(one))
  const offer = offerOf(
    heading,
    care.map((each) => atPlan(each, plan)),
    one.fromOn,
  )
  if (offer === undefined || offer.lines.some((line) => firstPrice(line) === undefined)) return undefined
  const content = buildContent(offer)
  return { oldId: one.oldId, id: randomUUID(), fromOn: one.fromOn, content, hash: canonicalHash(content) }
}

function goesOnPast({ fromOn }: Renewable) {
  return ({ status, endsOn }: PaidPackage): boolean =>
    status !== 'ended' && status !== 'cancelled' && (endsOn === null || endsOn >= fromOn)
}
