import { createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ZodError } from 'zod'
import { StartFault } from '../start-fault.ts'
import { makeCertificate } from './make-certificate.ts'
import type { Seal } from './seal.ts'
import { stampsFrom } from './timestamp.ts'
import { sealFrom, TrustService } from './trust-service.ts'

type Council = { readonly code: string; readonly name: string }

/** The seal of a council; `undefined` where the installation keeps none for it. Read anew each time: a renewed one counts. */
export type Seals = (council: Council, now: Date) => Promise<Seal | undefined>

type Options = {
  readonly makeMissing: boolean
  /** An authority that says when each paper was sealed. */
  readonly timestampUrl?: string | undefined
}

/**
 * One file for each council, named by its code. CODE.csc.json says which trust service holds its key; CODE.pem has the
 * certificate first, then those above it, and the private key.
 */
export function sealsIn(folder: string, { makeMissing, timestampUrl }: Options): Seals {
  const stamped = timestampUrl === undefined ? {} : { stamp: stampsFrom(timestampUrl) }
  return async (council, now) => {
    // What is signed there is nobody's document: it needs no seal, and no authority hears of it.
    if (council.code.startsWith('sandbox-')) return undefined
    const elsewhere = path.join(folder, `${council.code}.csc.json`)
    if (existsSync(elsewhere)) return { ...(await sealFrom(readTrustService(elsewhere))), ...stamped }
    const file = path.join(folder, `${council.code}.pem`)
    if (!existsSync(file)) {
      if (!makeMissing) return undefined
      await writeNew(file, council.name, now)
    }
    return { ...readSeal(file), ...stamped }
  }
}

/** Every fault of a file that is there is said at the start: a paper that cannot be sealed is noticed too late. */
export function readSeal(file: string): Seal {
  const text = readFileSync(file, 'utf8')
  const blocks = text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? []
  try {
    const [certificate, ...chain] = blocks.map((block) => new X509Certificate(block))
    if (certificate === undefined) throw new Error('it holds no certificate')
    const key = createPrivateKey(text.slice(Math.max(0, text.search(/-----BEGIN [A-Z ]*PRIVATE KEY-----/))))
    if (!certificate.checkPrivateKey(key)) throw new Error('its key does not belong to its first certificate')
    const kind = key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec'
    return { certificate, chain, signer: { kind, sign: (bytes) => Promise.resolve(sign('sha256', bytes, key)) } }
  } catch (fault) {
    throw new StartFault(`The seal ${file} cannot be used: ${fault instanceof Error ? fault.message : 'unknown'}.`, {
      cause: fault,
    })
  }
}

/** Its faults name what is wrong and never what stands there: it holds a secret. */
function readTrustService(file: string): TrustService {
  try {
    return TrustService.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (fault) {
    const where = fault instanceof ZodError ? fault.issues.map(({ path: at }) => at.join('.')).join(', ') : ''
    throw new StartFault(`The seal ${file} cannot be used: ${where === '' ? 'it is not JSON' : `look at ${where}`}.`)
  }
}

/** Whole or not at all, and for its owner's eyes only. Two processes that make one at once keep the same. */
async function writeNew(file: string, organisation: string, now: Date): Promise<void> {
  const { certificate, key } = await makeCertificate(organisation, now)
  mkdirSync(path.dirname(file), { recursive: true })
  if (existsSync(file)) return
  const unfinished = `${file}.${String(process.pid)}`
  writeFileSync(unfinished, `${certificate}${key}`, { mode: 0o600, flush: true })
  renameSync(unfinished, file)
}
