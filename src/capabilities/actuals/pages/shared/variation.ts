import { quantityText } from '../../../../core/decimal.ts'
import type { Quantity } from '../../../../core/money.ts'
import type { SheetRow } from '../../rules/sheet-row.ts'

/** The form that asks for another plan, begun with this week and what was delivered in it: nobody has to telephone. */
export function variationHref({ packageId, weekStart }: SheetRow, delivered: Quantity): string {
  return `/provider/packages/${packageId}/variation?week=${weekStart}&planned=${encodeURIComponent(quantityText(delivered))}`
}
