import { z } from 'zod'
import { localDate, parseLocalDate } from '../../../../../core/dates.ts'
import { NotFound } from '../../../../../core/errors.ts'
import type { SubjectRef } from '../../../rules/subject.ts'

const day = z
  .string()
  .refine((text) => parseLocalDate(text) !== undefined)
  .transform(localDate)
const Query = z.object({
  type: z.string().max(50).optional(),
  package: z.uuid().optional(),
  agreement: z.uuid().optional(),
  uplift: z.uuid().optional(),
  line: z.uuid().optional(),
  from: day.optional(),
  title: z.string().max(300).default(''),
  text: z.string().max(5_000).default(''),
})

/** "Ask about this" from another page: ?package=ID, ?agreement=ID, ?uplift=ID or ?line=ID&from=DAY. */
export function askedSubject(query: unknown): Asked {
  const parsed = Query.safeParse(query)
  if (!parsed.success) throw new NotFound('page')
  const { type = '', package: packageId, agreement, uplift, line, from, title, text } = parsed.data
  const begun = { type, title, text }
  if (packageId !== undefined) return { ...begun, subject: { type: 'package', id: packageId } }
  if (agreement !== undefined) return { ...begun, subject: { type: 'agreement', id: agreement } }
  if (uplift !== undefined) return { ...begun, subject: { type: 'uplift', id: uplift } }
  if (line !== undefined && from !== undefined) return { ...begun, subject: { type: 'payment-line', id: line, from } }
  return { ...begun, subject: undefined }
}

/** What the page before has already filled in; whoever writes may change all of it. */
type Asked = {
  readonly subject: SubjectRef | undefined
  readonly type: string
  readonly title: string
  readonly text: string
}

export const NewMessageForm = z.object({
  type: z.string().max(50).default(''),
  related: z.enum(['', 'organisation', 'service', 'package', 'subject']).default(''),
  serviceId: z.union([z.literal(''), z.uuid()]).default(''),
  packageReference: z.string().max(200).default(''),
  title: z.string().max(50_000).default(''),
  text: z.string().max(50_000).default(''),
  subjectType: z.enum(['package', 'agreement', 'uplift', 'payment-line']).optional(),
  subjectId: z.uuid().optional(),
  subjectFrom: z.union([z.literal(''), day]).optional(),
})

/** The same, as the form carries it on. */
export function carriedSubject(form: z.infer<typeof NewMessageForm>): SubjectRef | undefined {
  const { subjectType: type, subjectId: id, subjectFrom: from } = form
  if (type === undefined || id === undefined) return undefined
  if (type !== 'payment-line') return { type, id }
  return from === undefined || from === '' ? undefined : { type, id, from }
}
