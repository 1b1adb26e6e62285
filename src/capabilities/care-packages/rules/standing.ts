import { isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import type { PackageStatus, Recording } from './package.ts'

/** Whether care can be recorded, and if not, what it waits for. */
export type Standing =
  | { readonly code: 'not-agreed' | 'suspended' | 'cancelled' | 'ended' | 'nothing-to-record' | 'not-active' }
  | { readonly code: 'recordable' | 'recordable-later'; readonly from: LocalDate }

export type Standable = {
  readonly status: PackageStatus
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly recordableFrom: LocalDate | null
  /** Null when the contract says nothing about this day: care then waits for an agreement, the safer of the two. */
  readonly signGate: boolean | null
  readonly recording: Recording | null
}

export function standingOf(care: Standable, today: LocalDate): Standing {
  const unusual = unusualStanding(care, today)
  if (unusual !== undefined) return unusual
  const from = care.recordableFrom ?? care.startsOn
  return isAfter(from, today) ? { code: 'recordable-later', from } : { code: 'recordable', from }
}

function unusualStanding(care: Standable, today: LocalDate): Standing | undefined {
  if (care.status === 'suspended' || care.status === 'cancelled') return { code: care.status }
  if (care.status === 'ended' || (care.endsOn !== null && isBefore(care.endsOn, today))) return { code: 'ended' }
  if (care.signGate !== false && care.recordableFrom === null) return { code: 'not-agreed' }
  if (care.status !== 'active') return { code: 'not-active' }
  return care.recording === 'none' ? { code: 'nothing-to-record' } : undefined
}
