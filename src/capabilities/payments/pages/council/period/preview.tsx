import { formatPounds } from '../../../../../core/format.ts'
import { pence } from '../../../../../core/money.ts'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { PAGE } from '../../../store/run-list.ts'
import type { Bridge, ExceptionGroup, ProviderTotal, SectorTotal } from '../../../store/run-preview.ts'
import type { Run } from '../../../store/runs.ts'
import { EXCEPTION_WORDS, SECTOR_WORDS, SEVERITY_WORDS } from '../exception-words.ts'

/** A run as it is looked at before it is released, and afterwards. */
export type Preview = {
  readonly run: Run
  readonly providers: readonly ProviderTotal[]
  readonly sectors: readonly SectorTotal[]
  readonly bridge: Bridge
  readonly exceptions: readonly ExceptionGroup[]
}

interface ExceptionsProps {
  readonly groups: readonly ExceptionGroup[]
  readonly address: string
}

export function Exceptions({ groups, address }: ExceptionsProps) {
  return (
    <ResponsiveTable
      caption="What to look at first"
      columns={[{ heading: 'What' }, { heading: 'What it asks of you' }, { heading: 'How many', numeric: true }]}
      rows={groups.map(({ severity, code, count }) => [
        <a class="govuk-link" href={`${address}/exceptions?code=${code}&severity=${severity}`}>
          {EXCEPTION_WORDS[code].title}
        </a>,
        <Tag colour={SEVERITY_WORDS[severity].colour}>{SEVERITY_WORDS[severity].text}</Tag>,
        String(count),
      ])}
      empty="Nothing is out of the ordinary: every week is confirmed and no payment is unlike the last."
    />
  )
}

/** Every pound between the last run and this one has a name; the rest is more or less care for the same providers. */
export function Bridging({ bridge }: { readonly bridge: Bridge }) {
  if (bridge.lastName === null) return null
  const named = bridge.started - bridge.stopped + bridge.corrections + bridge.late
  const rest = bridge.nowPence - bridge.lastPence - named
  const rows: readonly (readonly [string, bigint])[] = [
    [`Last run, ${bridge.lastName}`, bridge.lastPence],
    ['Providers paid then and not now', 0n - bridge.stopped],
    ['Providers paid now and not then', bridge.started],
    ['Corrections of earlier payments', bridge.corrections],
    ['Care of earlier periods, confirmed late', bridge.late],
    ['More or less care for the same providers', rest],
  ]
  return (
    <ResponsiveTable
      caption="From the last run to this one"
      columns={[{ heading: 'Cause' }, { heading: 'Amount', numeric: true }]}
      rows={rows.map(([cause, amount]) => [cause, formatPounds(pence(amount))])}
      total={['This run', formatPounds(bridge.nowPence)]}
    />
  )
}

export function Sectors({ rows }: { readonly rows: readonly SectorTotal[] }) {
  return (
    <ResponsiveTable
      caption="By kind of service"
      columns={[
        { heading: 'Kind of service' },
        { heading: 'Providers', numeric: true },
        { heading: 'Lines', numeric: true },
        { heading: 'Amount', numeric: true },
      ]}
      rows={rows.map((row) => [
        SECTOR_WORDS[row.sector] ?? row.sector,
        String(row.providers),
        String(row.lines),
        formatPounds(row.pence),
      ])}
      empty="The run has no lines: nothing is confirmed, agreed and unpaid."
    />
  )
}

interface ProvidersProps {
  readonly rows: readonly ProviderTotal[]
  readonly address: string
}

export function Providers({ rows, address }: ProvidersProps) {
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return (
    <>
      <ResponsiveTable
        caption="By provider"
        columns={[
          { heading: 'Provider' },
          { heading: 'Supplier number' },
          { heading: 'Lines', numeric: true },
          { heading: 'Amount of lines', numeric: true },
          { heading: 'Kept back', numeric: true },
          { heading: 'Carried', numeric: true },
          { heading: 'To pay', numeric: true },
        ]}
        rows={shown.map((row) => [
          <a class="govuk-link" href={`${address}/lines?provider=${row.providerId}`}>
            {row.name}
          </a>,
          row.reference,
          String(row.lineCount),
          formatPounds(row.linesPence),
          formatPounds(row.recoveredPence),
          formatPounds(row.carriedPence),
          formatPounds(row.paidPence),
        ])}
        empty="No provider is paid by this run."
      />
      {rows.length > PAGE && last !== undefined ? (
        <Pagination
          next={{
            href: `${address}?after=${encodeURIComponent(last.name)}&id=${last.providerId}`,
            labelText: 'More providers',
          }}
        />
      ) : null}
    </>
  )
}
