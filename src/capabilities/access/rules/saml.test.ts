import { expect, it } from 'vitest'
import { readXmlTree, UnreadableXml } from '../../../platform/xml-tree.ts'
import { assertionFault, claimsOf, saidNo, shapeFault, type Expected } from './saml.ts'

const expected: Expected = {
  issuer: 'https://id.council.example',
  audience: 'https://portal.example/metadata',
  recipient: 'https://portal.example/assertion',
  requestId: '_request',
  now: new Date(Date.parse('2026-04-01T12:00:00Z')),
}

const DATA = 'Recipient="https://portal.example/assertion" InResponseTo="_request" NotOnOrAfter="2026-04-01T12:05:00Z"'
const right = {
  nameId: 'abc-123',
  format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  data: DATA,
  method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  conditions: 'NotBefore="2026-04-01T11:59:00Z" NotOnOrAfter="2026-04-01T12:05:00Z"',
  audience: '<AudienceRestriction><Audience>https://portal.example/metadata</Audience></AudienceRestriction>',
  issuer: 'https://id.council.example',
  session: '',
  attributes: '',
}
type Parts = Partial<typeof right>

function anAssertion(parts: Parts = {}): string {
  const { nameId, format, data, method, conditions, audience, issuer, session, attributes } = { ...right, ...parts }
  return `<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0">
    <Issuer>${issuer}</Issuer>
    <Subject><NameID Format="${format}">${nameId}</NameID>
      <SubjectConfirmation Method="${method}"><SubjectConfirmationData ${data}/></SubjectConfirmation></Subject>
    <Conditions ${conditions}>${audience}</Conditions>
    <AuthnStatement AuthnInstant="2026-04-01T11:58:00Z" ${session}>
      <AuthnContext><AuthnContextClassRef>urn:strong</AuthnContextClassRef></AuthnContext></AuthnStatement>
    <AttributeStatement>${attributes}</AttributeStatement></Assertion>`
}

const faultOf = (parts: Parts) => assertionFault(readXmlTree(anAssertion(parts)), expected)

it('believes what was said to us, now, in answer to our request', () => {
  expect(faultOf({})).toBeUndefined()
})

