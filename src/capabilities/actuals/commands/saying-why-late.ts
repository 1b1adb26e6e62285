import { refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeLate, type LateFault, type LateSaid } from '../rules/late.ts'
import { listJustConfirmedLate, recordLate, type SaidLate } from '../store/late.ts'
import type { ServiceWeek } from '../store/sheet.ts'

/**
 * Confirms, and keeps why it is late for each week that the act confirmed first after its last moment. Without a reason
 * nothing is confirmed: the refusal takes the act back. People and programs are asked alike; a file may say it in its rows.
 */
export async function sayingWhyLate<T, R extends { readonly code: string }>(
  work: Work,
  { late, ...week }: ServiceWeek & { readonly late: LateSaid },
  act: () => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R | LateFault>> {
  const outcome = await act()
  if (!outcome.ok) return outcome
  const [first] = await explainLate(work, week, () => late)
  return first === undefined ? outcome : refused(first.fault)
}

export type LateRow = { readonly packageId: string; readonly fault: LateFault }

/** The same after an act, with words for each package by itself; nothing is kept while one of them lacks a reason. */
export async function explainLate(
  work: Work,
  week: ServiceWeek,
  lateOf: (packageId: string) => LateSaid,
): Promise<readonly LateRow[]> {
  const { tx, accountId: by, actor, now: at } = work
  const faults: LateRow[] = []
  const said: SaidLate[] = []
  for (const packageId of await listJustConfirmedLate(tx, week, { by, at })) {
    const judged = judgeLate(lateOf(packageId))
    if (judged.ok) said.push({ packageId, ...judged.value })
    else faults.push({ packageId, fault: judged.refusal })
  }
  if (faults.length > 0 || said.length === 0) return faults
  await recordLate(tx, week, { said, by, name: actor.name, at })
  const subject = { type: 'service-week', id: `${week.serviceId}/${week.weekStart}` }
  const reason = [...new Set(said.map((one) => one.reason))].join(', ')
  await work.audit('actuals.late-explained', subject, { weeks: said.length, reason })
  return []
}
