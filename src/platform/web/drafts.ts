import type { Answers, Draft, DraftPlace } from '../drafts.ts'

/** A page whose forms keep what is typed, and what this person has of it. */
export type ShownDrafts = { readonly place: string; readonly kept: readonly Draft[] }
export type SentDraft = DraftPlace & { readonly answers: Answers; readonly key: string | undefined }

/** Never kept, whatever form they stand in: what proves who somebody is, and numbers of bank accounts. */
const SECRET = /^_|password|passkey|secret|token|recovery|security-?code|^digit|^app$|sort-?code|account-?number/i
const PLACE = /^\/(?![/\\])[\x21-\x7e]{0,499}$/
/** What a form of ours that keeps drafts sent; undefined when it is none. */
export function sentDraft(url: string, body: unknown): SentDraft | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const fields: Readonly<Record<string, unknown>> = { ...body }
  const { _draft: place, _form: form = url, _key: key } = fields
  if (!isPlace(place) || !isPlace(form)) return undefined
  return { place, form, answers: answersIn(fields), key: typeof key === 'string' ? key : undefined }
}

export function isPlace(value: unknown): value is string {
  return typeof value === 'string' && PLACE.test(value)
}

/** A list of ticks becomes one text, as forms show it again. */
function answersIn(fields: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (SECRET.test(name)) return []
      if (typeof value === 'string') return [[name, value]]
      return Array.isArray(value) ? [[name, value.filter((one) => typeof one === 'string').join(' ')]] : []
    }),
  )
}

/** What was typed in all forms of the page; each box has a name of its own. */
export function answersOf(drafts: ShownDrafts | undefined): Answers {
  return Object.assign({}, ...(drafts?.kept ?? []).map(({ answers }) => answers)) as Answers
}