it.each<readonly [string, Parts, RegExp]>([
  ['another service', { issuer: 'https://elsewhere.example' }, /another service/],
  ['another recipient', { data: DATA.replace('/assertion', '/elsewhere') }, /not said to us/],
  ['no recipient', { data: DATA.replace(/Recipient="[^"]*"/, '') }, /not said to us/],
  ['another request', { data: DATA.replace('_request', '_other') }, /not said to us/],
  ['no request at all', { data: DATA.replace('InResponseTo="_request"', '') }, /not said to us/],
  ['no end', { data: DATA.replace(/NotOnOrAfter="[^"]*"/, '') }, /not said to us/],
  ['an end that is over', { data: DATA.replace('12:05', '11:58') }, /not said to us/],
  ['an end that cannot be read', { data: DATA.replace('2026-04-01T12:05:00Z', 'soon') }, /not said to us/],
  [
    'a holder of a key in place of a bearer',
    { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' },
    /not said to us/,
  ],
  ['conditions that are over', { conditions: 'NotOnOrAfter="2026-04-01T11:58:00Z"' }, /not valid now/],
  ['conditions yet to come', { conditions: 'NotBefore="2026-04-01T12:02:00Z"' }, /not valid now/],
  ['another audience', { audience: '<AudienceRestriction><Audience>x</Audience></AudienceRestriction>' }, /audience/],
  ['no audience', { audience: '' }, /audience/],
  ['a condition that nobody knows', { audience: '<Condition/>' }, /audience/],
  ['a session that is over', { session: 'SessionNotOnOrAfter="2026-04-01T11:00:00Z"' }, /session is over/],
])('does not believe %s', (_, parts, words) => {
  expect(faultOf(parts)).toMatch(words)
})

it('says what OpenID claims would say of the same person', () => {
  const attributes = [
    ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress', 'ada@council.example'],
    ['http://schemas.microsoft.com/identity/claims/displayname', 'Ada Test'],
    ['http://schemas.microsoft.com/identity/claims/objectidentifier', 'o-1'],
    ['groups', 'one', 'two'],
    ['email_verified', 'true'],
    ['acr', 'urn:stronger'],
  ].map(([name = '', ...values]) => {
    const inside = values.map((value) => `<AttributeValue>${value}</AttributeValue>`).join('')
    return `<Attribute Name="${name}">${inside}</Attribute>`
  })
  const claims = claimsOf(readXmlTree(anAssertion({ attributes: attributes.join('') })))
  expect(claims).toMatchObject({
    sub: 'abc-123',
    oid: 'o-1',
    email: 'ada@council.example',
    name: 'Ada Test',
    groups: ['one', 'two'],
    auth_time: Date.parse('2026-04-01T11:58:00Z') / 1000,
    acr: 'urn:strong',
  })
  expect(claims).not.toHaveProperty('email_verified')
})

it.each([
  ['urn:oasis:names:tc:SAML:2.0:nameid-format:transient', undefined, undefined],
  ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', undefined, 'ada@council.example'],
  ['urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified', 'ada@council.example', undefined],
])('takes a name in the format %s for the person %s and the address %s', (format, sub, email) => {
  const claims = claimsOf(readXmlTree(anAssertion({ format, nameId: 'ada@council.example' })))
  expect([claims['sub'], claims['email']]).toEqual([sub, email])
})

it.each([
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
  ['a comment', '<a>ada@council.example<!-- -->.elsewhere.example</a>'],
  ['an instruction', '<a><?php ?></a>'],
  ['a character section', '<a><![CDATA[b]]></a>'],
  ['half a document', '<a><b></a>'],
  ['nothing', ''],
  ['a tower', '<a>'.repeat(40) + '</a>'.repeat(40)],
  ['an undeclared prefix', '<saml:a/>'],
])('reads no document with %s', (_, xml) => {
  expect(() => readXmlTree(xml)).toThrow(UnreadableXml)
})

const DSIG = 'xmlns="http://www.w3.org/2000/09/xmldsig#"'
const aSignature = (over: { readonly uri?: string; readonly method?: string; readonly more?: string } = {}) =>
  `<Signature ${DSIG}><SignedInfo>
    <CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
    <SignatureMethod Algorithm="${over.method ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'}"/>
    <Reference URI="${over.uri ?? '#_a'}"><Transforms>
      <Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
      <Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></Transforms>
      <DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>x</DigestValue></Reference>
  </SignedInfo><SignatureValue>x</SignatureValue>${over.more ?? ''}</Signature>`
const signed = (signature = aSignature()) => anAssertion().replace('</Issuer>', `</Issuer>${signature}`)
const aResponse = (inside: string, attributes = 'InResponseTo="_request"', code = 'Success') =>
  readXmlTree(`<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" Version="2.0" ${attributes}>
    <p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"/></p:Status>${inside}</p:Response>`)

it('takes one assertion in its place, signed by itself', () => {
  expect(shapeFault(aResponse(signed()), expected)).toBeUndefined()
  expect([saidNo(aResponse('')), saidNo(aResponse('', '', 'Requester'))]).toEqual([undefined, 'Requester'])
})

it.each<readonly [string, () => ReturnType<typeof aResponse>]>([
  ['no assertion', () => aResponse('')],
  ['two assertions', () => aResponse(signed() + anAssertion().replace('"_a"', '"_b"'))],
  ['an assertion inside another element', () => aResponse(`<p:Extensions>${signed()}</p:Extensions>`)],
  [
    'an assertion hidden in a signature',
    () => aResponse(signed(aSignature({ more: `<Object>${anAssertion()}</Object>` }))),
  ],
  ['an object in a signature', () => aResponse(signed(aSignature({ more: '<Object/>' })))],
  ['no signature', () => aResponse(anAssertion())],
  ['a signature of the response alone', () => aResponse(aSignature({ uri: '#_r' }) + anAssertion())],
  ['a signature of something else', () => aResponse(signed(aSignature({ uri: '#_r' })))],
  ['a signature of the whole document', () => aResponse(signed(aSignature({ uri: '' })))],
  ['two signatures', () => aResponse(signed(aSignature() + aSignature()))],
  ['SHA-1', () => aResponse(signed(aSignature({ method: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' })))],
  [
    'a key that both sides know',
    () => aResponse(signed(aSignature({ method: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1' }))),
  ],
  ['two elements of one ID', () => aResponse(signed().replace('<Subject>', '<Subject ID="_a">'))],
  ['another request', () => aResponse(signed(), 'InResponseTo="_other"')],
  ['no request: sent of its own accord', () => aResponse(signed(), '')],
  ['another destination', () => aResponse(signed(), 'InResponseTo="_request" Destination="https://portal.example/x"')],
  ['an encrypted assertion', () => aResponse('<EncryptedAssertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>')],
])('does not take %s', (_, response) => {
  expect(shapeFault(response(), expected)).toEqual(expect.any(String))
})
