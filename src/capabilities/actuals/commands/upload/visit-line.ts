import { copyNull, copyText } from '../../../../platform/db/copy.ts'
import type { ReadCarer, ReadVisit } from '../../rules/file/visit-rows.ts'
import { visitFields, type Field } from '../../store/upload/visit-stage.ts'

/** A row in COPY's text format, in the order of the stage's columns. */
export function visitLine(visit: ReadVisit): string {
  return `${visitFields(visit).map(copied).join('\t')}\n`
}

export function carerLine({ line, reference, name, startsOn, endsOn, faults, said }: ReadCarer): string {
  const fields = [line, reference, name, startsOn, endsOn, faults.length === 0 ? null : faults, said]
  return `${fields.map(copied).join('\t')}\n`
}

function copied(field: Field): string {
  if (field === null) return copyNull
  if (typeof field === 'string') return copyText(field)
  if (typeof field === 'number') return String(field)
  if (typeof field === 'boolean') return field ? 't' : 'f'
  return copyText(isList(field) ? arrayText(field) : JSON.stringify(field))
}

function isList(field: readonly string[] | Readonly<Record<string, string>>): field is readonly string[] {
  return Array.isArray(field)
}

/** An array as PostgreSQL writes it in text. */
export function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
}
