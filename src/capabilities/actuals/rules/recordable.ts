import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { RecordingRule } from './week.ts'

/** What decides whether a week of a package may be recorded at all, before a number is typed. */
export type Recordability = {
  readonly weekStart: LocalDate
  readonly status: 'active' | 'ended' | 'suspended'
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  /** Whether the agreement that covers it has been agreed, and if not, who has to act. */
  readonly agreed: boolean
  readonly awaits: Awaits
  readonly diedOn: LocalDate | null
  readonly rule: Pick<RecordingRule, 'claimLimitWeeks' | 'signGate'>
}

/** A published agreement waits for the provider; a rejected one, or one not yet published, for the council. */
export type Awaits = 'provider' | 'correction' | 'publication'

export type Block =
  | { readonly code: 'R03'; readonly startsOn: LocalDate; readonly endsOn: LocalDate | null }
  | { readonly code: 'R07'; readonly awaits: Awaits }
  | { readonly code: 'R08' }
  | { readonly code: 'R09'; readonly diedOn: LocalDate }
  | { readonly code: 'R27'; readonly opensOn: LocalDate }
  | { readonly code: 'R29'; readonly limitWeeks: number }

const BLOCKS: readonly Block['code'][] = ['R03', 'R07', 'R08', 'R09', 'R27', 'R29']

/** Told apart from faults of what was typed: no other figures would help. */
export function isBlock(fault: { readonly code: string }): fault is Block {
  return BLOCKS.some((code) => code === fault.code)
}

/** Why the week cannot be recorded, the reason that lasts longest first; undefined when it can. */
export function findBlock(week: Recordability, today: LocalDate): Block | undefined {
  return dateBlock(week, today) ?? packageBlock(week)
}

function dateBlock(week: Recordability, today: LocalDate): Block | undefined {
  const { weekStart, startsOn, endsOn, diedOn, rule } = week
  if (addDays(weekStart, 6) < startsOn || (endsOn !== null && endsOn < weekStart))
    return { code: 'R03', startsOn, endsOn }
  if (diedOn !== null && diedOn < weekStart) return { code: 'R09', diedOn }
  if (addDays(weekStart, 7 * (rule.claimLimitWeeks + 1)) <= today)
    return { code: 'R29', limitWeeks: rule.claimLimitWeeks }
  // A week in progress may be recorded: the days to come are the plan.
  return weekStart > today ? { code: 'R27', opensOn: weekStart } : undefined
}

function packageBlock({ status, agreed, awaits, rule }: Recordability): Block | undefined {
  if (status === 'suspended') return { code: 'R08' }
  return rule.signGate && !agreed ? { code: 'R07', awaits } : undefined
}

export type Standing = { readonly status: 'draft' | 'confirmed' | 'held' }
export type Closed = { readonly code: 'R10'; readonly why: 'taken' | 'cut-off'; readonly submitBy: Date | null }

/**
 * A confirmed week may be changed until its period's cut-off, unless an invoice or a payment has already taken it.
 * What was never confirmed may still be recorded afterwards: it is then paid with a later period.
 */
export function findClosed(
  standing: Standing | undefined,
  { taken, submitBy, now }: { readonly taken: boolean; readonly submitBy: Date | null; readonly now: Date },
): Closed | undefined {
  if (standing === undefined || standing.status === 'draft') return undefined
  if (taken) return { code: 'R10', why: 'taken', submitBy }
  // A held week is paid by no period until it is accepted or brought within the tolerance.
  const closes = standing.status === 'confirmed' && submitBy !== null && submitBy < now
  return closes ? { code: 'R10', why: 'cut-off', submitBy } : undefined
}
