import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { pence, sumPence } from '../../../../../core/money.ts'
import { BarChart } from '../../../../../platform/web/charts/bar-chart.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { RepricedTotal } from '../../../rules/repriced.ts'
import type { RepricedLine } from '../../../store/preview-price.ts'
import type { ProposedUplift } from '../../../store/preview-uplift.ts'
import { Lines, Totals } from '../price-effect/page.tsx'

interface UpliftEffectProps {
  readonly uplift: ProposedUplift
  readonly totals: readonly RepricedTotal[]
  /** Of the provider that was chosen, or of all of them where they are few. */
  readonly lines: readonly RepricedLine[]
  readonly provider: string | undefined
  readonly view: ViewContext
}
const BARS = 8
/** More lines than these are told provider by provider. */
export const MOST_LINES = 300

export function UpliftEffectPage({ uplift, totals, lines, provider, view }: UpliftEffectProps) {
  const base = `/council/uplifts/${uplift.id}/effect`
  const chosen = totals.find(({ providerId }) => providerId === provider)
  return (
    <Page
      heading="What this uplift changes in what was paid"
      caption={`Uplift ${uplift.name}`}
      backLink={{ href: `/council/uplifts/${uplift.id}`, text: `Uplift ${uplift.name}` }}
      view={view}
      wide
    >
      <Said uplift={uplift} totals={totals} />
      <Chart totals={totals} />
      <Totals totals={totals} linesHref={(id) => `${base}?provider=${id}#lines`} />
      {totals.length === 0 ? null : <TableDownloads href={base} what="every line of every provider" />}
      <div id="lines">
        {provider !== undefined && chosen !== undefined ? (
          <p class="govuk-body">
            Only the lines of {chosen.providerName}.{' '}
            <a class="govuk-link" href={base}>
              Of all providers
            </a>
          </p>
        ) : null}
        <Enough lines={lines} totals={chosen === undefined ? totals : [chosen]} />
      </div>
    </Page>
  )
}

function Said({ uplift, totals }: Pick<UpliftEffectProps, 'uplift' | 'totals'>) {
  const { firstOn } = uplift
  if (totals.length === 0 || firstOn === null)
    return <InsetText>Nothing that was paid changes, so there is nothing to look at.</InsetText>
  const more = sumPence(totals.map(({ morePence }) => morePence))
  const lines = totals.reduce((total, one) => total + one.lines, 0)
  return (
    <p class="govuk-body">
      The first of its prices begins on {formatDay(firstOn)}. If the uplift is approved, the next payments have a
      further line for each of the {String(lines)} weeks and stays that were paid at another price, together{' '}
      <strong>{moreText(more)}</strong>. The lines that were paid stay as they are.
    </p>
  )
}

function Chart({ totals }: Pick<UpliftEffectProps, 'totals'>) {
  if (totals.length === 0) return null
  return (
    <BarChart
      id="by-provider"
      title="Difference by provider, more or less"
      tickText={(value) => `£${value.toLocaleString('en-GB')}`}
      bars={totals.slice(0, BARS).map(({ providerId, providerName, morePence }, index) => ({
        id: `${providerId}-${String(index)}`,
        label: providerName.length > 11 ? `${providerName.slice(0, 10)}…` : providerName,
        height: Math.abs(Number(morePence)) / 100,
        text: `${providerName}: ${moreText(morePence)}`,
      }))}
    />
  )
}

function Enough({ lines, totals }: Pick<UpliftEffectProps, 'lines' | 'totals'>) {
  const all = totals.reduce((total, one) => total + one.lines, 0)
  if (all === 0) return null
  if (lines.length === 0)
    return (
      <InsetText>
        There are {String(all)} lines. Choose a provider above to read its lines here, or download all of them.
      </InsetText>
    )
  return (
    <>
      {lines.length < all ? (
        <InsetText>The first {String(lines.length)} lines are here. The files have all of them.</InsetText>
      ) : null}
      <Lines lines={lines} />
    </>
  )
}

function moreText(amount: bigint): string {
  return amount < 0n ? `${formatPounds(pence(-amount))} less` : `${formatPounds(pence(amount))} more`
}
