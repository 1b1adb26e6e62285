import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { pence } from '../../../../../core/money.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Period, Run } from '../../../store/runs.ts'
import { periodDays } from '../../shared/words.ts'
import type { Preparation } from '../../../store/preparations.ts'
import { Preparing } from './preparing.tsx'
import { Bridging, Exceptions, Providers, Sectors, type Preview } from './preview.tsx'
import { ReleaseForm } from './release-form.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

interface PeriodPageProps {
  readonly period: Period
  readonly preparation: Preparation | undefined
  readonly preview: Preview | undefined
  /** What the person may do here, and whether the run is their own. */
  readonly may: { readonly prepare: boolean; readonly release: boolean; readonly isPreparer: boolean }
  readonly now: Date
  readonly form: FormView
  readonly view: ViewContext
}

export function PeriodPage({ period, preparation, preview, may, now, form, view }: PeriodPageProps) {
  return (
    <Page
      heading={period.name}
      caption="Payment period"
      errors={form.errors}
      backLink={{ href: '/council/payments', text: 'All payment periods' }}
      view={view}
      wide
    >
      <SummaryList
        rows={[
          { key: 'Days', value: periodDays(period) },
          { key: 'Last moment to amend', value: formatInstant(period.submitBy) },
          { key: 'Finalised', value: formatDay(period.finaliseOn) },
          { key: 'In bank', value: formatDay(period.paidOn) },
        ]}
      />
      {preview === undefined && preparation === undefined ? (
        <Unprepared period={period} mayPrepare={may.prepare} now={now} form={form} />
      ) : null}
      {preview === undefined && preparation !== undefined ? (
        <Preparing preparation={preparation} address={`/council/payments/${period.id}`} />
      ) : null}
      {preview === undefined ? null : <Prepared period={period} preview={preview} may={may} now={now} form={form} />}
    </Page>
  )
}

interface UnpreparedProps {
  readonly period: Period
  readonly mayPrepare: boolean
  readonly now: Date
  readonly form: FormView
}

function Unprepared({ period, mayPrepare, now, form }: UnpreparedProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Nothing is prepared</h2>
      <p class="govuk-body">
        Preparing works out every payment of the period: confirmed weeks and nights under scheduled contracts, approved
        invoices, and corrections of earlier payments. Nothing is paid until another person releases it.
      </p>
      {now < period.submitBy ? (
        <InsetText>
          Providers may still confirm and amend until {formatInstant(period.submitBy)}. What they confirm after you
          prepare is paid with the next period.
        </InsetText>
      ) : null}
      {mayPrepare ? (
        <PostForm id="prepare" action={`/council/payments/${period.id}/run`} form={form}>
          <Button preventDoubleClick>Prepare the payment run</Button>
        </PostForm>
      ) : (
        <p class="govuk-body">You can look at runs. Somebody with the payments role prepares them.</p>
      )}
    </>
  )
}

interface PreparedProps {
  readonly period: Period
  readonly preview: Preview
  readonly may: PeriodPageProps['may']
  readonly now: Date
  readonly form: FormView
}

function Prepared({ period, preview, may, now, form }: PreparedProps) {
  const { run } = preview
  const address = `/council/payments/${period.id}`
  const isReleased = run.status === 'released'
  return (
    <>
      <h2 class="govuk-heading-m">
        Run {run.reference} {isReleased ? <Tag colour="green">Released</Tag> : <Tag colour="yellow">To release</Tag>}
      </h2>
      <Totals run={run} />
      <p class="govuk-body">
        <a class="govuk-link" href={`${address}/lines`}>
          Look at every line with its payee and person
        </a>
      </p>
      <Exceptions groups={preview.exceptions} address={address} />
      <Bridging bridge={preview.bridge} />
      <Sectors rows={preview.sectors} />
      <Providers rows={preview.providers} address={address} />
      {isReleased ? null : (
        <ReleaseForm
          address={address}
          preview={preview}
          openUntil={now < period.submitBy ? period.submitBy : undefined}
          may={may}
          form={form}
        />
      )}
      {!isReleased && may.prepare ? <DiscardForm address={address} form={form} /> : null}
    </>
  )
}

function Totals({ run }: { readonly run: Run }) {
  const pounds = (amount: bigint) => formatPounds(pence(amount))
  const released =
    run.releasedAt === null
      ? []
      : [
          { key: 'Released', value: `by ${run.releasedName ?? ''}, ${formatInstant(run.releasedAt)}` },
          {
            key: 'Control sums',
            value: `Bank total, sum of remittances and sum of ledger postings are each ${pounds(run.paidPence)}`,
          },
        ]
  return (
    <SummaryList
      rows={[
        { key: 'Prepared', value: `by ${run.preparedName}, ${formatInstant(run.preparedAt)}` },
        { key: 'Lines', value: String(run.lineCount) },
        { key: 'Providers', value: String(run.providerCount) },
        { key: 'Total of lines', value: pounds(run.totalPence) },
        { key: 'Kept back for earlier overpayments', value: pounds(run.recoveredPence) },
        { key: 'Carried to the next run', value: pounds(run.carriedPence) },
        { key: 'Bank total', value: pounds(run.paidPence) },
        ...released,
      ]}
    />
  )
}

function DiscardForm({ address, form }: { readonly address: string; readonly form: FormView }) {
  return (
    <PostForm id="discard" action={`${address}/discard`} form={form}>
      <h2 class="govuk-heading-m">Start again</h2>
      <p class="govuk-body">
        Discarding takes the run’s lines out and lets its invoices wait. Prepare it anew once what was wrong is put
        right.
      </p>
      <Button classes="govuk-button--secondary" preventDoubleClick>
        Discard this run
      </Button>
    </PostForm>
  )
}
