import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import { DOCUMENT_TYPES } from '../../rules/document.ts'
import { ROWS_PER_PAGE, type DocumentFilter } from '../../rules/list-filter.ts'
import type { DocumentRow } from '../../store/documents.ts'

/** A day that is none is as if it had not been asked for: the box shows what was understood. */
const day = z
  .string()
  .default('')
  .transform((typed): LocalDate | undefined => {
    const [date, month, year] = typed.trim().split(/[\s/.-]+/)
    return parseLocalDate(`${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`)
  })
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
    from: rest.from,
    to: rest.to,
    after: rest.after,
    type: type === '' ? undefined : type,
    newOnly: newOnly === 'yes',
  }))
export type Asked = DocumentFilter

/** As it is typed: 27/3/2026. */
export function shownDay(asked: LocalDate | undefined): string {
  return asked === undefined ? '' : asked.split('-').reverse().map(Number).join('/')
}

/** The rows of this page, and the address of the next when one more was found. */
export function pageOf(rows: readonly DocumentRow[], asked: Asked) {
  const shown = rows.slice(0, ROWS_PER_PAGE)
  const last = shown.at(-1)
  if (rows.length <= ROWS_PER_PAGE || last === undefined) return { shown, next: undefined }
  const query = new URLSearchParams({
    ...(asked.personId === undefined ? {} : { personId: asked.personId }),
    person: asked.person,
    words: asked.words,
    type: asked.type ?? '',
    from: shownDay(asked.from),
    to: shownDay(asked.to),
    ...(asked.newOnly ? { new: 'yes' } : {}),
    after: `${last.filedAt.toISOString()}~${last.id}`,
  })
  return { shown, next: query.toString() }
}

export function isFiltered(asked: Asked): boolean {
  const { type, personId, person, words, from, to, newOnly } = asked
  return newOnly || [type, personId, from, to].some((one) => one !== undefined) || person !== '' || words !== ''
}
