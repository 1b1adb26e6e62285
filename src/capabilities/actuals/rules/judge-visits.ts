import type { LocalDate } from '../../../core/dates.ts'
import { matchVisit, paidFor, type Candidate } from './match-visit.ts'
import type { LoggedVisit, VisitRowFault } from './visit-row.ts'

/** What is known when a file of visits is judged. */
export type VisitsKnown = {
  readonly today: LocalDate
  readonly candidates: readonly Candidate[]
  /** Carers by reference; when none are named, none is asked for. */
  readonly carers: ReadonlySet<string>
  /** Visits of the same carers that are known already. */
  readonly busy: readonly Busy[]
}
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

/** Every row by itself: the good ones are placed or left to wait, the others are refused with their code. */
export function judgeVisits(visits: readonly LoggedVisit[], known: VisitsKnown): JudgedVisits {
  const seen = new Set<string>()
  const times = new Map(Map.groupBy(known.busy, keyOf))
  const placed: PlacedVisit[] = []
  const faults: VisitRowFault[] = []
  for (const visit of visits) {
    const refused = seen.has(visit.reference)
      ? { code: 'R05' as const, column: 'visit_ref' }
      : (faultOf(visit, known) ?? overlap(visit, times.get(keyOf(visit)) ?? []))
    seen.add(visit.reference)
    const found = refused ?? place(visit, known.candidates)
    if ('code' in found) {
      faults.push({ line: visit.line, ...found })
      continue
    }
    placed.push(found)
    const { startsAt } = visit
    if (startsAt !== null) times.set(keyOf(visit), [...(times.get(keyOf(visit)) ?? []), { ...visit, startsAt }])
  }
  return { placed, faults }
}

type Refused = Omit<VisitRowFault, 'line'>

function faultOf({ day, carerRef, clientRef }: LoggedVisit, known: VisitsKnown): Refused | undefined {
  if (day > known.today) return { code: 'R27', column: 'visit_date' }
  if (known.carers.size > 0 && !known.carers.has(carerRef)) return { code: 'R40', column: 'carer_ref' }
  const died = known.candidates.find((candidate) => candidate.clientRef === clientRef)?.diedOn ?? null
  return died !== null && day > died ? { code: 'R09', column: 'visit_date' } : undefined
}

/** A carer is in one place at a time. */
function overlap(visit: LoggedVisit, others: readonly Busy[]): Refused | undefined {
  const { startsAt, carerRef, reference, logged } = visit
  if (startsAt === null || carerRef === '' || logged === 0) return undefined
  const start = minuteOf(startsAt)
  const clash = others.some((other) => {
    const otherStart = minuteOf(other.startsAt)
    return other.reference !== reference && start < otherStart + other.logged && otherStart < start + logged
  })
  return clash ? { code: 'R41', column: 'actual_start' } : undefined
}

/** The package that the row names, if it may be that; otherwise the one that fits best, if one does. */
function place(visit: LoggedVisit, candidates: readonly Candidate[]): PlacedVisit | Refused {
  if (visit.cpliRef !== '') {
    const named = candidates.find(({ reference }) => reference === visit.cpliRef)
    if (named === undefined) return { code: 'R01', column: 'cpli_id' }
    if (named.clientRef !== visit.clientRef) return { code: 'R02', column: 'client_ref' }
  }
  const open = visit.cpliRef === '' ? candidates : candidates.filter(({ reference }) => reference === visit.cpliRef)
  const match = matchVisit(visit, open)
  if ('why' in match) return { visit, placed: { state: 'unallocated', why: match.why } }
  const { candidate, planned } = match
  const placedBy = visit.cpliRef === '' ? ('match' as const) : ('file' as const)
  return { visit, placed: { state: 'allocated', candidate, placedBy, paid: paidFor(visit, candidate, planned) } }
}

function keyOf({ carerRef, day }: Pick<LoggedVisit, 'carerRef' | 'day'>): string {
  return `${day} ${carerRef}`
}

function minuteOf(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number)
  return hours * 60 + rest
}
