import type { ComponentChildren } from 'preact'
import { perUnit, unitsText } from '../../../../core/care-units.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatPounds, formatRate, formatShortDay } from '../../../../core/format.ts'
import { charge } from '../../../../core/money.ts'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../platform/web/govuk/pagination.tsx'
import { Select } from '../../../../platform/web/govuk/select.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import { SubNavigation } from '../../../../platform/web/patterns/sub-navigation.tsx'
import { NEAR_DAYS, ROWS_PER_PAGE, TABS, type Tab } from '../../rules/package-filter.ts'
import { standingOf } from '../../rules/standing.ts'
import type { PackageRow } from '../../store/list.ts'
import { addressOf, cursorAfter, type ListQuery } from './query.ts'
import { standingWords, TAB_WORDS } from './words.ts'

interface PackagesProps {
  readonly rows: readonly PackageRow[]
  readonly services: readonly { readonly id: string; readonly name: string }[]
  readonly query: ListQuery
  readonly today: LocalDate
  /** The address of the list. */
  readonly base: string
  /** Said before the service: whose care it is, where that is not the reader's own. */
  readonly named: boolean
}

export function Packages({ rows, services, query, today, base, named }: PackagesProps) {
  const shown = rows.slice(0, ROWS_PER_PAGE)
  const last = rows.length > ROWS_PER_PAGE ? shown.at(-1) : undefined
  const next = last === undefined ? undefined : cursorAfter(last, query.q === '' ? query.tab : 'found')
  return (
    <>
      <Search services={services} query={query} base={base} />
      <SubNavigation
        label="Care packages by state"
        items={TABS.map((tab) => ({
          text: TAB_WORDS[tab],
          href: addressOf(base, query, { tab, q: '', historical: '' }),
          active: query.q === '' && tab === query.tab,
        }))}
      />
      <ResponsiveTable
        caption={query.q === '' ? CAPTIONS[query.tab] : `Care packages found for “${query.q}”`}
        classes="portal-dense"
        columns={COLUMNS}
        rows={shown.map((row) => cellsOf(row, today, { base, named }))}
        empty={query.q === '' ? EMPTY[query.tab] : NOT_FOUND}
      />
      {query.tab === 'ended' && query.q === '' ? <Historical query={query} base={base} /> : null}
      {next === undefined ? null : (
        <Pagination next={{ href: addressOf(base, query, { after: `${next.day}_${next.id}` }) }} />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={addressOf(`${base}.csv`, query)}>
          Download this list (CSV)
        </a>
      </p>
    </>
  )
}

const COLUMNS = [
  { heading: 'Person' },
  { heading: 'Reference', label: 'CPLI reference', nowrap: true },
  { heading: 'Service' },
  { heading: 'Level', label: 'Service level' },
  { heading: 'Planned a week', numeric: true },
  { heading: 'Price now', numeric: true },
  { heading: 'A week costs', numeric: true },
  { heading: 'Dates', nowrap: true },
  { heading: 'State' },
]
const CAPTIONS: Record<Tab, string> = {
  current: 'Current care packages, newest first',
  starting: 'Care packages that have not started, soonest first',
  ending: `Care packages that end in the next ${String(NEAR_DAYS)} days, soonest first`,
  ended: 'Ended care packages, latest first',
}
const EMPTY: Record<Tab, string> = {
  current: 'There is no current care. New care appears here once the council has commissioned it.',
  starting: 'No care is about to start.',
  ending: `No care ends in the next ${String(NEAR_DAYS)} days.`,
  ended: `No care ended in the last ${String(NEAR_DAYS)} days.`,
}
const NOT_FOUND = 'No care package matches. Check the spelling, or search for the beginning of the family name only.'

function Search({ services, query, base }: Pick<PackagesProps, 'services' | 'query' | 'base'>) {
  return (
    <form method="get" action={base} role="search">
      <input type="hidden" name="tab" value={query.tab} />
      <Input
        name="q"
        type="search"
        value={query.q}
        label="Search all care packages"
        hint="The beginning of a person’s name, or a package, person or NHS number"
        classes="govuk-input--width-20"
      />
      {services.length < 2 ? null : (
        <Select
          name="service"
          label="Service"
          value={query.service}
          items={[{ value: '', text: 'All services' }, ...services.map(({ id, name }) => ({ value: id, text: name }))]}
        />
      )}
      <Button classes="govuk-button--secondary">Show</Button>
    </form>
  )
}

function Historical({ query, base }: Pick<PackagesProps, 'query' | 'base'>) {
  const shown = query.historical === 'yes'
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={addressOf(base, query, { historical: shown ? '' : 'yes' })}>
        {shown ? `Leave out what ended over ${String(NEAR_DAYS)} days ago` : 'Include historical care packages'}
      </a>
    </p>
  )
}

function cellsOf(
  row: PackageRow,
  today: LocalDate,
  { base, named }: Pick<PackagesProps, 'base' | 'named'>,
): readonly ComponentChildren[] {
  const { planned, price, unit } = row
  const face = named ? '/council' : '/provider'
  const { text, colour } = standingWords(standingOf(row, today))
  return [
    <a class="govuk-link" href={`${face}/service-users/${row.personId}`}>
      {`${row.familyName}, ${row.givenName}`}
    </a>,
    <a class="govuk-link" href={`${base}/${row.id}`}>
      {row.reference}
    </a>,
    named ? `${row.providerName}: ${row.serviceName}` : row.serviceName,
    row.serviceLevel,
    planned === null ? 'Not known' : unitsText(planned, unit),
    price === null ? 'No price' : `${formatRate(price)} ${perUnit(unit)}`,
    planned === null || price === null ? '' : formatPounds(charge(planned, price)),
    row.endsOn === null
      ? `From ${formatShortDay(row.startsOn)}`
      : `${formatShortDay(row.startsOn)} to ${formatShortDay(row.endsOn)}`,
    <Tag colour={colour}>{text}</Tag>,
  ]
}
