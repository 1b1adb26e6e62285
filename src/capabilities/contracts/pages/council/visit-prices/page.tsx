import { isAfter, type LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import type { FormView } from '../../../../../platform/web/forms.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Contract, RateLine } from '../../../store/price-book.ts'
import type { VisitPriceChange, VisitPricesByDate } from '../../../store/visit-prices.ts'
import { DecideForm } from '../../shared/decide-form.tsx'
import { VisitPriceList } from '../../shared/visit-price-list.tsx'
import { packagesText, priceText, STATUS_WORDS } from '../../shared/words.tsx'
import { EndForm, SayForm } from './form.tsx'

interface VisitPricesProps {
  readonly line: RateLine
  readonly contract: Contract
  readonly prices: readonly VisitPricesByDate[]
  readonly changes: readonly VisitPriceChange[]
  readonly today: LocalDate
  readonly mayChange: boolean
  readonly mayApprove: boolean
  readonly accountId: string
  readonly form: FormView
  readonly view: ViewContext
}

export function VisitPricesPage(props: VisitPricesProps) {
  const { line, contract, prices, changes, mayChange, form, view } = props
  const waiting = changes.find(({ status }) => status === 'proposed')
  const mayPropose = mayChange && waiting === undefined && line.unit === 'hour'
  return (
    <Page
      heading={`Prices of visits for ${line.serviceLevel}`}
      caption={`${contract.providerName}, contract ${contract.number}`}
      backLink={{ href: `/council/prices/${line.id}`, text: `Price of ${line.serviceLevel}` }}
      errors={form.errors}
      view={view}
      wide
    >
      <p class="govuk-body">
        The hourly price is {priceText(line.price, line.unit)} today. Prices here are for visits of some length, and for
        some times and days; a week that is recorded visit by visit is priced by them.
      </p>
      {waiting === undefined ? null : <Waiting {...props} change={waiting} />}
      <ResponsiveTable
        caption="Prices of visits by date"
        empty={
          line.unit === 'hour'
            ? 'There are none: every visit is paid by the hour.'
            : `This line is paid by the ${line.unit}, so it has no prices of visits.`
        }
        columns={[{ heading: 'From' }, { heading: 'Last day' }, { heading: 'How visits are paid' }]}
        rows={prices.map(({ from, until, ...said }) => [
          formatDay(from),
          until === null ? 'No end is set' : `Before ${formatDay(until)}`,
          <VisitPriceList prices={said} />,
        ])}
      />
      {mayPropose ? <SayForm rateLineId={line.id} form={form} /> : null}
      {mayPropose && prices.length > 0 ? <EndForm rateLineId={line.id} form={form} /> : null}
      <Changes changes={changes} />
    </Page>
  )
}

function Waiting(props: VisitPricesProps & { readonly change: VisitPriceChange }) {
  const { change, line, today, mayApprove, accountId, form } = props
  return (
    <>
      <h2 class="govuk-heading-m">
        {change.prices === null ? 'That they end waits for a second person' : 'Other prices wait for a second person'}
      </h2>
      <div class="govuk-inset-text">
        <p class="govuk-body">
          From {formatDay(change.fromOn)}. {packagesText(line.packages)} name this line today. Said by{' '}
          {change.proposerName} on {formatInstant(change.proposedAt)}: {change.reason}
        </p>
        {change.prices === null ? null : <VisitPriceList prices={change.prices} />}
      </div>
      {isAfter(change.fromOn, today) ? null : (
        <p class="govuk-body">
          It looks back. Weeks that are paid from {formatDay(change.fromOn)} on get a further line with the difference;
          the lines that were paid stay as they are.{' '}
          <a class="govuk-link" href={`/council/visit-price-changes/${change.id}/effect`}>
            Look at every line that it changes
          </a>
        </p>
      )}
      {mayApprove ? (
        <DecideForm
          action={`/council/visit-price-changes/${change.id}/decision`}
          version={change.version}
          isOwn={change.proposedBy === accountId}
          form={form}
        />
      ) : null}
    </>
  )
}

function Changes({ changes }: Pick<VisitPricesProps, 'changes'>) {
  return (
    <ResponsiveTable
      caption="Changes of these prices"
      empty="Nobody has changed them here yet."
      columns={[
        { heading: 'From' },
        { heading: 'What' },
        { heading: 'State' },
        { heading: 'Said by' },
        { heading: 'Decided by' },
        { heading: 'Why' },
      ]}
      rows={changes.map((change) => {
        const { text, colour } = STATUS_WORDS[change.status]
        return [
          formatDay(change.fromOn),
          change.prices === null ? 'They end' : <VisitPriceList prices={change.prices} />,
          <Tag colour={colour}>{text}</Tag>,
          `${change.proposerName}, ${formatInstant(change.proposedAt)}`,
          change.deciderName ?? 'Nobody yet',
          change.note === null ? change.reason : `${change.reason}. Answer: ${change.note}`,
        ]
      })}
    />
  )
}
