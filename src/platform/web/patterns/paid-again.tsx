import { unitsText, type CareUnit } from '../../../core/care-units.ts'
import { penceText } from '../../../core/decimal.ts'
import { formatDay, formatDays, formatPounds } from '../../../core/format.ts'
import { addDays } from '../../../core/dates.ts'
import { pence } from '../../../core/money.ts'
import type { PaidAgain, PaidLine, WeekOfPlan } from '../../../core/paid-again.ts'
import { Details } from '../govuk/details.tsx'
import { InsetText } from '../govuk/inset-text.tsx'
import type { TableFile } from '../table-file.ts'
import { ResponsiveTable } from './responsive-table.tsx'
import { TableDownloads } from './table-downloads.tsx'

interface PaidAgainProps {
  /** Nothing is said of what does not look back. */
  readonly paid: PaidAgain | undefined
  readonly unit: CareUnit
  /** 'Once this care is changed' */
  readonly once: string
  /** Where the lines are as files, without their ending. */
  readonly file?: { readonly href: string; readonly query?: Readonly<Record<string, string>> } | undefined
}

/** Before somebody decides about one package: what that does to what was recorded and paid, line by line. */
export function PaidAgainTables({ paid, unit, once, file }: PaidAgainProps) {
  if (paid === undefined) return null
  const { lines, weeks, hasPeriod } = paid
  return (
    <section aria-labelledby="paid-again">
      <h2 class="govuk-heading-m" id="paid-again">
        What it changes in what was recorded and paid
      </h2>
      {hasPeriod && lines.length + weeks.length === 0 ? (
        <p class="govuk-body">This looks back, and nothing that was recorded or paid changes.</p>
      ) : null}
      {lines.length === 0 ? null : <Posted lines={lines} once={once} file={file} />}
      {hasPeriod ? null : (
        <InsetText>
          The payment calendar has no period that is still to be paid, so nothing can be posted yet.
        </InsetText>
      )}
      {weeks.length === 0 ? null : <OfPlan weeks={weeks} unit={unit} />}
    </section>
  )
}

type PostedProps = Pick<PaidAgainProps, 'once' | 'file'> & { readonly lines: readonly PaidLine[] }

function Posted({ lines, once, file }: PostedProps) {
  const more = pence(lines.reduce((total, { paid, due }) => total + due - paid, 0n))
  return (
    <>
      <p class="govuk-body">
        {once}, the next payment has a further line for{' '}
        {lines.length === 1 ? 'the one' : `each of the ${String(lines.length)}`} below, together{' '}
        <strong>{formatPounds(more)}</strong>. The lines that were paid stay as they are.
      </p>
      <ResponsiveTable
        caption="Line by line"
        columns={[
          { heading: 'Days' },
          { heading: 'Paid', numeric: true },
          { heading: 'Due', numeric: true },
          { heading: 'Difference', numeric: true },
          { heading: 'Why' },
        ]}
        rows={lines.map(({ from, to, paid, due, why }) => [
          formatDays({ from, until: addDays(to, 1) }),
          formatPounds(paid),
          formatPounds(due),
          formatPounds(pence(due - paid)),
          <Details summary="How it is worked out">
            <ol class="govuk-list govuk-list--number">
              {why.map((sentence) => (
                <li>{sentence}</li>
              ))}
            </ol>
          </Details>,
        ])}
      />
      {file === undefined ? null : <TableDownloads {...file} what="every line" />}
    </>
  )
}

function OfPlan({ weeks, unit }: { readonly weeks: readonly WeekOfPlan[]; readonly unit: CareUnit }) {
  return (
    <>
      <p class="govuk-body">
        The weeks below were recorded by another plan. They stay as they were recorded until the provider records them
        anew.
      </p>
      <ResponsiveTable
        caption="Week by week"
        columns={[
          { heading: 'Week of', nowrap: true },
          { heading: 'Planned as recorded', numeric: true },
          { heading: 'Planned then', numeric: true },
          { heading: 'Delivered', numeric: true },
          { heading: 'Paid', numeric: true },
          { heading: 'Once recorded anew', numeric: true },
          { heading: 'What happens' },
        ]}
        rows={weeks.map((week) => [
          formatDay(week.weekStart),
          unitsText(week.planned, unit),
          unitsText(week.plannedAfter, unit),
          unitsText(week.delivered, unit),
          week.paid === null ? 'Not yet' : formatPounds(week.paid),
          week.anew === null ? '' : formatPounds(week.anew),
          week.happens,
        ])}
      />
    </>
  )
}

/** The lines as a file. */
export function paidAgainFile(name: string, lines: readonly PaidLine[]): TableFile {
  const money = (amount: bigint) => ({ number: penceText(pence(amount)) })
  return {
    ...{ name, title: 'Differences' },
    columns: [
      { heading: 'From', width: 12 },
      { heading: 'Last day', width: 12 },
      { heading: 'Paid', width: 12 },
      { heading: 'Due', width: 12 },
      { heading: 'Difference', width: 12 },
      { heading: 'How it is worked out', width: 80 },
    ],
    rows: lines.map(({ from, to, paid, due, why }) => [
      ...[{ day: from }, { day: to }, money(paid), money(due), money(due - paid)],
      why.join(' '),
    ]),
  }
}
