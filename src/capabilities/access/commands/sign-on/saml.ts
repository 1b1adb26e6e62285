import type { SAML, SamlConfig } from '@node-saml/node-saml'
import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import { readXmlTree, UnreadableXml, type XmlNode } from '../../../../platform/xml-tree.ts'
import { assertionFault, claimsOf, saidNo, shapeFault, type Expected } from '../../rules/saml.ts'
import type { Claims } from '../../rules/sign-on.ts'
import type { Connection } from '../../store/sign-on/connections.ts'
import type { Access } from '../access.ts'
import { isPageOfIssuer, type IssuerRefusal } from './issuer.ts'

/** As much of a connection as SAML needs. */
export type SamlService = Pick<Connection, 'id' | 'issuer' | 'signInAddress' | 'certificates' | 'acrValues'>

/** What the portal is called at this connection's service, and where its answers are brought: one for each connection. */
export function samlNames({ origin }: Pick<Access, 'origin'>, connectionId: string) {
  const at = `${origin}/sign-in/with/${connectionId}`
  return { entityId: `${at}/metadata`, answers: `${at}/assertion` }
}

type Leaving = { readonly requestId: string; readonly relayState: string; readonly again: boolean }

/** Where the browser goes, with the request in the address. Nothing is asked of the service itself. */
export async function samlAddressToLeaveFor(
  access: Access,
  service: SamlService,
  { requestId, relayState, again }: Leaving,
): Promise<Outcome<string, IssuerRefusal>> {
  const library = await samlFor(access, service, { requestId, again })
  const address = new URL(await library.getAuthorizeUrlAsync(relayState, undefined, {}))
  if (!isPageOfIssuer(access, address)) return refused({ code: 'not-trusted', detail: 'its sign-in page is not https' })
  return done(address.href)
}

/** What our own side is, for the service to read. */
export async function samlMetadata(access: Access, service: SamlService): Promise<string> {
  const { generateServiceProviderMetadata } = await import('@node-saml/node-saml')
  const { entityId, answers } = samlNames(access, service.id)
  return generateServiceProviderMetadata({
    issuer: entityId,
    callbackUrl: answers,
    identifierFormat: PERSISTENT,
    wantAssertionsSigned: true,
    generateUniqueId: () => `_${service.id}`,
  })
}

const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'

type Asked = { readonly requestId: string; readonly again?: boolean }

async function samlFor(access: Access, service: SamlService, { requestId, again = false }: Asked): Promise<SAML> {
  const { SAML: Library, ValidateInResponseTo } = await import('@node-saml/node-saml')
  const { entityId, answers } = samlNames(access, service.id)
  const config: SamlConfig = {
    issuer: entityId,
    audience: entityId,
    callbackUrl: answers,
    idpIssuer: service.issuer,
    idpCert: [...service.certificates],
    entryPoint: service.signInAddress,
    // The service chooses how it names a person: to ask for a form that it cannot give is to be refused.
    identifierFormat: null,
    forceAuthn: again,
    disableRequestedAuthnContext: service.acrValues.length === 0,
    authnContext: [...service.acrValues],
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: 60_000,
    generateUniqueId: () => requestId,
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: thisRequestAlone(requestId, access.clock.now()),
  }
  return new Library(config)
}

/** What was asked is kept with the departure, in the database: the library's own memory is of one process. */
function thisRequestAlone(requestId: string, now: Date) {
  const known = (key: string | null) => (key === requestId ? now.toISOString() : null)
  return {
    saveAsync: (key: string) => Promise.resolve({ value: key, createdAt: now.getTime() }),
    getAsync: (key: string) => Promise.resolve(known(key)),
    removeAsync: (key: string | null) => Promise.resolve(key),
  }
}

type Answer = { readonly requestId: string; readonly answer: string }

/**
 * The shape, then the signature, then what it signs. The library says whether a key that we were given signed these
 * bytes; what is believed is read from those bytes alone, by our own reader and our own rules.
 */
export async function claimsInAnswer(
  access: Access,
  service: SamlService,
  { requestId, answer }: Answer,
): Promise<Outcome<Claims, IssuerRefusal>> {
  const { entityId, answers } = samlNames(access, service.id)
  const expected: Expected = {
    issuer: service.issuer,
    audience: entityId,
    recipient: answers,
    requestId,
    now: access.clock.now(),
  }
  const response = treeOf(answer)
  if (typeof response === 'string') return notTrusted(response)
  const said = saidNo(response)
  if (said !== undefined) return refused({ code: 'said-no', detail: `it said ${said}`.slice(0, 300) })
  const shape = shapeFault(response, expected)
  if (shape !== undefined) return notTrusted(shape)
  const signed = await signedAssertion(await samlFor(access, service, { requestId }), answer)
  if (typeof signed === 'string') return notTrusted(signed)
  const fault = assertionFault(signed, expected)
  return fault === undefined ? done(claimsOf(signed)) : notTrusted(fault)
}

function notTrusted(detail: string): Outcome<never, IssuerRefusal> {
  return refused({ code: 'not-trusted', detail: detail.slice(0, 300) })
}

/** A sentence where it cannot be read. */
function treeOf(base64: string): XmlNode | string {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(base64)) return 'it is not base64'
  try {
    return readXmlTree(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64')))
  } catch (fault) {
    return fault instanceof UnreadableXml ? fault.message : 'it is not text in UTF-8'
  }
}

async function signedAssertion(library: SAML, answer: string): Promise<XmlNode | string> {
  try {
    const { profile } = await library.validatePostResponseAsync({ SAMLResponse: answer })
    const xml = profile?.getAssertionXml?.()
    return xml === undefined ? 'it says nothing of a person' : readXmlTree(xml)
  } catch (fault) {
    return fault instanceof Error ? fault.message : 'its signature is not right'
  }
}
