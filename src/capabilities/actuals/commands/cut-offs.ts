import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonInstant } from '../../../platform/clock.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeCutOff, type CutOffRefusal } from '../rules/cut-off.ts'
import { applyCutOffs, findContract, lockCutOff, recordCutOff, recordCutOffEnd } from '../store/cut-offs.ts'

export type MoveCutOff = {
  /** Null for every provider. */
  readonly providerId: string | null
  /** Empty for every contract. */
  readonly contractNumber: string
  readonly firstWeek: LocalDate
  readonly lastWeek: LocalDate
  readonly submitOn: LocalDate
  /** 'HH:MM' in London. */
  readonly submitAt: string
  readonly reason: string
}

/** Another last moment for some weeks: what is confirmed may be changed until then, and is late afterwards. */
export async function moveCutOff(work: Work, said: MoveCutOff): Promise<Outcome<string, CutOffRefusal>> {
  const { tx, accountId, actor, now } = work
  const judged = judgeCutOff(said)
  if (!judged.ok) return judged
  const place = await placeOf(work, said)
  if (!place.ok) return place
  const { firstWeek, lastWeek } = said
  const reason = said.reason.trim()
  const id = await recordCutOff(tx, {
    ...place.value,
    submitBy: londonInstant(said.submitOn, said.submitAt),
    ...{ firstWeek, lastWeek, reason, by: accountId, name: actor.name, at: now },
  })
  await applyCutOffs(tx)
  const details = { firstWeek, lastWeek, submitBy: `${said.submitOn} ${said.submitAt}`, reason }
  await work.audit(
    'actuals.cut-off-moved',
    { type: 'cut-off', id },
    { ...details, contract: said.contractNumber.trim() },
  )
  return done(id)
}

type Place = { readonly providerId: string | null; readonly contractId: string | null }

async function placeOf({ tx }: Work, said: MoveCutOff): Promise<Outcome<Place, CutOffRefusal>> {
  const number = said.contractNumber.trim()
  if (number === '') return done({ providerId: said.providerId, contractId: null })
  const contract = await findContract(tx, number)
  const isTheirs = said.providerId === null || contract?.providerId === said.providerId
  return contract === undefined || !isTheirs ? refused({ code: 'no-such-contract' }) : done(contract)
}

/** The period's own moment holds again, or an older override. */
export async function endCutOff(
  work: Work,
  { id, shownVersion }: { readonly id: string; readonly shownVersion: number },
): Promise<Outcome<string, CutOffRefusal>> {
  const { tx, accountId, actor, now } = work
  const { version, endedAt } = await lockCutOff(tx, id)
  if (endedAt !== null) return refused({ code: 'ended' })
  if (version !== shownVersion) return refused({ code: 'changed' })
  await recordCutOffEnd(tx, id, { by: accountId, name: actor.name, at: now })
  await applyCutOffs(tx)
  await work.audit('actuals.cut-off-ended', { type: 'cut-off', id })
  return done(id)
}
