import { formatShortDay } from '../../../../../core/format.ts'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { SheetRow } from '../../../rules/sheet-row.ts'
import type { VisitLine } from '../../../store/visits-week.ts'
import { roundingWords } from '../visits/words.ts'

type Props = { readonly visits: readonly VisitLine[]; readonly row: SheetRow }

/** Why the paid minutes are not the logged ones, visit by visit. */
export function LoggedVisits({ visits, row }: Props) {
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
          { heading: 'Logged', numeric: true },
          { heading: 'Paid', numeric: true },
          { heading: 'Unpaid', numeric: true },
        ]}
        rows={visits.map((visit) => [
          `${formatShortDay(visit.day)}, ${visit.claimedAt}`,
          visit.carerRef,
          visit.outcome,
          visit.exceptionCode === '' ? visit.capture : `${visit.capture}, ${visit.exceptionCode}`,
          visit.plannedMinutes === null ? '' : String(visit.plannedMinutes),
          String(visit.claimedMinutes),
          String(visit.logged),
          String(visit.paid),
          String(Math.max(0, visit.logged - visit.paid)),
        ])}
        empty="No visits of this week have been received. Send them under Actuals, Visits."
      />
    </>
  )
}
