import { z } from 'zod'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { stepHasExpired } from '../rules/session-limits.ts'
import { recordEvent } from '../store/accounts.ts'
import { getOwnCredentials } from '../store/credentials.ts'
import {
  findCeremony,
  forgetCeremonies,
  keepCeremony,
  listPasskeys,
  removeOwnPasskey,
  renameOwnPasskey,
  savePasskey,
  takeCeremony,
  type Ceremony,
} from '../store/passkeys.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { checkPassword } from './check-password.ts'
import { jsonOf, newCeremony, relyingParty } from './passkey-proof.ts'
import { tellOfChange } from './tell-of-change.ts'

const MOST_PASSKEYS = 20
const KEPT_MINUTES = 60
/** EdDSA, ECDSA and RSA, each with SHA-256, as COSE numbers them: every authenticator has one of them. */
const ALGORITHMS = [-8, -7, -257]
const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/)
const Attestation = z.object({
  id: base64url.min(1),
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(30)).max(10).default([]),
  }),
})

type Proved = { readonly accountId: string; readonly password: string; readonly address: string }
type Named = Proved & { readonly name: string }
export type PasskeyRefusal = {
  readonly code: 'wrong-password' | 'locked' | 'too-many' | 'expired' | 'not-taken' | 'in-use'
}

/** The password first: an open session is not enough to add a way in. The answer is the token of the question. */
export async function startPasskey(access: Access, named: Named): Promise<Outcome<string, PasskeyRefusal>> {
  const proof = await checkPassword(access, named)
  if (proof !== 'right') return refused({ code: proof === 'locked' ? 'locked' : 'wrong-password' })
  return askForPasskey(access, named)
}

/** Without a password: for whoever has just given it, or is choosing it. */
export async function askForPasskey(
  access: Access,
  { accountId, address, name }: Omit<Named, 'password'>,
): Promise<Outcome<string, PasskeyRefusal>> {
  const now = access.clock.now()
  const token = newToken()
  return access.db.write(gate, async (tx) => {
    if ((await listPasskeys(tx, accountId)).length >= MOST_PASSKEYS) return refused({ code: 'too-many' })
    const ceremony = newCeremony({ purpose: 'add', accountId, name, createdAt: now })
    await keepCeremony(tx, hashToken(token), { ...ceremony, address })
    await forgetCeremonies(tx, new Date(now.getTime() - KEPT_MINUTES * 60_000))
    return done(token)
  })
}

type Asked = { readonly accountId: string; readonly token: string }

/** What the browser is asked for: a passkey that it can find by itself, and that checks who uses it. */
export async function creationOptions(access: Access, { accountId, token }: Asked): Promise<object | undefined> {
  const [ceremony, known, { email, name }] = await access.db.read(gate, (tx) =>
    Promise.all([findCeremony(tx, hashToken(token)), listPasskeys(tx, accountId), getOwnCredentials(tx, accountId)]),
  )
  if (!isFor(ceremony, accountId, access.clock.now())) return undefined
  const { id, name: site } = relyingParty(access)
  return {
    rp: { id, name: site },
    user: { id: Buffer.from(accountId).toString('base64url'), name: email, displayName: name },
    challenge: ceremony.challenge,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: known.map(({ credentialId }) => ({ type: 'public-key', id: credentialId })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
    timeout: 300_000,
  }
}

type Answering = Asked & { readonly response: string; readonly address: string }

export async function addPasskey(access: Access, answering: Answering): Promise<Outcome<true, PasskeyRefusal>> {
  const { accountId, token, address } = answering
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const ceremony = await takeCeremony(tx, hashToken(token))
    if (!isFor(ceremony, accountId, now)) return refused({ code: 'expired' })
    const credential = await credentialIn(access, ceremony.challenge, answering.response)
    if (credential === undefined) return refused({ code: 'not-taken' })
    const saved = await savePasskey(tx, { accountId, ...credential, name: ceremony.name, now })
    if (!saved) return refused({ code: 'in-use' })
    await recordEvent(tx, now, { accountId, kind: 'passkey-added', address })
    await tellOfChange(tx, { accountId, changed: 'passkey-added', now })
    return done(true)
  })
}

async function credentialIn(access: Access, expectedChallenge: string, answer: string) {
  const attestation = Attestation.safeParse(jsonOf(answer))
  if (!attestation.success) return undefined
  const { id: expectedRPID, origin: expectedOrigin } = relyingParty(access)
  const { transports, ...response } = attestation.data.response
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const verified = await verifyRegistrationResponse({
    response: { ...attestation.data, response, clientExtensionResults: {} },
    expectedChallenge,
    expectedOrigin,
    expectedRPID,
    supportedAlgorithmIDs: ALGORITHMS,
    requireUserVerification: true,
  }).catch(() => undefined)
  if (verified?.verified !== true) return undefined
  const { id, publicKey, counter } = verified.registrationInfo.credential
  return { credentialId: id, publicKey: Buffer.from(publicKey), counter, transports }
}

export async function renamePasskey(
  access: Access,
  { accountId, id, name }: { readonly accountId: string; readonly id: string; readonly name: string },
): Promise<boolean> {
  return access.db.write(gate, (tx) => renameOwnPasskey(tx, { accountId, id }, name))
}

export async function removePasskey(
  access: Access,
  removal: Proved & { readonly id: string },
): Promise<Outcome<boolean, PasskeyRefusal>> {
  const proof = await checkPassword(access, removal)
  if (proof !== 'right') return refused({ code: proof === 'locked' ? 'locked' : 'wrong-password' })
  const { accountId, id, address } = removal
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const removed = await removeOwnPasskey(tx, { accountId, id })
    if (!removed) return done(false)
    await recordEvent(tx, now, { accountId, kind: 'passkey-removed', address })
    await tellOfChange(tx, { accountId, changed: 'passkey-removed', now })
    return done(true)
  })
}

function isFor(ceremony: Ceremony | undefined, accountId: string, now: Date): ceremony is Ceremony {
  return ceremony?.purpose === 'add' && ceremony.accountId === accountId && !stepHasExpired(ceremony.createdAt, now)
}
