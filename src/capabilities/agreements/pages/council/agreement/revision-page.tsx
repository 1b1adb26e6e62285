import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Offer } from '../../../rules/content.ts'
import type { Agreement, Revision } from '../../../store/agreement.ts'
import { CheckSection } from '../../shared/check-section.tsx'
import { OfferText } from '../../shared/offer.tsx'
import { PersonBar } from '../../shared/person-bar.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

interface RevisionProps {
  readonly agreement: Agreement
  readonly found: Revision
  readonly offer: Offer
  readonly origin: string
  readonly view: ViewContext
}

export function RevisionPage({ agreement, found, offer, origin, view }: RevisionProps) {
  return (
    <Page
      heading={`Agreement ${agreement.reference}, revision ${String(found.revision)}`}
      backLink={{ href: `/council/agreements/${agreement.id}`, text: `Agreement ${agreement.reference}` }}
      view={view}
    >
      <PersonBar person={offer.person} />
      <OfferText offer={offer} />
      <p class="govuk-body">
        {found.publishedAt === null ? 'Not published.' : `Published on ${formatInstant(found.publishedAt)}.`}
      </p>
      {found.publishedAt === null ? null : (
        <CheckSection
          origin={origin}
          fingerprint={found.hash}
          paper={`/council/agreements/${agreement.id}/revisions/${String(found.revision)}.pdf`}
        />
      )}
    </Page>
  )
}
