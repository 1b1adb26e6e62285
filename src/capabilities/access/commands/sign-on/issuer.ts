import { createHash, createHmac } from 'node:crypto'
import type { Configuration } from 'openid-client'
import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import { askOutside, OutgoingFault, strictLimits, type OutgoingLimits } from '../../../../platform/outgoing.ts'
import { unseal } from '../../../../platform/secrets.ts'
import type { Claims } from '../../rules/sign-on.ts'
import type { Connection } from '../../store/sign-on/connections.ts'
import type { Access } from '../access.ts'

export type Issuer = Pick<Connection, 'councilId' | 'id' | 'issuer' | 'clientId' | 'secret' | 'acrValues'>
export type IssuerRefusal = {
  /** It did not answer; what it sent does not hold; or it said no by itself. */
  readonly code: 'issuer-down' | 'not-trusted' | 'said-no'
  /** For the council's log, never for the page of whoever signs in. */
  readonly detail: string
}

/** Kept nowhere: they follow from the secret that only the browser which left holds. */
export function departureOf(token: string) {
  const from = (what: string) => createHmac('sha256', token).update(`sign-on ${what}`).digest('base64url')
  return { state: from('state'), nonce: from('nonce'), verifier: from('verifier') }
}

/** The same for SAML, whose request is named, and whose answer comes without the cookie: what is kept is in the attempt. */
export function requestOf(token: string) {
  const from = (what: string) => createHmac('sha256', token).update(`sign-on ${what}`)
  return { requestId: `_${from('request').digest('hex')}`, relayState: from('relay').digest('base64url') }
}

/** One for each connection, so that an answer meant for another issuer cannot be brought here. */
export function returnAddress({ origin }: Pick<Access, 'origin'>, connectionId: string): string {
  return `${origin}/sign-in/with/${connectionId}/callback`
}

export function ownerOfSecret({ councilId, id }: Pick<Connection, 'councilId' | 'id'>): string {
  return `sign-on ${councilId} ${id}`
}

/** What the issuer says of itself, asked anew each time: a changed key or address is known at the next sign-in. */
export async function meetIssuer(access: Access, issuer: Issuer): Promise<Outcome<Configuration, IssuerRefusal>> {
  const limits = access.outgoing ?? strictLimits
  const client = await import('openid-client')
  const secret = issuer.secret === null ? undefined : unseal(access.secrets, issuer.secret, ownerOfSecret(issuer))
  const met = async () => {
    const config = await client.discovery(
      new URL(issuer.issuer),
      issuer.clientId,
      { redirect_uris: [returnAddress(access, issuer.id)] },
      secret === undefined ? client.None() : client.ClientSecretPost(secret),
      {
        [client.customFetch]: fetchWithin(limits),
        timeout: limits.milliseconds / 1000,
        execute: [
          // The library does not check the signature of a token that came straight from the issuer. This does.
          client.enableNonRepudiationChecks,
          // Said to be deprecated so that it stands out. Here `askOutside` decides, and lets http reach this machine alone.
          // eslint-disable-next-line @typescript-eslint/no-deprecated
          ...(limits.allowLocalHttp ? [client.allowInsecureRequests] : []),
        ],
      },
    )
    // The library lets Entra ID's shared addresses speak for every tenant.
    if (config.serverMetadata().issuer !== issuer.issuer) throw new Error('another issuer answered')
    return config
  }
  return judged(met)
}

function fetchWithin(limits: OutgoingLimits) {
  const ask = askOutside(limits)
  return (
    address: string,
    { method, headers, body }: { method: string; headers: Record<string, string>; body: unknown },
  ) =>
    ask(address, {
      method,
      headers,
      ...((typeof body === 'string' || body instanceof URLSearchParams) && { body: body.toString() }),
    })
}

type Leaving = { readonly token: string; readonly again: boolean }

