import type { Agreement } from '../../store/agreement.ts'
import { StatusTag } from '../shared/list.tsx'

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
