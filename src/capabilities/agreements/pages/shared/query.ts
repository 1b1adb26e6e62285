import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { AgreementFilter } from '../../store/list.ts'

export const ROWS = 50

const STATES = ['draft', 'published', 'to-confirm', 'agreed', 'rejected', 'superseded', 'withdrawn', 'all'] as const
export type Tab = (typeof STATES)[number]

/** How a list is asked for in its address: both faces alike, each opening on what it has to do. */
export const ListQuery = z.object({
  status: z.enum(STATES).optional(),
  q: z.string().trim().max(200).default(''),
  service: z.union([z.uuid(), z.literal('')]).default(''),
  from: z.string().trim().max(10).default(''),
  to: z.string().trim().max(10).default(''),
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
    .optional(),
})
export type ListQuery = z.infer<typeof ListQuery>

export const TrackerQuery = z.object({
  only: z.literal('started').optional(),
  after: ListQuery.shape.after,
})

export type Listing = {
  readonly tab: Tab
  readonly query: ListQuery
  readonly filter: AgreementFilter
  readonly errors: readonly FieldError[]
}

/** Someone who searches wants to find it, whatever its state. A day that is none is said beside its box, and not used. */
export function listingOf(query: ListQuery, opensOn: Tab, rows = ROWS): Listing {
  const tab = query.q === '' ? (query.status ?? opensOn) : 'all'
  const [from, to] = [dayOf(query.from), dayOf(query.to)]
  const errors = (['from', 'to'] as const).flatMap((field) =>
    query[field] !== '' && dayOf(query[field]) === undefined ? [{ field, text: 'Enter a date, like 2026-04-01' }] : [],
  )
  const filter: AgreementFilter = {
    ...statusOf(tab),
    search: query.q === '' ? undefined : query.q,
    serviceId: query.service === '' ? undefined : query.service,
    from,
    to,
    after: cursorOf(query.after),
    rows,
  }
  return { tab, query, filter, errors }
}

/** With a signed sheet filed, an agreement is published still, and waits for the council. */
function statusOf(tab: Tab): Pick<AgreementFilter, 'status' | 'hasSheet'> {
  if (tab === 'all') return { status: undefined }
  if (tab === 'to-confirm') return { status: 'published', hasSheet: true }
  return tab === 'published' ? { status: tab, hasSheet: false } : { status: tab }
}

/** What staff are still writing is not the provider's to ask for. */
export function publishedOnly(query: ListQuery): ListQuery {
  return query.status === 'draft' ? { ...query, status: 'published' } : query
}

/** The same list in an address, without what is not asked for. */
export function addressOf(base: string, query: Readonly<Partial<Record<keyof ListQuery, string>>>): string {
  const asked = Object.entries(query).filter(([, value]) => value !== '')
  return asked.length === 0 ? base : `${base}?${new URLSearchParams(asked).toString()}`
}

type Kept = Readonly<Record<'status' | 'q' | 'service' | 'from' | 'to', string>>

/** What a saved filter keeps: everything but the page. */
export function keptOf({ status, q, service, from, to }: Omit<ListQuery, 'after'>): Kept {
  return { status: status ?? '', q, service, from, to }
}

function dayOf(text: string): LocalDate | undefined {
  return text === '' ? undefined : parseLocalDate(text)
}

function cursorOf(text: string | undefined): AgreementFilter['after'] {
  const [day = '', id = ''] = text?.split('_') ?? []
  const date = parseLocalDate(day)
  return date === undefined ? undefined : { day: date, id }
}
