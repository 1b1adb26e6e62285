import { formatDay } from '../../../../core/format.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import type { Suspension } from '../../store/suspensions.ts'

const MOVES = { council: 'The council', provider: 'The provider' } as const

/** Why a package stands still, since when, and whose move it is. */
export function SuspensionFacts({ suspension }: { readonly suspension: Suspension }) {
  const { reason, since, waitingFor, suspenderName, askedAt, askerName, askerText } = suspension
  return (
    <>
      <h2 class="govuk-heading-m">Why it is suspended</h2>
      <SummaryList
        rows={[
          { key: 'Reason', value: reason },
          { key: 'Since', value: `${formatDay(since)}, by ${suspenderName}` },
          { key: 'Whose move it is', value: MOVES[waitingFor] },
          ...(askedAt === null
            ? []
            : [
                {
                  key: 'Release asked for',
                  value: `${formatInstant(askedAt)}, by ${askerName ?? ''}: ${askerText ?? ''}`,
                },
              ]),
        ]}
      />
    </>
  )
}
