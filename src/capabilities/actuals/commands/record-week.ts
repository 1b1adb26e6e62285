import type { LocalDate } from '../../../core/dates.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Work } from '../../../platform/work.ts'
import { judge } from '../rules/judge.ts'
import type { Judgement, RowFault, Submission } from '../rules/judge.ts'
import type { SheetRow } from '../rules/sheet-row.ts'
import { actualOf, nothingDiffers, withReason } from '../rules/week.ts'
import type { Entry } from '../rules/week.ts'
import { listReasonsFor } from '../store/reasons.ts'
import { removeParked } from '../store/parked.ts'
import { listSheet } from '../store/sheet.ts'
import { findPaidIfAway } from '../store/upload/settings.ts'
import { findBases, lockWeeks, recordWeeks } from '../store/weeks.ts'
import type { WeekSource, WeekToRecord } from '../store/weeks.ts'

/** Which of the packages have that week on an invoice or in a payment already. Payments, which comes later, answers. */
export type ListTaken = (tx: Tx, weekStart: LocalDate, packageIds: readonly string[]) => Promise<ReadonlySet<string>>

/** What a row says, or how it changes what the version said that it was based on. */
export type EntryToRecord = Omit<Submission, 'base' | 'entry'> & {
  readonly entry: Entry | ((base: Entry | undefined) => Entry)
}

export type RecordWeek = {
  readonly serviceId: string
  readonly weekStart: LocalDate
  readonly entries: readonly EntryToRecord[]
  readonly source?: WeekSource
}
export type Recorded = { readonly drafts: number; readonly confirmed: number; readonly held: number }
export type RecordRefusal = { readonly code: 'not-recorded'; readonly faults: readonly RowFault[] }

/** Saves or confirms any number of packages in one week of one service: all of them, or none and every reason why. */
export async function recordWeek(
  work: Work,
  { serviceId, weekStart, entries, source = 'screen' }: RecordWeek,
  listTaken: ListTaken,
): Promise<Outcome<Recorded, RecordRefusal>> {
  const { tx, now } = work
  if (entries.length === 0) return done({ drafts: 0, confirmed: 0, held: 0 })
  const judged = await judgeAll(work, { serviceId, weekStart, entries }, listTaken)
  const faults = judged.flatMap(({ sent, judgement }) =>
    judgement.kind === 'refuse' ? judgement.faults.map((fault) => ({ packageId: sent.packageId, fault })) : [],
  )
  if (faults.length > 0) return refused({ code: 'not-recorded', faults })

  const weeks = judged.flatMap((one) => toRecord(one))
  if (weeks.length === 0) return done({ drafts: 0, confirmed: 0, held: 0 })
  const stamp = { serviceId, weekStart, source, by: work.accountId, name: work.actor.name, at: now }
  const written = await recordWeeks(tx, weeks, stamp)
  const overtaken = weeks.filter(({ packageId }) => !written.has(packageId))
  if (overtaken.length > 0) return refused({ code: 'not-recorded', faults: await staleFaults(tx, overtaken, stamp) })

  // What is confirmed waits for nobody any more.
  await removeParked(
    tx,
    weekStart,
    weeks.filter(({ status }) => status !== 'draft').map(({ packageId }) => packageId),
  )
  const count = (status: string) => weeks.filter((week) => week.status === status).length
  const recorded = { drafts: count('draft'), confirmed: count('confirmed'), held: count('held') }
  const packages = weeks.map(({ packageId, version }) => `${packageId} v${String(version)}`)
  await work.audit(
    'actuals.recorded',
    { type: 'service-week', id: `${serviceId}/${weekStart}` },
    { ...recorded, packages },
  )
  return done(recorded)
}

type Judged = { readonly row: SheetRow | undefined; readonly sent: Submission; readonly judgement: Judgement }

async function judgeAll(work: Work, week: RecordWeek, listTaken: ListTaken): Promise<readonly Judged[]> {
  const { tx, today, now } = work
  const { weekStart, entries } = week
  const packageIds = entries.map(({ packageId }) => packageId)
  // In one round trip: each statement waits for those before it, so the reads see what the lock holds.
  const [, rows, bases, taken, listed] = await Promise.all([
    lockWeeks(tx, weekStart, packageIds),
    listSheet(tx, week, { packageIds }),
    findBases(tx, weekStart, entries),
    listTaken(tx, weekStart, packageIds),
    listReasonsFor(tx, weekStart),
  ])
  const paidAbsenceWeeks = await findPaidIfAway(tx, rows, now)
  const reasons = new Set(listed.map(({ code }) => code))
  const rowOf = new Map(rows.map((row) => [row.packageId, row]))
  return entries.map((entry): Judged => {
    const row = rowOf.get(entry.packageId)
    const base = baseOf(bases, entry)
    const said = typeof entry.entry === 'function' ? entry.entry(base) : entry.entry
    // The same answer for a package that is not there and for one of somebody else's.
    if (row === undefined) return { row, sent: { ...entry, entry: said, base }, judgement: NOT_THERE }
    const sent = { ...entry, entry: withReason(said, row.standing?.entry), base }
    const moment = { today, now, reasons, paidAbsenceWeeks, taken: taken.has(entry.packageId) }
    return { row, sent, judgement: judge(row, sent, moment) }
  })
}

const NOT_THERE: Judgement = { kind: 'refuse', faults: [{ code: 'R01' }] }

function baseOf(bases: ReadonlyMap<string, Entry>, { packageId, basedOn }: Pick<Submission, 'packageId' | 'basedOn'>) {
  return basedOn === 0 ? nothingDiffers : bases.get(packageId)
}

function toRecord({ row, sent, judgement }: Judged): readonly WeekToRecord[] {
  if (row === undefined || judgement.kind !== 'record') return []
  const { packageId, contractId, planned } = row
  const { entry, basedOn } = sent
  const { status, heldCode } = judgement
  return [
    { packageId, contractId, version: basedOn + 1, status, heldCode, planned, actual: actualOf(planned, entry), entry },
  ]
}

async function staleFaults(
  tx: Tx,
  overtaken: readonly WeekToRecord[],
  week: { readonly serviceId: string; readonly weekStart: LocalDate },
): Promise<readonly RowFault[]> {
  const packageIds = overtaken.map(({ packageId }) => packageId)
  const rows = await listSheet(tx, week, { packageIds })
  return rows.map(({ packageId, standing }) => ({ packageId, fault: { code: 'R06', standing } }))
}
