import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import * as asn1 from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  PKIStatus,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs'
import { makeCertificate } from '../make-certificate.ts'

export type Authority = {
  readonly address: string
  /** What it does with the next requests. */
  answer: 'well' | 'refuse' | 'of something else' | 'not at all'
  readonly close: () => Promise<void>
}

/** A time-stamp authority on this machine, which says that everything was there on one morning. */
export async function anAuthority(at: Date): Promise<Authority> {
  const { certificate, key } = await makeCertificate('Time', at)
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (authority.answer === 'not at all') return reply.writeHead(503).end()
      reply.writeHead(200, { 'content-type': 'application/timestamp-reply' })
      return reply.end(answerTo(Buffer.concat(parts), { at, certificate, key, how: authority.answer }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const place = server.address()
  const port = typeof place === 'object' && place !== null ? place.port : 0
  const authority: Authority = {
    address: `http://127.0.0.1:${String(port)}/tsa`,
    answer: 'well',
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
      }),
  }
  return authority
}

type Making = {
  readonly at: Date
  readonly certificate: string
  readonly key: string
  readonly how: Authority['answer']
}

function answerTo(query: Buffer, { at, certificate, key, how }: Making): Buffer {
  if (how === 'refuse')
    return derOf(new TimeStampResp({ status: new PKIStatusInfo({ status: PKIStatus.rejection }) }).toSchema())
  const request = TimeStampReq.fromBER(bufferOf(query))
  if (how === 'of something else')
    request.messageImprint.hashedMessage = new asn1.OctetString({ valueHex: bufferOf(Buffer.alloc(32)) })
  const info = new TSTInfo({
    version: 1,
    policy: '1.2.3.4.1',
    messageImprint: request.messageImprint,
    serialNumber: new asn1.Integer({ value: 1 }),
    genTime: at,
    ...(request.nonce && { nonce: request.nonce }),
  })
  const content = derOf(info.toSchema())
  const attributes = [
    new Attribute({ type: '1.2.840.113549.1.9.3', values: [new asn1.ObjectIdentifier({ value: TST_INFO })] }),
    new Attribute({
      type: '1.2.840.113549.1.9.4',
      values: [new asn1.OctetString({ valueHex: bufferOf(createHash('sha256').update(content).digest()) })],
    }),
  ]
  const signed = derOf(new asn1.Set({ value: attributes.map((one) => one.toSchema()) }))
  const own = Certificate.fromBER(bufferOf(new X509Certificate(certificate).raw))
  const data = new SignedData({
    version: 3,
    digestAlgorithms: [sha256()],
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: TST_INFO,
      eContent: new asn1.OctetString({ valueHex: bufferOf(content) }),
    }),
    certificates: [own],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
        digestAlgorithm: sha256(),
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
        signatureAlgorithm: new AlgorithmIdentifier({
          algorithmId: '1.2.840.113549.1.1.1',
          algorithmParams: new asn1.Null(),
        }),
        signature: new asn1.OctetString({ valueHex: bufferOf(sign('sha256', signed, createPrivateKey(key))) }),
      }),
    ],
  })
  const token = new ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: data.toSchema(true) })
  return derOf(
    new TimeStampResp({ status: new PKIStatusInfo({ status: PKIStatus.granted }), timeStampToken: token }).toSchema(),
  )
}

const TST_INFO = '1.2.840.113549.1.9.16.1.4'

function sha256(): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId: '2.16.840.1.101.3.4.2.1', algorithmParams: new asn1.Null() })
}

function derOf(schema: { readonly toBER: () => ArrayBuffer }): Buffer {
  return Buffer.from(schema.toBER())
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}
