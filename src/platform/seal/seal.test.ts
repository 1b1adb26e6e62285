import { createHash, verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ContentInfo, SignedData, TSTInfo, type SignerInfo } from 'pkijs'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { makeCertificate } from './make-certificate.ts'
import { sealWords, type Seal } from './seal.ts'
import { sealPdf } from './seal-pdf.ts'
import { readSeal, sealsIn } from './seals.ts'
import { anAuthority } from './testing/authority.ts'
import { aTrustService } from './testing/trust-service.ts'
import { stampsFrom } from './timestamp.ts'

/** As small as a PDF with a table of references, tags and one page can be. */
function plainPdf(): Buffer {
  const objects = [
    '<<\n  /Type /Catalog\n  /Pages 2 0 R\n  /StructTreeRoot 4 0 R\n  /MarkInfo <<\n    /Marked true\n  >>\n>>',
    '<<\n  /Type /Pages\n  /Kids [3 0 R]\n  /Count 1\n>>',
    '<<\n  /Type /Page\n  /Parent 2 0 R\n  /MediaBox [0 0 595 842]\n>>',
    '<<\n  /Type /StructTreeRoot\n>>',
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const at = text.length
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const at = text.length
  const size = String(objects.length + 1)
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<<\n  /Size ${size}\n  /Root 1 0 R\n>>\nstartxref\n${String(at)}\n%%EOF`
  return Buffer.from(text, 'latin1')
}

function rangeOf(text: string): readonly [number, number, number, number] {
  const [, ...range] = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]/.exec(text) ?? []
  const [from, first, second, last] = range.map(Number)
  if (from === undefined || first === undefined || second === undefined || last === undefined)
    throw new Error('not signed')
  return [from, first, second, last]
}

/** Read as a verifier would, with nothing of ours: what is signed, by whom, and whether it is so. */
function opened(pdf: Buffer) {
  const text = pdf.toString('latin1')
  const [from, first, second, last] = rangeOf(text)
  const content = Buffer.concat([pdf.subarray(from, first), pdf.subarray(second, second + last)])
  const cms = Buffer.from(text.slice(first + 1, second - 1), 'hex')
  const info = ContentInfo.fromBER(new Uint8Array(cms).buffer)
  const data = new SignedData({ schema: info.content })
  const [signer] = data.signerInfos
  if (signer?.signedAttrs === undefined) throw new Error('nobody signed')
  const { attributes } = signer.signedAttrs
  const valueOf = (type: string): Buffer => {
    const value = attributes.find((one) => one.type === type)?.values[0] as { toBER(): ArrayBuffer } | undefined
    return Buffer.from(value?.toBER() ?? new ArrayBuffer(0))
  }
  const certificates = (data.certificates ?? []).map(
    (one) => new X509Certificate(Buffer.from((one as { toSchema(): { toBER(): ArrayBuffer } }).toSchema().toBER())),
  )
  const signed = Buffer.from(signer.signedAttrs.toSchema().toBER())
  // Sent as [0], signed as a set.
  signed.writeUInt8(0x31, 0)
  const [certificate] = certificates
  return {
    covers: [from, second + last],
    types: attributes.map(({ type }) => type),
    digest: valueOf('1.2.840.113549.1.9.4').subarray(2),
    contentHash: createHash('sha256').update(content).digest(),
    named: valueOf('1.2.840.113549.1.9.16.2.47').subarray(-32),
    certificate,
    stamp: stampOf(signer),
    holds: certificate && verify('sha256', signed, certificate.publicKey, signer.signature.valueBlock.valueHexView),
  }
}

function stampOf(signer: SignerInfo) {
  const attribute = signer.unsignedAttrs?.attributes.find(({ type }) => type === '1.2.840.113549.1.9.16.2.14')
  if (attribute === undefined) return undefined
  const token = new SignedData({ schema: new ContentInfo({ schema: attribute.values[0] }).content })
  const { genTime, messageImprint } = TSTInfo.fromBER(token.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer(0))
  const signature = createHash('sha256').update(signer.signature.valueBlock.valueHexView).digest()
  return { at: genTime, ofThisSignature: signature.equals(messageImprint.hashedMessage.valueBlock.valueHexView) }
}

const sealing = { name: 'Norfolk', reason: 'Agreement “A” signed', location: 'Norfolk', at: new Date(0) }
let seal: Seal
beforeAll(async () => {
  const { certificate, key } = await makeCertificate('Norfolk County Council', new Date('2026-11-21T00:00:00Z'))
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'portal-seals-')), 'norfolk.pem')
  writeFileSync(file, certificate + key)
  seal = readSeal(file)
})

it('signs every byte of the file but its own, at the level PAdES-B-B', async () => {
  const sealed = await sealPdf(plainPdf(), seal, sealing)
  const { covers, types, digest, contentHash, named, certificate, holds } = opened(sealed)
  expect(covers).toEqual([0, sealed.length])
  expect(digest).toEqual(contentHash)
  expect(holds).toBe(true)
  expect(named).toEqual(createHash('sha256').update(seal.certificate.raw).digest())
  expect(certificate?.fingerprint256).toBe(seal.certificate.fingerprint256)
  // Content type, digest and the certificate's identity; the time is the PDF's and not the signature's.
  expect(types.toSorted()).toEqual(['1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4'])
  expect(sealed.toString('latin1')).toContain('/SubFilter /ETSI.CAdES.detached')
  expect(sealed.toString('latin1')).toContain('/M (D:19700101000000Z)')
})

it('keeps the paper as it was, tags and all, and is the same each time', async () => {
  const pdf = plainPdf()
  const [sealed, again] = [await sealPdf(pdf, seal, sealing), await sealPdf(pdf, seal, sealing)]
  expect(sealed.subarray(0, pdf.length).equals(pdf)).toBe(true)
  expect(sealed.equals(again)).toBe(true)
  const [, , root] = /1 0 obj\n<<(.*?)>>\nendobj(.*)/s.exec(sealed.toString('latin1').slice(pdf.length)) ?? []
  expect(sealed.toString('latin1').slice(pdf.length)).toMatch(/\/StructTreeRoot 4 0 R/)
  expect(root).toBeDefined()
})

it('breaks when a byte changes, and is not taken for one of another certificate', async () => {
  const sealed = await sealPdf(plainPdf(), seal, sealing)
  const changed = Buffer.from(sealed)
  changed.write('9', sealed.indexOf('595'))
  const { digest, contentHash } = opened(changed)
  expect(digest).not.toEqual(contentHash)
})

it('refuses to seal what is not a PDF of ours', async () => {
  await expect(sealPdf(Buffer.from('%PDF-1.7 nothing'), seal, sealing)).rejects.toThrow('not a PDF of ours')
})

it('carries an authority’s stamp of its own signature, and does not go out without one', async () => {
  const authority = await anAuthority(new Date('2026-11-21T08:00:00Z'))
  onTestFinished(authority.close)
  const stamped = { ...seal, stamp: stampsFrom(authority.address) }
  const sealed = await sealPdf(plainPdf(), stamped, sealing)
  const { covers, holds, digest, contentHash, stamp } = opened(sealed)
  expect([covers, holds, digest]).toEqual([[0, sealed.length], true, contentHash])
  expect(stamp).toEqual({ at: new Date('2026-11-21T08:00:00Z'), ofThisSignature: true })
  expect(sealWords(stamped)).toContain('with the stamp of a time-stamp authority')
  for (const [answer, said] of [
    ['refuse', 'refused: 2'],
    ['of something else', 'is of something else'],
    ['not at all', 'answered 503'],
  ] as const) {
    authority.answer = answer
    await expect(sealPdf(plainPdf(), stamped, sealing)).rejects.toThrow(said)
  }
})

describe('a seal whose key lies with a trust service', () => {
  const now = new Date('2026-11-21T00:00:00Z')
  const council = { code: 'norfolk', name: 'Norfolk County Council' }
  const folderWith = (text: string): string => {
    const folder = mkdtempSync(path.join(tmpdir(), 'portal-seals-'))
    writeFileSync(path.join(folder, 'norfolk.csc.json'), text)
    return folder
  }

  it('signs the digest there and sends no byte of the paper', async () => {
    const elsewhere = await aTrustService(now)
    onTestFinished(elsewhere.close)
    const kept = await sealsIn(folderWith(JSON.stringify(elsewhere.service)), { makeMissing: true })(council, now)
    if (kept === undefined) throw new Error('no seal')
    const { holds, digest, contentHash, certificate } = opened(await sealPdf(plainPdf(), kept, sealing))
    expect([holds, digest]).toEqual([true, contentHash])
    expect(certificate?.fingerprint256).toBe(elsewhere.certificate.fingerprint256)
    expect(elsewhere.asked.map(({ path: asked }) => asked)).toEqual([
      '/oauth2/token',
      '/csc/v2/credentials/info',
      '/csc/v2/credentials/authorize',
      '/csc/v2/signatures/signHash',
    ])
    expect(elsewhere.asked.map(({ body }) => body).join(' ')).not.toContain('%PDF')
    expect(JSON.parse(elsewhere.asked[2]?.body ?? '')).toMatchObject({
      credentialID: 'seal-1',
      numSignatures: 1,
      hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
      authData: [{ id: 'PIN', value: '0000' }],
    })
  })

  it.each([
    ['of something else', 'the signature of the trust service is of something else'],
    ['not at all', 'the trust service answered 503 to /csc/v2/credentials/authorize'],
  ] as const)('lets no paper out that is sealed %s', async (answer, said) => {
    const elsewhere = await aTrustService(now)
    onTestFinished(elsewhere.close)
    const kept = await sealsIn(folderWith(JSON.stringify(elsewhere.service)), { makeMissing: true })(council, now)
    if (kept === undefined) throw new Error('no seal')
    elsewhere.answer = answer
    await expect(sealPdf(plainPdf(), kept, sealing)).rejects.toThrow(said)
  })

  it.each([
    ['{', 'it is not JSON'],
    ['{"url":"ftp://a","clientId":"secret-id","clientSecret":"s","credentialId":"c"}', 'look at url'],
    ['{"url":"https://a.example","clientId":"secret-id"}', 'look at clientSecret, credentialId'],
  ])('says what is wrong with its file and nothing that stands there: %s', async (text, said) => {
    const asked = sealsIn(folderWith(text), { makeMissing: true })(council, now)
    await expect(asked).rejects.toThrow(said)
    await expect(asked).rejects.not.toThrow('secret-id')
  })
})

it('says its days in whole seconds, as other readers expect them', async () => {
  const { certificate } = await makeCertificate('Norfolk County Council', new Date('2026-11-21T10:11:12.345Z'))
  const { validFrom, validTo } = new X509Certificate(certificate)
  expect([validFrom, validTo]).toEqual(['Nov 21 10:11:12 2026 GMT', 'Nov 20 10:11:12 2036 GMT'])
})

it('makes a missing seal once for its owner’s eyes, where that is wanted, and reads what is there', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-seals-'))
  const council = { code: 'norfolk', name: 'Norfolk County Council' }
  const now = new Date('2026-11-21T00:00:00Z')
  expect(await sealsIn(folder, { makeMissing: false })(council, now)).toBeUndefined()
  const made = await sealsIn(folder, { makeMissing: true })(council, now)
  const again = await sealsIn(folder, { makeMissing: false })(council, now)
  expect(made?.certificate.subject).toBe('CN=Norfolk County Council (demonstration seal)')
  expect(again?.certificate.fingerprint256).toBe(made?.certificate.fingerprint256)
  expect(statSync(path.join(folder, 'norfolk.pem')).mode & 0o777).toBe(0o600)
  const sandbox = { code: 'sandbox-0123456789ab-1', name: 'Sandbox council' }
  expect(await sealsIn(folder, { makeMissing: true })(sandbox, now)).toBeUndefined()
})

it('says what is wrong with a seal that cannot be used', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'portal-seals-')), 'a.pem')
  const day = new Date('2026-11-21T00:00:00Z')
  writeFileSync(file, 'nothing')
  expect(() => readSeal(file)).toThrow('it holds no certificate')
  const [one, other] = await Promise.all([makeCertificate('One', day), makeCertificate('Other', day)])
  writeFileSync(file, one.certificate + other.key)
  expect(() => readSeal(file)).toThrow('its key does not belong to its first certificate')
})
