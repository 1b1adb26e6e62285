import { addDays, type LocalDate } from '../../../core/dates.ts'
import { quantity, type Quantity } from '../../../core/money.ts'

/** One week that a period could claim for one package, as it stands. */
export type ClaimableWeek = {
  readonly packageId: string
  readonly packageReference: string
  readonly personId: string
  readonly personName: string
  readonly personReference: string
  readonly unit: string
  readonly weekStart: LocalDate
  readonly status: 'draft' | 'confirmed' | 'held' | null
  readonly heldCode: string | null
  readonly actual: Quantity | null
  readonly comment: string | null
  /** Its care is agreed, or its contract does not ask for that. */
  readonly signed: boolean
  /** The invoice that claims it already, or that it was paid without one. */
  readonly taken: boolean
  readonly invoiceId: string | null
  readonly invoiceReference: string | null
}

/** Why a week is not part of an invoice made now. None of them stops the others. */
export type Standing = 'ready' | 'taken' | 'not-recorded' | 'not-confirmed' | 'held' | 'not-agreed' | 'not-over'

export function standingOf(week: ClaimableWeek, today: LocalDate): Standing {
  if (week.taken) return 'taken'
  if (!week.signed) return 'not-agreed'
  if (week.status === 'confirmed') return 'ready'
  if (week.status === 'held') return 'held'
  if (addDays(week.weekStart, 7) > today) return 'not-over'
  return week.status === 'draft' ? 'not-confirmed' : 'not-recorded'
}

export type Readiness = {
  readonly people: readonly PersonReadiness[]
  /** Named one by one: each can be dealt with, and none holds back the rest. */
  readonly stopping: readonly { readonly week: ClaimableWeek; readonly standing: Stopping }[]
  readonly ready: number
  readonly taken: number
  readonly notOver: number
}
export type Stopping = Extract<Standing, 'not-recorded' | 'not-confirmed' | 'held' | 'not-agreed'>
export type PersonReadiness = {
  readonly personId: string
  readonly name: string
  readonly reference: string
  readonly unit: string
  readonly ready: number
  readonly zero: number
  readonly stopping: number
  readonly taken: number
  readonly delivered: Quantity
}

/** Weeks in the order of people's names; units are not mixed in one sum, so a person may have two entries. */
export function readinessOf(weeks: readonly ClaimableWeek[], today: LocalDate): Readiness {
  const judged = weeks.map((week) => ({ week, standing: standingOf(week, today) }))
  const count = (standing: Standing) => judged.filter((one) => one.standing === standing).length
  const people = new Map<string, { week: ClaimableWeek; standing: Standing }[]>()
  for (const one of judged) {
    const key = `${one.week.personId} ${one.week.unit}`
    people.set(key, [...(people.get(key) ?? []), one])
  }
  return {
    people: [...people.values()].flatMap(personOf),
    stopping: judged.flatMap(({ week, standing }) => (stops(standing) ? [{ week, standing }] : [])),
    ready: count('ready'),
    taken: count('taken'),
    notOver: count('not-over'),
  }
}

function personOf(weeks: readonly { week: ClaimableWeek; standing: Standing }[]): PersonReadiness[] {
  const first = weeks[0]?.week
  if (first === undefined) return []
  const ready = weeks.filter(({ standing }) => standing === 'ready').map(({ week }) => week)
  return [
    {
      personId: first.personId,
      name: first.personName,
      reference: first.personReference,
      unit: first.unit,
      ready: ready.length,
      zero: ready.filter(({ actual }) => actual === 0n).length,
      stopping: weeks.filter(({ standing }) => stops(standing)).length,
      taken: weeks.filter(({ standing }) => standing === 'taken').length,
      delivered: ready.reduce((total, { actual }) => quantity(total + (actual ?? 0n)), quantity(0n)),
    },
  ]
}

function stops(standing: Standing): standing is Stopping {
  return ['not-recorded', 'not-confirmed', 'held', 'not-agreed'].includes(standing)
}
