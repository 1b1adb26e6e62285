import { formatDay } from '../../../../../core/format.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { CouncilIdentity } from '../../../../../platform/web/visitor.ts'
import type { Pause } from '../../../store/pause.ts'
import type { Signatory } from '../../../store/signing.ts'
import { Changes } from '../../shared/changes.tsx'
import { CheckSection } from '../../shared/check-section.tsx'
import { EvidenceSection } from '../../shared/evidence.tsx'
import { PauseBanner } from '../../shared/pause-banner.tsx'
import { Differences } from '../../shared/differences.tsx'
import { GivenWayTo } from '../../shared/given-way.tsx'
import { History } from '../../shared/history.tsx'
import { StatusTag } from '../../shared/list.tsx'
import type { AgreementView } from '../../shared/load.ts'
import { OfferText } from '../../shared/offer.tsx'
import { PersonBar } from '../../shared/person-bar.tsx'
import { PaperLink } from '../../shared/wet-signature/link.tsx'
import { shownState, type ShownState } from '../../shared/words.ts'

interface AgreementProps {
  readonly shown: AgreementView
  readonly may: May
  readonly pause: Pause | undefined
  readonly council: Pick<CouncilIdentity, 'agreementWord' | 'name'>
  readonly origin: string
  readonly view: ViewContext
}
/** What this person may do here, and who else may sign. */
export type May = {
  readonly sign: boolean
  readonly reject: boolean
  readonly ask: boolean
  readonly signatories: readonly Signatory[]
}

export function AgreementPage({ shown, may, pause, council, origin, view }: AgreementProps) {
  const { agreement, offer, revisions, responses, current } = shown
  const base = `/provider/agreements/${agreement.id}`
  const state = shownState({ status: agreement.status, hasSheet: shown.sheet !== undefined })
  const decision = pause === undefined && state === 'published' ? <Decision agreement={agreement} may={may} /> : null
  return (
    <Page
      heading={`Agreement ${agreement.reference}`}
      caption={council.agreementWord}
      backLink={{ href: '/provider/agreements', text: 'Agreements' }}
      view={view}
    >
      <PersonBar person={offer.person} />
      <p class="govuk-body">
        <StatusTag status={state} />
      </p>
      <p class="govuk-body">{meaningOf(state, shown)}</p>
      <GivenWayTo status={agreement.status} gaveWay={shown.gaveWay} base="/provider/agreements" />
      {state === 'published' && agreement.respondBy !== null ? (
        <p class="govuk-body">Please answer by {formatDay(agreement.respondBy)}.</p>
      ) : null}
      {agreement.withdrawalReason === null ? null : (
        <InsetText>Why the council withdrew it: {agreement.withdrawalReason}</InsetText>
      )}
      {state === 'published' ? <PauseBanner pause={pause} /> : null}
      {decision}
      <Mismatch shown={shown} />
      <Changes since={shown.since} offer={offer} cause={current.cause} base="/provider/agreements" />
      <OfferText offer={offer} />
      <Packages shown={shown} ask={may.ask} />
      {decision}
      <EvidenceSection shown={shown} base={`${base}/revisions`} signings="/provider/agreements/signatures" />
      <PaperLink agreement={agreement} face="provider" />
      <History
        revisions={revisions}
        responses={responses}
        answeredLines={shown.answeredLines}
        offer={offer}
        base={`${base}/revisions`}
        council={council.name}
      />
      <CheckSection
        origin={origin}
        fingerprint={current.hash}
        paper={`${base}/revisions/${String(current.revision)}.pdf`}
      />
    </Page>
  )
}

function meaningOf(state: ShownState, { agreement: { startsOn }, sheet }: AgreementView): string {
  const starts = formatDay(startsOn)
  switch (state) {
    case 'to-confirm':
      return `Care starts on ${starts}. ${sheet?.filerName ?? ''} filed the sheet that your organisation has signed. The agreement is agreed once the council confirms it: until then there is nothing left for you to do.`
    case 'published':
      return `Care starts on ${starts}. Read what the council offers, compare it with what you arranged, then agree or reject it.`
    case 'agreed':
      return 'Your organisation has agreed this. It cannot be undone.'
    case 'rejected':
      return 'Your organisation has rejected this. The council will correct and republish it, or withdraw it.'
    case 'superseded':
      return 'A newer agreement about the same care has taken its place. It can no longer be answered.'
    case 'withdrawn':
      return 'The council has withdrawn this. It can no longer be answered.'
    case 'draft':
      return ''
  }
}

interface DecisionProps {
  readonly agreement: AgreementView['agreement']
  readonly may: May
}

function Decision({ agreement: { id }, may }: DecisionProps) {
  return (
    <>
      {may.sign ? null : <InsetText>{whoSigns(may.signatories)}</InsetText>}
      <div class="govuk-button-group">
        {may.sign ? <Button href={`/provider/agreements/${id}/signature`}>Agree and sign</Button> : null}{' '}
        {may.reject ? (
          <Button href={`/provider/agreements/${id}/rejection`} classes="govuk-button--secondary">
            Reject
          </Button>
        ) : null}
      </div>
    </>
  )
}

function whoSigns(signatories: readonly Signatory[]): string {
  if (signatories.length === 0)
    return 'Nobody in your organisation has the authority to sign for this care. Whoever looks after your people can ask the council for it.'
  const names = signatories.map(({ name, jobTitle }) => (jobTitle === '' ? name : `${name} (${jobTitle})`))
  return `You can read this agreement but not sign it. These people have the authority to: ${names.join(', ')}.`
}

/** The council's package and this text must say the same. If they do not, one of them is wrong. */
function Mismatch({ shown: { agreement, fromPackage } }: { readonly shown: AgreementView }) {
  if (agreement.status !== 'published' || fromPackage.length === 0) return null
  return (
    <>
      <WarningText>
        This agreement is not what the council has commissioned. If it is wrong, reject it and say what you expect.
      </WarningText>
      <Differences
        caption="Where the agreement and the care package differ"
        before="This agreement"
        after="Care package now"
        differences={fromPackage}
      />
    </>
  )
}

function Packages({ shown: { agreement, packages }, ask }: { readonly shown: AgreementView; readonly ask: boolean }) {
  return (
    <ul class="govuk-list">
      {packages.map(({ id, reference }) => (
        <li>
          <a class="govuk-link" href={`/provider/packages/${id}`}>
            Care package {reference} as it is now
          </a>
        </li>
      ))}
      {ask ? (
        <li>
          <a class="govuk-link" href={`/provider/messages/new?agreement=${agreement.id}`}>
            Write a message about this agreement
          </a>
        </li>
      ) : null}
    </ul>
  )
}
