import type { Agreement } from '../../store/agreement.ts'
import type { Pause } from '../../store/pause.ts'
import { StatusTag } from '../shared/list.tsx'
import { PauseBanner } from '../shared/pause-banner.tsx'

/** Instead of a form, when there is nothing to answer any more. */
export function NotAnswerable({ agreement }: { readonly agreement: Pick<Agreement, 'id' | 'status'> }) {
  return (
    <div id="answer">
      <p class="govuk-body">
        <StatusTag status={agreement.status} />
      </p>
      <p class="govuk-body">
        This agreement does not need an answer.{' '}
        <a class="govuk-link" href={`/provider/agreements/${agreement.id}`}>
          See what happened to it
        </a>
      </p>
    </div>
  )
}

interface NotNowProps {
  readonly pause: Pause | undefined
  readonly id: string
}

/** Instead of a form, when it is not the moment, or not the person. */
export function NotNow({ pause, id }: NotNowProps) {
  return (
    <div id="answer">
      {pause === undefined ? (
        <p class="govuk-body">
          You do not have the authority to sign for this care.{' '}
          <a class="govuk-link" href={`/provider/agreements/${id}`}>
            See who has
          </a>
        </p>
      ) : (
        <PauseBanner pause={pause} />
      )}
    </div>
  )
}
