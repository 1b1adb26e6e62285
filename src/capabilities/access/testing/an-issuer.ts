import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** Whoever is at the keyboard when the issuer asks. */
export type AtIssuer = {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
  readonly groups?: readonly string[]
  readonly oid?: string
  /** How strongly they signed in. */
  readonly acr?: string
}
export type AnIssuer = {
  readonly origin: string
  readonly clientId: string
  readonly clientSecret: string
  seat(person: AtIssuer): void
  /** Signs with a new key from now on, and shows the new one only. */
  rollKeys(): void
  /** How long its tokens are good for; less than nothing makes them expired when they come. */
  tokenSeconds: number
  /** Shows another key under the name of the one that signs. */
  showsWrongKeys: boolean
  /** Whether claims are told in the token, or only to whoever asks with it. */
  inToken: boolean
  stop(): Promise<void>
}

/** A certified OpenID provider, run for the test on a port of its own. */
export async function anIssuer(connectionIds: readonly string[]): Promise<AnIssuer> {
  let handler: (request: IncomingMessage, response: ServerResponse) => void = () => undefined
  const server = createServer((request, response) => {
    handler(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const origin = `http://localhost:${String((server.address() as AddressInfo).port)}`
  const [clientId, clientSecret] = ['portal', randomUUID()]
  let person: AtIssuer = { sub: 'nobody' }
  const issuer: AnIssuer = {
    origin,
    clientId,
    clientSecret,
    tokenSeconds: 600,
    inToken: true,
    showsWrongKeys: false,
    seat: (next) => (person = next),
    rollKeys: () => {
      const kid = randomUUID()
      const provider = new Provider(origin, configuration(kid))
      const callback = provider.callback()
      handler = (request, response) => {
        if (request.url === '/jwks' && issuer.showsWrongKeys) {
          const { kty, n, e } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })
          response.setHeader('content-type', 'application/json')
          response.end(JSON.stringify({ keys: [{ kty, n, e, kid, use: 'sig', alg: 'RS256' }] }))
        } else if (request.url?.startsWith('/interaction/') !== true) callback(request, response)
        else
          void provider.interactionFinished(request, response, {
            login: { accountId: person.sub, ...(person.acr !== undefined && { acr: person.acr }) },
          })
      }
    },
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections()
        server.close(() => {
          stopped()
        })
      }),
  }
  const configuration = (kid: string): object => ({
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: connectionIds.map((id) => `http://localhost/sign-in/with/${id}/callback`),
        post_logout_redirect_uris: ['http://localhost/signed-out'],
      },
    ],
    jwks: { keys: [{ ...privateKey(), kid, use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only for this test'] },
    claims: { acr: null, openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups', 'oid'] },
    conformIdTokenClaims: !issuer.inToken,
    acrValues: ['AAL2_ANY', 'AAL3_ANY'],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ ...person, sub }) }),
    loadExistingGrant: async (context: GrantContext) => {
      const { provider, client, session } = context.oidc
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    ttl: {
      IdToken: () => issuer.tokenSeconds,
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      Interaction: 600,
      Session: 600,
    },
  })
  issuer.rollKeys()
  return issuer
}

type GrantContext = {
  readonly oidc: {
    readonly provider: Provider
    readonly client: { readonly clientId: string }
    readonly session: { readonly accountId: string }
  }
}

function privateKey(): object {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
}

/** Goes where a browser would be sent, until it is sent back to the portal. Answers the path it comes back to. */
export async function throughIssuer(address: string): Promise<string> {
  const cookies = new Map<string, string>()
  let at = address
  for (let hops = 0; hops < 10; hops += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null)
      throw new Error(`the issuer stopped at ${at}: ${String(answer.status)} ${(await answer.text()).slice(0, 500)}`)
    at = new URL(location, at).href
    if (at.startsWith('http://localhost/')) return at.slice('http://localhost'.length)
  }
  throw new Error('the issuer sends in circles')
}
