import { done, refused, type Outcome } from './outcome.ts'

/** The share that is paid of nights away, up to one of them counted from the first; without that one, as long as it lasts. */
export type NightsTier = { readonly upTo: number | null; readonly percent: number }

/** 'Nights 1 to 14 away in full, nights 15 to 28 at 80%, nothing after night 28' */
export function nightsAwayText(tiers: readonly NightsTier[]): string {
  const last = tiers.at(-1)
  if (last === undefined) return 'Nights away are paid in full, as long as the place is kept'
  const parts = tiers.map(({ upTo, percent }, index) => {
    const from = firstNight(tiers, index)
    return `${nightsText(from, upTo)} ${shareText(percent)}`
  })
  const rest = last.upTo === null ? [] : [`nothing after night ${String(last.upTo)}`]
  const [first = '', ...others] = [...parts, ...rest]
  return [`${first.charAt(0).toUpperCase()}${first.slice(1)}`, ...others].join(', ')
}

function firstNight(tiers: readonly NightsTier[], index: number): number {
  return (tiers[index - 1]?.upTo ?? 0) + 1
}

function nightsText(from: number, upTo: number | null): string {
  if (upTo === null) return `every night away from night ${String(from)} on`
  return upTo === from ? `night ${String(from)} away` : `nights ${String(from)} to ${String(upTo)} away`
}

function shareText(percent: number): string {
  if (percent === 100) return 'in full'
  return percent === 0 ? 'not paid' : `at ${String(percent)}%`
}

/** A row of the form: up to which night, and how much is paid of each. */
export type TypedTier = { readonly upTo: string; readonly percent: string }
export const MOST_TIERS = 5
const LONGEST = 3_650

type Field = keyof TypedTier
export type TierFault = { readonly row: number; readonly field: Field; readonly code: TierCode }
type TierCode = 'gap' | 'night-missing' | 'night-not-whole' | 'not-rising' | 'percent'
export type TiersRefusal = { readonly code: 'faulty'; readonly faults: readonly TierFault[] }

/**
 * Rows are read from the first night away on. Each begins with the night after the one before, so nights cannot be left
 * out between two of them; only the last may have no end. All rows empty mean that there are no tiers.
 */
export function readTiers(rows: readonly TypedTier[]): Outcome<readonly NightsTier[], TiersRefusal> {
  const last = rows.findLastIndex(isFilled)
  const filled = rows.slice(0, last + 1)
  const faults = filled.flatMap((row, index) => faultsOf(filled, row, index))
  if (faults.length > 0) return refused({ code: 'faulty', faults })
  return done(filled.map(({ upTo, percent }) => ({ upTo: night(upTo), percent: Number(percent) })))
}

function isFilled({ upTo, percent }: TypedTier): boolean {
  return upTo.trim() !== '' || percent.trim() !== ''
}

function faultsOf(rows: readonly TypedTier[], row: TypedTier, index: number): readonly TierFault[] {
  const at = (field: Field, code: TierCode): readonly TierFault[] => [{ row: index, field, code }]
  if (!isFilled(row)) return at('upTo', 'gap')
  return [
    ...nightFaults(rows, index).flatMap((code) => at('upTo', code)),
    ...(isWhole(row.percent, { least: 0, most: 100 }) ? [] : at('percent', 'percent')),
  ]
}

function nightFaults(rows: readonly TypedTier[], index: number): readonly TierCode[] {
  const upTo = rows[index]?.upTo ?? ''
  if (upTo.trim() === '') return index === rows.length - 1 ? [] : ['night-missing']
  if (!isWhole(upTo, { least: 1, most: LONGEST })) return ['night-not-whole']
  const before = rows[index - 1]?.upTo ?? ''
  return isWhole(before, { least: 1, most: LONGEST }) && Number(before) >= Number(upTo) ? ['not-rising'] : []
}

function isWhole(text: string, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return /^\d{1,5}$/u.test(text.trim()) && Number(text) >= least && Number(text) <= most
}

function night(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}
