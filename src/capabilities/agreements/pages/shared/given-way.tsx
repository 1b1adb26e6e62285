import { InsetText } from '../../../../platform/web/govuk/inset-text.tsx'
import type { AgreementStatus } from '../../rules/response.ts'
import type { GivenWay } from '../../store/standing.ts'

interface GivenWayProps {
  readonly status: AgreementStatus
  readonly gaveWay: readonly GivenWay[]
  /** The address of the list. */
  readonly base: string
}

/** Of an agreed text: for which care a newer one was agreed since, and that this one stands for the rest. */
export function GivenWayTo({ status, gaveWay, base }: GivenWayProps) {
  if (gaveWay.length === 0) return null
  return (
    <InsetText>
      <ul class="govuk-list">
        {gaveWay.map(({ packageReference, newerId, newerReference }) => (
          <li>
            For care package {packageReference} a newer agreement stands:{' '}
            <a class="govuk-link" href={`${base}/${newerId}`}>
              {newerReference}
            </a>
            .
          </li>
        ))}
      </ul>
      {status === 'agreed' ? <p class="govuk-body">This agreement stands for the rest of its care.</p> : null}
    </InsetText>
  )
}
