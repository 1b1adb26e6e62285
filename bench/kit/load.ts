import { z } from 'zod'
import { ask } from './child.ts'

export const LoadGiven = z.object({
  origin: z.string(),
  path: z.string(),
  cookie: z.string(),
  concurrency: z.int().positive(),
  seconds: z.number().positive(),
  /** Before those that are counted: an engine throws away what it has made of code that rests for eight seconds. */
  warmingSeconds: z.number().nonnegative().optional(),
})
export type LoadGiven = z.infer<typeof LoadGiven>

export const LoadSeen = z.object({ perSecond: z.number(), p50: z.number(), p99: z.number(), bytes: z.number() })
export type LoadSeen = z.infer<typeof LoadSeen>

/** Asks for one page again and again from a process of its own; latencies in milliseconds. */
export async function load(given: LoadGiven): Promise<LoadSeen> {
  return LoadSeen.parse(await ask('load', given))
}
