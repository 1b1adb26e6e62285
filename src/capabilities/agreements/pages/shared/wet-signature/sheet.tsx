import { formatDay } from '../../../../../core/format.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { checkCode } from '../../../rules/check-code.ts'
import { OfferText } from '../offer.tsx'
import { Squares } from '../squares.tsx'
import type { Party } from '../../../rules/wet-signature.ts'
import type { PaperView } from './load.ts'

interface SheetProps {
  readonly view: ViewContext
  readonly shown: PaperView
  readonly council: string
  readonly base: string
  readonly origin: string
}

/** For printing: the text itself, lines to sign on in order, and squares that lead back to where the scan is filed. */
export function SigningSheet({ view, shown, council, base, origin }: SheetProps) {
  const { agreement, current, offer } = shown
  const reference = `${agreement.reference}, revision ${String(agreement.revision)}`
  return (
    <Page
      heading={`Agreement ${reference}`}
      caption="Sheet for signing on paper"
      view={view}
      backLink={{ href: base, text: 'Signatures on paper' }}
    >
      <p class="govuk-body portal-screen-only">
        Print all pages of this sheet, have it signed in the order below, scan all pages into one file and file it.
      </p>
      <OfferText offer={offer} />
      <h2 class="govuk-heading-m">Signatures</h2>
      <ol class="govuk-list govuk-list--number portal-sign-lines">
        {shown.rules.order.map((party) => (
          <PartyLines party={party} shown={shown} council={council} />
        ))}
      </ol>
      <section class="portal-check">
        <h2 class="govuk-heading-m">File the scan</h2>
        <div class="portal-check__code">
          <Squares
            text={`${origin}/paper/${current.hash}`}
            label="QR code that leads to the page where the scan of this sheet is filed"
          />
          <div>
            <p class="govuk-body">
              Scan these squares and sign in, or open the agreement in the portal and enter the check code{' '}
              <strong class="portal-nowrap">{checkCode(current.hash)}</strong>. Care starts on{' '}
              {formatDay(agreement.startsOn)}.
            </p>
            <p class="govuk-body-s portal-break">Fingerprint (SHA-256) of this text: {current.hash}</p>
          </div>
        </div>
      </section>
    </Page>
  )
}

type PartyLinesProps = { readonly party: Party; readonly shown: PaperView; readonly council: string }

function PartyLines({ party, shown, council }: PartyLinesProps) {
  const { offer } = shown
  switch (party) {
    case 'provider':
      return (
        <li>
          For the provider, {offer.provider.name}: <ProviderLines shown={shown} />
        </li>
      )
    case 'council':
      return (
        <li>
          For the council, {council}: <Lines />
        </li>
      )
    case 'person':
      return (
        <li>
          {offer.person.givenName} {offer.person.familyName}, or somebody who acts for them: <Lines />
          <p class="govuk-body">
            If somebody else signs, how they act for the person: <span class="portal-sign-line" />
          </p>
        </li>
      )
  }
}

function ProviderLines({ shown: { agreement, agreed, rules } }: { readonly shown: PaperView }) {
  if (agreed !== undefined && agreed.paperSignatureId === null)
    return <>agreed in the portal by {agreed.signedName ?? agreed.responderName}</>
  return rules.providerByScan && agreement.status === 'published' ? <Lines /> : <>agrees in the portal</>
}

function Lines() {
  return (
    <>
      <p class="govuk-body">
        Signature <span class="portal-sign-line" />
      </p>
      <p class="govuk-body">
        Name <span class="portal-sign-line" /> Date <span class="portal-sign-line portal-sign-line--short" />
      </p>
    </>
  )
}
