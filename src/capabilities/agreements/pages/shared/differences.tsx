import { Table } from '../../../../platform/web/govuk/table.tsx'
import type { Difference } from '../../rules/differences.ts'
import { differenceRows } from '../../rules/offer-text.ts'

interface DifferencesProps {
  readonly caption: string
  readonly before: string
  readonly after: string
  readonly differences: readonly Difference[]
}

/** Two texts of one agreement side by side, only where they differ. */
export function Differences({ caption, before, after, differences }: DifferencesProps) {
  return (
    <Table
      caption={caption}
      captionClasses="govuk-table__caption--m"
      head={['What', before, after]}
      firstCellIsHeader
      rows={differences.flatMap((difference) => differenceRows(difference, differences.length > 1))}
    />
  )
}
