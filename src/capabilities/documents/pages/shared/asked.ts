import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import { DOCUMENT_TYPES } from '../../rules/document.ts'
import { ROWS_PER_PAGE, type DocumentFilter } from '../../rules/list-filter.ts'
import type { DocumentRow } from '../../store/documents.ts'

const day = z.string().trim().max(40).default('')

/** '27/3/2026', with any of the usual marks between. */
function dayOf(typed: string): LocalDate | undefined {
  const [date, month, year] = typed.split(/[\s/.-]+/)
  return parseLocalDate(`${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`)
}

function dayFaults(typed: Asked['typed']): readonly FieldError[] {
  return (['from', 'to'] as const).flatMap((field) =>
    typed[field] !== '' && dayOf(typed[field]) === undefined ? [{ field, text: 'Enter a date, like 27/3/2026' }] : [],
  )
}
const after = z
  .string()
  .transform((text) => text.split('~'))
  .pipe(z.tuple([z.iso.datetime(), z.uuid()]))
  .transform(([at, id]) => ({ at, id }))

export const Query = z
  .object({
    personId: z.uuid().optional(),
    person: z.string().max(200).default(''),
    words: z.string().max(200).default(''),
    type: z.enum(['', ...DOCUMENT_TYPES]).default(''),
    from: day,
    to: day,
    new: z.enum(['yes']).optional(),
    after: after.optional(),
  })
  .transform(({ new: newOnly, type, ...rest }): Asked => ({
    ...rest,
    personId: rest.personId,
    from: dayOf(rest.from),
    to: dayOf(rest.to),
    typed: { from: rest.from, to: rest.to },
    errors: dayFaults({ from: rest.from, to: rest.to }),
    after: rest.after,
    type: type === '' ? undefined : type,
    newOnly: newOnly === 'yes',
  }))
export type Asked = DocumentFilter & {
  /** A day that is none stays in its box, with what is wrong beside it. */
  readonly typed: { readonly from: string; readonly to: string }
  readonly errors: readonly FieldError[]
}

/** The rows of this page, and the address of the next when one more was found. */
export function pageOf(rows: readonly DocumentRow[], asked: Asked) {
  const shown = rows.slice(0, ROWS_PER_PAGE)
  const last = shown.at(-1)
  if (rows.length <= ROWS_PER_PAGE || last === undefined) return { shown, next: undefined }
  const query = new URLSearchParams({ ...askedFor(asked), after: afterRow(last) })
  return { shown, next: query.toString() }
}

function afterRow({ filedAt, id }: Pick<DocumentRow, 'filedAt' | 'id'>): string {
  return `${filedAt.toISOString()}~${id}`
}

/** What was asked, as the address says it; without the page. */
export function askedFor({ personId, person, words, type, typed, newOnly }: Asked): Readonly<Record<string, string>> {
  return {
    ...(personId === undefined ? {} : { personId }),
    ...{ person, words, type: type ?? '', from: typed.from, to: typed.to },
    ...(newOnly ? { new: 'yes' } : {}),
  }
}

export function isFiltered(asked: Asked): boolean {
  const { type, personId, person, words, typed, newOnly } = asked
  const isSaid = [person, words, typed.from, typed.to].some((one) => one !== '')
  return newOnly || isSaid || type !== undefined || personId !== undefined
}
