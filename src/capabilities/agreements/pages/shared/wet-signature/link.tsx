import type { Agreement } from '../../../store/agreement.ts'

/** To the signatures of those who sign by hand; a draft has nothing to sign. */
export function PaperLink({
  agreement,
  face,
}: {
  readonly agreement: Agreement
  readonly face: 'provider' | 'council'
}) {
  if (agreement.status === 'draft') return null
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`/${face}/agreements/${agreement.id}/paper-signatures`}>
        Signatures on paper
      </a>
    </p>
  )
}
