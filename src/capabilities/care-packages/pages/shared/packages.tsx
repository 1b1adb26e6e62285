import type { ComponentChildren } from 'preact'
import { perUnit, unitsText } from '../../../../core/care-units.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { formatPounds, formatRate, formatShortDay } from '../../../../core/format.ts'
import { charge } from '../../../../core/money.ts'
import { Checkboxes } from '../../../../platform/web/govuk/checkboxes.tsx'
import { Details } from '../../../../platform/web/govuk/details.tsx'
import { Button } from '../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Pagination } from '../../../../platform/web/govuk/pagination.tsx'
import { Select } from '../../../../platform/web/govuk/select.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { AskLink } from '../../../../platform/web/patterns/ask-link.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import { SubNavigation } from '../../../../platform/web/patterns/sub-navigation.tsx'
import { isChosen, type Choosable } from '../../rules/columns.ts'
import { FILTER_STATUSES, NEAR_DAYS, ROWS_PER_PAGE, TABS, type Tab } from '../../rules/package-filter.ts'
import { standingOf } from '../../rules/standing.ts'
import { WARNING_CODES } from '../../rules/warnings.ts'
import type { PackageRow } from '../../store/list.ts'
import type { PackageWarning, WarningCounts } from '../../store/package-warnings.ts'
import { WarningTags } from './package-warnings.tsx'
import { addressOf, cursorAfter, type ListQuery } from './query.ts'
import { FILTER_STATUS_WORDS, standingWords, TAB_WORDS, WARNING_WORDS } from './words.ts'

type Columns = Parameters<typeof ResponsiveTable>[0]['columns']

type Choice = { readonly id: string; readonly name: string }

interface PackagesProps {
  readonly rows: readonly PackageRow[]
  readonly warnings: readonly PackageWarning[]
  /** How many packages each warning is about; asked in the tab of warnings only. */
  readonly counts: WarningCounts | undefined
  /** For whoever sees the care of more than one; services and contracts are then those of the one that is chosen. */
  readonly providers?: readonly Choice[]
  readonly services: readonly Choice[]
  readonly contracts: readonly Choice[]
  readonly query: ListQuery
  readonly today: LocalDate
  /** The address of the list. */
  readonly base: string
  /** Said before the service: whose care it is, where that is not the reader's own. */
  readonly named: boolean
  /** Whether each row leads to a message about it. */
  readonly mayAsk?: boolean
}

export function Packages(props: PackagesProps) {
  const { rows, query, base } = props
  const shown = rows.slice(0, ROWS_PER_PAGE)
  const last = rows.length > ROWS_PER_PAGE ? shown.at(-1) : undefined
  const next = last === undefined ? undefined : cursorAfter(last, query.q === '' ? query.tab : 'found')
  return (
    <>
      <Search {...props} />
      <SubNavigation
        label="Care packages by state"
        items={TABS.map((tab) => ({
          text: TAB_WORDS[tab],
          href: addressOf(base, query, { tab, q: '', historical: '', warning: '' }),
          active: query.q === '' && tab === query.tab,
        }))}
      />
      {props.counts === undefined ? null : <WarningFilter counts={props.counts} query={query} base={base} />}
      <Rows {...props} rows={shown} />
      {query.tab === 'ended' && query.q === '' ? <Historical query={query} base={base} /> : null}
      {next === undefined ? null : (
        <Pagination next={{ href: addressOf(base, query, { after: `${next.day}_${next.id}` }) }} />
      )}
      <Downloads query={query} base={base} />
    </>
  )
}

/** Each with what does not fit in it, and where whoever reads may write, with a message about it. */
function Rows({ rows, query, today, base, named, mayAsk = false, ...props }: PackagesProps) {
  const warnings = Map.groupBy(props.warnings, ({ packageId }) => packageId)
  return (
    <ResponsiveTable
      caption={query.q === '' ? CAPTIONS[query.tab] : `Care packages found for “${query.q}”`}
      classes="portal-dense"
      columns={[
        ...COLUMNS.filter(({ part }) => isChosen(query.columns, part)),
        ...(mayAsk ? [{ heading: 'Question' }] : []),
      ]}
      rows={rows.map((row) => [
        ...cellsOf(row, today, { base, named, chosen: query.columns, warnings: warnings.get(row.id) ?? [] }),
        ...(mayAsk ? [<AskLink query={`package=${row.id}`} about={row.reference} />] : []),
      ])}
      empty={emptyText(query)}
    />
  )
}

