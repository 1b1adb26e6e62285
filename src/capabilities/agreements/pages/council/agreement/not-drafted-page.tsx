import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'

interface NotDraftedProps {
  readonly packageId: string
  readonly reason: string
  readonly view: ViewContext
}

export function NotDraftedPage({ packageId, reason, view }: NotDraftedProps) {
  return (
    <Page heading="No new agreement was made" view={view}>
      <p class="govuk-body">{reason}.</p>
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/packages/${packageId}`}>
          Back to the care package
        </a>
      </p>
    </Page>
  )
}
