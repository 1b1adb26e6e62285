import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { pence } from '../../../../../core/money.ts'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { PAGE, type CalendarRow } from '../../../store/run-list.ts'
import { periodDays } from '../../shared/words.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

interface CalendarPageProps {
  readonly rows: readonly CalendarRow[]
  readonly now: Date
  readonly view: ViewContext
}

export function CalendarPage({ rows, now, view }: CalendarPageProps) {
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return (
    <Page heading="Payments" view={view} wide>
      <p class="govuk-body">
        One run pays each period. It is prepared by one person and released by another. What is confirmed after the last
        moment to amend is paid with the next period.
      </p>
      <ResponsiveTable
        caption="Payment periods, newest first"
        columns={[
          { heading: 'Period' },
          { heading: 'Days' },
          { heading: 'Calendar' },
          { heading: 'Last moment to amend' },
          { heading: 'In bank' },
          { heading: 'State' },
          { heading: 'To pay', numeric: true },
        ]}
        rows={shown.map((row) => [
          <a class="govuk-link" href={`/council/payments/${row.id}`}>
            {row.name}
          </a>,
          periodDays(row),
          row.calendar,
          formatInstant(row.submitBy),
          formatDay(row.paidOn),
          <State row={row} now={now} />,
          row.paidPence === null ? '–' : formatPounds(pence(row.paidPence)),
        ])}
        empty="There are no payment periods yet. They come with the payment calendar of the council’s migration pack."
      />
      {rows.length > PAGE && last !== undefined ? (
        <Pagination
          next={{ href: `/council/payments?after=${last.startsOn}_${last.id}`, labelText: 'Earlier periods' }}
        />
      ) : null}
    </Page>
  )
}

function State({ row, now }: { readonly row: CalendarRow; readonly now: Date }) {
  if (row.runStatus === 'released') return <Tag colour="green">Released</Tag>
  if (row.runStatus === 'prepared') return <Tag colour="yellow">To release</Tag>
  if (row.isPreparing) return <Tag colour="yellow">Being prepared</Tag>
  return now > row.submitBy ? <Tag colour="blue">To prepare</Tag> : <Tag colour="grey">Open</Tag>
}