const COLUMNS: readonly (Columns[number] & { readonly part?: Choosable })[] = [
  { heading: 'Person' },
  { heading: 'Reference', label: 'CPLI reference', nowrap: true },
  { heading: 'Service', part: 'service' },
  { heading: 'Level', label: 'Service level', part: 'level' },
  { heading: 'Planned a week', numeric: true, part: 'planned' },
  { heading: 'Price now', numeric: true, part: 'price' },
  { heading: 'A week costs', numeric: true, part: 'cost' },
  { heading: 'Dates', nowrap: true, part: 'dates' },
  { heading: 'State', part: 'state' },
]
const CAPTIONS: Record<Tab, string> = {
  current: 'Current care packages, newest first',
  starting: 'Care packages that have not started, soonest first',
  ending: `Care packages that end in the next ${String(NEAR_DAYS)} days, soonest first`,
  ended: 'Ended care packages, latest first',
  warned: 'Care packages in which something does not fit together, newest first',
}
const EMPTY: Record<Tab, string> = {
  current: 'There is no current care. New care appears here once the council has commissioned it.',
  starting: 'No care is about to start.',
  ending: `No care ends in the next ${String(NEAR_DAYS)} days.`,
  ended: `No care ended in the last ${String(NEAR_DAYS)} days.`,
  warned: 'Nothing is to look at: no care ends without any to follow, overlaps, leaves a gap or goes over its plan.',
}
function emptyText({ q, tab, provider, service, contract, status }: ListQuery): string {
  if (q !== '') return NOT_FOUND
  return [provider, service, contract, status].every((one) => one === '') ? EMPTY[tab] : NONE_SELECTED
}

const NONE_SELECTED = 'No care package is as selected. Select something else, or look in another tab.'
const NOT_FOUND = 'No care package matches. Check the spelling, or search for the beginning of the family name only.'

function Search({ providers = [], services, contracts, query, base }: PackagesProps) {
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
      <Choose name="provider" label="Provider" all="All providers" from={providers} query={query} />
      {query.provider === '' ? null : <input type="hidden" name="among" value={query.provider} />}
      <Choose name="service" label="Service" all="All services" from={services} query={query} />
      <Choose name="contract" label="Contract" all="All contracts" from={contracts} query={query} />
      <Select
        name="status"
        label="Status"
        value={query.status}
        items={[
          { value: '', text: 'Every status' },
          ...FILTER_STATUSES.map((status) => ({ value: status, text: FILTER_STATUS_WORDS[status] })),
        ]}
      />
      <Details summary="Choose columns">
        <Checkboxes
          name="columns"
          legend="Columns beside person and reference"
          hint="None ticked shows all of them. Downloads have the same columns."
          values={query.columns}
          items={COLUMNS.flatMap(({ heading, part }) => (part === undefined ? [] : [{ value: part, text: heading }]))}
        />
      </Details>
      <Button classes="govuk-button--secondary">Show</Button>
    </form>
  )
}

interface ChooseProps {
  readonly name: 'provider' | 'service' | 'contract'
  readonly label: string
  readonly all: string
  readonly from: readonly Choice[]
  readonly query: ListQuery
}

/** Among one there is nothing to choose, unless it is chosen. */
function Choose({ name, label, all, from, query }: ChooseProps) {
  if (from.length === 0 || (from.length === 1 && query[name] === '')) return null
  return (
    <Select
      name={name}
      label={label}
      value={query[name]}
      items={[{ value: '', text: all }, ...from.map(({ id, name: text }) => ({ value: id, text }))]}
    />
  )
}

function Downloads({ query, base }: Pick<PackagesProps, 'query' | 'base'>) {
  return (
    <>
      <h2 class="govuk-heading-s">Download this list</h2>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={addressOf(`${base}.xlsx`, query)}>
            Excel, with the cost and breakdown of care (XLSX)
          </a>
        </li>
        <li>
          <a class="govuk-link" href={addressOf(`${base}.csv`, query)}>
            Download this list (CSV)
          </a>
        </li>
        <li>
          <a class="govuk-link" href={addressOf(`${base}-breakdown.csv`, query)}>
            The cost and breakdown of care (CSV)
          </a>
        </li>
        <li>
          <a class="govuk-link" href={addressOf(`${base}.json`, query)}>
            For other systems (JSON)
          </a>
        </li>
      </ul>
    </>
  )
}

type WarningFilterProps = Pick<PackagesProps, 'query' | 'base'> & { readonly counts: WarningCounts }

/** Each count leads to as many rows; a package with two warnings is one row of all of them. */
function WarningFilter({ counts, query, base }: WarningFilterProps) {
  const all = { code: undefined, text: 'All', packages: counts.packages }
  const each = WARNING_CODES.map((code) => ({ code, text: WARNING_WORDS[code], packages: counts.byCode[code] }))
  return (
    <ul class="govuk-list" aria-label="Only one kind of warning">
      {[all, ...each].map(({ code, text, packages }) => (
        <li>
          {query.warning === code ? (
            <strong>
              {text} ({String(packages)})
            </strong>
          ) : (
            <a class="govuk-link" href={addressOf(base, query, { warning: code ?? '' })}>
              {text} ({String(packages)})
            </a>
          )}
        </li>
      ))}
    </ul>
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

type Chosen = { readonly chosen: readonly Choosable[] }

function cellsOf(
  row: PackageRow,
  today: LocalDate,
  { base, named, chosen, warnings }: Pick<PackagesProps, 'base' | 'named' | 'warnings'> & Chosen,
): readonly ComponentChildren[] {
  const { planned, price, unit } = row
  const face = named ? '/council' : '/provider'
  const { text, colour } = standingWords(standingOf(row, today))
  const cells: readonly ComponentChildren[] = [
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
    <>
      <Tag colour={colour}>{text}</Tag>
      <WarningTags warnings={warnings} today={today} />
    </>,
  ]
  return cells.filter((_, index) => isChosen(chosen, COLUMNS[index]?.part))
}
