import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { pence } from '../../../../../core/money.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import { WeeksOfPlan } from '../../../../../platform/web/patterns/paid-again.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Variation } from '../../../../care-packages/index.ts'
import { toldWeek, type AskedWeek } from '../../../rules/asked-week.ts'

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
      <WeeksOfPlan weeks={weeks.map(toldWeek)} unit={unit} empty="No week was recorded on or after its first day." />
      {weeks.length === 0 ? null : <TableDownloads href={`/council/variations/${id}/effect`} what="every week" />}
    </Page>
  )
}
