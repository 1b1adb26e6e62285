import { addDays, isAfter, type LocalDate } from '../../../../../core/dates.ts'
import { PAID_AHEAD_DAYS } from '../../../../../core/paid-again.ts'
import { formatDay, formatRate } from '../../../../../core/format.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { BarChart } from '../../../../../platform/web/charts/bar-chart.tsx'
import { dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Contract, PriceRow, RateLine } from '../../../store/price-book.ts'
import type { PriceChange } from '../../../store/price-changes.ts'
import { DecideForm } from '../../shared/decide-form.tsx'
import { DAYS_WORDS, packagesText, priceText, STATUS_WORDS } from '../../shared/words.tsx'

interface RateLineProps {
  readonly line: RateLine
  readonly contract: Contract
  readonly prices: readonly PriceRow[]
  readonly changes: readonly PriceChange[]
  readonly today: LocalDate
  readonly mayChange: boolean
  readonly mayApprove: boolean
  readonly accountId: string
  readonly form: FormView
  readonly view: ViewContext
}

export function RateLinePage(props: RateLineProps) {
  const { line, contract, prices, changes, mayChange, form, view } = props
  const waiting = changes.find(({ status }) => status === 'proposed')
  return (
    <Page
      heading={`Price of ${line.serviceLevel}`}
      caption={`${contract.providerName}, contract ${contract.number}`}
      backLink={{ href: `/council/contracts/${contract.id}`, text: `Contract ${contract.number}` }}
      errors={form.errors}
      view={view}
    >
      <LineFacts line={line} />
      {waiting === undefined ? null : <Waiting {...props} change={waiting} />}
      <PriceChart line={line} prices={prices} />
      <ResponsiveTable
        caption="Prices by date"
        empty="There is no price yet. Nothing can be paid for this line until there is one."
        columns={[{ heading: 'From' }, { heading: 'Last day' }, { heading: 'Price', numeric: true }]}
        rows={prices.map(({ from, until, price }) => [
          formatDay(from),
          until === null ? 'No end is set' : `Before ${formatDay(until)}`,
          priceText(price, line.unit),
        ])}
      />
      {line.unit === 'hour' ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/prices/${line.id}/visits`}>
            Prices of visits
          </a>{' '}
          for some lengths, times and days beside the hourly price
        </p>
      ) : null}
      {mayChange && waiting === undefined ? <ProposeForm line={line} form={form} /> : null}
      <Changes line={line} changes={changes} />
    </Page>
  )
}

const BARS = 10

/** How the price went: a single price needs no drawing. */
function PriceChart({ line, prices }: Pick<RateLineProps, 'line' | 'prices'>) {
  if (prices.length < 2) return null
  const shown = prices.toSorted((a, b) => (a.from < b.from ? -1 : 1)).slice(-BARS)
  return (
    <BarChart
      id="prices"
      title={`Price for each ${line.unit}, by its first day`}
      tickText={(value) => `£${value.toLocaleString('en-GB')}`}
      bars={shown.map(({ from, price }) => ({
        id: from,
        label: formatDay(from)
          .replace(/^\d+ /u, '')
          .replace(/^(\w{3})\w*/u, '$1'),
        height: Number(price) / 10_000,
        text: `From ${formatDay(from)}: ${priceText(price, line.unit)}`,
      }))}
    />
  )
}

function LineFacts({ line }: Pick<RateLineProps, 'line'>) {
  return (
    <SummaryList
      rows={[
        { key: 'Reference', value: line.reference },
        { key: 'Service level', value: line.serviceLevel },
        { key: 'Unit', value: line.unit },
        { key: 'Band', value: line.band === '' ? 'None' : line.band },
        { key: 'Days', value: DAYS_WORDS[line.days] },
        { key: 'Price today', value: priceText(line.price, line.unit) },
        { key: 'Used by', value: packagesText(line.packages) },
      ]}
    />
  )
}

function Waiting(props: RateLineProps & { readonly change: PriceChange }) {
  const { change, today, mayApprove, accountId, line, form } = props
  const mayReach = !isAfter(change.fromOn, addDays(today, PAID_AHEAD_DAYS))
  return (
    <>
      <h2 class="govuk-heading-m">A new price waits for a second person</h2>
      <InsetText>
        {changeText(change)}. {packagesText(line.packages)} name this line today. Said by {change.proposerName} on{' '}
        {formatInstant(change.proposedAt)}: {change.reason}
      </InsetText>
      {mayReach ? (
        <p class="govuk-body">
          Weeks from {formatDay(change.fromOn)} on that are paid, and nights that are paid ahead, get a further line
          with the difference; the lines that were paid stay as they are.{' '}
          <a class="govuk-link" href={`/council/price-changes/${change.id}/effect`}>
            Look at every line that it changes
          </a>
        </p>
      ) : null}
      {mayApprove ? (
        <DecideForm
          action={`/council/price-changes/${change.id}/decision`}
          version={change.version}
          isOwn={change.proposedBy === accountId}
          form={form}
        />
      ) : null}
    </>
  )
}

/** 'From 1 April 2026 £22.10 → £23.06 an hour' */
function changeText({ fromOn, oldPrice, price, unit }: PriceChange): string {
  const before = oldPrice === null ? '' : `${formatRate(oldPrice)} → `
  return `From ${formatDay(fromOn)} ${before}${priceText(price, unit)}`
}

function ProposeForm({ line, form }: Pick<RateLineProps, 'line' | 'form'>) {
  return (
    <PostForm action={`/council/prices/${line.id}/changes`} form={form} id="propose" draft>
      <h2 class="govuk-heading-m">Say a new price</h2>
      <Input
        {...typed(form, 'price')}
        label={`Price for each ${line.unit}`}
        hint="In pounds, with up to 4 decimal places, like 23.06"
        prefix="£"
        inputmode="decimal"
        classes="govuk-input--width-10"
      />
      <DateInput
        {...dated(form, 'from')}
        legend="From which day"
        hint="It holds from this day until the next price that is known already. For example, 1 4 2026"
      />
      <Textarea {...typed(form, 'reason')} label="Why it changes" hint="The second person reads this" rows={3} />
      <Button preventDoubleClick>Send to a second person</Button>
    </PostForm>
  )
}

function Changes({ line, changes }: Pick<RateLineProps, 'line' | 'changes'>) {
  return (
    <ResponsiveTable
      caption="Changes of this price"
      empty="Nobody has changed this price here yet."
      columns={[
        { heading: 'From' },
        { heading: 'Price', numeric: true },
        { heading: 'State' },
        { heading: 'Said by' },
        { heading: 'Decided by' },
        { heading: 'Why' },
      ]}
      rows={changes.map((change) => {
        const { text, colour } = STATUS_WORDS[change.status]
        const why = change.note === null ? change.reason : `${change.reason}. Answer: ${change.note}`
        return [
          formatDay(change.fromOn),
          priceText(change.price, line.unit),
          <Tag colour={colour}>{text}</Tag>,
          `${change.proposerName}, ${formatInstant(change.proposedAt)}`,
          change.deciderName ?? 'Nobody yet',
          change.upliftId === null ? (
            why
          ) : (
            <a class="govuk-link" href={`/council/uplifts/${change.upliftId}`}>
              {why}
            </a>
          ),
        ]
      })}
    />
  )
}
