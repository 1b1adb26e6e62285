import { formatDays, formatQuantity } from '../../../../core/format.ts'
import { weekOf } from '../../../../core/periods.ts'
import type { SheetRow } from '../../rules/sheet-row.ts'
import { ceilingOf } from './lines.ts'
import { inUnits } from './words.ts'

/** A message to brokerage with what it needs to know already written: nobody has to telephone about a line that is held. */
export function variationHref(row: SheetRow): string {
  const { packageId, reference, weekStart, planned, plan, standing } = row
  const days = formatDays(weekOf(weekStart))
  const ceiling = ceilingOf(row)
  const actual = standing?.actual ?? planned
  const most = ceiling === undefined ? '' : `, and up to ${formatQuantity(ceiling)} are paid without asking`
  const text = [
    `In the week of ${days} we delivered ${inUnits(actual, plan.unit)}. ${inUnits(planned, plan.unit)} are planned${most}.`,
    standing === undefined || standing.entry.comment === '' ? '' : `Why: ${standing.entry.comment}`,
    'Please agree a temporary variation for this week, or tell us what else you need to know.',
  ]
  const query = new URLSearchParams({
    package: packageId,
    type: 'brokerage',
    title: `Variation of ${reference}, week of ${days}`,
    text: text.filter((line) => line !== '').join('\n'),
  })
  return `/provider/messages/new?${query.toString()}`
}
