import { formatDay } from '../../../../../core/format.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { CouncilIdentity } from '../../../../../platform/web/visitor.ts'
import { readContent } from '../../../rules/content.ts'
import { counterOf } from '../../../rules/counter.ts'
import { differencesBetween } from '../../../rules/differences.ts'
import { Changes } from '../../shared/changes.tsx'
import { EvidenceSection } from '../../shared/evidence.tsx'
import { Differences } from '../../shared/differences.tsx'
import { Findings } from '../../shared/findings.tsx'
import { GivenWayTo } from '../../shared/given-way.tsx'
import { History } from '../../shared/history.tsx'
import { StatusTag } from '../../shared/list.tsx'
import { OfferText } from '../../shared/offer.tsx'
import { PersonBar } from '../../shared/person-bar.tsx'
import { PaperLink } from '../../shared/wet-signature/link.tsx'
import { shownState, type ShownState } from '../../shared/words.ts'
import type { StaffView } from './load.ts'

function CounterLink({ shown: { agreement, answeredLines, offer } }: { readonly shown: StaffView }) {
  const answered = answeredLines.filter(({ revision }) => revision === agreement.revision)
  if (counterOf(offer, answered) === undefined) return null
  return (
    <Button href={`/council/agreements/${agreement.id}/acceptance`} classes="govuk-button--secondary">
      See what the provider expects, and accept it
    </Button>
  )
}

interface AgreementProps {
  readonly shown: StaffView
  readonly form: FormView
  readonly mayPublish: boolean
  readonly council: Pick<CouncilIdentity, 'agreementWord' | 'name'>
  readonly view: ViewContext
}

const MEANS = {
  draft: 'Nobody outside the council can see this. Read it as the provider will, then publish it.',
  published: 'The provider has it and has to answer.',
  'to-confirm':
    'The provider has signed it on paper and filed the sheet. It is agreed once somebody confirms that sheet.',
  agreed: 'The provider has agreed it. It cannot be withdrawn or changed: a change is a new agreement.',
  rejected:
    'The provider sent it back. Put the package or its price right, then correct and republish, or withdraw it.',
  superseded: 'A newer agreement about the same care has taken its place.',
  withdrawn: 'It was withdrawn and cannot be answered.',
} as const satisfies Record<ShownState, string>

export function AgreementPage({ shown, form, mayPublish, council, view }: AgreementProps) {
  const { agreement, revisions, responses, packages } = shown
  const state = shownState({ status: agreement.status, hasSheet: shown.sheet !== undefined })
  // A draft is what it would be if published now: its package may have changed since it was written.
  const offer = agreement.status === 'draft' && shown.next ? readContent(shown.next.content) : shown.offer
  return (
    <Page
      heading={`Agreement ${agreement.reference}`}
      caption={council.agreementWord}
      backLink={{ href: '/council/agreements', text: 'Agreements' }}
      errors={form.errors}
      view={view}
    >
      <PersonBar person={offer.person} />
      <p class="govuk-body">
        <StatusTag status={state} /> {MEANS[state]}
      </p>
      <GivenWayTo status={agreement.status} gaveWay={shown.gaveWay} base="/council/agreements" />
      <Facts shown={shown} />
      <div id="act">
        <Checks shown={shown} />
        {mayPublish && agreement.status === 'rejected' ? <CounterLink shown={shown} /> : null}
        {mayPublish && shown.sheet !== undefined ? <SheetLink id={agreement.id} /> : null}
        {mayPublish ? <Acts shown={shown} form={form} /> : null}
      </div>
      <Changes since={shown.since} offer={offer} cause={shown.current.cause} base="/council/agreements" />
      <OfferText offer={offer} />
      <ul class="govuk-list">
        {packages.map(({ id, reference }) => (
          <li>
            <a class="govuk-link" href={`/council/packages/${id}`}>
              Care package {reference}
            </a>
          </li>
        ))}
      </ul>
      <EvidenceSection shown={shown} base={`/council/agreements/${agreement.id}/revisions`} />
      <PaperLink agreement={agreement} face="council" />
      <History
        revisions={revisions}
        responses={responses}
        answeredLines={shown.answeredLines}
        offer={offer}
        base={`/council/agreements/${agreement.id}/revisions`}
        council={council.name}
      />
    </Page>
  )
}

function SheetLink({ id }: { readonly id: string }) {
  return <Button href={`/council/agreements/${id}/paper-signatures`}>Look at the signed sheet, and confirm it</Button>
}

function Facts({ shown: { agreement, sheet } }: { readonly shown: StaffView }) {
  return (
    <>
      <p class="govuk-body">
        Care starts on {formatDay(agreement.startsOn)}.
        {agreement.status === 'published' && sheet === undefined && agreement.respondBy !== null
          ? ` The provider is asked to answer by ${formatDay(agreement.respondBy)}.`
          : ''}
      </p>
      {agreement.withdrawalReason === null ? null : (
        <InsetText>Why it was withdrawn: {agreement.withdrawalReason}</InsetText>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/agreements/${agreement.id}/revisions/${String(agreement.revision)}.pdf`}>
          {agreement.status === 'draft' ? 'Preview the paper (PDF)' : 'Download the paper (PDF)'}
        </a>
      </p>
    </>
  )
}

function Checks({ shown }: { readonly shown: StaffView }) {
  const { agreement, next } = shown
  if (next === undefined) return null
  const changes = agreement.status === 'draft' ? [] : differencesBetween(shown.offer, readContent(next.content))
  return (
    <>
      <h2 class="govuk-heading-m">Checks</h2>
      {next.findings.length === 0 ? (
        <p class="govuk-body">Nothing found: there is a price, the contract runs and no other care overlaps.</p>
      ) : (
        <Findings findings={next.findings} />
      )}
      {agreement.status === 'draft' ? null : changes.length === 0 ? (
        <p class="govuk-body">The care package says the same as what was published.</p>
      ) : (
        <Differences
          caption="What a correction would change"
          before={`Revision ${String(agreement.revision)}`}
          after="Care package now"
          differences={changes}
        />
      )}
    </>
  )
}

function Acts({ shown: { agreement, next }, form }: { readonly shown: StaffView; readonly form: FormView }) {
  if (next === undefined) return null
  const address = `/council/agreements/${agreement.id}`
  const stopped = next.findings.some(({ stops }) => stops)
  const draft = agreement.status === 'draft'
  return (
    <>
      {stopped ? null : (
        <PostForm action={`${address}/${draft ? 'publication' : 'correction'}`} form={form}>
          <input type="hidden" name="hash" value={next.hash.toString('hex')} />
          <Button preventDoubleClick>{draft ? 'Publish to the provider' : 'Correct and republish'}</Button>
        </PostForm>
      )}
      <PostForm
        action={`${address}/withdrawal`}
        form={{ ...form, idempotencyKey: `${form.idempotencyKey}-withdrawal` }}
        draft
      >
        <Textarea
          {...typed(form, 'reason')}
          label="Why is it withdrawn?"
          hint={draft ? 'For the log' : 'Everyone at the provider who opened or answered it is told, and can read this'}
          rows={2}
        />
        <Button classes="govuk-button--warning" preventDoubleClick>
          Withdraw
        </Button>
      </PostForm>
    </>
  )
}
