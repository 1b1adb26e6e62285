import { z } from 'zod'
import { localDate, parseLocalDate, type LocalDate } from '../../../../core/dates.ts'

/** Which plan of a package is to be drafted, by its first day; today’s lasting one where nothing is said. */
export const PlanOfDraft = {
  day: z
    .string()
    .refine((text) => parseLocalDate(text) !== undefined)
    .transform((text) => localDate(text))
    .optional(),
  temporary: z.enum(['yes', '']).default(''),
}

type Sent = { readonly day?: LocalDate | undefined; readonly temporary: 'yes' | '' }

export function planMeant({ day, temporary }: Sent) {
  return day === undefined ? {} : { on: { day, temporary: temporary === 'yes' } }
}