/** Where the browser goes. To show again who is there, the issuer must ask them, whatever session it still has. */
export async function addressToLeaveFor(
  access: Access,
  issuer: Issuer,
  { token, again }: Leaving,
): Promise<Outcome<string, IssuerRefusal>> {
  const met = await meetIssuer(access, issuer)
  if (!met.ok) return met
  const { state, nonce, verifier } = departureOf(token)
  const { buildAuthorizationUrl } = await import('openid-client')
  const address = buildAuthorizationUrl(met.value, {
    redirect_uri: returnAddress(access, issuer.id),
    scope: 'openid profile email',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(issuer.acrValues.length > 0 && { acr_values: issuer.acrValues.join(' ') }),
    ...(again && { prompt: 'login', max_age: '0' }),
  })
  if (!isPageOfIssuer(access, address)) return refused({ code: 'not-trusted', detail: 'its sign-in page is not https' })
  return done(address.href)
}

type Returning = {
  readonly token: string
  /** The query that the browser brought back. */
  readonly query: string
  readonly wants: readonly string[]
}

/** The code for the claims: state, nonce, verifier, issuer, audience, expiry and signature are checked on the way. */
export async function claimsBroughtBack(
  access: Access,
  issuer: Issuer,
  { token, query, wants }: Returning,
): Promise<Outcome<Claims, IssuerRefusal>> {
  const met = await meetIssuer(access, issuer)
  if (!met.ok) return met
  const { authorizationCodeGrant, fetchUserInfo } = await import('openid-client')
  const { state, nonce, verifier } = departureOf(token)
  return judged(async () => {
    const tokens = await authorizationCodeGrant(met.value, new URL(`${returnAddress(access, issuer.id)}?${query}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims: Claims = { ...tokens.claims() }
    const told = wants.every((claim) => claim in claims) || met.value.serverMetadata().userinfo_endpoint === undefined
    if (told) return claims
    // What it says by the other way about the same subject; the signed token has the last word.
    const more = await fetchUserInfo(met.value, tokens.access_token, String(claims['sub']))
    return { ...more, ...claims }
  })
}

/** A library's fault becomes one of three; its words go to the council's log. */
async function judged<T>(act: () => Promise<T>): Promise<Outcome<T, IssuerRefusal>> {
  try {
    return done(await act())
  } catch (fault) {
    return refused(refusalOf(fault))
  }
}

function refusalOf(fault: unknown): IssuerRefusal {
  const causes = chainOf(fault)
  const outside = causes.find((one) => one instanceof OutgoingFault)
  if (outside !== undefined) return { code: 'issuer-down', detail: outsideWords[outside.why] }
  const detail = causes
    .map(({ message }) => message)
    .join(': ')
    .slice(0, 300)
  const { name } = causes[0] ?? { name: '' }
  if (['AuthorizationResponseError', 'ResponseBodyError'].includes(name)) return { code: 'said-no', detail }
  return { code: 'not-trusted', detail: detail === '' ? 'what it sent cannot be read' : detail }
}

const outsideWords: Readonly<Record<OutgoingFault['why'], string>> = {
  address: 'its address is not https',
  private: 'its address is inside a private network',
  unreachable: 'it does not answer',
  slow: 'it did not answer in time',
  large: 'its answer is too large',
}

function chainOf(fault: unknown): readonly Error[] {
  if (!(fault instanceof Error)) return []
  return [fault, ...chainOf(fault.cause)]
}

/** Where signing out at the issuer starts, if it offers that. */
export async function addressToSignOut(access: Access, issuer: Issuer): Promise<string | undefined> {
  const met = await meetIssuer(access, issuer)
  if (!met.ok || met.value.serverMetadata().end_session_endpoint === undefined) return undefined
  const { buildEndSessionUrl } = await import('openid-client')
  const address = buildEndSessionUrl(met.value, { post_logout_redirect_uri: `${access.origin}/signed-out` })
  return isPageOfIssuer(access, address) ? address.href : undefined
}

export function isPageOfIssuer(access: Access, { protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ((access.outgoing ?? strictLimits).allowLocalHttp && hostname === 'localhost')
}
