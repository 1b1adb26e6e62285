import type { LocalDate } from '../../../core/dates.ts'
import { isKnownCode, type KnownCodes } from './exception-code.ts'
import { busyMinutes, type BusyMinutes } from './file/visit-rows.ts'
import { matchVisit, paidFor, type Candidate } from './match-visit.ts'
import type { LoggedVisit, VisitRowFault } from './visit-row.ts'

/** What is known when a file of visits is judged. */
export type VisitsKnown = {
  readonly today: LocalDate
  readonly candidates: readonly Candidate[]
  /** Carers by reference; when none are named, none is asked for. */
  readonly carers: ReadonlyMap<string, CarerDays>
  readonly codes: KnownCodes
  /** Visits of the same carers that are known already; those that the rows say anew do not count. */
  readonly busy: readonly Busy[]
}
/** From which day to which a carer works for the provider; null for no such day. */
export type CarerDays = { readonly startsOn: LocalDate | null; readonly endsOn: LocalDate | null }
type Busy = Pick<LoggedVisit, 'reference' | 'carerRef' | 'day' | 'logged'> & { readonly startsAt: string }

export type PlacedVisit = {
  readonly visit: LoggedVisit
  readonly placed:
    | {
        readonly state: 'allocated'
        readonly candidate: Candidate
        readonly placedBy: 'file' | 'match'
        readonly paid: number
      }
    | { readonly state: 'unallocated'; readonly why: 'no-package' | 'no-time' | 'several' }
}
export type JudgedVisits = { readonly placed: readonly PlacedVisit[]; readonly faults: readonly VisitRowFault[] }

/**
 * Every row by itself: the good ones are placed or left to wait, the others are refused with their code. A carer is in one
 * place at a time: of two visits that stand otherwise, the one that begins later is refused, and so is one that overlaps a
 * visit which is known already. `store/upload/judge-visits.ts` is the same for sets; read the two side by side.
 */
export function judgeVisits(visits: readonly LoggedVisit[], known: VisitsKnown): JudgedVisits {
  const seen = new Set<string>()
  const faults: VisitRowFault[] = []
  const standing: LoggedVisit[] = []
  for (const visit of visits) {
    const isDouble = seen.has(visit.reference)
    seen.add(visit.reference)
    const refused = isDouble
      ? { code: 'R05' as const, column: 'visit_ref' }
      : (faultOf(visit, known) ?? wrongPackage(visit, known.candidates))
    if (refused === undefined) standing.push(visit)
    else faults.push({ line: visit.line, ...refused })
  }
  const clashing = overlapping(standing, known.busy)
  for (const { line } of standing.filter((visit) => clashing.has(visit)))
    faults.push({ line, code: 'R41', column: 'actual_start' })
  return {
    placed: standing.filter((visit) => !clashing.has(visit)).map((visit) => place(visit, known.candidates)),
    faults: faults.toSorted((first, second) => first.line - second.line),
  }
}

type Refused = Omit<VisitRowFault, 'line'>

function faultOf({ day, carerRef, clientRef, exceptionCode }: LoggedVisit, known: VisitsKnown): Refused | undefined {
  if (day > known.today) return { code: 'R27', column: 'visit_date' }
  const carer = carerFault(day, known.carers.get(carerRef), known.carers.size)
  if (carer !== undefined) return carer
  if (!isKnownCode(exceptionCode, day, known.codes)) return { code: 'R43', column: 'exception_code', why: 'unknown' }
  const died = known.candidates.find((candidate) => candidate.clientRef === clientRef)?.diedOn ?? null
  return died !== null && day > died ? { code: 'R09', column: 'visit_date' } : undefined
}

function carerFault(day: LocalDate, carer: CarerDays | undefined, known: number): Refused | undefined {
  if (known === 0) return undefined
  if (carer === undefined) return { code: 'R40', column: 'carer_ref' }
  const isOutside = (carer.startsOn !== null && day < carer.startsOn) || (carer.endsOn !== null && day > carer.endsOn)
  return isOutside ? { code: 'R40', column: 'carer_ref', why: 'dates' } : undefined
}

function wrongPackage({ cpliRef, clientRef }: LoggedVisit, candidates: readonly Candidate[]): Refused | undefined {
  if (cpliRef === '') return undefined
  const named = candidates.find(({ reference }) => reference === cpliRef)
  if (named === undefined) return { code: 'R01', column: 'cpli_id' }
  return named.clientRef === clientRef ? undefined : { code: 'R02', column: 'client_ref' }
}

type Timed = BusyMinutes & { readonly visit: LoggedVisit }

function overlapping(visits: readonly LoggedVisit[], busy: readonly Busy[]): ReadonlySet<LoggedVisit> {
  const anew = new Set(visits.map(({ reference }) => reference))
  const known = Map.groupBy(
    busy.filter(({ reference }) => !anew.has(reference)),
    ({ carerRef }) => carerRef,
  )
  const clashing = new Set<LoggedVisit>()
  for (const [carerRef, own] of Map.groupBy(visits.flatMap(timed), ({ visit }) => visit.carerRef)) {
    const elsewhere = (known.get(carerRef) ?? []).flatMap((visit) => busyMinutes(visit) ?? [])
    let until = Number.NEGATIVE_INFINITY
    for (const each of own.toSorted(inOrder)) {
      if (each.from < until || elsewhere.some((other) => overlap(each, other))) clashing.add(each.visit)
      until = Math.max(until, each.until)
    }
  }
  return clashing
}

function timed(visit: LoggedVisit): readonly Timed[] {
  const minutes = busyMinutes(visit)
  return minutes === undefined ? [] : [{ visit, ...minutes }]
}

function inOrder(first: Timed, second: Timed): number {
  return first.from - second.from || first.visit.line - second.visit.line
}

function overlap(one: BusyMinutes, other: BusyMinutes): boolean {
  return one.from < other.until && other.from < one.until
}

/** The package that the row names, if it may be that; otherwise the one that fits best, if one does. */
function place(visit: LoggedVisit, candidates: readonly Candidate[]): PlacedVisit {
  const open = visit.cpliRef === '' ? candidates : candidates.filter(({ reference }) => reference === visit.cpliRef)
  const match = matchVisit(visit, open)
  if ('why' in match) return { visit, placed: { state: 'unallocated', why: match.why } }
  const { candidate, planned } = match
  const placedBy = visit.cpliRef === '' ? ('match' as const) : ('file' as const)
  return { visit, placed: { state: 'allocated', candidate, placedBy, paid: paidFor(visit, candidate, planned) } }
}
