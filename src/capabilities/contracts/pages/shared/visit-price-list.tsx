import type { SaidVisitPrices } from '../../../../core/visit-prices.ts'
import { visitPriceWords } from '../../rules/visit-price-words.ts'

/** How visits are paid, a line for each price and for what decides between them. */
export function VisitPriceList({ prices }: { readonly prices: SaidVisitPrices }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {visitPriceWords(prices).map((words) => (
        <li>{words}</li>
      ))}
    </ul>
  )
}
