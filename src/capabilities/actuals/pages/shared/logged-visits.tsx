import { formatShortDay } from '../../../../core/format.ts'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { SheetRow } from '../../rules/sheet-row.ts'
import type { VisitLine } from '../../store/visits-week.ts'
import { roundingWords } from './visit-words.ts'

type Props = {
  readonly visits: readonly VisitLine[]
  readonly row: Pick<SheetRow, 'recording' | 'rounding'>
  /** Said where nothing was received. */
  readonly empty: string
}

/** What was planned, logged and claimed of each visit, and why the paid minutes are not the logged ones. */
export function LoggedVisits({ visits, row, empty }: Props) {
  if (row.recording !== 'visits') return null
  return (
    <>
      <p class="govuk-body">{roundingWords(row.rounding)} What is logged above that is shown as unpaid.</p>
      <ResponsiveTable
        caption="Visits as call monitoring logged them"
        classes="portal-dense"
        columns={[
          { heading: 'Visit', nowrap: true },
          { heading: 'Carer' },
          { heading: 'Outcome' },
          { heading: 'Captured by' },
          { heading: 'Planned', numeric: true },
          { heading: 'Claimed', numeric: true },
          { heading: 'Actual times', nowrap: true },
          { heading: 'Logged', numeric: true },
          { heading: 'Paid', numeric: true },
          { heading: 'Unpaid', numeric: true },
        ]}
        rows={visits.map((visit) => [
          `${formatShortDay(visit.day)}, ${visit.claimedAt}`,
          visit.secondary ? `${visit.carerRef} (second carer)`.trim() : visit.carerRef,
          visit.outcome,
          visit.exceptionCode === '' ? visit.capture : `${visit.capture}, ${visit.exceptionCode}`,
          plannedOf(visit),
          String(visit.claimedMinutes),
          actualTimes(visit),
          String(visit.logged),
          String(visit.paid),
          String(Math.max(0, visit.logged - visit.paid)),
        ])}
        empty={empty}
      />
    </>
  )
}

/** '30 at 08:00', or as much of it as the file said. */
function plannedOf({ plannedAt, plannedMinutes }: VisitLine): string {
  if (plannedMinutes === null) return plannedAt ?? ''
  return plannedAt === null ? String(plannedMinutes) : `${String(plannedMinutes)} at ${plannedAt}`
}

function actualTimes({ startsAt, endsAt }: VisitLine): string {
  if (startsAt === null && endsAt === null) return 'Not logged'
  return `${startsAt ?? 'no start'} to ${endsAt ?? 'no end'}`
}
