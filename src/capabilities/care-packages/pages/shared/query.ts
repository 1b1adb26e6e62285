import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import {
  daysOf,
  FILTER_STATUSES,
  orderOf,
  ROWS_PER_PAGE,
  TABS,
  type Cursor,
  type PackageFilter,
} from '../../rules/package-filter.ts'
import { CHOOSABLE } from '../../rules/columns.ts'
import { WARNING_CODES } from '../../rules/warnings.ts'
import type { PackageRow } from '../../store/list.ts'

const id = z.union([z.uuid(), z.literal('')])

/** What the address of a list says. */
export const ListQuery = z.object({
  tab: z.enum(TABS).default('current'),
  q: z.string().trim().max(200).default(''),
  provider: id.default(''),
  service: id.default(''),
  contract: id.default(''),
  /** Whose services and contracts the form had to choose from. */
  among: id.optional(),
  status: z.union([z.enum(FILTER_STATUSES), z.literal('')]).default(''),
  columns: z
    .union([z.array(z.enum(CHOOSABLE)), z.enum(CHOOSABLE)])
    .default([])
    .transform((said) => [said].flat()),
  historical: z.enum(['yes']).optional(),
  warning: z.enum(WARNING_CODES).optional(),
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
    .optional(),
})
export type ListQuery = z.infer<typeof ListQuery>

/** A service or a contract is of one provider: without that provider, or with another, it says nothing. */
export function ofOneProvider(query: ListQuery): ListQuery {
  const { provider, among = provider } = query
  return provider !== '' && among === provider ? query : { ...query, service: '', contract: '' }
}

export function filterOf(query: ListQuery, today: LocalDate, rows = ROWS_PER_PAGE): PackageFilter {
  const tab = query.q === '' ? query.tab : 'found'
  return {
    ...{ tab, today, rows },
    days: daysOf(tab, today, query.historical === 'yes'),
    providerId: unlessEmpty(query.provider),
    serviceId: unlessEmpty(query.service),
    contractId: unlessEmpty(query.contract),
    status: unlessEmpty(query.status),
    search: unlessEmpty(query.q),
    warning: query.warning,
    after: cursorOf(query.after),
  }
}

function unlessEmpty<T extends string>(text: T): Exclude<T, ''> | undefined {
  return isSaid(text) ? text : undefined
}

function isSaid<T extends string>(text: T): text is Exclude<T, ''> {
  return text !== ''
}

function cursorOf(text: string | undefined): Cursor | undefined {
  const [day = '', id = ''] = text?.split('_') ?? []
  const date = parseLocalDate(day)
  return date === undefined ? undefined : { day: date, id }
}

export function cursorAfter(row: PackageRow, tab: PackageFilter['tab']): Cursor {
  const { startsOn, endsOn, id } = row
  return { day: orderOf(tab).column === 'ends_on' ? (endsOn ?? startsOn) : startsOn, id }
}

/** The same list from another place, in another tab or as a file. */
export function addressOf(
  base: string,
  query: ListQuery,
  over: Partial<Record<Exclude<keyof ListQuery, 'columns' | 'among'>, string>> = {},
): string {
  const all = {
    tab: query.tab,
    q: query.q,
    provider: query.provider,
    service: query.service,
    contract: query.contract,
    status: query.status,
    historical: query.historical ?? '',
    warning: query.warning ?? '',
    ...over,
  }
  const said = Object.entries(all).filter(([, value]) => value !== '')
  const columns = query.columns.map((column) => ['columns', column])
  return `${base}?${new URLSearchParams([...said, ...columns]).toString()}`
}
