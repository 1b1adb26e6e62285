import { z } from 'zod'

/** The last row of the page before, as its link says it: an instant and an id. */
export const Cursor = z
  .string()
  .transform((text) => text.split('_'))
  .pipe(z.tuple([z.iso.datetime(), z.uuid()]))
  .transform(([at, id]) => ({ at, id }))
