import type { LocalDate } from '../../../core/dates.ts'

export const MOST_SANDBOXES = 5
export const MOST_RESETS_A_DAY = 5
/** A year either way: calendars and prices of the made-up council reach no further. */
export const MOST_DAYS_AHEAD = 366

/** A filling that nothing reaches any more is kept so long after the night that finds it: somebody may still ask about it. */
export const DAYS_KEPT = 7

export type SandboxState = 'filling' | 'ready' | 'failed' | 'ended'

export type SandboxStanding = {
  readonly state: SandboxState
  readonly resetsOn: LocalDate | null
  readonly resets: number
}
export type ResetRefusal = { readonly code: 'filling' | 'too-often' | 'ended' }

/** Each reset leaves a council behind, so a loop must not make a thousand. */
export function refuseReset({ state, resetsOn, resets }: SandboxStanding, today: LocalDate): ResetRefusal | undefined {
  if (state === 'ended') return { code: 'ended' }
  if (state === 'filling') return { code: 'filling' }
  return resetsOn === today && resets >= MOST_RESETS_A_DAY ? { code: 'too-often' } : undefined
}

/** 'sandbox-0199c1f07a2b-3': the sandbox and which of its fillings. A council's code begins so if it is one, and only then. */
export function insideCode(sandboxId: string, generation: number): string {
  return `sandbox-${sandboxId.replaceAll('-', '').slice(-12)}-${String(generation)}`
}
