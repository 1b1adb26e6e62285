import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/tx.ts'
import { stepHasExpired } from '../rules/session-limits.ts'
import { lockPasskey, notePasskeyUse, takeCeremony, type Ceremony } from '../store/passkeys.ts'
import { hashToken, type Access } from './access.ts'

const base64url = z
  .string()
  .max(8_000)
  .regex(/^[\w-]*$/)
const Assertion = z.object({
  id: base64url.min(1),
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish().transform((handle) => handle ?? undefined),
  }),
})

/** What a browser signs. Never taken from the browser, so an answer to another question is worth nothing. */
export function newCeremony(
  given: Pick<Ceremony, 'purpose' | 'accountId' | 'createdAt'> & Partial<Pick<Ceremony, 'name' | 'returnTo'>>,
): Ceremony {
  return { name: '', returnTo: '', ...given, challenge: newChallenge() }
}

export function newChallenge(): string {
  return randomBytes(32).toString('base64url')
}

/** A passkey is bound to the host that people type: an answer given to another site does not fit. */
export function relyingParty({ origin }: Pick<Access, 'origin'>) {
  return { id: new URL(origin).hostname, origin: new URL(origin).origin, name: 'Provider Portal' }
}

/** No list of passkeys is sent, so the question is the same for everybody and tells nothing of an account. */
export function requestOptions(access: Pick<Access, 'origin'>, challenge: string) {
  return {
    challenge,
    rpId: relyingParty(access).id,
    allowCredentials: [],
    userVerification: 'required',
    timeout: 300_000,
  }
}

export type PasskeyAnswer = {
  readonly token: string
  readonly response: string
  /** An answer to a question of one kind is none to another. */
  readonly purpose: 'sign-in' | 'step-up'
}
type Proved = { readonly accountId: string; readonly ceremony: Ceremony }

/** Whose passkey answered the question that was put to this browser, with its person checked by finger, face or PIN. */
export async function provePasskey(access: Access, tx: Tx, answer: PasskeyAnswer): Promise<Proved | undefined> {
  const now = access.clock.now()
  const ceremony = await takeCeremony(tx, hashToken(answer.token))
  if (ceremony?.purpose !== answer.purpose || stepHasExpired(ceremony.createdAt, now)) return undefined
  const assertion = Assertion.safeParse(jsonOf(answer.response))
  if (!assertion.success) return undefined
  const passkey = await lockPasskey(tx, assertion.data.id)
  if (passkey === undefined) return undefined
  const { id: expectedRPID, origin: expectedOrigin } = relyingParty(access)
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { userHandle, ...signed } = assertion.data.response
  const verified = await verifyAuthenticationResponse({
    response: {
      ...assertion.data,
      response: { ...signed, ...(userHandle !== undefined && { userHandle }) },
      clientExtensionResults: {},
    },
    expectedChallenge: ceremony.challenge,
    expectedOrigin,
    expectedRPID,
    requireUserVerification: true,
    credential: {
      id: assertion.data.id,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
    },
    // The library throws for whatever does not fit; here that is one answer like any other wrong one.
  }).catch(() => undefined)
  if (verified?.verified !== true) return undefined
  await notePasskeyUse(tx, passkey.id, { counter: verified.authenticationInfo.newCounter, now })
  return { accountId: passkey.accountId, ceremony }
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
