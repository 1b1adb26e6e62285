import { z } from 'zod'

export const ORDER_ROWS = 50
/** A download has all of them, so many at a time. */
export const ORDERS_AT_ONCE = 1_000
export const OrdersQuery = z.object({
  q: z.string().trim().max(100).default(''),
  after: z.string().max(100).optional(),
})
export const OrderParams = z.object({ id: z.uuid() })
