import { unitsText, type CareUnit } from '../../../core/care-units.ts'
import { penceText, quantityText } from '../../../core/decimal.ts'
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
    <>
      <h2 class="govuk-heading-m">What it changes in what was recorded and paid</h2>
      {hasPeriod && lines.length + weeks.length === 0 ? (
        <p class="govuk-body">This looks back, and nothing that was recorded or paid changes.</p>
      ) : null}
      {lines.length === 0 ? null : <Posted lines={lines} once={once} file={file} />}
      {hasPeriod ? null : (
        <InsetText>
          The payment calendar has no period that is still to be paid, so nothing can be posted yet.
        </InsetText>
      )}
      {weeks.length === 0 ? null : (
        <>
          <p class="govuk-body">
            The weeks below were recorded by another plan. They stay as they were recorded until the provider records
            them anew.
          </p>
          <WeeksOfPlan weeks={weeks} unit={unit} />
        </>
      )}
    </>
  )
}

type PostedProps = Pick<PaidAgainProps, 'once' | 'file'> & { readonly lines: readonly PaidLine[] }

function Posted({ lines, once, file }: PostedProps) {
  const more = lines.reduce((total, { now, then }) => total + then - now, 0n)
  return (
    <>
      <p class="govuk-body">
        {once}, the next payment has{' '}
        <strong>
          {formatPounds(pence(more < 0n ? -more : more))} {more < 0n ? 'less' : 'more'}
        </strong>{' '}
        for the days below. The lines that were paid stay as they are.
      </p>
      <ResponsiveTable
        caption="Line by line"
        columns={[
          { heading: 'Days' },
          { heading: 'Now', numeric: true },
          { heading: 'Then', numeric: true },
          { heading: 'Difference', numeric: true },
          { heading: 'Why' },
        ]}
        rows={lines.map(({ from, to, now, then, why }) => [
          formatDays({ from, until: addDays(to, 1) }),
          formatPounds(now),
          formatPounds(then),
          formatPounds(pence(then - now)),
          why.length === 0 ? (
            'It is not paid then'
          ) : (
            <Details summary="How it is worked out">
              <ol class="govuk-list govuk-list--number">
                {why.map((sentence) => (
                  <li>{sentence}</li>
                ))}
              </ol>
            </Details>
          ),
        ])}
      />
      {file === undefined ? null : <TableDownloads {...file} what="every line" />}
    </>
  )
}

interface WeeksProps {
  readonly weeks: readonly WeekOfPlan[]
  readonly unit: CareUnit
  /** Said instead of the table when there are none. */
  readonly empty?: string | undefined
}

/** Weeks as they were recorded, beside what another plan says of them. */
export function WeeksOfPlan({ weeks, unit, empty }: WeeksProps) {
  return (
    <ResponsiveTable
      caption="Week by week"
      empty={empty}
      columns={[
        { heading: 'Week of', nowrap: true },
        ...['Planned as recorded', 'Planned then', 'Delivered', 'Paid', 'Once recorded anew'].map((heading) => ({
          ...{ heading, numeric: true },
        })),
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
  )
}

export function weeksOfPlanFile(name: string, weeks: readonly WeekOfPlan[]): TableFile {
  return {
    ...{ name, title: 'Weeks' },
    columns: [
      { heading: 'Week of', width: 12 },
      { heading: 'Planned as recorded', width: 16 },
      { heading: 'Planned then', width: 16 },
      { heading: 'Delivered', width: 12 },
      { heading: 'Paid', width: 12 },
      { heading: 'Once recorded anew', width: 16 },
      { heading: 'What happens', width: 60 },
    ],
    rows: weeks.map((week) => [
      { day: week.weekStart },
      ...[week.planned, week.plannedAfter, week.delivered].map((units) => ({ number: quantityText(units) })),
      ...[week.paid, week.anew].map((amount) => (amount === null ? '' : money(amount))),
      week.happens,
    ]),
  }
}

/** The lines as a file. */
export function paidAgainFile(name: string, lines: readonly PaidLine[]): TableFile {
  return {
    ...{ name, title: 'Differences' },
    columns: [
      { heading: 'From', width: 12 },
      { heading: 'Last day', width: 12 },
      { heading: 'Now', width: 12 },
      { heading: 'Then', width: 12 },
      { heading: 'Difference', width: 12 },
      { heading: 'How it is worked out', width: 80 },
    ],
    rows: lines.map(({ from, to, now, then, why }) => [
      ...[{ day: from }, { day: to }, money(now), money(then), money(then - now)],
      why.join(' '),
    ]),
  }
}

function money(amount: bigint) {
  return { number: penceText(pence(amount)) }
}
