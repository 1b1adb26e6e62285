import { unitsText } from '../../../../../core/care-units.ts'
import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { pence } from '../../../../../core/money.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Variation } from '../../../../care-packages/index.ts'
import { ASKED_WORDS, type AskedWeek } from '../../../rules/asked-week.ts'

interface VariationEffectProps {
  readonly variation: Variation
  readonly weeks: readonly AskedWeek[]
  readonly view: ViewContext
}

export function VariationEffectPage({ variation, weeks, view }: VariationEffectProps) {
  const { id, packageReference, fromOn, unit } = variation
  const paid = weeks.filter(({ happens }) => happens === 'record-anew')
  const more = paid.reduce((total, { paidPence, duePence }) => total + (duePence ?? 0n) - (paidPence ?? 0n), 0n)
  return (
    <Page
      heading="What this change does to what was recorded and paid"
      caption={`Care package ${packageReference}, from ${formatDay(fromOn)}`}
      backLink={{ href: `/council/variations/${id}`, text: `Change of ${packageReference}` }}
      view={view}
      wide
    >
      <p class="govuk-body">
        Accepting it changes no line that was paid: weeks stay as they were recorded. Where the contract pays what is
        planned, recording them anew comes to{' '}
        <strong>
          {formatPounds(pence(more < 0n ? -more : more))} {more < 0n ? 'less' : 'more'}
        </strong>{' '}
        than what was paid, in further lines.
      </p>
      <ResponsiveTable
        caption="Week by week"
        empty="No week was recorded on or after its first day."
        columns={[
          { heading: 'Week of', nowrap: true },
          { heading: 'Planned as recorded', numeric: true },
          { heading: 'Planned as asked', numeric: true },
          { heading: 'Delivered', numeric: true },
          { heading: 'Paid', numeric: true },
          { heading: 'Once recorded anew', numeric: true },
          { heading: 'What happens' },
        ]}
        rows={weeks.map((week) => [
          formatDay(week.weekStart),
          unitsText(week.planned, unit),
          unitsText(week.plannedAfter, unit),
          unitsText(week.actual, unit),
          week.paidPence === null ? 'Not yet' : formatPounds(week.paidPence),
          week.duePence === null ? '' : formatPounds(week.duePence),
          ASKED_WORDS[week.happens],
        ])}
      />
      {weeks.length === 0 ? null : <TableDownloads href={`/council/variations/${id}/effect`} what="every week" />}
    </Page>
  )
}
