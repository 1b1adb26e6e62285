import { z } from 'zod'
import type { AskedServiceWeek } from './asked-week.ts'

/** Whoever came from the making of an invoice goes back to it. */
export const ComingFrom = z.object({ period: z.uuid().optional(), contract: z.uuid().optional() })
export type ComingFrom = z.infer<typeof ComingFrom>

/** The invoice that is being made, or the review of the week. */
export function placeOf({ serviceId, weekStart }: AskedServiceWeek, { period, contract }: ComingFrom): string {
  if (period === undefined || contract === undefined) return `/provider/actuals/${serviceId}/${weekStart}/review`
  return `/provider/invoices/new?${new URLSearchParams({ period, contract, service: serviceId }).toString()}`
}

export function withPlace(address: string, { period, contract }: ComingFrom): string {
  if (period === undefined || contract === undefined) return address
  return `${address}?${new URLSearchParams({ period, contract }).toString()}`
}
