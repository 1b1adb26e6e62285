import type { ComponentChildren } from 'preact'
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
  const old = price.oldPrice === null ? 'no price' : formatRate(price.oldPrice)
  return (
    <EffectPage
      heading="What this price changes in what was paid"
      caption={`${price.serviceLevel}, ${price.reference}, contract ${price.contractNumber}`}
      back={{ href: `/council/prices/${price.rateLineId}`, text: `Price of ${price.serviceLevel}` }}
      says={`From ${formatDay(price.fromOn)} ${old} would become ${formatRate(price.price)} ${perUnit(price.unit)}. If it is approved,`}
      file={`/council/price-changes/${price.id}/effect`}
      {...{ lines, hasPeriod, view }}
    />
  )
}

interface EffectProps extends Omit<PriceEffectProps, 'price'> {
  readonly heading: string
  readonly caption: string
  readonly back: { readonly href: string; readonly text: string }
  /** What would change, up to the words that say what follows. */
  readonly says: string
  /** Where the files are, without their ending. */
  readonly file: string
  readonly query?: Readonly<Record<string, string>>
  readonly children?: ComponentChildren
}

/** What something that is not decided would post for what was paid: of a price, of care, of who pays. */
export function EffectPage({ heading, caption, back, says, file, query = {}, ...shown }: EffectProps) {
  const { lines, hasPeriod, view, children } = shown
  const more = pence(lines.reduce((total, { beforePence, duePence }) => total + duePence - beforePence, 0n))
  return (
    <Page heading={heading} caption={caption} backLink={back} view={view} wide>
      {lines.length === 0 ? (
        <p class="govuk-body">{says} nothing that was paid changes.</p>
      ) : (
        <p class="govuk-body">
          {says} the next payment has a further line for{' '}
          {lines.length === 1 ? 'the one' : `each of the ${String(lines.length)}`} below, together{' '}
          <strong>{formatPounds(more)}</strong>. The lines that were paid stay as they are.
        </p>
      )}
      {children}
      {hasPeriod ? null : (
        <InsetText>
          The payment calendar has no period that is still to be paid, so nothing can be posted yet.
        </InsetText>
      )}
      {lines.length === 0 ? null : (
        <>
          <Totals totals={totalsByProvider(lines)} />
          <TableDownloads href={file} query={query} what="every line" />
        </>
      )}
      {lines.length > SHOWN ? (
        <InsetText>The first {String(SHOWN)} lines are here. The files have all of them.</InsetText>
      ) : null}
      {lines.length === 0 ? null : <Lines lines={lines.slice(0, SHOWN)} />}
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
