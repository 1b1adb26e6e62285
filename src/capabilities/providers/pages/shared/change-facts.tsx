import { formatDay } from '../../../../core/format.ts'
import { SummaryList, type SummaryRow } from '../../../../platform/web/govuk/summary-list.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import { Timeline } from '../../../../platform/web/patterns/timeline.tsx'
import type { Change } from '../../store/changes.ts'
import { FIELD_WORDS, STATUS_WORDS } from './words.ts'
import { StatusTag, Value } from './value.tsx'
import { formatInstant } from '../../../../platform/web/format-instant.ts'

/** One request as both sides read it: old and new side by side, and what has become of it. */
export function ChangeFacts({ change }: { readonly change: Change }) {
  const { field, oldValue, newValue, status } = change
  const rows: SummaryRow[] = [
    {
      key: 'State',
      value: {
        text: (
          <>
            <StatusTag status={status} /> <span>{STATUS_WORDS[status].meaning}</span>
          </>
        ),
      },
    },
    { key: 'Takes effect', value: formatDay(change.effectiveOn) },
    { key: 'Why, and how it can be checked', value: change.evidence === '' ? 'Not asked for' : change.evidence },
  ]
  return (
    <>
      <ResponsiveTable
        caption="What is to change"
        captionHidden
        columns={[{ heading: 'Detail' }, { heading: 'From' }, { heading: 'To' }]}
        rows={[
          [
            FIELD_WORDS[field].label,
            <Value field={field} value={oldValue} />,
            <Value field={field} value={newValue} />,
          ],
        ]}
      />
      <SummaryList rows={rows} />
      <h2 class="govuk-heading-m">What happened</h2>
      <Timeline items={steps(change)} headingLevel={3} />
    </>
  )
}

function steps(change: Change) {
  const { requestedAt, requesterName, decidedAt, endedAt, atOnce, status, reason } = change
  const asked = step(atOnce ? 'Changed at once' : 'Asked for', requestedAt, requesterName)
  const decided =
    decidedAt === null
      ? []
      : [{ ...step(status === 'rejected' ? 'Rejected' : 'Approved', decidedAt, change.deciderName), content: reason }]
  const ended =
    endedAt === null || atOnce ? [] : [step(status === 'withdrawn' ? 'Withdrawn' : 'Made', endedAt, change.endedName)]
  return [...ended, ...decided, asked]
}

function step(title: string, at: Date, by: string | null) {
  return { title, by: by ?? 'the portal', datetime: at.toISOString(), date: formatInstant(at) }
}
