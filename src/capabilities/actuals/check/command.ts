import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { refusalOf } from '../commands/upload/file-refused.ts'
import { openFile, openWeeks, type OpenFile } from '../commands/upload/read-file.ts'
import { AloneJudge, keyOf, type KnownRow } from '../rules/file/judge-alone.ts'
import { AloneVisitJudge } from '../rules/file/judge-visits-alone.ts'
import type { ReadRow } from '../rules/file/read-row.ts'
import type { ReadCarer, ReadVisit } from '../rules/file/visit-rows.ts'
import { visitMessageOf } from '../rules/file/visit-words.ts'
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
  const opened = await openFile(file, {}, weekStartsOn)
  const { kind, layout, facts, unknown } = opened
  try {
    return await report({ code: null, kind, layout, facts, unknown_columns: unknown }, reportsOf(opened, known), io)
  } finally {
    opened.close()
  }
}

function reportsOf(file: OpenFile, known: Known): AsyncGenerator<Stretch> {
  switch (file.kind) {
    case 'weeks':
      return reportsOfWeeks(file.rows(), new AloneJudge(known))
    case 'visits':
      return reportsOfVisits(file.rows(), new AloneVisitJudge())
    case 'carers':
      return reportsOfVisits(file.rows(), new AloneVisitJudge())
  }
}

/** How many rows a stretch of the file had, and those with faults. */
type Stretch = { readonly read: number; readonly faulty: readonly RowReport[] }

async function* reportsOfWeeks(rows: AsyncGenerator<readonly ReadRow[]>, judge: AloneJudge): AsyncGenerator<Stretch> {
  for await (const block of rows)
    yield { read: block.length, faulty: block.flatMap((row) => reportOf(row.line, judge.judge(row))) }
}

async function* reportsOfVisits(
  rows: AsyncGenerator<readonly (ReadVisit | ReadCarer)[]>,
  judge: AloneVisitJudge,
): AsyncGenerator<Stretch> {
  for await (const block of rows)
    yield {
      read: block.length,
      faulty: block.flatMap((row) => reportOf(row.line, judge.judge(row), visitMessageOf)),
    }
}

function reportOf(row: number, codes: readonly string[], wordsOf = messageOf): readonly RowReport[] {
  return codes.length === 0 ? [] : [{ row, codes, messages: codes.map((code) => wordsOf(code)) }]
}

/** Written as it is found: a file of any size passes through. */
async function report(about: object, stretches: AsyncGenerator<Stretch>, io: CheckIo): Promise<number> {
  let read = 0
  let refused = 0
  let opened = false
  for await (const { read: rows, faulty } of stretches) {
    if (!opened) io.out(`{\n  "file": ${JSON.stringify(about)},\n  "rows": [`)
    opened = true
    if (faulty.length > 0)
      io.out(`${refused === 0 ? '' : ','}\n    ${faulty.map((each) => JSON.stringify(each)).join(',\n    ')}`)
    read += rows
    refused += faulty.length
  }
  if (!opened) io.out(`{\n  "file": ${JSON.stringify(about)},\n  "rows": [`)
  io.out(`\n  ],\n  "counts": ${JSON.stringify({ read, refused })}\n}\n`)
  return refused === 0 ? CLEAN : ROWS_REFUSED
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
