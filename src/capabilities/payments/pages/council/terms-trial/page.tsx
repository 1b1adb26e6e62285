import { formatPounds } from '../../../../../core/format.ts'
import { pence, sumPence } from '../../../../../core/money.ts'
import { BarChart } from '../../../../../platform/web/charts/bar-chart.tsx'
import { chosen, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { AbsenceFields } from '../../../../../platform/web/patterns/absence-tiers.tsx'
import { VisitTermFields } from '../../../../../platform/web/patterns/visit-terms.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Compared } from '../../../rules/tried-terms.ts'
import type { TrialContract } from '../../../store/try-terms.ts'

interface TrialProps {
  readonly contract: TrialContract
  /** Undefined while nothing is asked yet. */
  readonly tried: readonly Compared[] | undefined
  readonly periodName: string | undefined
  /** Leads to the form in which the same terms are said. */
  readonly proposeHref: string | undefined
  readonly form: FormView
  readonly view: ViewContext
}
const BARS = 8

export function TrialPage({ contract, tried, periodName, proposeHref, form, view }: TrialProps) {
  return (
    <Page
      heading="Try other terms"
      caption={`${contract.providerName}, contract ${contract.number}`}
      backLink={{ href: `/council/contracts/${contract.id}`, text: `Contract ${contract.number}` }}
      errors={form.errors}
      view={view}
      wide
    >
      <p class="govuk-body">
        What the weeks that were confirmed in the last period, and the stays in it, would have come to on other terms.
        Nothing changes by looking, and nothing is kept.
        {contract.recording === 'visits'
          ? ' Weeks that call monitoring recorded are counted anew from their logged visits; weeks that somebody entered stay as they are.'
          : ''}
      </p>
      {contract.recording === 'none' ? (
        <InsetText>
          This contract pays nights from the dates of each stay: of these terms only those for nights away change it.
        </InsetText>
      ) : null}
      <TrialForm contract={contract} form={form} />
      {tried === undefined ? null : <Results tried={tried} periodName={periodName} proposeHref={proposeHref} />}
    </Page>
  )
}

function TrialForm({ contract, form }: Pick<TrialProps, 'contract' | 'form'>) {
  return (
    <form method="get" action={`/council/contracts/${contract.id}/trial`} novalidate>
      <Radios
        {...chosen(form, 'paymentTerms')}
        legend={{ text: 'What is paid', classes: 'govuk-fieldset__legend--s' }}
        items={[
          { value: 'actual', text: 'What is delivered', hint: 'And part of what the person missed, as said below' },
          { value: 'planned', text: 'What is planned', hint: 'Whatever is delivered' },
        ]}
      />
      <Input
        {...typed(form, 'frustratedPercent')}
        label="Frustrated care that is paid"
        hint="Planned, but missed by the person: not in, refused, in hospital"
        suffix="%"
        classes="govuk-input--width-3"
      />
      <Input
        {...typed(form, 'tolerancePercent')}
        label="Tolerance above plan (optional)"
        hint="A week further above its plan is held for the council. Leave it empty to hold nothing"
        suffix="%"
        classes="govuk-input--width-3"
      />
      <AbsenceFields form={form} />
      {contract.recording === 'visits' ? <VisitTermFields form={form} /> : null}
      <Radios
        {...chosen(form, 'reach')}
        legend={{ text: 'For which contracts?', classes: 'govuk-fieldset__legend--s' }}
        items={[
          { value: 'contract', text: 'This contract' },
          { value: 'calendar', text: `Every contract of the payment calendar ${contract.calendar}` },
        ]}
      />
      <Button>Try it on the last period</Button>
    </form>
  )
}

type ResultsProps = Pick<TrialProps, 'periodName' | 'proposeHref'> & { readonly tried: readonly Compared[] }

function Results({ tried, periodName, proposeHref }: ResultsProps) {
  const more = pence(tried.reduce((total, one) => total + one.more, 0n))
  const held = sumPence(tried.map(({ heldPence }) => heldPence))
  if (periodName === undefined)
    return <InsetText>No period with confirmed weeks or stays is over yet, so there is nothing to try it on.</InsetText>
  return (
    <>
      <h2 class="govuk-heading-l">{periodName}</h2>
      <p class="govuk-body">
        It would have come to <strong>{moreText(more)}</strong>. Above the tolerance, and held for the council until it
        agrees, would be {formatPounds(held)}.
      </p>
      {tried.every((one) => one.more === 0n) ? null : (
        <BarChart
          id="by-provider"
          title="Difference by provider, more or less"
          tickText={(value) => `£${value.toLocaleString('en-GB')}`}
          bars={tried.slice(0, BARS).map(({ providerId, providerName, more: own }) => ({
            id: providerId,
            label: providerName.length > 11 ? `${providerName.slice(0, 10)}…` : providerName,
            height: Math.abs(Number(own)) / 100,
            text: `${providerName}: ${moreText(own)}`,
          }))}
        />
      )}
      <ResponsiveTable
        caption="By provider, the largest difference first"
        empty="No week was confirmed in this period under these contracts, and nobody stayed."
        columns={[
          { heading: 'Provider' },
          { heading: 'Weeks and stays', numeric: true },
          { heading: 'As it is', numeric: true },
          { heading: 'As it would be', numeric: true },
          { heading: 'Difference', numeric: true },
          { heading: 'Held as it is', numeric: true },
          { heading: 'Held as it would be', numeric: true },
        ]}
        rows={tried.map((one) => [
          one.providerName,
          String(one.weeks),
          formatPounds(one.before),
          formatPounds(one.after),
          formatPounds(one.more),
          String(one.heldBefore),
          String(one.heldAfter),
        ])}
      />
      {proposeHref === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={proposeHref}>
            Say these terms for the contract, from a day on
          </a>
        </p>
      )}
    </>
  )
}

function moreText(amount: bigint): string {
  if (amount === 0n) return 'the same'
  return amount < 0n ? `${formatPounds(pence(-amount))} less` : `${formatPounds(pence(amount))} more`
}
