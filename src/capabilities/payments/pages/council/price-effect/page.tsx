import { perUnit } from '../../../../../core/care-units.ts'
import { formatDay, formatPounds, formatRate } from '../../../../../core/format.ts'
import { pence } from '../../../../../core/money.ts'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { totalsByProvider, type RepricedTotal } from '../../../rules/repriced.ts'
import type { ProposedPrice, RepricedLine } from '../../../store/preview-price.ts'
import { TraceList } from '../../shared/trace-list.tsx'
import { daysOf } from '../../shared/words.ts'

interface PriceEffectProps {
  readonly price: ProposedPrice
  readonly lines: readonly RepricedLine[]
  /** False while the payment calendar of the contract has no period that is still to be paid. */
  readonly hasPeriod: boolean
  readonly view: ViewContext
}
const SHOWN = 300

export function PriceEffectPage({ price, lines, hasPeriod, view }: PriceEffectProps) {
  const more = pence(lines.reduce((total, { beforePence, duePence }) => total + duePence - beforePence, 0n))
  const file = `/council/price-changes/${price.id}/effect`
  const old = price.oldPrice === null ? 'no price' : formatRate(price.oldPrice)
  return (
    <Page
      heading="What this price changes in what was paid"
      caption={`${price.serviceLevel}, ${price.reference}, contract ${price.contractNumber}`}
      backLink={{ href: `/council/prices/${price.rateLineId}`, text: `Price of ${price.serviceLevel}` }}
      view={view}
      wide
    >
      <p class="govuk-body">
        From {formatDay(price.fromOn)} {old} would become {formatRate(price.price)} {perUnit(price.unit)}. If it is
        approved, the next payment has a further line for each of the {String(lines.length)} below, together{' '}
        <strong>{formatPounds(more)}</strong>. The lines that were paid stay as they are.
      </p>
      {hasPeriod ? null : (
        <InsetText>
          The payment calendar has no period that is still to be paid, so nothing can be posted yet.
        </InsetText>
      )}
      <Totals totals={totalsByProvider(lines)} />
      {lines.length === 0 ? null : <TableDownloads href={file} what="every line" />}
      {lines.length > SHOWN ? (
        <InsetText>The first {String(SHOWN)} lines are here. The files have all of them.</InsetText>
      ) : null}
      <Lines lines={lines.slice(0, SHOWN)} />
    </Page>
  )
}

interface TotalsProps {
  readonly totals: readonly RepricedTotal[]
  /** Where the lines of one provider are. */
  readonly linesHref?: ((providerId: string) => string) | undefined
}

/** Of one price, or of all of an uplift. */
export function Totals({ totals, linesHref }: TotalsProps) {
  return (
    <ResponsiveTable
      caption="By provider"
      empty="Nothing that was paid changes."
      columns={[
        { heading: 'Provider' },
        { heading: 'Lines', numeric: true },
        { heading: 'Paid', numeric: true },
        { heading: 'Due', numeric: true },
        { heading: 'Difference', numeric: true },
      ]}
      rows={totals.map((one) => [
        linesHref === undefined ? (
          one.providerName
        ) : (
          <a class="govuk-link" href={linesHref(one.providerId)}>
            {one.providerName}
          </a>
        ),
        String(one.lines),
        formatPounds(one.beforePence),
        formatPounds(one.duePence),
        formatPounds(one.morePence),
      ])}
    />
  )
}

/** Of one price, or of all of an uplift. */
export function Lines({ lines }: Pick<PriceEffectProps, 'lines'>) {
  return (
    <ResponsiveTable
      caption="Line by line"
      empty="No week or stay that was paid lies on or after this day, within the year that is looked back."
      columns={[
        { heading: 'Person' },
        { heading: 'Package' },
        { heading: 'Days' },
        { heading: 'Paid', numeric: true },
        { heading: 'Due', numeric: true },
        { heading: 'Difference', numeric: true },
        { heading: 'Why' },
      ]}
      rows={lines.map((line) => [
        line.personName,
        <a class="govuk-link" href={`/council/packages/${line.packageId}`}>
          {line.packageReference}
        </a>,
        daysOf(line),
        formatPounds(line.beforePence),
        formatPounds(line.duePence),
        formatPounds(pence(line.duePence - line.beforePence)),
        <Details summary="How it is worked out">
          <TraceList trace={line.trace} />
        </Details>,
      ])}
    />
  )
}
