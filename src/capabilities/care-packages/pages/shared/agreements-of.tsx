import { formatDay } from '../../../../core/format.ts'
import type { AgreementOf } from '../../store/agreements-of.ts'

interface AgreementsOfProps {
  readonly agreements: readonly AgreementOf[]
  readonly face: '/provider' | '/council'
  /** Whether the reader may open them: what stands here is said to whoever sees the care. */
  readonly mayOpen: boolean
}

export function AgreementsOf({ agreements, face, mayOpen }: AgreementsOfProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Agreements about this care</h2>
      {agreements.length === 0 ? (
        <p class="govuk-body">No agreement has been published for this care yet.</p>
      ) : (
        <ul class="govuk-list">
          {agreements.map(({ id, reference, status, startsOn }) => (
            <li>
              {mayOpen ? (
                <a class="govuk-link" href={`${face}/agreements/${id}`}>{`Agreement ${reference}`}</a>
              ) : (
                `Agreement ${reference}`
              )}
              {`: ${status === 'published' ? 'needs a decision' : status}, for care from ${formatDay(startsOn)}`}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
