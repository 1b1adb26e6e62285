import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import { stepHasExpired } from '../../rules/session-limits.ts'
import { answerSignOnAttempt, findRequest, forgetRequest } from '../../store/sign-on/attempts.ts'
import { findConnection } from '../../store/sign-on/connections.ts'
import { gate, hashToken, newToken, type Access } from '../access.ts'
import { noteRefusedArrival, type BackRefusal } from './come-back.ts'
import { claimsInAnswer } from './saml.ts'

type Brought = {
  readonly connectionId: string
  readonly relayState: string
  /** The SAMLResponse as the form of the service sent it. */
  readonly answer: string
}

/**
 * What another site's form brought is judged without knowing whose browser that was, for no cookie comes with it. The
 * browser is given a word of its own, and comes in only where it also holds the cookie of the departure: an answer that
 * was made for somebody else, or that somebody else's request was sent to fetch, opens nothing.
 */
export async function takeAnswer(
  access: Access,
  { connectionId, relayState, answer }: Brought,
): Promise<Outcome<{ readonly word: string }, BackRefusal>> {
  const relayHash = hashToken(relayState)
  const [request, connection] = await access.db.read(gate, (tx) =>
    Promise.all([findRequest(tx, relayHash), findConnection(tx, connectionId)]),
  )
  const isOurs = request?.connectionId === connectionId && !stepHasExpired(request.createdAt, access.clock.now())
  if (request === undefined || connection?.kind !== 'saml' || !isOurs) return refused({ code: 'expired', connection })
  const { requestId } = request
  const judged = await claimsInAnswer(access, connection, { requestId, answer })
  if (!judged.ok) {
    await access.db.write(gate, (tx) => forgetRequest(tx, relayHash))
    await noteRefusedArrival(access, connection, { reason: judged.refusal.code, detail: judged.refusal.detail })
    return refused({ code: 'issuer', connection, why: judged.refusal })
  }
  const word = newToken()
  const kept = await access.db.write(gate, (tx) =>
    answerSignOnAttempt(tx, { relayHash, answerHash: hashToken(word), answer: judged.value }),
  )
  return kept ? done({ word }) : refused({ code: 'expired', connection })
}
