import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { sumPence } from '../../../../../core/money.ts'
import { lastDay } from '../../../../../core/periods.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { QuotedPerson } from '../../../../payments/index.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { PeriodStanding } from '../../../rules/period.ts'
import type { Readiness } from '../../../rules/readiness.ts'
import type { ClaimPlace } from '../../../store/readiness.ts'
import { periodWords, plural } from '../../shared/words.ts'
import { ParkedTable, StoppingTable, type LinesMay } from './stopping.tsx'

interface NewInvoiceProps {
  readonly place: ClaimPlace
  readonly readiness: Readiness
  readonly people: readonly QuotedPerson[]
  readonly standing: PeriodStanding
  readonly today: LocalDate
  readonly mayCreate: boolean
  readonly may: LinesMay
  readonly form: FormView
  readonly view: ViewContext
}

export function NewInvoicePage(props: NewInvoiceProps) {
  const { place, standing, readiness, people, today, mayCreate, may, form, view } = props
  return (
    <Page
      heading={`Invoice for ${place.periodName}`}
      caption={`${place.serviceName}, contract ${place.contractNumber}`}
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/invoices', text: 'Invoices' }}
      wide
    >
      <p class="govuk-body">
        {periodWords(place)}. {standing.kind === 'not-begun' ? '' : said(place, readiness)}
      </p>
      <Standing standing={standing} />
      {standing.kind === 'not-begun' ? null : (
        <>
          <StoppingTable {...{ readiness, place, may, form }} />
          <ParkedTable {...{ readiness, place, may }} />
          <People people={people} />
          <Notes readiness={readiness} />
          <Create {...{ place, people, today, mayCreate, form }} />
        </>
      )}
    </Page>
  )
}

function said(place: ClaimPlace, { ready, stopping }: Readiness): string {
  if (place.byNights) return 'Nights follow from the dates of each package, so there is nothing to record.'
  const lines =
    stopping.length === 0
      ? 'Nothing stops you.'
      : `${plural(stopping.length, 'line')} stop${stopping.length === 1 ? 's' : ''} you.`
  return `${plural(ready, 'week is', 'weeks are')} ready. ${lines}`
}

/** Why the period cannot be invoiced yet, or not in its own run any more, and from or until when. */
function Standing({ standing }: Pick<NewInvoiceProps, 'standing'>) {
  if (standing.kind === 'open') return null
  if (standing.kind === 'not-begun')
    return (
      <InsetText>
        This period cannot be invoiced yet: it begins on {formatDay(standing.opensOn)}. Its weeks can be confirmed and
        invoiced from that day on.
      </InsetText>
    )
  const { submitBy, nextSubmitBy } = standing
  return (
    <InsetText>
      The last moment to be paid with this period’s own run was {formatInstant(submitBy)}. An invoice that you send now
      is paid with a later run
      {nextSubmitBy === null ? '' : `: send it by ${formatInstant(nextSubmitBy)} to be in the next one`}.
    </InsetText>
  )
}

function People({ people }: { readonly people: readonly QuotedPerson[] }) {
  const total = sumPence(people.map(({ amount }) => amount))
  return (
    <ResponsiveTable
      caption="What the invoice will claim, by person"
      columns={[{ heading: 'Person' }, { heading: 'Lines', numeric: true }, { heading: 'Amount', numeric: true }]}
      rows={people.map((one) => [`${one.name} (${one.reference})`, String(one.lines), formatPounds(one.amount)])}
      total={['Total', String(people.reduce((sum, { lines }) => sum + lines, 0)), formatPounds(total)]}
      empty="There is nothing to claim yet."
    />
  )
}

function Notes({ readiness: { taken, zero, notOver, claimedBy } }: { readonly readiness: Readiness }) {
  if (taken + zero + notOver === 0) return null
  return (
    <ul class="govuk-list govuk-list--bullet">
      {taken === 0 ? null : (
        <li>
          {plural(taken, 'week')} of this period {taken === 1 ? 'is' : 'are'} claimed already, and a week is paid once.{' '}
          {claimedBy.map(({ id, reference }) => (
            <>
              <a class="govuk-link" href={`/provider/invoices/${id}`}>
                See invoice {reference}
              </a>{' '}
            </>
          ))}
        </li>
      )}
      {zero === 0 ? null : (
        <li>
          {plural(zero, 'week')} in which nothing was delivered {zero === 1 ? 'is a line' : 'are lines'} of £0.00, so
          that {zero === 1 ? 'it counts' : 'they count'} as dealt with.
        </li>
      )}
      {notOver === 0 ? null : (
        <li>
          {plural(notOver, 'week')} of this period {notOver === 1 ? 'is' : 'are'} not over yet.
        </li>
      )}
    </ul>
  )
}

type CreateProps = Pick<NewInvoiceProps, 'place' | 'people' | 'today' | 'mayCreate' | 'form'>

function Create({ place, people, today, mayCreate, form }: CreateProps) {
  if (place.openId !== null)
    return (
      <p class="govuk-body">
        <a class="govuk-link" href={`/provider/invoices/${place.openId}`}>
          Open the invoice you have begun for this service and period
        </a>
        . Send it or delete it before you create another.
      </p>
    )
  if (people.length === 0) return <p class="govuk-body">There is nothing to invoice yet. Confirm the weeks first.</p>
  if (!mayCreate) return null
  const last = lastDay({ from: place.periodFrom, until: place.periodUntil })
  return (
    <PostForm action="/provider/invoices" form={form}>
      <input type="hidden" name="period" value={place.periodId} />
      <input type="hidden" name="contract" value={place.contractId} />
      <input type="hidden" name="service" value={place.serviceId} />
      {last < today ? null : (
        <p class="govuk-body">
          The period ends on {formatDay(last)}. Weeks you confirm after you send this invoice need another one.
        </p>
      )}
      <p class="govuk-body">Nothing is sent yet: you check the lines and amounts next.</p>
      <Button id="create" preventDoubleClick>
        Create invoice for {place.periodName}
      </Button>
    </PostForm>
  )
}
