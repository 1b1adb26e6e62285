import { createHash, randomBytes } from 'node:crypto'
import * as asn1 from 'asn1js'
import {
  AlgorithmIdentifier,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
  type ContentInfo,
} from 'pkijs'

/** Asks an authority when these bytes were there, and answers with the token that says so (RFC 3161). */
export type Stamp = (signature: Buffer) => Promise<ContentInfo>

const SHA256 = '2.16.840.1.101.3.4.2.1'
const PATIENCE_MS = 10_000
/** 0: granted, 1: granted with changes. */
const GRANTED = [0, 1]

/** A paper waits for its stamp: whatever goes wrong here fails the job that seals, which is tried again later. */
export function stampsFrom(address: string): Stamp {
  return async (signature) => {
    const digest = createHash('sha256').update(signature).digest()
    const nonce = randomBytes(8)
    // The first bit says the sign, and a leading nought would be dropped.
    nonce.writeUInt8((nonce.readUInt8(0) & 0x7f) | 0x40, 0)
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: requestFor(digest, nonce),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (!answer.ok) throw new Error(`the time-stamp authority answered ${String(answer.status)}`)
    return tokenIn(await answer.arrayBuffer(), digest, nonce)
  }
}

function requestFor(digest: Buffer, nonce: Buffer): ArrayBuffer {
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new asn1.Null() }),
      hashedMessage: new asn1.OctetString({ valueHex: arrayBufferOf(digest) }),
    }),
    nonce: new asn1.Integer({ valueHex: arrayBufferOf(nonce) }),
    certReq: true,
  })
  return request.toSchema().toBER()
}

/** It must speak of exactly what was asked: a token of something else would prove nothing, and nobody would notice. */
function tokenIn(answer: ArrayBuffer, digest: Buffer, nonce: Buffer): ContentInfo {
  const { status, timeStampToken: token } = TimeStampResp.fromBER(answer)
  if (token === undefined || !GRANTED.includes(status.status))
    throw new Error(`the time-stamp authority refused: ${String(status.status)}`)
  const content = new SignedData({ schema: token.content }).encapContentInfo.eContent?.getValue()
  if (content === undefined) throw new Error('the time-stamp token holds no time')
  const info = TSTInfo.fromBER(content)
  const stamped = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView)
  const echoed = Buffer.from(info.nonce?.valueBlock.valueHexView ?? new Uint8Array())
  if (!stamped.equals(digest) || !echoed.equals(nonce)) throw new Error('the time stamp is of something else')
  return token
}

function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}
