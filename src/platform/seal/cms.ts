import { createHash } from 'node:crypto'
import * as asn1 from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import type { Seal } from './seal.ts'

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const

/**
 * A detached CMS signature at the level PAdES-B-B (ETSI EN 319 142-1): the digest of the content and the identity of the
 * certificate are signed; the time is said in the PDF's own field and not here, as the standard asks. With an authority's
 * stamp of the signature beside it, which nobody signs, it is at the level PAdES-B-T.
 */
export async function detachedCms(
  content: readonly Buffer[],
  { certificate, chain, signer: keeper, stamp }: Seal,
): Promise<Buffer> {
  const hash = createHash('sha256')
  for (const part of content) hash.update(part)
  const attributes = signedAttributes(hash.digest(), certificate.raw)
  const signed = new asn1.Set({ value: attributes.map((attribute) => attribute.toSchema()) })
  const signature = await keeper.sign(Buffer.from(signed.toBER()))
  const own = certificateOf(certificate.raw)
  const rsa = keeper.kind === 'rsa'
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: algorithm(OID.sha256, true),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: rsa ? algorithm(OID.rsaEncryption, true) : algorithm(OID.ecdsaWithSha256, false),
    signature: new asn1.OctetString({ valueHex: arrayBufferOf(signature) }),
    ...(stamp && { unsignedAttrs: stampAttributes(await stamp(signature)) }),
  })
  const data = new SignedData({
    version: 1,
    digestAlgorithms: [algorithm(OID.sha256, true)],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates: [own, ...chain.map(({ raw }) => certificateOf(raw))],
    signerInfos: [signer],
  })
  const info = new ContentInfo({ contentType: OID.signedData, content: data.toSchema(true) })
  return Buffer.from(info.toSchema().toBER())
}

/** A set is written in the order of its bytes: what is signed and what is sent must be the same. */
function signedAttributes(digest: Buffer, certificate: Buffer): Attribute[] {
  const certificateHash = createHash('sha256').update(certificate).digest()
  const attributes = [
    new Attribute({ type: OID.contentType, values: [new asn1.ObjectIdentifier({ value: OID.data })] }),
    new Attribute({ type: OID.messageDigest, values: [octets(digest)] }),
    // SigningCertificateV2 with one ESSCertIDv2; SHA-256 is its default and therefore not written.
    new Attribute({
      type: OID.signingCertificateV2,
      values: [sequence(sequence(sequence(octets(certificateHash))))],
    }),
  ]
  const bytes = (attribute: Attribute) => Buffer.from(attribute.toSchema().toBER())
  return attributes.toSorted((a, b) => bytes(a).compare(bytes(b)))
}

function stampAttributes(token: ContentInfo): SignedAndUnsignedAttributes {
  const attribute = new Attribute({ type: OID.signatureTimeStamp, values: [token.toSchema()] })
  return new SignedAndUnsignedAttributes({ type: 1, attributes: [attribute] })
}

function octets(bytes: Buffer): asn1.OctetString {
  return new asn1.OctetString({ valueHex: arrayBufferOf(bytes) })
}

function sequence(...value: asn1.AsnType[]): asn1.Sequence {
  return new asn1.Sequence({ value })
}

function algorithm(algorithmId: string, withNull: boolean): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId, ...(withNull ? { algorithmParams: new asn1.Null() } : {}) })
}

function certificateOf(raw: Buffer): Certificate {
  return Certificate.fromBER(arrayBufferOf(raw))
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}
