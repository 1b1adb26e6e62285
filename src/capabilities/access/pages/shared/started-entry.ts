import { z } from 'zod'

/** Which session: the thousandth of a second in which it began. None for all of them. */
export const StartedEntry = z.object({
  started: z
    .string()
    .regex(/^\d{10,14}$/)
    .transform((text) => new Date(Number(text)))
    .optional(),
})
