import { DOCUMENT_TYPES, TYPE_NAMES } from './document.ts'

/** What is kept and let go by a schedule: documents by their kind, and the files that came another way. */
export const FILE_CLASSES = ['message-attachment', 'signature-scan'] as const
export type FileClass = (typeof FILE_CLASSES)[number]
export const CLASSES = [...DOCUMENT_TYPES, ...FILE_CLASSES] as const
export type RetentionClass = (typeof CLASSES)[number]
export const CLASS_NAMES: Readonly<Record<RetentionClass, string>> = {
  ...TYPE_NAMES,
  'message-attachment': 'File sent with a message',
  'signature-scan': 'Scan of a signature',
}

/** Empty for ever; otherwise whole years. */
export type ScheduleTyped = Readonly<Record<RetentionClass, string>>
export type Schedule = ReadonlyMap<RetentionClass, number>

const MOST_YEARS = 100

type Read = { readonly schedule: Schedule; readonly wrong: readonly RetentionClass[] }

export function readSchedule(typed: ScheduleTyped): Read {
  const read = CLASSES.map((type) => ({ type, text: typed[type].trim() })).filter(({ text }) => text !== '')
  const wrong = read.filter(({ text }) => yearsOf(text) === undefined).map(({ type }) => type)
  const schedule = new Map(
    read.flatMap(({ type, text }): readonly (readonly [RetentionClass, number])[] => {
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

/** What a hold keeps, and how whoever places it says which: by its reference, or by the address of its page. */
export const HELD_KINDS = ['person', 'conversation', 'agreement'] as const
export type HeldKind = (typeof HELD_KINDS)[number]

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/

/** A conversation has no reference; its id is the last of what stands in the address bar. */
export function idIn(typed: string): string | undefined {
  return ID.exec(typed.toLowerCase())?.[0]
}
