import { PARTS_PER_UNIT } from '../../../../core/money.ts'
import type { Quantity } from '../../../../core/money.ts'
import type { ReadRow } from './read-row.ts'

/** What a downloaded file knows of one package and week. */
export type KnownRow = {
  readonly clientRef: string
  readonly planned: Quantity | null
  readonly basedOn: number | null
}

const HOURS_IN_WEEK = 168n * PARTS_PER_UNIT
const LONGEST_COMMENT = 2_000

/** A file judged by itself, or against one that was downloaded: everything that can be known without the council's record. */
export class AloneJudge {
  readonly #known: ReadonlyMap<string, KnownRow> | undefined
  readonly #seen = new Map<string, number>()

  constructor(known?: ReadonlyMap<string, KnownRow>) {
    this.#known = known
  }

  judge(row: ReadRow): readonly string[] {
    if (isSilent(row)) return []
    const known = this.#known?.get(keyOf(row))
    const place = [...row.faults, ...this.#placeCodes(row, known)]
    if (place.length > 0) return place
    if (known !== undefined && isStale(row, known)) return ['R06']
    return entryCodes(row, known?.planned ?? row.planned)
  }

  #placeCodes(row: ReadRow, known: KnownRow | undefined): readonly string[] {
    const codes: string[] = []
    if (row.cpliRef === '') codes.push('R01:cpli_id:missing')
    else if (this.#known !== undefined && known === undefined) codes.push('R01')
    if (row.clientRef === '') codes.push('R02:client_ref:missing')
    else if (known !== undefined && known.clientRef.toLowerCase() !== row.clientRef.toLowerCase()) codes.push('R02')
    if (row.weekStart === null || row.cpliRef === '') return codes
    const first = this.#seen.get(keyOf(row))
    if (first === undefined) this.#seen.set(keyOf(row), row.line)
    else codes.push(`R05:line:${String(first)}`)
    return codes
  }
}

export function keyOf({ cpliRef, weekStart }: Pick<ReadRow, 'cpliRef' | 'weekStart'>): string {
  return `${cpliRef} ${weekStart ?? ''}`
}

function isSilent({ actual, frustrated, missed, extra, visits, comment, faults }: ReadRow): boolean {
  return (
    [actual, frustrated, missed, extra, visits].every((value) => value === null) &&
    comment === '' &&
    faults.length === 0
  )
}

function isStale({ basedOn }: ReadRow, known: KnownRow): boolean {
  return basedOn !== null && known.basedOn !== null && basedOn !== known.basedOn
}

function entryCodes(row: ReadRow, planned: Quantity | null): readonly string[] {
  const said = { frustrated: row.frustrated ?? 0n, missed: row.missed ?? 0n, extra: row.extra ?? 0n }
  return [...(planned === null ? [] : sumCodes(row, said, planned)), ...wordCodes(row, said)]
}

type Said = { readonly frustrated: bigint; readonly missed: bigint; readonly extra: bigint }

function sumCodes({ actual }: ReadRow, { frustrated, missed, extra }: Said, planned: Quantity): readonly string[] {
  const delivered = planned - frustrated - missed + extra
  const codes: string[] = []
  if (frustrated + missed > planned) codes.push('R23')
  if (delivered > HOURS_IN_WEEK) codes.push('R28')
  if (actual !== null && actual !== delivered) codes.push('R22')
  return codes
}

function wordCodes({ comment }: ReadRow, { frustrated, missed, extra }: Said): readonly string[] {
  if (comment.length > LONGEST_COMMENT) return ['R26:comment:too-long']
  return (frustrated !== 0n || missed !== 0n || extra !== 0n) && comment === '' ? ['R26'] : []
}
