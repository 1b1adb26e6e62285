import { createHash, createPrivateKey, generateKeyPair, randomBytes, sign, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import * as asn1 from 'asn1js'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  Extension,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
  TimeType,
} from 'pkijs'

const OID = {
  commonName: '2.5.4.3',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  subjectKeyIdentifier: '2.5.29.14',
} as const
const TEN_YEARS_MS = 3_652 * 86_400_000
const makeKeyPair = promisify(generateKeyPair)

/** A certificate that vouches for itself, and its key: for demonstrations and tests. Nobody outside need believe it. */
export async function makeCertificate(organisation: string, from: Date): Promise<{ certificate: string; key: string }> {
  const { publicKey, privateKey } = await makeKeyPair('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const certificate = new Certificate({ version: 2 })
  const serial = randomBytes(16)
  // The first bit says the sign: a serial number is positive.
  serial.writeUInt8(serial.readUInt8(0) & 0x7f || 1, 0)
  certificate.serialNumber = new asn1.Integer({ valueHex: arrayBufferOf(serial) })
  const name = nameOf(organisation)
  certificate.issuer = name
  certificate.subject = name
  certificate.notBefore = timeOf(from)
  certificate.notAfter = timeOf(new Date(from.getTime() + TEN_YEARS_MS))
  certificate.subjectPublicKeyInfo = PublicKeyInfo.fromBER(arrayBufferOf(publicKey))
  certificate.extensions = extensions(publicKey)
  const algorithm = new AlgorithmIdentifier({ algorithmId: OID.sha256WithRsa, algorithmParams: new asn1.Null() })
  certificate.signature = algorithm
  certificate.signatureAlgorithm = algorithm
  const signed = Buffer.from(certificate.encodeTBS().toBER())
  certificate.tbsView = new Uint8Array(arrayBufferOf(signed))
  certificate.signatureValue = new asn1.BitString({
    valueHex: arrayBufferOf(sign('sha256', signed, createPrivateKey(privateKey))),
  })
  return {
    certificate: new X509Certificate(Buffer.from(certificate.toSchema(true).toBER())).toString(),
    key: privateKey,
  }
}

/** RFC 5280, 4.1.2.5: until 2049 as UTCTime, in whole seconds. Readers take anything else for a day that has passed. */
function timeOf(instant: Date): Time {
  return new Time({ type: TimeType.UTCTime, value: new Date(Math.floor(instant.getTime() / 1000) * 1000) })
}

function nameOf(organisation: string): RelativeDistinguishedNames {
  const value = new asn1.Utf8String({ value: `${organisation} (demonstration seal)`.slice(0, 64) })
  return new RelativeDistinguishedNames({
    typesAndValues: [new AttributeTypeAndValue({ type: OID.commonName, value })],
  })
}

function extensions(publicKey: Buffer): Extension[] {
  const identifier = createHash('sha1').update(publicKey).digest()
  // Bits 0 and 1: it signs documents and cannot deny them. It is no authority over other certificates.
  const usage = new asn1.BitString({ valueHex: arrayBufferOf(Buffer.from([0xc0])), unusedBits: 6 })
  return [
    extension(OID.basicConstraints, true, new BasicConstraints({ cA: false }).toSchema().toBER()),
    extension(OID.keyUsage, true, usage.toBER()),
    extension(OID.subjectKeyIdentifier, false, new asn1.OctetString({ valueHex: arrayBufferOf(identifier) }).toBER()),
  ]
}

function extension(extnID: string, critical: boolean, extnValue: ArrayBuffer): Extension {
  return new Extension({ extnID, critical, extnValue })
}

function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}
