import type { Claims } from './sign-on.ts'

/** As `platform/xml-tree.ts` reads it. */
type Node = {
  readonly space: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Node[]
  readonly text: string
}

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion'
const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#'
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const CLOCKS_DIFFER_MILLISECONDS = 60_000

const signatureMethods = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
])
const digestMethods = new Set(['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'])
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const transforms = new Set([`${XMLDSIG}enveloped-signature`, EXCLUSIVE])

/** What this portal asked, and as whom. */
export type Expected = {
  /** The entity ID of the service that was asked. */
  readonly issuer: string
  /** Our own entity ID. */
  readonly audience: string
  /** Where the answer had to be brought. */
  readonly recipient: string
  readonly requestId: string
  readonly now: Date
}

/** Undefined when the service let the person through; otherwise what it said. */
export function saidNo(response: Node): string | undefined {
  const status = only(response, PROTOCOL, 'Status')
  const code = status && only(status, PROTOCOL, 'StatusCode')
  const said = attribute(code, 'Value')
  if (said === SUCCESS) return undefined
  const inner = code && attribute(only(code, PROTOCOL, 'StatusCode'), 'Value')
  return (
    [said, inner]
      .map((one = '') => one.split(':').at(-1) ?? '')
      .join(' ')
      .trim() || 'no status'
  )
}

/**
 * Before a signature is looked at: one response with one assertion in its place, signed by itself in the one way that
 * we take. Whatever a wrapped, doubled or moved element needs is refused here.
 */
export function shapeFault(response: Node, expected: Expected): string | undefined {
  const every = [...withParents(response)]
  const [assertion, ...more] = every.filter(({ node }) => node.name === 'Assertion')
  const ids = every.flatMap(({ node }) => [...node.attributes].filter(([name]) => /^(xml:)?id$/i.test(name)))
  const checks: readonly (readonly [boolean, string])[] = [
    [response.space !== PROTOCOL || response.name !== 'Response', 'it is not a SAML response'],
    [every.some(({ node }) => node.name.startsWith('Encrypted')), 'it encrypts what it says; switch that off there'],
    [assertion === undefined || more.length > 0, 'it must hold one assertion'],
    [assertion?.parent !== response || assertion.node.space !== ASSERTION, 'its assertion is not in its place'],
    [new Set(ids.map(([, id]) => id)).size !== ids.length, 'two of its elements have the same ID'],
  ]
  return (
    checks.find(([wrong]) => wrong)?.[1] ?? envelopeFault(response, expected) ?? signaturesFault(every, assertion?.node)
  )
}

/** What the response itself says, signed or not: nothing of it is believed, and nothing of it may be otherwise. */
function envelopeFault(response: Node, { recipient, requestId, issuer }: Expected): string | undefined {
  const checks: readonly (readonly [boolean, string])[] = [
    [attribute(response, 'Version') !== '2.0', 'it is not of version 2.0'],
    [(attribute(response, 'Destination') ?? recipient) !== recipient, 'it is meant for another address'],
    [attribute(response, 'InResponseTo') !== requestId, 'it answers another request'],
    [(only(response, ASSERTION, 'Issuer')?.text.trim() ?? issuer) !== issuer, 'another service sent it'],
  ]
  return checks.find(([wrong]) => wrong)?.[1]
}

type Placed = { readonly node: Node; readonly parent: Node | undefined }

function* withParents(node: Node, parent?: Node): Generator<Placed> {
  yield { node, parent }
  for (const child of node.children) yield* withParents(child, node)
}

function signaturesFault(every: readonly Placed[], assertion: Node | undefined): string | undefined {
  const signatures = every.filter(({ node }) => node.name === 'Signature')
  const root = every[0]?.node
  if (!signatures.some(({ parent }) => parent === assertion)) return 'its assertion is not signed'
  if (signatures.some(({ parent }) => parent !== root && parent !== assertion)) return 'a signature is not in its place'
  if (new Set(signatures.map(({ parent }) => parent)).size !== signatures.length) return 'an element is signed twice'
  return signatures.map(({ node, parent }) => signatureFault(node, parent)).find((fault) => fault !== undefined)
}

