import { formatDay, formatQuantity } from '../../../../core/format.ts'
import { InsetText } from '../../../../platform/web/govuk/inset-text.tsx'
import type { Warning } from '../../rules/warnings.ts'

interface WarningsProps {
  readonly warnings: readonly Warning[]
  /** The address of the list of packages. */
  readonly base: string
}

/** What does not fit together, each with the package it is about. */
export function Warnings({ warnings, base }: WarningsProps) {
  return warnings.map((warning) => (
    <InsetText>
      <a class="govuk-link" href={`${base}/${warning.care.id}`}>
        {warning.care.reference}
      </a>{' '}
      {wordsOf(warning)}
    </InsetText>
  ))
}

export function wordsOf(warning: Warning): string {
  switch (warning.code) {
    case 'nothing-follows':
      return `ends ${inDays(warning.days)}, on ${formatDay(warning.on)}, and nothing follows.`
    case 'gap':
      return `ends ${daysText(warning.days)} before ${warning.next.reference} starts on ${formatDay(warning.next.startsOn)}. No care is commissioned in between.`
    case 'overlap':
      return `is for the same level of care as ${warning.next.reference} from ${formatDay(warning.from)}. One of them may have been entered twice.`
    case 'over-hours':
      return `was above its plan in ${String(warning.weeks)} of the last 5 weeks, ${formatQuantity(warning.more)} in all.`
  }
}

function inDays(days: number): string {
  return days === 0 ? 'today' : `in ${daysText(days)}`
}

function daysText(days: number): string {
  return days === 1 ? '1 day' : `${String(days)} days`
}
