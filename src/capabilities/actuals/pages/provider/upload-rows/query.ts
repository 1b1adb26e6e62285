import { z } from 'zod'

export const Params = z.object({ uploadId: z.uuid() })
export const RowsQuery = z.object({
  show: z.enum(['refused', 'changed', 'new', 'warned', 'waiting', 'all']).default('refused'),
  code: z
    .string()
    .regex(/^R\d\d$/)
    .optional(),
  after: z.coerce.number().int().nonnegative().optional(),
})
