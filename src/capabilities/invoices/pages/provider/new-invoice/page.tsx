import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatPounds, formatShortDay } from '../../../../../core/format.ts'
import { sumPence } from '../../../../../core/money.ts'
import { lastDay } from '../../../../../core/periods.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { QuotedPerson } from '../../../../payments/index.ts'
import type { ClaimableWeek, Readiness, Stopping } from '../../../rules/readiness.ts'
import type { ClaimPlace } from '../../../store/readiness.ts'
import { periodWords, plural } from '../../shared/words.ts'

interface NewInvoiceProps {
  readonly place: ClaimPlace
  readonly readiness: Readiness
  readonly people: readonly QuotedPerson[]
  readonly today: LocalDate
  readonly mayCreate: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function NewInvoicePage({ place, readiness, people, today, mayCreate, form, view }: NewInvoiceProps) {
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
        {periodWords(place)}. {said(place, readiness)}
      </p>
      <StoppingTable stopping={readiness.stopping} serviceId={place.serviceId} />
      <People people={people} />
      <Notes readiness={readiness} />
      <Create {...{ place, people, today, mayCreate, form }} />
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

const STOPPING_WORDS = {
  'not-recorded': { why: 'Nothing is recorded', act: 'Record and confirm the week' },
  'not-confirmed': { why: 'Saved but not confirmed', act: 'Confirm the week' },
  held: {
    why: 'Held: more was delivered than the exception level allows',
    act: 'Waits for the council: it decides, or you correct the week',
  },
  'not-agreed': { why: 'Its agreement is not agreed yet', act: 'Answer the agreement' },
} as const satisfies Record<Stopping, { why: string; act: string }>

/** Each is named with what to do. None of them holds back the others: they stay open for a later invoice. */
function StoppingTable({ stopping, serviceId }: Pick<Readiness, 'stopping'> & { readonly serviceId: string }) {
  if (stopping.length === 0) return null
  return (
    <>
      <ResponsiveTable
        caption={`${plural(stopping.length, 'line')} not in this invoice yet`}
        classes="portal-dense"
        columns={[
          { heading: 'Person' },
          { heading: 'Package', nowrap: true },
          { heading: 'Week from', nowrap: true },
          { heading: 'Why' },
          { heading: 'What to do' },
        ]}
        rows={stopping.map(({ week, standing }) => [
          `${week.personName} (${week.personReference})`,
          week.packageReference,
          formatShortDay(week.weekStart),
          STOPPING_WORDS[standing].why,
          <StoppingLink week={week} standing={standing} serviceId={serviceId} />,
        ])}
      />
      <InsetText>
        You can create the invoice now without these lines. They stay open, and you can claim them later, each week
        once.
      </InsetText>
    </>
  )
}

interface StoppingLinkProps {
  readonly week: ClaimableWeek
  readonly standing: Stopping
  readonly serviceId: string
}

function StoppingLink({ week, standing, serviceId }: StoppingLinkProps) {
  const href = standing === 'not-agreed' ? '/provider/agreements' : `/provider/actuals/${serviceId}/${week.weekStart}`
  return (
    <a class="govuk-link" href={href}>
      {STOPPING_WORDS[standing].act}
      <span class="govuk-visually-hidden">
        : {week.personName}, week from {formatDay(week.weekStart)}
      </span>
    </a>
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

function Create({ place, people, today, mayCreate, form }: Omit<NewInvoiceProps, 'view' | 'readiness'>) {
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
