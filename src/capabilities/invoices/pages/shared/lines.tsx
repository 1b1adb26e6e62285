import { formatPounds } from '../../../../core/format.ts'
import { pence, sumPence, type Pence } from '../../../../core/money.ts'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { InvoiceLine } from '../../store/lines.ts'
import { lineWords, plural } from './words.ts'

export type PersonTotal = { readonly name: string; readonly lines: number; readonly amount: Pence }

/** In the order of the lines, which is by name. Two people of one name stay two. */
export function totalsByPerson(lines: readonly InvoiceLine[]): readonly PersonTotal[] {
  const totals = new Map<string, PersonTotal>()
  for (const { personId, personName, personReference, amount } of lines) {
    const before = totals.get(personId) ?? { name: `${personName} (${personReference})`, lines: 0, amount: pence(0n) }
    totals.set(personId, { ...before, lines: before.lines + 1, amount: sumPence([before.amount, amount]) })
  }
  return [...totals.values()]
}

interface LinesProps {
  readonly lines: readonly InvoiceLine[]
  /** Where the working of a line is shown; undefined when the reader has no such page. */
  readonly lineHref?: ((id: string) => string) | undefined
}

/** The claim by person first, then line by line: both end in the same total. */
export function LineTables({ lines, lineHref }: LinesProps) {
  const total = formatPounds(sumPence(lines.map(({ amount }) => amount)))
  return (
    <>
      <ResponsiveTable
        caption="Total by person"
        columns={[{ heading: 'Person' }, { heading: 'Lines', numeric: true }, { heading: 'Amount', numeric: true }]}
        rows={totalsByPerson(lines).map((one) => [one.name, String(one.lines), formatPounds(one.amount)])}
        total={['Total', String(lines.length), total]}
        empty="This invoice has no lines."
      />
      {lines.length === 0 ? null : (
        <ResponsiveTable
          caption={`The ${plural(lines.length, 'line')} by person and week`}
          classes="portal-dense"
          columns={[
            { heading: 'Person' },
            { heading: 'Days' },
            { heading: 'Quantity', numeric: true },
            { heading: 'Price', numeric: true },
            { heading: 'Amount', numeric: true },
          ]}
          rows={lines.map((line) => cells(line, lineHref))}
          total={['Total', '', '', '', total]}
        />
      )}
    </>
  )
}

function cells(line: InvoiceLine, lineHref: LinesProps['lineHref']) {
  const { days, quantity, price, amount } = lineWords(line)
  return [
    line.personName,
    days,
    quantity,
    price,
    lineHref === undefined ? (
      amount
    ) : (
      <a class="govuk-link" href={lineHref(line.id)}>
        {amount}
        <span class="govuk-visually-hidden">
          : how it was worked out for {line.personName}, {days}
        </span>
      </a>
    ),
  ]
}
