import { unitsText } from '../../../../core/care-units.ts'
import { formatDay, formatPounds } from '../../../../core/format.ts'
import { Table } from '../../../../platform/web/govuk/table.tsx'
import { weeklyOfLine, type OfferLine } from '../../rules/content.ts'
import type { Compared, Difference } from '../../rules/differences.ts'
import { byDay, priceText, termsText, visitText } from './offer.tsx'
import { COMPARED_WORDS } from './words.ts'

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
      rows={differences.flatMap((difference) => rowsOf(difference, differences.length > 1))}
    />
  )
}

function rowsOf({ packageReference, before, after, fields }: Difference, named: boolean) {
  if (before === undefined) return [[`Care package ${packageReference}`, 'Not there', 'Added']]
  if (after === undefined) return [[`Care package ${packageReference}`, 'There', 'Removed']]
  return fields.map((field) => [
    `${COMPARED_WORDS[field]}${named ? ` (${packageReference})` : ''}`,
    VALUES[field](before),
    VALUES[field](after),
  ])
}

const VALUES: Readonly<Record<Compared, (line: OfferLine) => string>> = {
  level: (line) => line.serviceLevel,
  plan: (line) => unitsText(line.planned, line.unit),
  days: (line) => (line.plannedByDay === null ? 'Not planned by day' : byDay(line, line.plannedByDay)),
  visits: (line) => (line.timetable.length === 0 ? 'No visits' : line.timetable.map(visitText).join('; ')),
  price: priceText,
  weekly: (line) => formatPounds(weeklyOfLine(line)),
  start: (line) => formatDay(line.startsOn),
  end: (line) => (line.endsOn === null ? 'No end is set' : formatDay(line.endsOn)),
  terms: termsText,
}
