import type { LocalDate } from '../../../../core/dates.ts'
import { formatDay } from '../../../../core/format.ts'
import { visitPriceWords } from '../../../contracts/index.ts'
import type { VisitPricesOf } from '../../store/visit-prices-of.ts'

interface Props {
  readonly prices: readonly VisitPricesOf[]
  readonly today: LocalDate
}

/** Wherever a week is said to cost something that its visits may not come to. */
export const AT_HOURLY_PRICE =
  'What a week costs is said at the hourly price. Visits that have prices of their own are paid by those, so a week may cost more or less.'

/** How visits of this care are paid, where their length, time or day decides. The same words on both faces. */
export function VisitPriceFacts({ prices, today }: Props) {
  if (prices.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">How visits are paid</h2>
      <p class="govuk-body">{AT_HOURLY_PRICE}</p>
      {prices.map((price) => (
        <>
          <h3 class="govuk-heading-s">{daysText(price, today)}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {visitPriceWords(price).map((words) => (
              <li>{words}</li>
            ))}
          </ul>
        </>
      ))}
    </>
  )
}

function daysText({ from, until }: VisitPricesOf, today: LocalDate): string {
  const first = from <= today ? 'Today' : `From ${formatDay(from)}`
  return until === null ? first : `${first}, and before ${formatDay(until)}`
}
