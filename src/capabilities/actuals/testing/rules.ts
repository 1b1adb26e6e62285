import { units } from '../../../core/decimal.ts'
import { wholePercent } from '../../../core/percent.ts'
import type { Entry, RecordingRule } from '../rules/week.ts'

/** What most contracts say: pay on actual, quarter hours, no ceiling. */
export function aRule(over: Partial<RecordingRule> = {}): RecordingRule {
  return {
    terms: 'actual',
    frustratedPercent: wholePercent(100),
    tolerancePercent: undefined,
    extrasAllowed: true,
    visitsRequired: false,
    stepMinutes: 15,
    claimLimitWeeks: 26,
    signGate: true,
    ...over,
  }
}

type Said = {
  readonly frustrated?: string
  readonly missed?: string
  readonly extra?: string
  readonly visits?: number
  readonly comment?: string
}

/** Nothing differs from the plan unless the test says so. */
export function anEntry({ frustrated = '0', missed = '0', extra = '0', visits, comment = '' }: Said = {}): Entry {
  return {
    frustrated: units(frustrated),
    missed: units(missed),
    extra: units(extra),
    visits: visits ?? null,
    comment,
  }
}
