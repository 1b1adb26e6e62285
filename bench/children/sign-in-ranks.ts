import { z } from 'zod'
import { openSignInClient, type Person } from '../kit/sign-in-client.ts'

export const RanksGiven = z.object({
  origin: z.string(),
  /** People of the world: the first half is locked, the others are not. */
  people: z.int().positive(),
  atOnce: z.int().positive(),
})
export const RanksSeen = z.array(z.object({ kind: z.string(), first: z.number(), second: z.number() }))

/** Each try from an address of its own, so that none is stopped before it is looked at. */
export async function signInRanksChild(input: unknown): Promise<z.infer<typeof RanksSeen>> {
  const { origin, people, atOnce } = RanksGiven.parse(input)
  const tries = Array.from({ length: people / 2 }, (_, n) => mixed(n, people)).flat()
  const seen: z.infer<typeof RanksSeen> = []
  let next = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const client = await openSignInClient(origin)
      for (let at = next++; at < tries.length; at = next++) {
        const one = tries[at]
        if (one === undefined) break
        const { first, second, status } = await client.signIn(one, addressOf(at))
        if (status !== 422) throw new Error(`a try that must be refused answered ${String(status)}`)
        seen.push({ kind: one.kind, first, second })
      }
      client.close()
    }),
  )
  return seen
}

/** One of each kind, in an order that changes, so that all of them meet the same minutes. */
function mixed(n: number, people: number): readonly (Person & { readonly kind: string })[] {
  const wrong = (kind: string, number: number) => ({
    kind,
    email: `signs-in-${String(number)}@example.org`,
    password: 'not the password 1',
    code: '000000',
  })
  const each = [wrong('wrong password', people / 2 + n), wrong('nobody', people + n), wrong('locked', n)]
  return [...each.slice(n % 3), ...each.slice(0, n % 3)]
}

function addressOf(at: number): string {
  return `10.1.${String(at >> 8)}.${String(at & 255)}`
}
