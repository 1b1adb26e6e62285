import { formatDay, formatDays } from '../../../../core/format.ts'
import { weekOf } from '../../../../core/periods.ts'
import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { Absence, AbsenceWeek } from '../../store/absences.ts'
import { absenceWhy, stateWords, untilWords } from './absences.tsx'
import { formatMoment, inUnits } from './words.ts'

interface Props {
  readonly absence: Absence
  readonly weeks: readonly AbsenceWeek[]
  /** Where the week of a package is on this face; undefined where it has no page. */
  readonly weekHref: ((week: AbsenceWeek) => string) | undefined
}

const outcomeWords: Readonly<Record<AbsenceWeek['outcome'], string>> = {
  filled: 'Filled',
  'own-figures': 'Left: figures of your own stand here',
  shut: 'Left: the week cannot be recorded or changed',
  'cannot-be': 'Left: the visits that call monitoring logs say what happened',
}

/** One absence with the weeks that it touches, the same for both faces. */
export function AbsenceDetails({ absence, weeks, weekHref }: Props) {
  const kind = absence.cause === 'person' ? 'Frustrated' : 'Missed'
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Provider', value: `${absence.providerName}, ${absence.serviceName}` },
          { key: 'First day', value: formatDay(absence.firstDay) },
          { key: 'Last day', value: untilWords(absence) },
          { key: 'Why', value: absenceWhy(absence) },
          {
            key: 'Counted as',
            value:
              absence.cause === 'person'
                ? 'Frustrated: planned, but missed by the person'
                : 'Missed: planned, but missed by the provider, and not paid',
          },
          { key: 'Recorded by', value: `${absence.saidName}, ${formatMoment(absence.saidAt)}` },
          { key: 'State', value: stateWords[absence.status] },
        ]}
      />
      <ResponsiveTable
        caption="The weeks that it touches"
        columns={[
          { heading: 'Week' },
          { heading: 'Planned', numeric: true },
          { heading: kind, numeric: true },
          { heading: 'Paid of it', numeric: true },
          { heading: 'What became of it' },
        ]}
        rows={weeks.map((week) => [
          weekHref === undefined ? (
            formatDays(weekOf(week.weekStart))
          ) : (
            <a class="govuk-link" href={weekHref(week)}>
              {formatDays(weekOf(week.weekStart))}
            </a>
          ),
          week.planned === null ? '' : inUnits(week.planned, week.unit),
          week.outcome === 'filled' && week.absent !== null ? inUnits(week.absent, week.unit) : '',
          week.outcome === 'filled' ? paidWords(absence, week) : '',
          week.outcome === 'filled' && week.changed
            ? 'Filled, and changed by somebody since'
            : outcomeWords[week.outcome],
        ])}
        empty="No week has been filled yet. Weeks are filled as they begin."
      />
    </>
  )
}

/** What the contract says of care that was planned and not delivered. */
function paidWords({ cause }: Absence, { terms, frustratedPercent }: AbsenceWeek): string {
  if (terms === 'planned') return 'All: the plan is paid'
  if (cause === 'provider') return 'Nothing'
  return `${String(frustratedPercent)}%`
}
