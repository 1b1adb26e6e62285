import { NotFound } from '../../../../core/errors.ts'
import { addDays } from '../../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import { endToken, listTokens, saveToken } from '../../store/scim/tokens.ts'
import { lockConnection } from '../../store/sign-on/connections.ts'

const MOST_TOKENS = 10
type NewToken = {
  readonly connectionId: string
  readonly name: string
  readonly days: number
  readonly tokenHash: Buffer
}
export type TokenRefusal = { readonly code: 'too-many' | 'not-for-providers' }

/** Answers the hash that is kept: a form sent twice is answered with the first, whose token is not known any more. */
export async function makeScimToken(
  work: Work,
  { connectionId, name, days, tokenHash }: NewToken,
): Promise<Outcome<string, TokenRefusal>> {
  const { providerId } = await lockConnection(work.tx, connectionId)
  if (providerId !== null) return refused({ code: 'not-for-providers' })
  const live = (await listTokens(work.tx, connectionId)).filter(({ endedAt }) => endedAt === null)
  if (live.length >= MOST_TOKENS) return refused({ code: 'too-many' })
  const expiresOn = addDays(work.today, days)
  const made = { connectionId, name, tokenHash, madeAt: work.now, madeBy: work.actor.name, expiresOn }
  const id = await saveToken(work.tx, made)
  await work.audit('scim.token-made', { type: 'scim-token', id }, { name, expiresOn })
  return done(tokenHash.toString('hex'))
}

export async function endScimToken(
  work: Work,
  at: { readonly connectionId: string; readonly id: string },
): Promise<Outcome<true, TokenRefusal>> {
  await lockConnection(work.tx, at.connectionId)
  if (!(await endToken(work.tx, at, work.now))) throw new NotFound('token')
  await work.audit('scim.token-ended', { type: 'scim-token', id: at.id })
  return done(true)
}
