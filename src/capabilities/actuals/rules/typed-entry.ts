import { quantity } from '../../../core/money.ts'
import type { Quantity } from '../../../core/money.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { parseQuantity } from '../../../core/quantity-entry.ts'
import type { Entry, EntryFault, EntryField, Misreading } from './week.ts'

/** What stands in the boxes of one row, as it was typed; a sheet without a list of reasons has no box for them. */
export type TypedEntry = Readonly<Record<Exclude<EntryField, 'reason'>, string>> & {
  readonly reason?: string | undefined
}

type Misread = { readonly code: 'misread'; readonly faults: readonly EntryFault[] }

/** Empty boxes mean nothing to tell: no frustrated, missed or extra care. */
export function readEntry(typed: TypedEntry): Outcome<Entry, Misread> {
  const frustrated = readAmount(typed.frustrated)
  const missed = readAmount(typed.missed)
  const extra = readAmount(typed.extra)
  const visits = readVisits(typed.visits)
  const comment = typed.comment.replaceAll('\r\n', '\n').trim()
  if (frustrated.ok && missed.ok && extra.ok && visits.ok)
    return done({
      frustrated: frustrated.value,
      missed: missed.value,
      extra: extra.value,
      visits: visits.value,
      comment,
      reason: readReason(typed.reason),
    })
  const read = { frustrated, missed, extra, visits }
  const fields = ['frustrated', 'missed', 'extra', 'visits'] as const
  const faults = fields.flatMap((field): readonly EntryFault[] => {
    const one = read[field]
    return one.ok ? [] : [{ code: 'R20', field, why: one.refusal.code }]
  })
  return refused({ code: 'misread', faults })
}

function readReason(typed: string | undefined): Entry['reason'] {
  const code = typed?.trim()
  return code === '' ? null : code
}

type Reading<T> = Outcome<T, { readonly code: Misreading }>

function readAmount(typed: string): Reading<Quantity> {
  const read = parseQuantity(typed)
  if (read.ok) return read
  return read.refusal.code === 'missing' ? done(quantity(0n)) : refused({ code: read.refusal.code })
}

/** Whole visits; null when nothing was typed. */
function readVisits(typed: string): Reading<number | null> {
  const text = typed.normalize('NFKC').replaceAll('\u2212', '-').trim()
  if (text === '') return done(null)
  if (/^-\d/.test(text)) return refused({ code: 'negative' })
  if (/^\d+$/.test(text)) return text.length > 4 ? refused({ code: 'too-large' }) : done(Number(text))
  return refused({ code: 'not-a-number' })
}
