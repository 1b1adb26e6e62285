import { localDate } from '../../../core/dates.ts'
import { units } from '../../../core/decimal.ts'
import { rate } from '../../../core/money.ts'
import { wholePercent } from '../../../core/percent.ts'
import type { Plan } from '../rules/planned.ts'
import type { SheetRow } from '../rules/sheet-row.ts'
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

const plan: Plan = { unit: 'hour', stepMinutes: 15, startsOn: localDate('2024-01-01'), endsOn: null, versions: [] }

/** Fourteen hours in the week of 31 March 2025, of which nothing is recorded. */
export function aRow(over: Partial<SheetRow> = {}): SheetRow {
  return {
    packageId: 'p',
    serviceId: 's',
    contractId: 'c',
    reference: 'CP-1',
    personName: 'Amina Fenn',
    serviceLevel: 'Standard',
    status: 'active',
    agreed: true,
    awaits: 'provider',
    diedOn: null,
    submitBy: null,
    isBackdated: false,
    weekStart: localDate('2025-03-31'),
    plan,
    planned: units('14'),
    rule: aRule({ tolerancePercent: wholePercent(10) }),
    recording: 'weekly',
    rounding: { mode: 'nearest', increment: 15, capToPlanned: true },
    standing: undefined,
    ...over,
  }
}

/** £21 an hour, and £22 from a day on. */
export function aPlanWithPrices(changedOn: string): Plan {
  const [always, never, changed] = [localDate('2024-01-01'), localDate('9999-12-31'), localDate(changedOn)]
  const prices = [
    { from: always, until: changed, price: rate(210_000n) },
    { from: changed, until: never, price: rate(220_000n) },
  ]
  return { ...plan, versions: [{ from: always, until: never, planned: units('14'), byDay: undefined, prices }] }
}
