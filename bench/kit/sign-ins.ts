import { z } from 'zod'
import { Person } from './sign-in-client.ts'

/** What the process that signs people in is told. */
export const SignInsGiven = z.object({
  origin: z.string(),
  people: z.array(Person),
  seconds: z.number().positive(),
})
export type SignInsGiven = z.infer<typeof SignInsGiven>
export const SignInsSeen = z.object({ perSecond: z.number() })

export const PacedGiven = z.object({
  origin: z.string(),
  path: z.string(),
  cookie: z.string(),
  everyMs: z.number().positive(),
  seconds: z.number().positive(),
})
export type PacedGiven = z.infer<typeof PacedGiven>
export const PacedSeen = z.object({ latencies: z.array(z.number()) })

export const HashesGiven = z.object({ atOnce: z.int().positive(), seconds: z.number().positive() })
export const HashesSeen = z.object({ perSecond: z.number() })
