import { compareDays, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

export type SampleRefusal = {
  readonly code: 'seed-missing' | 'seed-long' | 'weeks-reversed' | 'nothing-wanted' | 'too-many' | 'nothing-to-draw'
}
export type CheckRefusal = { readonly code: 'result-missing' | 'note-missing' | 'note-long' | 'changed' }

export const RESULTS = ['right', 'wrong', 'no-evidence'] as const
export type SampleResult = (typeof RESULTS)[number]

export type Draw = {
  readonly seed: string
  readonly way: 'percent' | 'count'
  readonly wanted: number
  readonly firstWeek: LocalDate
  readonly lastWeek: LocalDate
}

const LONGEST_SEED = 60
/** As many as people can look at. */
export const MOST_DRAWN = 500

export function judgeDraw({ seed, way, wanted, firstWeek, lastWeek }: Draw): Outcome<null, SampleRefusal> {
  if (seed.trim() === '') return refused({ code: 'seed-missing' })
  if (seed.trim().length > LONGEST_SEED) return refused({ code: 'seed-long' })
  if (compareDays(lastWeek, firstWeek) < 0) return refused({ code: 'weeks-reversed' })
  if (!Number.isInteger(wanted) || wanted < 1) return refused({ code: 'nothing-wanted' })
  return wanted > (way === 'percent' ? 100 : MOST_DRAWN) ? refused({ code: 'too-many' }) : done(null)
}

/** At least one where there is any; a share is rounded up, so that one per cent of fifty is looked at too. */
export function sizeOf({ way, wanted }: Pick<Draw, 'way' | 'wanted'>, population: number): number {
  const size = way === 'count' ? wanted : Math.ceil((population * wanted) / 100)
  return Math.min(size, population, MOST_DRAWN)
}

export function judgeResult(
  { result, note }: { readonly result: SampleResult | undefined; readonly note: string },
  versions: { readonly shown: number; readonly standing: number },
): Outcome<SampleResult, CheckRefusal> {
  if (result === undefined) return refused({ code: 'result-missing' })
  if (note.trim().length > 2_000) return refused({ code: 'note-long' })
  if (result !== 'right' && note.trim() === '') return refused({ code: 'note-missing' })
  return versions.shown === versions.standing ? done(result) : refused({ code: 'changed' })
}
