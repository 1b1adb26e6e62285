import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Secrets } from '../platform/secrets.ts'
import { StartFault } from '../platform/start-fault.ts'

const KEY_BYTES = 32
const SecretsFile = z.object({
  cookieSecret: z.string().min(32),
  currentCodeKey: z.int().min(1).max(32_767),
  codeKeys: z.record(z.string().regex(/^\d+$/), z.base64()),
})

/**
 * The keys that must not lie beside the data. A missing file is made, for its owner's eyes only. A running program
 * reads the file again when it was changed, so that new keys are known without a restart.
 */
export function readSecrets(file: string): Secrets {
  if (!existsSync(file)) writeNew(file)
  let changedAt = statSync(file).mtimeMs
  let read = parseSecrets(file)
  const newest = (): Secrets => {
    const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: changedAt }
    if (mtimeMs === changedAt) return read
    changedAt = mtimeMs
    read = parseSecrets(file)
    return read
  }
  return {
    cookieSecret: read.cookieSecret,
    get codeKeys() {
      return newest().codeKeys
    },
    get currentCodeKey() {
      return newest().currentCodeKey
    },
  }
}

/** A new key that seals from now on; the earlier ones stay, to open what they sealed. */
export function addCodeKey(file: string): void {
  const { cookieSecret, codeKeys, currentCodeKey } = parseSecrets(file)
  const version = currentCodeKey + 1
  replace(file, {
    cookieSecret,
    currentCodeKey: version,
    codeKeys: new Map([...codeKeys, [version, randomBytes(KEY_BYTES)]]),
  })
}

/** To be called only when nothing is sealed under them. */
export function removeOldCodeKeys(file: string): void {
  const { cookieSecret, codeKeys, currentCodeKey } = parseSecrets(file)
  const kept = [...codeKeys].filter(([version]) => version === currentCodeKey)
  if (kept.length < codeKeys.size) replace(file, { cookieSecret, currentCodeKey, codeKeys: new Map(kept) })
}

function parseSecrets(file: string): Secrets {
  const parsed = SecretsFile.safeParse(jsonOf(file))
  if (!parsed.success)
    throw new StartFault(`The secrets file ${file} is not of the form docs/configuration.md describes.`)
  const { cookieSecret, currentCodeKey } = parsed.data
  const codeKeys = new Map(
    Object.entries(parsed.data.codeKeys).map(([version, key]) => [Number(version), Buffer.from(key, 'base64')]),
  )
  if (!codeKeys.has(currentCodeKey) || [...codeKeys.values()].some(({ length }) => length !== KEY_BYTES))
    throw new StartFault(
      `The secrets file ${file} needs a key of ${String(KEY_BYTES)} bytes for every version, the current one too.`,
    )
  return { cookieSecret, currentCodeKey, codeKeys }
}

/** Whole or not at all: a file cut short would lock everybody out. */
function replace(file: string, { cookieSecret, currentCodeKey, codeKeys }: Secrets): void {
  const keys = Object.fromEntries([...codeKeys].map(([version, key]) => [version, key.toString('base64')]))
  const unfinished = `${file}.unfinished`
  const text = JSON.stringify({ cookieSecret, currentCodeKey, codeKeys: keys }, undefined, 2)
  writeFileSync(unfinished, `${text}\n`, { mode: 0o600, flush: true })
  renameSync(unfinished, file)
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (fault) {
    throw new StartFault(
      `The secrets file ${file} cannot be read: ${fault instanceof Error ? fault.message : 'unknown'}.`,
      { cause: fault },
    )
  }
}

function writeNew(file: string): void {
  const secrets = {
    cookieSecret: randomBytes(KEY_BYTES).toString('base64'),
    currentCodeKey: 1,
    codeKeys: { 1: randomBytes(KEY_BYTES).toString('base64') },
  }
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' })
}
