import { formatPounds, formatShortDay } from '../../../../../core/format.ts'
import { sumPence } from '../../../../../core/money.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Panel } from '../../../../../platform/web/govuk/panel.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { readContent, weeklyOf } from '../../../rules/content.ts'
import { STATEMENTS_FOR_MANY } from '../../../rules/evidence.ts'
import { offerFacts } from '../../../rules/offer-text.ts'
import type { ResponseRefusal } from '../../../rules/response.ts'
import type { Pause } from '../../../store/pause.ts'
import type { Signed } from '../../../store/signing.ts'
import type { ToSign } from '../../../store/to-sign.ts'
import { OfferLines } from '../../shared/offer.tsx'
import { PauseBanner } from '../../shared/pause-banner.tsx'
import { NextWaiting, type Next } from '../next-waiting.tsx'
import { REFUSAL_WORDS } from '../refusal-words.ts'
import { SignatureFieldset } from '../signature/signature-fields.tsx'
import { NothingToRecord } from '../stay-words.tsx'

interface SignaturesProps {
  readonly agreements: readonly ToSign[]
  /** Those that are not what the council has commissioned. */
  readonly mismatched: ReadonlySet<string>
  /** So many of those that were ticked no longer wait, or are not this person's to sign. */
  readonly missing: number
  readonly form: FormView
  readonly name: string
  readonly pause: Pause | undefined
  readonly view: ViewContext
}

const LIST = { href: '/provider/agreements', text: 'Agreements' }

export function SignaturesPage({ agreements, mismatched, missing, form, name, pause, view }: SignaturesProps) {
  const count = agreements.length
  return (
    <Page heading="Agree and sign several agreements" errors={form.errors} backLink={LIST} view={view}>
      {missing === 0 ? null : (
        <p class="govuk-body" id="missing">
          {missing === 1
            ? 'One agreement that you ticked does not wait for your signature, and is left out.'
            : `${String(missing)} agreements that you ticked do not wait for your signature, and are left out.`}
        </p>
      )}
      {pause !== undefined ? (
        <PauseBanner pause={pause} />
      ) : count === 0 ? (
        <p class="govuk-body" id="answer">
          There is nothing to sign. Go back and tick the agreements that you want to agree.
        </p>
      ) : (
        <PostForm action="/provider/agreements/signature" form={form} id="answer">
          <Texts agreements={agreements} mismatched={mismatched} />
          <SignatureFieldset
            form={form}
            name={name}
            statements={STATEMENTS_FOR_MANY}
            warning={`You cannot undo this. One signature signs ${count === 1 ? 'the agreement' : `all ${String(count)} agreements`} above, each exactly as it stands here.`}
            button={count === 1 ? 'Agree and sign' : `Agree and sign ${String(count)} agreements`}
          />
        </PostForm>
      )}
    </Page>
  )
}

function Texts({ agreements, mismatched }: Pick<SignaturesProps, 'agreements' | 'mismatched'>) {
  const offers = agreements.map(({ content }) => readContent(content))
  return (
    <>
      <p class="govuk-body">
        Check each one. Open it to read all of it: what you sign is all of it. Together they cost{' '}
        {formatPounds(sumPence(offers.map(weeklyOf)))} a week.
      </p>
      {agreements.map(({ id, revision, hash }, index) => {
        const offer = offers[index]
        if (offer === undefined) return null
        const { person, reference, startsOn } = offer
        const summary = `${reference}: ${person.givenName} ${person.familyName}, from ${formatShortDay(startsOn)}, ${formatPounds(weeklyOf(offer))} a week`
        return (
          <>
            <input type="hidden" name="agreement" value={`${id} ${String(revision)} ${hash}`} />
            {mismatched.has(id) ? (
              <WarningText>
                {`${reference} is not what the council has commissioned. Open it on its own to see where they differ, or leave it out.`}
              </WarningText>
            ) : null}
            <Details summary={summary}>
              <SummaryList
                rows={offerFacts(offer).map(({ name, values }) => ({ key: name, value: values.join(', ') }))}
              />
              <OfferLines offer={offer} headingLevel={3} />
            </Details>
          </>
        )
      })}
    </>
  )
}

interface SignedProps {
  readonly signed: readonly Signed[]
  readonly next: Next
  readonly id: string
  readonly view: ViewContext
}

export function SignedPage({ signed, next, id, view }: SignedProps) {
  const agreed = signed.filter(({ outcome }) => outcome === 'agreed')
  const heading = agreed.length === 1 ? '1 agreement signed' : `${String(agreed.length)} agreements signed`
  const left = signed.length - agreed.length
  return (
    <Page heading={heading} headingShown={false} view={view} backLink={LIST}>
      <Panel title={heading}>Signature number {id}</Panel>
      {left === 0 ? null : (
        <p class="govuk-body">
          {left === 1 ? 'One was not signed: see why below.' : `${String(left)} were not signed: see why below.`}
        </p>
      )}
      <ResponsiveTable
        caption="What became of each"
        columns={[
          { heading: 'Agreement', nowrap: true },
          { heading: 'Person' },
          { heading: 'Result' },
          { heading: 'Record from' },
          { heading: 'Paper' },
        ]}
        rows={signed.map(cellsOf)}
      />
      <h2 class="govuk-heading-m">What happens next</h2>
      <Recordable agreed={agreed} />
      <NextWaiting next={next} />
      <p class="govuk-body">
        The papers with the council’s seal are made in the background and are here in a minute. The signatures do not
        wait for them.
      </p>
    </Page>
  )
}

function Recordable({ agreed }: { readonly agreed: readonly Signed[] }) {
  return (
    <>
      {agreed.every(({ isStay }) => isStay) ? null : (
        <p class="govuk-body">
          You can record the care that you agreed from the day in the table.{' '}
          <a class="govuk-link" href="/provider/actuals">
            Record care
          </a>
        </p>
      )}
      {agreed.some(({ isStay }) => isStay) ? <NothingToRecord /> : null}
    </>
  )
}

function cellsOf(one: Signed) {
  const { agreementId, reference, revision, personName, outcome, isSealed } = one
  const address = `/provider/agreements/${agreementId}`
  const isAgreed = outcome === 'agreed'
  return [
    <a class="govuk-link" href={address}>
      {reference}
    </a>,
    personName,
    isAgreed ? <Tag colour="green">Signed</Tag> : `Not signed. ${wordsOf(outcome)}`,
    isAgreed ? recordText(one) : '',
    isAgreed && isSealed ? (
      <a class="govuk-link" href={`${address}/revisions/${String(revision)}/signed.pdf`}>
        PDF<span class="govuk-visually-hidden"> of {reference}</span>
      </a>
    ) : (
      ''
    ),
  ]
}

function recordText({ isStay, recordableFrom }: Signed): string {
  if (isStay) return 'Nothing to record'
  return recordableFrom === null ? '' : formatShortDay(recordableFrom)
}

function wordsOf(outcome: string): string {
  const words: Readonly<Partial<Record<string, string>>> = REFUSAL_WORDS satisfies Record<
    ResponseRefusal['code'],
    string
  >
  return words[outcome] ?? ''
}
