import { z } from 'zod'

/** What every list and every PATCH of RFC 7644 has. */
export const Listing = z.object({
  filter: z.string().max(1_000).default(''),
  startIndex: z.coerce
    .number()
    .int()
    .catch(1)
    .default(1)
    .transform((from) => Math.min(Math.max(from, 1), 1_000_000)),
  count: z.coerce
    .number()
    .int()
    .catch(100)
    .default(100)
    .transform((rows) => Math.min(Math.max(rows, 0), 200)),
  excludedAttributes: z.string().max(1_000).default(''),
})
export const One = z.object({ id: z.string().max(100) })
export const Resource = z.record(z.string(), z.unknown())
const insensitive = (body: unknown): unknown =>
  typeof body === 'object' && body !== null
    ? Object.fromEntries(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]))
    : body
const Operation = z.preprocess(
  insensitive,
  z.object({ op: z.string().max(20), path: z.string().max(500).optional(), value: z.unknown().optional() }),
)
export const Patch = z
  .preprocess(insensitive, z.object({ operations: z.array(Operation).min(1).max(1_000) }))
  .transform(({ operations }) => operations)