function signatureFault(signature: Node, signed: Node | undefined): string | undefined {
  const info = only(signature, XMLDSIG, 'SignedInfo')
  const reference = info && only(info, XMLDSIG, 'Reference')
  const id = attribute(signed, 'ID') ?? ''
  const algorithms = [...withParents(signature)].map(({ node }) => node)
  const all = (name: string, allowed: ReadonlySet<string>) =>
    algorithms.filter((node) => node.name === name).every((node) => allowed.has(attribute(node, 'Algorithm') ?? ''))
  const checks: readonly (readonly [boolean, string])[] = [
    [signature.children.some(({ name }) => name === 'Object'), 'a signature holds more than it should'],
    [
      reference === undefined || id === '' || attribute(reference, 'URI') !== `#${id}`,
      'a signature is of something else',
    ],
    [!all('SignatureMethod', signatureMethods), 'it must sign with RSA and SHA-256 or SHA-512'],
    [!all('DigestMethod', digestMethods), 'it must make digests with SHA-256 or SHA-512'],
    [!all('Transform', transforms), 'it signs in a form that is not taken'],
    [!all('CanonicalizationMethod', new Set([EXCLUSIVE])), 'it signs in a form that is not taken'],
  ]
  return checks.find(([wrong]) => wrong)?.[1]
}

/** Of the very bytes whose signature was right: that they were said to us, now, in answer to this request. */
export function assertionFault(assertion: Node, expected: Expected): string | undefined {
  const { issuer, now } = expected
  const subject = only(assertion, ASSERTION, 'Subject')
  const conditions = only(assertion, ASSERTION, 'Conditions')
  const confirmations = subject === undefined ? [] : all(subject, ASSERTION, 'SubjectConfirmation')
  const checks: readonly (readonly [boolean, string])[] = [
    [assertion.space !== ASSERTION || assertion.name !== 'Assertion', 'what is signed is no assertion'],
    [only(assertion, ASSERTION, 'Issuer')?.text.trim() !== issuer, 'another service says it'],
    [subject === undefined, 'it says nothing of a person'],
    [conditions === undefined, 'it names no conditions'],
    [
      !confirmations.some((one) => isConfirmed(one, expected)),
      'it was not said to us in answer to this request, or too long ago',
    ],
    [conditions !== undefined && !isWithin(conditions, now), 'it is not valid now'],
    [conditions !== undefined && !isForUs(conditions, expected), 'it is meant for another audience'],
    [statementOf(assertion) === undefined, 'it does not say that anybody signed in'],
    [!isWithin(statementOf(assertion), now, 'SessionNotOnOrAfter'), 'its session is over'],
  ]
  return checks.find(([wrong]) => wrong)?.[1]
}

function isConfirmed(confirmation: Node, { recipient, requestId, now }: Expected): boolean {
  const data = only(confirmation, ASSERTION, 'SubjectConfirmationData')
  return (
    attribute(confirmation, 'Method') === BEARER &&
    attribute(data, 'Recipient') === recipient &&
    attribute(data, 'InResponseTo') === requestId &&
    attribute(data, 'NotOnOrAfter') !== undefined &&
    isWithin(data, now)
  )
}

function isForUs(conditions: Node, { audience }: Expected): boolean {
  const restrictions = all(conditions, ASSERTION, 'AudienceRestriction')
  const names = (one: Node) => all(one, ASSERTION, 'Audience').some(({ text }) => text.trim() === audience)
  const areKnown = conditions.children.every(({ name }) => knownConditions.has(name))
  return areKnown && restrictions.length > 0 && restrictions.every(names)
}

/** A condition that nobody here understands is one that nobody here can keep. */
const knownConditions = new Set(['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'])

/** An instant that cannot be read is as good as one that is over. */
function isWithin(node: Node | undefined, now: Date, until = 'NotOnOrAfter'): boolean {
  const [from, to] = [attribute(node, 'NotBefore'), attribute(node, until)]
  const at = now.getTime()
  if (from !== undefined && (instantOf(from) ?? Infinity) > at + CLOCKS_DIFFER_MILLISECONDS) return false
  return to === undefined || (instantOf(to) ?? 0) > at - CLOCKS_DIFFER_MILLISECONDS
}

