import { z } from 'zod'

export const ORDER_ROWS = 50
/** As many as one download holds. */
export const CSV_ROWS = 10_000
export const OrdersQuery = z.object({
  q: z.string().trim().max(100).default(''),
  after: z.string().max(100).optional(),
})
export const OrderParams = z.object({ id: z.uuid() })
