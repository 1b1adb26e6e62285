import { copyNull, copyText } from '../../../../platform/db/copy.ts'
import type { ReadRow } from '../../rules/file/read-row.ts'
import { arrayText } from './visit-line.ts'

/** A row in COPY's text format, in the order of the stage's columns. */
export function stageLine(row: ReadRow): string {
  return `${fieldsOf(row).join('\t')}\n`
}

/** The same with why it is late, for a file that has columns for it. */
export function stageLineWithLate(row: ReadRow): string {
  const { late } = row
  const said = late === null ? [copyNull, copyNull] : [late.reason, copyText(late.note)]
  return `${[...fieldsOf(row), ...said].join('\t')}\n`
}

function fieldsOf(row: ReadRow): string[] {
  return [
    String(row.line),
    copyText(row.cpliRef),
    copyText(row.clientRef),
    row.weekStart ?? copyNull,
    whole(row.actual),
    whole(row.frustrated),
    whole(row.missed),
    whole(row.extra),
    whole(row.visits),
    copyText(row.comment),
    copyText(row.ourRef),
    whole(row.basedOn),
    row.faults.length === 0 ? copyNull : copyText(arrayText(row.faults)),
    row.said === null ? copyNull : copyText(arrayText(row.said)),
  ]
}

function whole(value: bigint | number | null): string {
  return value === null ? copyNull : String(value)
}
