import { formatDay } from '../../../../core/format.ts'
import type { AgreementOf } from '../../store/agreements-of.ts'

interface AgreementsOfProps {
  readonly agreements: readonly AgreementOf[]
  /** The address of the list of agreements. */
  readonly base: string
}

export function AgreementsOf({ agreements, base }: AgreementsOfProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Agreements about this care</h2>
      {agreements.length === 0 ? (
        <p class="govuk-body">No agreement has been published for this care yet.</p>
      ) : (
        <ul class="govuk-list">
          {agreements.map(({ id, reference, status, startsOn }) => (
            <li>
              <a class="govuk-link" href={`${base}/${id}`}>{`Agreement ${reference}`}</a>
              {`: ${status === 'published' ? 'needs a decision' : status}, for care from ${formatDay(startsOn)}`}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
