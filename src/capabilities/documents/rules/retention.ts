import { DOCUMENT_TYPES, type DocumentType } from './document.ts'

/** Empty for ever; otherwise whole years after the end of care. */
export type ScheduleTyped = Readonly<Record<DocumentType, string>>
export type Schedule = ReadonlyMap<DocumentType, number>

const MOST_YEARS = 100

type Read = { readonly schedule: Schedule; readonly wrong: readonly DocumentType[] }

export function readSchedule(typed: ScheduleTyped): Read {
  const read = DOCUMENT_TYPES.map((type) => ({ type, text: typed[type].trim() })).filter(({ text }) => text !== '')
  const wrong = read.filter(({ text }) => yearsOf(text) === undefined).map(({ type }) => type)
  const schedule = new Map(
    read.flatMap(({ type, text }): readonly (readonly [DocumentType, number])[] => {
      const years = yearsOf(text)
      return years === undefined ? [] : [[type, years]]
    }),
  )
  return { schedule, wrong }
}

function yearsOf(text: string): number | undefined {
  const years = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return years >= 1 && years <= MOST_YEARS ? years : undefined
}

export const LONGEST_HOLD_REASON = 500
