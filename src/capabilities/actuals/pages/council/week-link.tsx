import type { LocalDate } from '../../../../core/dates.ts'
import { formatDays } from '../../../../core/format.ts'
import { weekOf } from '../../../../core/periods.ts'

type Props = {
  readonly week: {
    readonly packageId: string
    readonly weekStart: LocalDate
    readonly personName: string
    readonly reference: string
  }
}

/** Whose week it is, and the way to its visits, its history and its price. */
export function WeekLink({ week: { packageId, weekStart, personName, reference } }: Props) {
  return (
    <a class="govuk-link" href={`/council/actuals/${packageId}/${weekStart}`}>
      {personName}, {reference}
      <span class="govuk-visually-hidden">, {formatDays(weekOf(weekStart))}</span>
    </a>
  )
}
