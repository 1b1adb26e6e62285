import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { refusalOf } from '../commands/upload/file-refused.ts'
import { openWeeks } from '../commands/upload/read-file.ts'
import { AloneJudge, keyOf, type KnownRow } from '../rules/file/judge-alone.ts'
import { fileWords, messageOf } from '../rules/file/words.ts'
import type { Weekday } from '../../../core/dates.ts'

export type CheckIo = {
  readonly readInput: () => Promise<Uint8Array>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}
export type CheckArguments = {
  readonly file?: string | undefined
  /** A file that was downloaded from the portal: packages, people, plans and versions are held against it. */
  readonly against?: string | undefined
  readonly weekStartsOn?: Weekday
}

const CLEAN = 0
const ROWS_REFUSED = 1
const FILE_REFUSED = 2

type RowReport = { readonly row: number; readonly codes: readonly string[]; readonly messages: readonly string[] }

/** `portal check [FILE]`: what is wrong with a file of actuals, as JSON, without a database, an account or a network. */
export async function checkCommand(args: CheckArguments, io: CheckIo): Promise<number> {
  try {
    const known = args.against === undefined ? undefined : await knownIn(args.against)
    return args.file === undefined || args.file === '-'
      ? await fromInput(args, known, io)
      : await check({ ...args, file: args.file }, known, io)
  } catch (fault) {
    const refusal = refusalOf(fault)
    if (refusal === undefined && !(fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')) throw fault
    const said =
      refusal === undefined
        ? { code: 'F01', messages: ['The file is not there'] }
        : { code: refusal.code, messages: fileWords(refusal) }
    io.out(`${JSON.stringify({ file: said, rows: [] }, undefined, 2)}\n`)
    return FILE_REFUSED
  }
}

export function terminalCheckIo(): CheckIo {
  return {
    readInput: () => buffer(process.stdin),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  }
}

/** A workbook is read from its end, so what comes through a pipe is put down first. */
async function fromInput(args: CheckArguments, known: Known, io: CheckIo): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-check-'))
  try {
    const file = path.join(folder, 'input')
    await writeFile(file, await io.readInput())
    return await check({ ...args, file }, known, io)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Known = ReadonlyMap<string, KnownRow> | undefined

async function check(
  { file, weekStartsOn = 1 }: CheckArguments & { readonly file: string },
  known: Known,
  io: CheckIo,
): Promise<number> {
  const weeks = await openWeeks(file, {}, weekStartsOn)
  const judge = new AloneJudge(known)
  let read = 0
  let refused = 0
  try {
    io.out(
      `{\n  "file": ${JSON.stringify({ code: null, facts: weeks.facts, unknown_columns: weeks.header.unknown })},\n  "rows": [`,
    )
    for await (const block of weeks.rows()) {
      const reports = block.flatMap((row): readonly RowReport[] => {
        const codes = judge.judge(row)
        return codes.length === 0 ? [] : [{ row: row.line, codes, messages: codes.map((code) => messageOf(code)) }]
      })
      if (reports.length > 0)
        io.out(`${refused === 0 ? '' : ','}\n    ${reports.map((report) => JSON.stringify(report)).join(',\n    ')}`)
      read += block.length
      refused += reports.length
    }
    io.out(`\n  ],\n  "counts": ${JSON.stringify({ read, refused })}\n}\n`)
    return refused === 0 ? CLEAN : ROWS_REFUSED
  } finally {
    weeks.close()
  }
}

async function knownIn(file: string): Promise<ReadonlyMap<string, KnownRow>> {
  const weeks = await openWeeks(file, {}, 1)
  const known = new Map<string, KnownRow>()
  try {
    for await (const block of weeks.rows()) for (const row of block) known.set(keyOf(row), row)
    return known
  } finally {
    weeks.close()
  }
}
