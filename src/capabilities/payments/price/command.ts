import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { done } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { londonToday, systemClock } from '../../../platform/clock.ts'
import type { Clock } from '../../../platform/clock.ts'
import { notOfFormat, parsePriceFile } from './file-schema.ts'
import type { NotOfFormat } from './file-schema.ts'
import { judgeFile } from './judge.ts'

export type PriceIo = {
  readonly readFile: (path: string) => Promise<Uint8Array>
  readonly readInput: () => Promise<Uint8Array>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly clock: Clock
}

const JUDGED = 0
const NOT_OF_FORMAT = 2
/** Enough to mend a file by; the rest are counted. */
const FAULTS_SHOWN = 20

/** `portal price [FILE]`: answers what it judged on the output, or says why the file is not of the format. */
export async function priceCommand(args: { readonly file?: string | undefined }, io: PriceIo): Promise<number> {
  const file = await readDocument(args.file, io)
  if (!file.ok) return complain(file.refusal, args.file, io)
  const parsed = parsePriceFile(file.value)
  if (!parsed.ok) return complain(parsed.refusal, args.file, io)
  io.out(`${JSON.stringify(judgeFile(parsed.value, londonToday(io.clock.now())), undefined, 2)}\n`)
  return JUDGED
}

/** The terminal's own input and output. */
export function terminalIo(): PriceIo {
  return {
    readFile: (path) => readFile(path),
    readInput: () => buffer(process.stdin),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    clock: systemClock,
  }
}

async function readDocument(path: string | undefined, io: PriceIo): Promise<Outcome<string, NotOfFormat>> {
  let bytes: Uint8Array
  try {
    bytes = path === undefined || path === '-' ? await io.readInput() : await io.readFile(path)
  } catch (error) {
    return notOfFormat([`document: cannot be read: ${error instanceof Error ? error.message : 'no reason given'}`])
  }
  try {
    return done(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return notOfFormat(['document: not UTF-8 text'])
  }
}

function complain({ faults }: NotOfFormat, path: string | undefined, io: PriceIo): number {
  const name = path === undefined || path === '-' ? 'The input' : path
  io.err(`${name} is not a price file of version 1:\n`)
  for (const fault of faults.slice(0, FAULTS_SHOWN)) io.err(`  ${fault}\n`)
  if (faults.length > FAULTS_SHOWN) io.err(`  and ${String(faults.length - FAULTS_SHOWN)} more\n`)
  return NOT_OF_FORMAT
}
