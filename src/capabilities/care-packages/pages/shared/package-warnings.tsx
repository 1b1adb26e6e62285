import { unitsText } from '../../../../core/care-units.ts'
import { daysBetween, type LocalDate } from '../../../../core/dates.ts'
import { formatDay } from '../../../../core/format.ts'
import { InsetText } from '../../../../platform/web/govuk/inset-text.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import type { Package } from '../../rules/package.ts'
import type { PackageWarning } from '../../store/package-warnings.ts'

interface WarningsProps {
  readonly warnings: readonly PackageWarning[]
  readonly unit: Package['unit']
  readonly today: LocalDate
}

/** On the page of one package, in sentences. */
export function PackageWarnings({ warnings, unit, today }: WarningsProps) {
  return warnings.map((warning) => <InsetText>{sentenceOf(warning, unit, today)}</InsetText>)
}

/** In the list, in a word or two. */
export function WarningTags({ warnings, today }: Omit<WarningsProps, 'unit'>) {
  return warnings.map((warning) => (
    <>
      {' '}
      <Tag colour="yellow">{shortOf(warning, today)}</Tag>
    </>
  ))
}

function sentenceOf(warning: PackageWarning, unit: Package['unit'], today: LocalDate): string {
  switch (warning.code) {
    case 'nothing-follows':
      return `This care ends ${inDays(daysBetween(today, warning.on))}, on ${formatDay(warning.on)}, and nothing follows.`
    case 'gap':
      return `This care ends before ${warning.other} starts on ${formatDay(warning.on)}. No care is commissioned in between.`
    case 'overlap':
      return `This care overlaps with ${warning.other} of the same level for the same person from ${formatDay(warning.on)}. One of them may have been entered twice.`
    case 'over-hours':
      return `More than planned was delivered in ${String(warning.weeks)} of the last 5 weeks, ${unitsText(warning.more, unit)} in all. If the need has changed, ask for a change of the package.`
  }
}

function shortOf(warning: PackageWarning, today: LocalDate): string {
  switch (warning.code) {
    case 'nothing-follows':
      return `Ends ${inDays(daysBetween(today, warning.on))}, nothing follows`
    case 'gap':
      return `Gap before ${warning.other}`
    case 'overlap':
      return `Overlaps with ${warning.other}`
    case 'over-hours':
      return 'Over plan again and again'
  }
}

function inDays(days: number): string {
  if (days === 0) return 'today'
  return days === 1 ? 'in 1 day' : `in ${String(days)} days`
}
