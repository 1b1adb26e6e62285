import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import samlp from 'samlp'
import { makeCertificate } from '../../../platform/seal/make-certificate.ts'
import type { Stage } from '../../../testing/stage.ts'
import type { Answer, Browser } from './an-access.ts'
import { leaveFor } from './sign-on.ts'

/** Whoever is at the keyboard when the service asks. */
export type AtService = {
  readonly nameId: string
  readonly format?: string
  readonly attributes: Readonly<Record<string, string | readonly string[]>>
}
export type ASamlService = {
  readonly entityId: string
  readonly signInAddress: string
  /** As a connection keeps it. */
  readonly certificate: string
  seat(person: AtService): void
  /** What it does in place of what it should: options of the package. */
  misbehave(options: object): void
  stop(): Promise<void>
}
/** What a service's page sends by its form. */
export type Posted = { readonly action: string; readonly SAMLResponse: string; readonly RelayState: string }

export const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
export const EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
export const GROUPS = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups'

/** A SAML identity provider, run for the test on a port of its own. */
export async function aSamlService(): Promise<ASamlService> {
  const { certificate, key } = await makeCertificate('A council', new Date(Date.parse('2020-01-01T00:00:00Z')))
  let person: AtService = { nameId: 'nobody', attributes: {} }
  let wrongly: object = {}
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const query = Object.fromEntries(url.searchParams)
    const fail = (fault: unknown) => response.writeHead(500).end(String(fault))
    const answering = {
      set: (name: string, value: string) => void response.setHeader(name, value),
      send: (body: unknown, more?: unknown) => void response.end(String(more ?? body)),
    }
    samlp.auth({ ...configuration(() => person), ...wrongly })({ method: 'GET', query }, answering, fail)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const origin = `http://localhost:${String((server.address() as AddressInfo).port)}`
  const configuration = (atKeyboard: () => AtService) => ({
    issuer: `${origin}/metadata`,
    cert: certificate,
    key,
    lifetimeInSeconds: 300,
    getPostURL: (_: string, asked: AskedXml, _request: unknown, tell: (fault: null, url: string) => void) => {
      tell(null, asked.documentElement.getAttribute('AssertionConsumerServiceURL'))
    },
    getUserFromRequest: atKeyboard,
    profileMapper: ({ attributes, nameId, format = PERSISTENT }: AtService) => ({
      getClaims: (options: Options) => {
        // The package is told the recipient once for all; each connection has its own.
        options.recipient ??= options.postUrl
        options.destination ??= options.postUrl
        return attributes
      },
      getNameIdentifier: () => ({ nameIdentifier: nameId, nameIdentifierFormat: format }),
    }),
  })
  return {
    entityId: `${origin}/metadata`,
    signInAddress: `${origin}/sign-in`,
    certificate: certificate.replaceAll(/-----[A-Z ]+-----|\s/g, ''),
    seat: (next) => (person = next),
    misbehave: (options) => (wrongly = options),
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections()
        server.close(() => {
          stopped()
        })
      }),
  }
}

type AskedXml = { readonly documentElement: { getAttribute(name: string): string } }
type Options = { recipient?: string; destination?: string; readonly postUrl: string }

/** A connection in use for the council's own staff, unless said otherwise. */
export async function aSamlConnection(
  stage: Stage,
  at: { readonly councilId: string; readonly id: string; readonly service: ASamlService },
  over: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  await stage.build.insert('access.sign_on_connection', {
    council_id: at.councilId,
    id: at.id,
    kind: 'saml',
    issuer: at.service.entityId,
    client_id: null,
    sign_in_address: at.service.signInAddress,
    certificates: [at.service.certificate],
    groups_claim: GROUPS,
    email_domains: ['example.org'],
    email_is_checked: true,
    enabled: true,
    ...over,
  })
  return at.id
}

/** What the service's page would have the browser send. */
export async function throughService(address: string): Promise<Posted> {
  const html = await (await fetch(address)).text()
  const field = (name: string) => new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(html)?.[1] ?? ''
  const action = /action="([^"]*)"/.exec(html)?.[1]
  if (action === undefined) throw new Error(`the service stopped: ${html.slice(0, 500)}`)
  return { action: plain(action), SAMLResponse: plain(field('SAMLResponse')), RelayState: plain(field('RelayState')) }
}

function plain(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&')
}

/** A form of another site: a browser sends it without any cookie of ours. */
export async function bring(browser: Browser, { action, ...fields }: Posted): Promise<Answer> {
  const kept = new Map(browser.cookies)
  browser.cookies.clear()
  const answer = await browser.post(new URL(action).pathname, { _csrf: '', ...fields })
  for (const [name, value] of kept) if (!browser.cookies.has(name)) browser.cookies.set(name, value)
  return answer
}

/** All the way. */
export async function signInBySaml(browser: Browser, connectionId: string, returnTo = ''): Promise<Answer> {
  const brought = await bring(browser, await throughService(await leaveFor(browser, connectionId, returnTo)))
  return brought.status === 303 ? browser.get(brought.location) : brought
}