function instantOf(text: string): number | undefined {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : undefined
}

function statementOf(assertion: Node): Node | undefined {
  return all(assertion, ASSERTION, 'AuthnStatement')[0]
}

const claimed = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
const microsoft = 'http://schemas.microsoft.com/identity/claims/'
/** The names under which services send the same thing, the first that is there. */
const attributeNames = {
  oid: [`${microsoft}objectidentifier`, 'objectidentifier'],
  email: [`${claimed}emailaddress`, 'urn:oid:0.9.2342.19200300.100.1.3', 'email', 'mail'],
  name: [`${microsoft}displayname`, 'urn:oid:2.16.840.1.113730.3.1.241', 'displayName', 'name', `${claimed}name`],
} as const
const FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:'
/** It changes each time. An address may be given to somebody else; so neither says who a person is for good. */
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'

/** In the words of the OpenID claims that stand for the same, so that one set of rules judges both. */
export function claimsOf(assertion: Node): Claims {
  const attributes = attributesOf(assertion)
  const first = (names: readonly string[]) => names.flatMap((name) => attributes.get(name) ?? [])[0]
  const { sub, address } = namedIn(assertion)
  const email = first(attributeNames.email) ?? address
  const [oid, name] = [first(attributeNames.oid), first(attributeNames.name)]
  const known = Object.entries({ sub, oid, email, name, ...signedInWhen(assertion) })
  const others = [...attributes].filter(([one]) => !reserved.has(one))
  const said: Record<string, unknown> = {}
  for (const [one, value] of [...others, ...known]) if (value !== undefined) said[one] = value
  return said
}

/** The NameID as the name of the person for good, or as an address, by the format that it says it has. */
function namedIn(assertion: Node): { readonly sub?: string; readonly address?: string } {
  const subject = only(assertion, ASSERTION, 'Subject')
  const nameId = subject && only(subject, ASSERTION, 'NameID')
  if (nameId === undefined) return {}
  const format = attribute(nameId, 'Format') ?? ''
  const text = nameId.text.trim()
  if (format === `${FORMAT}emailAddress`) return { address: text }
  return format === TRANSIENT ? {} : { sub: text }
}

function signedInWhen(assertion: Node): { readonly auth_time?: number; readonly acr?: string | undefined } {
  const statement = statementOf(assertion)
  const context = statement && only(statement, ASSERTION, 'AuthnContext')
  const acr = context && only(context, ASSERTION, 'AuthnContextClassRef')?.text.trim()
  const instant = instantOf(attribute(statement, 'AuthnInstant') ?? '')
  return instant === undefined ? { acr } : { acr, auth_time: Math.floor(instant / 1000) }
}

/** Names that mean something to our own rules: no attribute of the service may pass for them. */
const reserved = new Set([
  'sub',
  'oid',
  'email',
  'name',
  'auth_time',
  'acr',
  'email_verified',
  'xms_edov',
  'preferred_username',
])

function attributesOf(assertion: Node): ReadonlyMap<string, readonly string[]> {
  const stated = all(assertion, ASSERTION, 'AttributeStatement').flatMap((one) => all(one, ASSERTION, 'Attribute'))
  const values = (one: Node) =>
    all(one, ASSERTION, 'AttributeValue')
      .map(({ text }) => text.trim())
      .filter((text) => text !== '')
  const found = new Map<string, readonly string[]>()
  for (const one of stated) {
    const name = attribute(one, 'Name') ?? ''
    found.set(name, [...(found.get(name) ?? []), ...values(one)])
  }
  return found
}

function all({ children }: Node, space: string, name: string): readonly Node[] {
  return children.filter((child) => child.space === space && child.name === name)
}

/** Undefined also when there are two: then nobody can say which of them is meant. */
function only(node: Node, space: string, name: string): Node | undefined {
  const [first, ...more] = all(node, space, name)
  return more.length > 0 ? undefined : first
}

function attribute(node: Node | undefined, name: string): string | undefined {
  return node?.attributes.get(name)
}
