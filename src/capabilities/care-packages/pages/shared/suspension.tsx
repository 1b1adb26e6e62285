import { formatDay } from '../../../../core/format.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { InsetText } from '../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import type { ReleaseRefusal, Suspension } from '../../store/suspensions.ts'

const MOVES = { council: 'The council', provider: 'The provider' } as const

/** Words for a request or an answer that was not waited for any more, so that there is no box for them either. */
export function NotSent({ text }: { readonly text: string | undefined }) {
  return text === undefined || text === '' ? null : <InsetText>What you wrote was not sent: {text}</InsetText>
}

interface SuspensionProps {
  readonly suspension: Suspension
  readonly refusals: readonly ReleaseRefusal[]
}

/** Why a package stands still, since when, whose move it is, and what each side has said since. */
export function SuspensionFacts({ suspension, refusals }: SuspensionProps) {
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
          ...refusals.map(({ askedAt, askerName, askerText, refusedAt, refuserName, answer }) => ({
            key: 'Not released yet',
            value: {
              text: (
                <>
                  <p class="govuk-body">{`${formatInstant(refusedAt)}, by ${refuserName}: ${answer}`}</p>
                  <p class="govuk-body">{`Asked for ${formatInstant(askedAt)}, by ${askerName}: ${askerText}`}</p>
                </>
              ),
            },
          })),
        ]}
      />
    </>
  )
}
