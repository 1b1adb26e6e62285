import { formatRate } from '../../../../../core/format.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { PaidAgainTables } from '../../../../../platform/web/patterns/paid-again.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Counter, previewCounter } from '../../../commands/counter.ts'
import type { Prepared } from '../../../commands/offer.ts'
import { readContent } from '../../../rules/content.ts'
import { asksForPrice, MOST_PERCENT_MORE } from '../../../rules/counter.ts'
import { differencesBetween } from '../../../rules/differences.ts'
import type { Agreement } from '../../../store/agreement.ts'
import { Differences } from '../../shared/differences.tsx'
import { Findings } from '../../shared/findings.tsx'
import { OfferText } from '../../shared/offer.tsx'
import { PersonBar } from '../../shared/person-bar.tsx'

export interface AcceptanceProps {
  readonly agreement: Agreement
  readonly found: Counter
  /** The text as it would be published; undefined when the provider did not say what would be right. */
  readonly next: Prepared | undefined
  /** What accepting it does to what was recorded and paid, by package. */
  readonly paid: Awaited<ReturnType<typeof previewCounter>>
  readonly form: FormView
  readonly view: ViewContext
}

export function AcceptancePage({ agreement, found, next, paid, form, view }: AcceptanceProps) {
  const { offer, rejection } = found
  const { responderName, respondedAt, comment } = rejection
  return (
    <Page
      heading="Accept what the provider expects"
      caption={`Agreement ${agreement.reference}`}
      backLink={{ href: `/council/agreements/${agreement.id}`, text: 'Agreement' }}
      errors={form.errors}
      view={view}
    >
      <PersonBar person={offer.person} />
      <InsetText>
        Revision {agreement.revision} was rejected by {responderName}, {formatInstant(respondedAt)}: {comment ?? ''}
      </InsetText>
      <div id="act">
        {next === undefined ? (
          <NothingExpected agreement={agreement} />
        ) : (
          <Accepting {...{ agreement, found, next, paid, form }} />
        )}
      </div>
    </Page>
  )
}

function NothingExpected({ agreement }: Pick<AcceptanceProps, 'agreement'>) {
  return (
    <p class="govuk-body">
      The provider did not say of every line that is wrong which hours or which price it expects. Put the care package
      right, then{' '}
      <a class="govuk-link" href={`/council/agreements/${agreement.id}`}>
        correct and republish the agreement
      </a>
      .
    </p>
  )
}

type AcceptingProps = Pick<AcceptanceProps, 'agreement' | 'found' | 'paid' | 'form'> & { readonly next: Prepared }

function Accepting({ agreement, found, next, paid, form }: AcceptingProps) {
  const after = readContent(next.content)
  const stopped = next.findings.some(({ stops }) => stops)
  const priced = asksForPrice(found.counter ?? [])
  return (
    <>
      <Differences
        caption="What changes"
        before={`Revision ${String(agreement.revision)}`}
        after={`Revision ${String(after.revision)}`}
        differences={differencesBetween(found.offer, after)}
      />
      {paid.map((one) => (
        <PaidAgainTables paid={one.paid} unit={one.unit} once={`Once this is accepted for ${one.packageReference}`} />
      ))}
      <h2 class="govuk-heading-m">Checks</h2>
      {next.findings.length === 0 ? (
        <p class="govuk-body">Nothing found: there is a price, the contract runs and no other care overlaps.</p>
      ) : (
        <Findings findings={next.findings} />
      )}
      <Details summary="The whole text, as the provider will read it">
        <OfferText offer={after} />
      </Details>
      {stopped ? null : (
        <PostForm action={`/council/agreements/${agreement.id}/acceptance`} form={form} draft>
          <input type="hidden" name="hash" value={next.hash.toString('hex')} />
          {priced ? <Reason found={found} form={form} /> : null}
          <p class="govuk-body">
            The care package is corrected and the agreement published again, with the cause “correction”. Everyone who
            opened or answered revision {agreement.revision} is told.
          </p>
          <Button preventDoubleClick>Accept and publish again</Button>
        </PostForm>
      )}
    </>
  )
}

function Reason({ found: { counter = [] }, form }: Pick<AcceptingProps, 'found' | 'form'>) {
  const prices = counter.flatMap(({ packageReference, price }) =>
    price === null ? [] : [`${formatRate(price)} for ${packageReference}`],
  )
  return (
    <Textarea
      {...typed(form, 'reason')}
      label="Why does the council pay another price than the one in its price book?"
      hint={`${prices.join(', ')}. It is kept in the price book as a line of its own for this care. A price more than ${MOST_PERCENT_MORE.toString()}% above what the price book asks for such care is set there first, however much of it was accepted before.`}
      rows={3}
    />
  )
}
