export const VISIT_STATUSES = ['delivered', 'frustrated', 'missed', 'cancelled', 'extra'] as const
export type VisitStatus = (typeof VISIT_STATUSES)[number]

export type Rounding = {
  readonly increment: number
  readonly mode: 'nearest' | 'down' | 'up' | 'none'
  /** Never more than was planned, unless the contract says so. */
  readonly capToPlanned: boolean
}

export type VisitTime = {
  readonly minutes: number
  readonly plannedMinutes?: number | undefined
  readonly status: VisitStatus
}

/** The minutes that are paid for one carer, and those that were logged and are not. */
export type PaidMinutes = { readonly paid: number; readonly unpaid: number }

/** 'nearest' is floor((m + 7) / 15) x 15 for fifteen minutes: exactly half of an even increment rounds up. */
export function roundMinutes(minutes: number, { mode, increment }: Rounding): number {
  switch (mode) {
    case 'none':
      return minutes
    case 'down':
      return Math.floor(minutes / increment) * increment
    case 'up':
      return Math.ceil(minutes / increment) * increment
    case 'nearest':
      return Math.floor((minutes + Math.floor(increment / 2)) / increment) * increment
  }
}

/** Missed and cancelled visits are not paid; a frustrated one is paid as it was planned, where a plan is known. */
export function paidMinutes(visit: VisitTime, rounding: Rounding): PaidMinutes {
  const { minutes, plannedMinutes, status } = visit
  if (status === 'missed' || status === 'cancelled') return { paid: 0, unpaid: minutes }
  if (status === 'frustrated' && plannedMinutes !== undefined) return { paid: plannedMinutes, unpaid: 0 }
  const rounded = roundMinutes(minutes, rounding)
  const capped = rounding.capToPlanned && plannedMinutes !== undefined ? Math.min(rounded, plannedMinutes) : rounded
  return { paid: capped, unpaid: Math.max(0, minutes - capped) }
}
