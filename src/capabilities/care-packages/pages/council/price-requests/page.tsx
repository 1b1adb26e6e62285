import { perUnit, unitsText } from '../../../../../core/care-units.ts'
import { formatDay, formatPounds, formatRate } from '../../../../../core/format.ts'
import { charge } from '../../../../../core/money.ts'
import type { PaidAgain } from '../../../../../core/paid-again.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { PaidAgainTables } from '../../../../../platform/web/patterns/paid-again.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { PriceRequest } from '../../../store/price-requests.ts'
import type { PageOf } from '../../shared/next-page.ts'
import { SecondPerson } from '../../shared/second-person.tsx'
import { STATUS_WORDS } from '../../shared/who-pays.tsx'

const BASE = '/council/price-requests'

interface ListProps extends PageOf<PriceRequest> {
  readonly view: ViewContext
}

/** For the second person: what waits, the longest first. */
export function PriceRequestsPage({ rows, next, view }: ListProps) {
  return (
    <Page
      heading="Prices of single care packages that wait"
      backLink={{ href: '/council/packages', text: 'Care packages' }}
      view={view}
      wide
    >
      <ResponsiveTable
        caption="The longest waiting first"
        empty="Nothing waits. A price that is not the book’s comes here when somebody commissions or changes care at it."
        columns={[
          { heading: 'Care' },
          { heading: 'Person' },
          { heading: 'Provider' },
          { heading: 'From', nowrap: true },
          { heading: 'In the book', numeric: true },
          { heading: 'Asked', numeric: true },
          { heading: 'Asked by' },
        ]}
        rows={rows.map((request) => [
          <a class="govuk-link" href={`${BASE}/${request.id}`}>
            {request.packageReference ?? 'New care'}
            <span class="govuk-visually-hidden">, {request.personReference}</span>
          </a>,
          request.personName,
          request.providerName,
          formatDay(request.fromOn),
          request.bookPrice === null ? 'None' : formatRate(request.bookPrice),
          formatRate(request.price),
          request.proposerName,
        ])}
      />
      {next === undefined ? null : <Pagination next={{ href: next }} />}
    </Page>
  )
}

interface OneProps {
  readonly asked: PriceRequest
  /** False while the care has changed since, so that it cannot be made. */
  readonly fits: boolean
  /** What approving it does to what was recorded and paid, where it looks back. */
  readonly paid: PaidAgain | undefined
  readonly isOwn: boolean
  readonly mayApprove: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function PriceRequestPage({ asked, fits, paid, isOwn, mayApprove, form, view }: OneProps) {
  const { text, colour } = STATUS_WORDS[asked.status]
  return (
    <Page
      heading={`${formatRate(asked.price)} ${perUnit(asked.unit)} for ${asked.packageReference ?? 'new care'}`}
      caption={`${asked.serviceLevel}, ${asked.serviceName}, ${asked.providerName}`}
      backLink={{ href: BASE, text: 'Prices that wait' }}
      errors={form.errors}
      view={view}
    >
      <p class="govuk-body">
        <Tag colour={colour}>{text}</Tag>
      </p>
      <Asked asked={asked} />
      {asked.packageId === null ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/packages/${asked.packageId}`}>
            The care package
          </a>
        </p>
      )}
      {fits ? null : (
        <InsetText>
          The care, its contract or its price has changed since, and this no longer fits. Refuse it, or have it taken
          back.
        </InsetText>
      )}
      <PaidAgainTables
        paid={paid}
        unit={asked.unit}
        once="Once the price is approved"
        file={{ href: `${BASE}/${asked.id}/effect` }}
      />
      {asked.status === 'proposed' ? (
        <SecondPerson
          address={`${BASE}/${asked.id}`}
          version={asked.version}
          own={isOwn ? 'You asked for this, so somebody else has to approve it.' : undefined}
          mayApprove={mayApprove}
          hints={{
            approve:
              asked.packageId === null ? 'The care is commissioned at this price' : 'The care is changed at this price',
            refuse: 'Nothing is commissioned or changed',
          }}
          form={form}
        />
      ) : null}
    </Page>
  )
}

function Asked({ asked }: Pick<OneProps, 'asked'>) {
  const { plan } = asked.care.wanted
  return (
    <SummaryList
      rows={[
        { key: 'Person', value: `${asked.personName} (${asked.personReference})` },
        { key: 'From', value: formatDay(asked.fromOn) },
        { key: 'Planned', value: `${unitsText(plan.planned, asked.unit)} a week` },
        { key: 'In the book', value: asked.bookPrice === null ? 'No price' : formatRate(asked.bookPrice) },
        { key: 'Asked', value: `${formatRate(asked.price)}${moreText(asked)}` },
        { key: 'A week', value: formatPounds(charge(plan.planned, asked.price)) },
        { key: 'Why', value: asked.reason },
        { key: 'Asked by', value: `${asked.proposerName}, ${formatInstant(asked.proposedAt)}` },
        ...(asked.deciderName === null ? [] : [{ key: 'Decided by', value: asked.deciderName }]),
        ...(asked.note === null ? [] : [{ key: 'Answer', value: asked.note }]),
      ]}
    />
  )
}

/** ', 12.5% above the book', so that a slip of the hand shows. */
function moreText({ bookPrice, price }: PriceRequest): string {
  if (bookPrice === null || bookPrice === 0n) return ''
  const thousandths = ((price - bookPrice) * 1_000n) / bookPrice
  const size = thousandths < 0n ? -thousandths : thousandths
  const percent = `${String(size / 10n)}.${String(size % 10n)}%`
  return `, ${percent} ${thousandths < 0n ? 'below' : 'above'} the book`
}
