import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Work } from '../../../platform/work.ts'
import { absenceEntry, absentInWeek, mayFill } from '../rules/absence.ts'
import { asPlanned, plannedMinutes, plannedVisits, type PlannedVisit, type SaidVisit } from '../rules/timetable.ts'
import type { SheetRow } from '../rules/sheet-row.ts'
import { nothingDiffers, type Entry } from '../rules/week.ts'
import { forgetFilled, keepFilled, type Absence, type FilledWeek } from '../store/absences.ts'
import { listSheet } from '../store/sheet.ts'
import { listTimetable } from '../store/timetable.ts'
import { findBases, findStanding } from '../store/weeks.ts'
import { recordVisits } from './record-visits.ts'
import { recordWeek, type ListTaken } from './record-week.ts'

type Filling = {
  readonly absence: Absence
  readonly weekStart: LocalDate
  /** What the absence has made of this week before. */
  readonly filled: FilledWeek | undefined
}

/** One week of an absence, by the plan of its days: nobody's own figures are written over, and what is closed stays. */
export async function fillWeek(work: Work, filling: Filling, listTaken: ListTaken): Promise<void> {
  const { absence, weekStart, filled } = filling
  const { serviceId, packageId, id } = absence
  const [row] = await listSheet(work.tx, { serviceId, weekStart }, { packageIds: [packageId] })
  const outcome = row === undefined ? 'shut' : await fillRow(work, { ...filling, row }, listTaken)
  if (outcome === 'nothing') return forgetFilled(work.tx, id, weekStart)
  if (outcome === 'filled') return keepFilled(work.tx, absence, await asFilled(work, filling, row))
  // What was filled before and cannot be counted anew stays as it was filled.
  if (filled === undefined) await keepFilled(work.tx, absence, { weekStart, outcome, version: null, wasVersion: null })
}

async function asFilled(
  { tx }: Work,
  { absence: { packageId }, weekStart, filled }: Filling,
  row: SheetRow | undefined,
): Promise<FilledWeek> {
  const standing = await findStanding(tx, { packageId, weekStart })
  const wasVersion = filled?.wasVersion ?? row?.standing?.version ?? 0
  return { weekStart, outcome: 'filled', version: standing?.version ?? null, wasVersion }
}

type Result = FilledWeek['outcome'] | 'nothing'
type FillingRow = Filling & { readonly row: SheetRow }

async function fillRow(work: Work, given: FillingRow, listTaken: ListTaken): Promise<Result> {
  const { absence, weekStart, filled, row } = given
  if (row.recording === 'visits') return 'cannot-be'
  if (!mayFill(row.standing, filled?.version ?? undefined)) return 'own-figures'
  const absent = absentInWeek(row.plan, weekStart, absence)
  if (absent === 0n && filled === undefined) return 'nothing'
  if (!(await recordAbsent(work, { ...given, absent }, listTaken))) return 'shut'
  return absent === 0n ? 'nothing' : 'filled'
}

/** Visit by visit where there is a timetable, and as one amount elsewhere. */
async function recordAbsent(
  work: Work,
  given: FillingRow & { readonly absent: Quantity },
  listTaken: ListTaken,
): Promise<boolean> {
  const { absence, weekStart, row, absent } = given
  const { serviceId, packageId, note, reason } = absence
  const common = { serviceId, weekStart, packageId, basedOn: row.standing?.version ?? 0, intent: 'draft' as const }
  const visits = row.recording === 'timetabled' ? await absentVisits(work, given) : undefined
  if (visits !== undefined)
    return (await recordVisits(work, { ...common, visits, comment: note, reason }, listTaken)).ok
  const entry = absent === 0n ? nothingDiffers : absenceEntry(row, absent, absence)
  return record(work, { ...common, entry }, listTaken)
}

/** The visits of a timetabled week, those on the days of the absence with their cause; undefined without a whole timetable. */
async function absentVisits(
  work: Work,
  { absence, weekStart, row }: FillingRow,
): Promise<readonly SaidVisit[] | undefined> {
  const { firstDay, lastDay, cause, packageId } = absence
  const timetable = await listTimetable(work.tx, { packageId, weekStart })
  const planned = plannedVisits(timetable, row.plan, weekStart)
  if (plannedMinutes(planned) !== row.planned) return undefined
  const isAbsent = ({ day }: PlannedVisit) => day >= firstDay && (lastDay === null || day <= lastDay)
  const outcome = cause === 'person' ? ('frustrated' as const) : ('missed' as const)
  return planned.map((visit) => (isAbsent(visit) ? { ...asPlanned(visit), outcome } : asPlanned(visit)))
}

type Recording = {
  readonly serviceId: string
  readonly weekStart: LocalDate
  readonly packageId: string
  readonly basedOn: number
  readonly entry: Entry
  readonly intent: 'draft' | 'undo'
}

async function record(
  work: Work,
  { serviceId, weekStart, ...entry }: Recording,
  listTaken: ListTaken,
): Promise<boolean> {
  return (await recordWeek(work, { serviceId, weekStart, entries: [entry] }, listTaken)).ok
}

type Emptying = { readonly absence: Absence; readonly filled: FilledWeek }

/** False when the week says something else by now, or may not change any more. */
export async function emptyWeek(work: Work, { absence, filled }: Emptying, listTaken: ListTaken): Promise<boolean> {
  const { serviceId, packageId, id } = absence
  const { weekStart, version, wasVersion } = filled
  const standing = await findStanding(work.tx, { packageId, weekStart })
  if (standing === undefined || standing.version !== version) return false
  const based = [{ packageId, basedOn: wasVersion ?? 0 }]
  const before = (await findBases(work.tx, weekStart, based)).get(packageId) ?? nothingDiffers
  const again = { serviceId, weekStart, packageId, basedOn: standing.version, entry: before, intent: 'draft' as const }
  if (!(await record(work, again, listTaken))) return false
  await forgetFilled(work.tx, id, weekStart)
  return true
}
