import { expect } from 'vitest'
import { z } from 'zod'
import { fixedClock } from '../../../platform/clock.ts'
import { priceCommand } from '../price/command.ts'

export const Answers = z.object({ version: z.literal(1), answers: z.array(z.looseObject({ id: z.string() })) })

type Run = { readonly code: number; readonly out: string; readonly err: string }

export async function price(input: string | Uint8Array, file?: string): Promise<Run> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input
  let out = ''
  let err = ''
  const code = await priceCommand(
    { file },
    {
      readFile: () => Promise.resolve(bytes),
      readInput: () => Promise.resolve(bytes),
      out: (text) => (out += text),
      err: (text) => (err += text),
      clock: fixedClock('2025-04-30T12:00:00Z'),
    },
  )
  return { code, out, err }
}

/** The answer to a file of one case, which must be of the format. */
export async function answerTo(described: object, top: object = {}): Promise<Record<string, unknown>> {
  const { code, out, err } = await price(JSON.stringify({ version: 1, ...top, cases: [described] }))
  expect([code, err]).toEqual([0, ''])
  const [answer] = Answers.parse(JSON.parse(out)).answers
  return answer ?? {}
}
export async function codeFor(described: object, top: object = {}): Promise<unknown> {
  const { refused } = await answerTo(described, top)
  return z.object({ code: z.string(), text: z.string().min(1) }).parse(refused).code
}
