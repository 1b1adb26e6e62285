import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import { daysOf, orderOf, ROWS_PER_PAGE, TABS, type Cursor, type PackageFilter } from '../../rules/package-filter.ts'
import { CHOOSABLE } from '../../rules/columns.ts'
import { WARNING_CODES } from '../../rules/warnings.ts'
import type { PackageRow } from '../../store/list.ts'

/** What the address of a list says. */
export const ListQuery = z.object({
  tab: z.enum(TABS).default('current'),
  q: z.string().trim().max(200).default(''),
  service: z.union([z.uuid(), z.literal('')]).default(''),
  contract: z.union([z.uuid(), z.literal('')]).default(''),
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

export function filterOf(query: ListQuery, today: LocalDate, rows = ROWS_PER_PAGE): PackageFilter {
  const tab = query.q === '' ? query.tab : 'found'
  return {
    ...{ tab, today, rows },
    days: daysOf(tab, today, query.historical === 'yes'),
    serviceId: query.service === '' ? undefined : query.service,
    contractId: query.contract === '' ? undefined : query.contract,
    search: query.q === '' ? undefined : query.q,
    warning: query.warning,
    after: cursorOf(query.after),
  }
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
  over: Partial<Record<Exclude<keyof ListQuery, 'columns'>, string>> = {},
): string {
  const all = {
    tab: query.tab,
    q: query.q,
    service: query.service,
    contract: query.contract,
    historical: query.historical ?? '',
    warning: query.warning ?? '',
    ...over,
  }
  const said = Object.entries(all).filter(([, value]) => value !== '')
  const columns = query.columns.map((column) => ['columns', column])
  return `${base}?${new URLSearchParams([...said, ...columns]).toString()}`
}
